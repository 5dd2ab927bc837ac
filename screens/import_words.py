"""How an import is told before and after it: what was found, what becomes of the rows, what needs a hand."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import NamedTuple

from data.leads.imports.draft import Left, Twin
from data.leads.imports.plan import Plan
from data.text import clean
from widgets.cells import fit

FIRST_ROWS = 3
MOST_LISTED = 20
_SHOWN = ("name", "company", "emails", "phones", "status")
_WORDS = {
    "added": "new",
    "updated": "changed: there already, and the file knows more",
    "unchanged": "unchanged: there already",
    "duplicates": "twice in the file",
    "rejected": "rejected",
}


class Section(NamedTuple):
    """Lines under a heading."""

    title: str
    lines: list[str]


def action_words(plan: Plan) -> str:
    """What enter would do: ``add 480 leads, change 12``."""
    counts = plan.accounts()
    noun = _noun(plan, counts["added"])
    parts = [f"add {counts['added']:,} {noun}"] if counts["added"] else []
    parts += [f"change {counts['updated']:,}"] if counts["updated"] else []
    return ", ".join(parts)


def sections(plan: Plan, width: int) -> list[Section]:
    """The whole preview in ``width`` cells: the counts first, then how the file was understood."""
    found = [Section(f"Of {plan.table.count:,} rows", _counts(plan))]
    found += _needs(plan)
    found.append(Section("First rows, as they would be stored", _first_rows(plan, width)))
    found.append(Section("Columns", _columns(plan, width)))
    found.append(
        Section("The file", [line for text in plan.findings for line in wrap(clean(text), max(width, 20))])
    )
    return [section for section in found if section.lines]


def report(plan: Plan) -> list[Section]:
    """What is to be said once the rows are in: the counts, and what is left to do."""
    done = [Section("Done", _counts(plan)), *_needs(plan)]
    if not plan.columns.holds_companies and plan.accounts()["added"]:
        done.append(Section("Next", ["V w shows the leads that nobody has worked yet."]))
    return done


def _noun(plan: Plan, count: int) -> str:
    if plan.columns.holds_companies:
        return "company" if count == 1 else "companies"
    return "lead" if count == 1 else "leads"


def _counts(plan: Plan) -> list[str]:
    return [f"{count:>9,}  {_WORDS[what]}" for what, count in plan.accounts().items() if count]


def _needs(plan: Plan) -> list[Section]:
    """What somebody has to look at: rejected rows, likely duplicates, owners whom nobody knows."""
    needs = []
    if plan.rejected:
        lines = _listed(plan.rejected)
        lines.append("To keep these rows: cockpit leads import FILE --report rejected.csv")
        needs.append(Section(f"{len(plan.rejected):,} rejected", lines))
    if plan.twins:
        title = f"{len(plan.twins):,} of the new may be there already: & looks for duplicates"
        needs.append(Section(title, _listed(plan.twins)))
    if plan.unknown_owners:
        names = list(plan.unknown_owners)
        lines = [f"{clean(name, 40)}  {plan.unknown_owners[name]:,} rows" for name in names[:MOST_LISTED]]
        lines += _more(len(names))
        lines.append(f"Their leads go to {plan.owner.name}; the name stays with each.")
        needs.append(Section(f"{len(names):,} owners whom nobody here is", lines))
    return needs


def _listed(rows: Sequence[Left | Twin]) -> list[str]:
    lines = [f"row {row.number:,}: {clean(row.reason, 200)}" for row in rows[:MOST_LISTED]]
    return lines + _more(len(rows))


def _more(count: int) -> list[str]:
    return [f"and {count - MOST_LISTED:,} more"] if count > MOST_LISTED else []


def _columns(plan: Plan, width: int) -> list[str]:
    """Which column holds what, how sure that is, and which columns stay beside the leads."""
    known = plan.columns.found
    widest = min(max((len(clean(found.column)) for found in known), default=0), max(width // 2 - 2, 8))
    lines = [
        f"{fit(clean(found.column), widest)}  {found.field}"
        + ("" if found.score == 100 else f"  {found.score} % sure")
        for found in known
    ]
    if plan.columns.rest:
        rest = ", ".join(clean(column, 40) for column in plan.columns.rest)
        lines += wrap(f"kept beside the lead: {rest}", max(width, 20))[:6]
    return lines


def _first_rows(plan: Plan, width: int) -> list[str]:
    rows: list[tuple[str, ...]]
    if plan.companies:
        heads: tuple[str, ...] = ("name", "website", "industry", "address")
        rows = [(d.values[0], d.values[1], d.values[3], d.values[4]) for d in plan.companies[:FIRST_ROWS]]
    else:
        heads = _SHOWN
        rows = [tuple(str(d.value(name) or "") for name in _SHOWN) for d in plan.drafts[:FIRST_ROWS]]
    if not rows:
        return []
    cells = max((width - 2 * len(heads)) // len(heads), 6)
    table = [heads, *([clean(value.replace("\n", "; ")) for value in row] for row in rows)]
    return ["  ".join(fit(value, cells) for value in row).rstrip() for row in table]
