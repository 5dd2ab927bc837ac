"""How an import is told before and after it: what was found, what becomes of the rows, what needs a hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from data.files.findings import counted
from data.imports.columns import Found
from data.imports.left_rows import CONFLICT, UNITED, Clash, Doubt, Left, SetHere, Twin, row_numbers
from data.imports.mapping import reason_of
from data.imports.plan import Plan
from data.kernel.text import clean
from screens.shell.advice import IMPORTED, REJECTED
from widgets.columns import GAP, fair_shares
from widgets.width import cut, fit, width_of, wrapped

FIRST_ROWS = 3
MOST_LISTED = 20
MOST_OWNERS = 5
NARROW = 40
"""Cells below which a table of columns is told in words."""
_WORDS = {
    "added": "new",
    "updated": "changed: there already, and the file knows more",
    "unchanged": "unchanged: there already",
    "duplicates": "twice in the file",
    "deleted": "left out: deleted in the source",
    "rejected": "rejected",
    CONFLICT.text: "conflicts: the id of somebody else",
}


class Section(NamedTuple):
    """Lines under a heading."""

    title: str
    lines: list[str]


def foot(
    plan: Plan[Any] | None, sheets: int, is_done: bool, width: int, *, is_mended: bool = False
) -> list[str]:
    """The keys that do something now, the most telling first, for a line of ``width`` cells."""
    if is_done:
        return [
            "enter close   (then u takes it back)",
            *([_write_words(plan)] if plan and plan.reported else []),
        ]
    others = ["o options", *(["s sheet"] if sheets > 1 else [])]
    if plan is None:
        return ["m columns", *others, "esc close"]
    others += ["e mend letters"] if plan.table.broken is not None else []
    others += ["e letters as they were"] if is_mended else []
    others = ["m columns", *others, *([_write_words(plan)] if plan.reported else []), "esc leave"]
    enter = [] if plan.found.is_empty else [f"enter {_action_words(plan)}"]
    if width_of("   ".join([*enter, *others])) > width:
        enter = ["enter import"]
    return [*enter, *others]


def _write_words(plan: Plan[Any]) -> str:
    return "w rejects" if plan.rejected else "w doubts"


def standing(plan: Plan[Any]) -> str:
    """Where an import stands once the file is read."""
    if not plan.found.is_empty:
        return "Nothing is written yet."
    if plan.rejected:
        return (
            "Nothing can come in as the file is read now: m says what its columns hold, o whose its rows are."
        )
    return "Nothing new: there is nothing to bring in."


def sections(plan: Plan[Any], width: int) -> list[Section]:
    """The whole preview in ``width`` cells: what becomes of the rows, what was detected, what needs a hand."""
    room = max(width, 12)
    found = [
        Section(f"Of {counted(plan.rows, plan.reading.unit)}", _counts(plan, room)),
        Section("Detected", [line for text in plan.findings for line in _wrapped(text, room)]),
        Section("Columns", _columns(plan, room)),
        Section("What its words mean here", _wordings(plan, room)),
        *_needs(plan, room),
        Section("First rows, as they would be stored", _first_rows(plan, room)),
    ]
    return [section for section in found if section.lines]


def report(plan: Plan[Any], width: int) -> list[Section]:
    """What is to be said once the rows are in: the counts, and what is left to do."""
    room = max(width, 12)
    done = [Section("Done", _counts(plan, room)), *_needs(plan, room)]
    if plan.found.new and plan.spec.noun in IMPORTED:
        done.append(Section("Next", [IMPORTED[plan.spec.noun]]))
    return done


def _action_words(plan: Plan[Any]) -> str:
    """What enter would do: ``add 480 leads, change 12``."""
    new, spec = len(plan.found.new), plan.spec
    parts = [f"add {counted(new, spec.one, spec.many)}"] if new else []
    parts += [f"change {plan.found.changed:,}"] if plan.found.changed else []
    parts += [f"remove {len(plan.found.removals):,}"] if plan.found.removals else []
    return ", ".join(parts)


def _counts(plan: Plan[Any], room: int) -> list[str]:
    lines = []
    for what, count in plan.accounts().items():
        rows = [left for left in plan.left if left.reason == UNITED] if what == UNITED.text else []
        which = f": {row_numbers(rows, MOST_OWNERS)}" if rows else ""
        lines.append(cut(f"{count:>9,}  {_WORDS.get(what, what)}{which}", room))
    return lines


def _needs(plan: Plan[Any], room: int) -> list[Section]:
    """What somebody has to look at: owners whom nobody knows, rejected rows, likely duplicates."""
    needs = []
    if plan.unknown_owners:
        names = sorted(plan.unknown_owners, key=lambda name: -plan.unknown_owners[name])
        lines = [
            f"{clean(name, 40)}  {counted(plan.unknown_owners[name], 'row')}{_likely(plan, name)}"
            for name in names[:MOST_OWNERS]
        ]
        lines += _more(len(names), MOST_OWNERS)
        lines += _wrapped(f"Their {plan.spec.many} go to {plan.owner.name}; the name stays with each.", room)
        owners = counted(len(names), "owner")
        needs.append(Section(f"{owners} unknown here", lines))
    if plan.rejected:
        lines = _listed(plan.rejected, room)
        mend = "" if plan.spec.lists_reasons else ", to be mended and imported again"
        lines += _wrapped(f"w writes them to a file{mend}.", room)
        for reason in sorted({left.reason.text for left in plan.rejected} & REJECTED.keys()):
            lines += _wrapped(REJECTED[reason], room)
        if any(left.reason == CONFLICT for left in plan.rejected):
            lines += _wrapped("Where the file is of another system than those, o says which.", room)
        needs.append(Section(f"{len(plan.rejected):,} rejected", lines))
    if plan.doubts:
        lines = _listed(plan.doubts, room)
        lines += _wrapped(
            "o says what a name means; w writes them to a file, to be mended and imported again.", room
        )
        needs.append(Section(f"{counted(len(plan.doubts), 'row')} taken, but to be looked at", lines))
    if plan.clashes:
        title = f"{counted(len(plan.clashes), 'value')} that cannot stand beside another row's"
        needs.append(Section(title, _listed(plan.clashes, room)))
    if plan.found.set_here:
        title = f"{counted(len(plan.found.set_here), 'value')} left out, as something else was set here"
        needs.append(Section(title, _listed(plan.found.set_here, room)))
    if plan.twins:
        title = f"{len(plan.twins):,} of the new may be there already: & looks for duplicates"
        needs.append(Section(title, _listed(plan.twins, room)))
    return needs


def _likely(plan: Plan[Any], owner: str) -> str:
    """Who may be meant by an owner."""
    handle = plan.likely_owners.get(owner)
    return f"  perhaps {handle}" if handle else ""


def _listed(rows: Sequence[Left | Twin | Clash | SetHere | Doubt], room: int) -> list[str]:
    lines = [
        line
        for row in rows[:MOST_LISTED]
        for line in _wrapped(f"row {row.number:,}: {clean(row.words, 200)}", room)
    ]
    return lines + _more(len(rows), MOST_LISTED)


def _more(count: int, shown: int) -> list[str]:
    return [f"and {count - shown:,} more"] if count > shown else []


def _wrapped(text: str, room: int) -> list[str]:
    return wrapped(clean(text), room, indent="  ")


def _columns(plan: Plan[Any], room: int) -> list[str]:
    """What each column becomes and why; those without a field of their own are named together."""
    placed = [found for found in plan.columns.found if found.is_placed]
    lines = _table(placed, room) if room >= NARROW else _in_words(placed, room)
    return lines + [line for text in plan.columns_aside for line in _wrapped(text, room)]


def _table(placed: Sequence[Found], room: int) -> list[str]:
    return _side_by_side(
        [[clean(found.column), clean(found.becomes), clean(reason_of(found))] for found in placed], room
    )


def _wordings(plan: Plan[Any], room: int) -> list[str]:
    """What the words of a file mean here, the most frequent first."""
    found = sorted(plan.reading.wordings, key=lambda wording: -wording.rows)
    lines = [
        line
        for wording in found[:MOST_LISTED]
        for line in _wrapped(
            f"{wording.rows:,} {wording.label}: {wording.meaning or '?'}, {wording.because}", room
        )
    ]
    return lines + _more(len(found), MOST_LISTED)


def _in_words(placed: Sequence[Found], room: int) -> list[str]:
    return [line for f in placed for line in _wrapped(f"{f.column}: {f.becomes}, {reason_of(f)}", room)]


def _first_rows(plan: Plan[Any], width: int) -> list[str]:
    heads = plan.spec.shown
    rows = plan.samples(FIRST_ROWS)
    if not rows:
        return []
    shown = max(min(len(heads), width // 8), 1)
    table = [heads, *([clean(value.replace("\n", "; ")) for value in row] for row in rows)]
    return _side_by_side([list(row[:shown]) for row in table], width)


def _side_by_side(rows: Sequence[Sequence[str]], room: int) -> list[str]:
    """Rows in columns that share the room by what stands in them."""
    if not rows:
        return []
    wanted = [max(map(width_of, column)) for column in zip(*rows, strict=True)]
    widths = fair_shares(room - GAP * (len(wanted) - 1), wanted)
    return [
        (" " * GAP).join(fit(text, width) for text, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
