"""A week under review as one self-contained page: printable, with charts drawn in it, and nothing that runs.

All text is escaped, and the page itself forbids scripts and whatever lies elsewhere.
"""

from __future__ import annotations

from html import escape

from cockpit.verbs.reviews.charts import bars_by_day, bars_by_kind
from cockpit.verbs.reviews.forms import head_lines
from data.kernel.text import clean
from data.reviews.glance import Reviewed
from data.reviews.words import Section, seal_words, sections, title

_STYLE = """
body { font: 15px/1.45 system-ui, sans-serif; color: #1c1f24; background: #fff; max-width: 52rem; margin: 2rem auto;
  padding: 0 1rem; }
h1 { font-size: 1.5rem; margin: 0 0 .3rem; }
h2 { font-size: 1.05rem; margin: 1.6rem 0 .4rem; border-bottom: 1px solid #c9ced6; padding-bottom: .15rem; }
p { margin: .1rem 0; }
table { border-collapse: collapse; width: 100%; font-size: .93rem; }
th, td { text-align: left; padding: .18rem .6rem .18rem 0; vertical-align: top; overflow-wrap: anywhere; }
th { font-weight: 600; color: #565e6b; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
tr.dim td { color: #6b7280; }
.warning { border: 2px solid #b42318; color: #b42318; font-weight: 700; padding: .5rem .7rem; margin: .6rem 0; }
.charts { display: flex; flex-wrap: wrap; gap: 1.5rem; margin: 1rem 0; }
svg { max-width: 100%; height: auto; }
@media print { body { margin: 0; max-width: none; font-size: 11px; } h2 { break-after: avoid; }
  tr, svg { break-inside: avoid; } }
"""


def as_html(found: Reviewed) -> str:
    """The page."""
    name, warning = _text(title(found.page)), seal_words(found)
    lines = [line for line in head_lines(found) if line != warning]
    parts = [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{name}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{name}</h1>",
        *(f"<p>{_text(line)}</p>" for line in lines),
        *([f'<p class="warning">{_text(warning)}</p>'] if warning else []),
        f'<div class="charts">{bars_by_day(found.page)}{bars_by_kind(found.page)}</div>',
        *map(_section, sections(found)),
        "</body></html>",
    ]
    return "\n".join(parts)


def _section(section: Section) -> str:
    width = len(section.columns)
    head = "".join(_cell("th", name, place, section) for place, name in enumerate(section.columns))
    rows = []
    for line in section.lines:
        cells = (*line.cells, *[""] * (width - len(line.cells)))
        tone = ' class="dim"' if line.tone == "dim" else ""
        body = "".join(_cell("td", cell, place, section) for place, cell in enumerate(cells))
        rows.append(f"<tr{tone}>{body}</tr>")
    heading = f"<h2>{_text(section.title)}</h2>"
    if not rows:
        return heading
    return f"{heading}\n<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _cell(tag: str, text: str, place: int, section: Section) -> str:
    number = ' class="number"' if place in section.numbers else ""
    return f"<{tag}{number}>{_text(text)}</{tag}>"


def _text(text: str) -> str:
    return escape(clean(text, 4_000))
