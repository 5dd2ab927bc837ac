"""What an import would do, in lines: what was detected, which column holds what, what becomes of the rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain
from textwrap import indent, wrap
from typing import TYPE_CHECKING, Any

from cockpit.text_tables import Column, text_table
from data.kernel.text import clean

if TYPE_CHECKING:
    from cockpit.imports.verb import ImportVerb
    from cockpit.session import Session
    from data.imports.columns import Found
    from data.imports.left_rows import Clash, Doubt, Left, SetHere, Twin
    from data.imports.plan import Plan

_WIDTH = 100
_FIRST_ROWS = 3
_MOST_LISTED = 5
_MOST_WORDINGS = 40
_LABEL_WIDTH = 40
_WORDS = {"deleted": "deleted in the source, left out"}


def preview(plan: Plan[Any], verb: ImportVerb, session: Session) -> list[str]:
    """All that is to be known before somebody agrees."""
    from data.files.findings import counted

    lines = [plan.file, *(line for finding in plan.findings for line in _wrapped(finding))]
    lines += ["  -> Mend the letters: --mend"] if plan.table.broken is not None else []
    lines += _column_lines(plan)
    lines += _wording_lines(plan)
    lines += verb.about_new(plan, session) if verb.about_new is not None else ()
    lines += _first_rows(plan)
    lines += ["", f"Of {counted(plan.rows, plan.reading.unit)}:"]
    accounts = plan.accounts()
    lines += [
        f"  {count:>9,}  {_WORDS.get(what, what)}{_examples(plan, what)}" for what, count in accounts.items()
    ]
    doubts = plan.doubts
    lines += _doubt_lines(doubts)
    told = {*accounts, *(doubt.what for doubt in doubts)}
    hints = {**_hints(), **verb.hints()}
    lines += [f"  -> {hint}" for reason, hint in hints.items() if reason in told]
    clashes, set_here = plan.clashes, plan.found.set_here
    values = counted(len(clashes), "value")
    lines += _listed(f"{values} that cannot stand beside what another row says", clashes)
    values = counted(len(set_here), "value")
    lines += _listed(f"{values} left out, as something else was set here", set_here)
    lines += _listed(f"{len(plan.twins):,} possible duplicates among the added", plan.twins)
    rejected = [left for left in plan.rejected if left.reason.is_plain]
    lines += _listed(f"{len(rejected):,} rejected", rejected)
    return lines + _owner_lines(plan)


def _wrapped(text: str) -> list[str]:
    return wrap(text, _WIDTH, initial_indent="  ", subsequent_indent="    ")


def _column_lines(plan: Plan[Any]) -> list[str]:
    """Which column holds what, and those that stay beside the records."""
    if not plan.columns.found:
        return []
    rows = [(clean(f.column, 40), clean(f.becomes, 60), _doubt(f)) for f in plan.columns.found if f.is_placed]
    lines = ["", indent(text_table([Column("column"), Column("becomes"), Column("")], rows), "  ")]
    return lines + [line for text in plan.columns_aside for line in _wrapped(text)]


def _doubt(found: Found) -> str:
    """Why somebody should look whether a column holds that."""
    if found.is_guessed:
        return f"guessed {found.why}"
    return "" if found.score == 100 else f"{found.score} % sure"


def _wording_lines(plan: Plan[Any]) -> list[str]:
    """A table of the words of a file, how often they stand there, and what they mean here."""
    wordings = sorted(plan.reading.wordings, key=lambda wording: -wording.rows)
    if not wordings:
        return []
    points: Counter[str] = Counter()
    new: Counter[str] = Counter()
    weigh = plan.spec.weigh
    for label, worth in map(weigh, plan.found.new) if weigh is not None else ():
        points[label] += worth
        new[label] += 1
    names = [clean(wording.label, _LABEL_WIDTH) for wording in wordings[:_MOST_WORDINGS]]
    width = max([11, *map(len, names)])
    heads = f"{'new':>6}  {'points':>7}  " if weigh is not None else ""
    lines = ["", f"  {'in the file':<{width}}  {plan.reading.unit + 's':>6}  {'counts as':<20}  {heads}why"]
    for name, wording in zip(names, wordings, strict=False):
        sure = "" if wording.certainty == 100 or not wording.meaning else f" ({wording.certainty} %)"
        told = f"{new[wording.label]:>6,}  {points[wording.label]:>7,}  " if weigh is not None else ""
        lines.append(
            f"  {name:<{width}}  {wording.rows:>6,}  {(wording.meaning or '?') + sure:<20}  {told}{wording.because}"
        )
    more = len(wordings) - _MOST_WORDINGS
    return [*lines, f"  and {more:,} more"] if more > 0 else lines


def _first_rows(plan: Plan[Any]) -> list[str]:
    """The first records as they would be stored, where no table of words tells what comes."""
    rows = [[_short(cell) for cell in cells] for cells in plan.samples(_FIRST_ROWS)]
    if not rows or plan.spec.weigh is not None:
        return []
    return ["", text_table([Column(head) for head in plan.spec.shown], rows)]


def _short(cell: str) -> str:
    return clean(cell.replace("\n", "; "), 28)


def _hints() -> Mapping[str, str]:
    """What can be done about rows that are left out, whatever the noun, by the reason."""
    from data.imports.left_rows import CONFLICT

    return {
        CONFLICT.text: "Where the file is of another system than those: --system NAME keeps its ids apart."
    }


def _examples(plan: Plan[Any], reason: str) -> str:
    """The first rows that went together with others, or were left out for a reason to do something about."""
    from data.imports.left_rows import UNITED, row_numbers

    if reason == UNITED.text:
        return f" ({row_numbers([left for left in plan.left if left.reason == UNITED], _MOST_LISTED)})"
    rows = [left for left in plan.rejected if left.reason.text == reason and not left.reason.is_plain]
    if not rows:
        return ""
    details = list(dict.fromkeys(left.detail for left in rows if left.detail))
    what = row_numbers(rows, _MOST_LISTED)
    others = f" and {len(details) - _MOST_LISTED:,} more" if len(details) > _MOST_LISTED else ""
    return f" ({what}: {'; '.join(details[:_MOST_LISTED])}{others})" if details else f" ({what})"


def _doubt_lines(doubts: Sequence[Doubt]) -> list[str]:
    """How many rows are taken in doubt, by what is not known; the whole list is in the report."""
    from data.imports.set_aside import rows_said

    rows: dict[str, list[int]] = {}
    for doubt in doubts:
        rows.setdefault(doubt.words, []).append(doubt.number)
    lines = [
        f"{len(numbers):>9,}  taken {clean(words, 120)} ({rows_said(numbers, len(numbers))})"
        for words, numbers in list(rows.items())[:_MOST_LISTED]
    ]
    more = len(rows) - _MOST_LISTED
    return [f"  {line}" for line in (*lines, *([f"and {more:,} more"] if more > 0 else []))]


def _listed(what: str, rows: Sequence[Left | Twin | Clash | SetHere]) -> list[str]:
    if not rows:
        return []
    lines = ["", f"{what}:"]
    lines += [f"  row {row.number}: {clean(row.words, 160)}" for row in rows[:_MOST_LISTED]]
    more = len(rows) - _MOST_LISTED
    return [*lines, f"  and {more:,} more"] if more > 0 else lines


def _owner_lines(plan: Plan[Any]) -> list[str]:
    """Owners whom nobody knows here, and what becomes of their rows."""
    if not plan.unknown_owners:
        return []
    likely = {name: f" (perhaps {handle})" for name, handle in plan.likely_owners.items()}
    names = ", ".join(
        clean(name, 30) + likely.get(name, "") for name in list(plan.unknown_owners)[:_MOST_LISTED]
    )
    others = len(plan.unknown_owners) - _MOST_LISTED
    names += f" and {others:,} more" if others > 0 else ""
    text = (
        f"Owners unknown here: {len(plan.unknown_owners):,} ({names}). Their {plan.spec.many} go to "
        f"{plan.owner.name}, with the name kept; --owner 'NAME=PERSON' says who it is."
    )
    return list(chain([""], wrap(text, _WIDTH, subsequent_indent="  ")))
