"""How an import is told before and after it: what was found, what becomes of the rows, what needs a hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from data.files.findings import counted
from data.kernel.text import clean
from data.leads.imports.columns import OMITTED, Found
from data.leads.imports.draft import Left, Twin
from data.leads.imports.mapping import reason_of
from data.leads.imports.plan import Plan
from widgets.width import cut, fit, width_of, wrapped

FIRST_ROWS = 3
MOST_LISTED = 20
MOST_OWNERS = 5
NARROW = 40
"""Cells below which a table of columns is told in words."""
_SHOWN = ("name", "company", "emails", "phones", "status")
_WORDS = {
    "added": "new",
    "updated": "changed: there already, and the file knows more",
    "unchanged": "unchanged: there already",
    "duplicates": "twice in the file",
    "deleted": "left out: deleted in the source",
    "rejected": "rejected",
}


class Section(NamedTuple):
    """Lines under a heading."""

    title: str
    lines: list[str]


def foot(plan: Plan | None, sheets: int, is_done: bool, width: int) -> list[str]:
    """The keys that do something now, the most telling first, for a line of ``width`` cells."""
    if is_done:
        return [
            "enter close   (then u takes it back)",
            *(["w rejects"] if plan and plan.rejected else []),
        ]
    others = ["o options", *(["s sheet"] if sheets > 1 else [])]
    if plan is None:
        return [*others, "esc close"]
    others = ["m columns", *others, *(["w rejects"] if plan.rejected else []), "esc leave"]
    enter = [] if plan.found.is_empty else [f"enter {_action_words(plan)}"]
    if width_of("   ".join([*enter, *others])) > width:
        enter = ["enter import"]
    return [*enter, *others]


def standing(plan: Plan) -> str:
    """Where an import stands once the file is read."""
    if not plan.found.is_empty:
        return "Nothing is written yet."
    if plan.rejected:
        return "There is nothing to bring in as the file is read now: m says what its columns hold."
    return "Nothing new: there is nothing to bring in."


def sections(plan: Plan, width: int) -> list[Section]:
    """The whole preview in ``width`` cells: what becomes of the rows, what was detected, what needs a hand."""
    room = max(width, 12)
    found = [
        Section(f"Of {counted(plan.table.count, 'row')}", _counts(plan)),
        Section("Detected", [line for text in plan.findings for line in _wrapped(text, room)]),
        Section("Columns", _columns(plan, room)),
        *_needs(plan, room),
        Section("First rows, as they would be stored", _first_rows(plan, room)),
    ]
    return [section for section in found if section.lines]


def report(plan: Plan, width: int) -> list[Section]:
    """What is to be said once the rows are in: the counts, and what is left to do."""
    done = [Section("Done", _counts(plan)), *_needs(plan, max(width, 12))]
    if not plan.columns.holds_companies and plan.accounts()["added"]:
        done.append(Section("Next", ["V w shows the leads that nobody has worked yet."]))
    return done


def _action_words(plan: Plan) -> str:
    """What enter would do: ``add 480 leads, change 12``."""
    counts = plan.accounts()
    parts = [f"add {counts['added']:,} {_noun(plan, counts['added'])}"] if counts["added"] else []
    parts += [f"change {counts['updated']:,}"] if counts["updated"] else []
    return ", ".join(parts)


def _noun(plan: Plan, count: int) -> str:
    if plan.columns.holds_companies:
        return "company" if count == 1 else "companies"
    return "lead" if count == 1 else "leads"


def _counts(plan: Plan) -> list[str]:
    return [f"{count:>9,}  {_WORDS[what]}" for what, count in plan.accounts().items() if count]


def _needs(plan: Plan, room: int) -> list[Section]:
    """What somebody has to look at: owners whom nobody knows, rejected rows, likely duplicates."""
    needs = []
    if plan.unknown_owners:
        names = sorted(plan.unknown_owners, key=lambda name: -plan.unknown_owners[name])
        lines = [
            f"{clean(name, 40)}  {counted(plan.unknown_owners[name], 'row')}" for name in names[:MOST_OWNERS]
        ]
        lines += _more(len(names), MOST_OWNERS)
        lines += _wrapped(f"Their leads go to {plan.owner.name}; the name stays with each.", room)
        owners = counted(len(names), "owner")
        needs.append(Section(f"{owners} unknown here", lines))
    if plan.rejected:
        lines = _listed(plan.rejected, room)
        lines += _wrapped("w writes them to a file, to be mended and imported again.", room)
        needs.append(Section(f"{len(plan.rejected):,} rejected", lines))
    if plan.twins:
        title = f"{len(plan.twins):,} of the new may be there already: & looks for duplicates"
        needs.append(Section(title, _listed(plan.twins, room)))
    return needs


def _listed(rows: Sequence[Left | Twin], room: int) -> list[str]:
    lines = [
        line
        for row in rows[:MOST_LISTED]
        for line in _wrapped(f"row {row.number:,}: {clean(row.reason, 200)}", room)
    ]
    return lines + _more(len(rows), MOST_LISTED)


def _more(count: int, shown: int) -> list[str]:
    return [f"and {count - shown:,} more"] if count > shown else []


def _wrapped(text: str, room: int) -> list[str]:
    return wrapped(clean(text), room, indent="  ")


def _columns(plan: Plan, room: int) -> list[str]:
    """What each column becomes and why; those without a field of their own are named together."""
    known = [found for found in plan.columns.found if found.becomes == found.field]
    omitted = [found.column for found in plan.columns.found if found.field.startswith(f"{OMITTED}:")]
    lines = _table(known, room) if room >= NARROW else _in_words(known, room)
    for words, columns in (("kept as own fields", plan.columns.rest), ("left out", omitted)):
        if columns:
            named = ", ".join(clean(column, 40) for column in columns[:MOST_LISTED])
            lines += _wrapped(
                f"{words}: {named}" + "".join(f" {m}" for m in _more(len(columns), MOST_LISTED)), room
            )
    return lines


def _table(known: Sequence[Found], room: int) -> list[str]:
    column = min(max((width_of(clean(found.column)) for found in known), default=0), room // 3)
    field = min(max((width_of(found.field) for found in known), default=0), room // 3)
    return [
        cut(f"{fit(clean(f.column), column)}  {fit(clean(f.field), field)}  {clean(reason_of(f))}", room)
        for f in known
    ]


def _in_words(known: Sequence[Found], room: int) -> list[str]:
    return [line for f in known for line in _wrapped(f"{f.column}: {f.field}, {reason_of(f)}", room)]


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
    shown = max(min(len(heads), width // 8), 1)
    cells = (width - 2 * (shown - 1)) // shown
    table = [heads, *([clean(value.replace("\n", "; ")) for value in row] for row in rows)]
    return ["  ".join(fit(value, cells) for value in row[:shown]).rstrip() for row in table]
