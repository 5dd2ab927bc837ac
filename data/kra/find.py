"""Which run and which item is meant by what a person types."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from data.calendar.days import day_of
from data.deals.find import find as find_deal
from data.kernel.commands import Reader
from data.kernel.errors import Refused
from data.kernel.text import clean, first_of
from data.kra.answering import ABOUT, About
from data.kra.cadence import Span
from data.kra.overview import ItemView, RunView, run_view, runs_of
from data.kra.run import RunKey
from data.kra.standard import assignments_of, versions_of
from data.kra.verdicts import unmeasured
from data.leads.companies.find import find as find_company
from data.leads.find import find as find_lead
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
        could_be = first_of([f"{item} ({standard})" for standard, item in names], NAMED)
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
    names = first_of([f"{run.standard.code} {run.span.label}" for run in found or runs], NAMED)
    if found:
        raise Refused(f"That could be several runs: {names}.", code="kra.several")
    raise Refused(f"No run of {clean(word, 40)!r} is there. Runs: {names or 'none'}.", code="kra.no_run")


def find_about(reader: Reader, actor: Person, text: str) -> tuple[str, About | None]:
    """The words of a text, and the record that it is about: ``deal: website``, alone or on a line of its own.

    Raises Refused where no such record is there, or it could be several.
    """
    words, about = [], None
    for line in text.splitlines():
        table, colon, name = line.partition(":")
        if colon and table.strip().casefold() in ABOUT and name.strip() and not name.startswith("//"):
            about = About(
                table.strip().casefold(), _record(reader, actor, table.strip().casefold(), name.strip())
            )
        else:
            words.append(line)
    return "\n".join(words).strip(), about


def _record(reader: Reader, actor: Person, table: str, name: str) -> int:
    if table == "lead":
        return find_lead(reader, actor, name).id
    if table == "deal":
        return find_deal(reader, actor, name).id
    company = find_company(reader, actor, name).company
    if company is None:
        raise Refused(f"{clean(name, 40)} is known from leads alone: there is no record of it yet.")
    return company.id


def events_in_force(reader: Reader, person: Person, now: int) -> list[tuple[str, str, str]]:
    """The events for which somebody's standards have items: code and title of the standard, and the event."""
    today = day_of(now, person.zone)
    codes = [one.standard for one in assignments_of(reader, [person.id]) if not one.until]
    versions, found = versions_of(reader, codes), []
    for code in dict.fromkeys(codes):
        standard = versions.in_force(code, today)
        items = versions.items(standard) if standard is not None else ()
        events = dict.fromkeys(item.event for item in items if item.event and item.active)
        found += [(code, standard.title, event) for event in events if standard is not None]
    return found
