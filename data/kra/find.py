"""Which run and which item is meant by what a person types."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from data.kernel.commands import Reader
from data.kernel.errors import Refused
from data.kernel.text import clean
from data.kra.cadence import Span
from data.kra.measuring import unmeasured
from data.kra.overview import ItemView, RunView, run_view, runs_of
from data.kra.run import RunKey
from data.kra.standard import assignments_of
from data.people.person import Person

NAMED = 12


def runs_in(
    reader: Reader, person: Person, now: int, span: Span | None = None, standard: str = ""
) -> list[RunView]:
    """Somebody's runs that are to be done now, or those of a span, closed ones too; of one standard where it is named.

    What is measured is not measured here.
    """
    if span is None:
        found = runs_of(reader, person, now, unmeasured)
    else:
        codes = dict.fromkeys(one.standard for one in assignments_of(reader, [person.id]))
        codes |= {standard: None} if standard else {}
        keys = [RunKey(person.id, code, span.cadence, span.first.isoformat()) for code in codes]
        found = [view for key in keys if (view := run_view(reader, person, key, now, unmeasured)) is not None]
    return [run for run in found if standard in ("", run.key.standard)]


def find_item(runs: Sequence[RunView], word: str, today: date) -> tuple[RunView, ItemView]:
    """The item meant by its code, or the beginning of its title or code, and its run.

    Of several runs the one of the present period is meant, not one that was left. Raises Refused that names those that
    could be meant.
    """
    wanted = " ".join(word.split()).casefold()
    pairs = [(run, view) for run in runs for view in run.items]
    exact = [pair for pair in pairs if pair[1].item.code == wanted]
    begin = [
        pair
        for pair in pairs
        if wanted
        and (pair[1].item.title.casefold().startswith(wanted) or pair[1].item.code.startswith(wanted))
    ]
    found = exact or begin
    present = [pair for pair in found if pair[0].span.first <= today <= pair[0].span.last]
    found = present or found
    own = [pair for pair in found if not pair[1].carried_from] or found
    names = list(dict.fromkeys((run.standard.code, view.item.code) for run, view in own))
    if len(names) == 1:
        return own[0]
    if names:
        could_be = ", ".join(f"{item} ({standard})" for standard, item in names[:NAMED])
        raise Refused(f"{clean(word, 40)!r} could be several items: {could_be}.", code="kra.several")
    known = ", ".join(dict.fromkeys(view.item.code for _, view in pairs)) or "none"
    raise Refused(f"No item is called {clean(word, 40)!r}. Items: {clean(known, 400)}.", code="kra.no_item")


def find_run(runs: Sequence[RunView], word: str) -> RunView:
    """The run of a standard; of several, none. Raises Refused that names them."""
    wanted = " ".join(word.split()).casefold()
    found = [
        run
        for run in runs
        if wanted in ("", run.standard.code) or run.standard.title.casefold().startswith(wanted)
        or run.standard.code.startswith(wanted)
    ]  # fmt: skip
    if len(found) == 1:
        return found[0]
    names = ", ".join(f"{run.standard.code} {run.span.label}" for run in (found or runs)[:NAMED])
    if found:
        raise Refused(f"That could be several runs: {names}.", code="kra.several")
    raise Refused(f"No run of {clean(word, 40)!r} is there. Runs: {names or 'none'}.", code="kra.no_run")
