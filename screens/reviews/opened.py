"""What lies behind a line of a week's page, opened on top of it."""

from __future__ import annotations

from array import array
from collections.abc import Awaitable, Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from textual.app import App

from data.kernel.store import Store
from data.kpi.kpi import kpi
from data.people.person import Person
from data.points.explain import records_of
from data.points.history import Fact, facts_of
from data.points.kinds import Kind, all_kinds
from data.reviews.glance import Reviewed
from data.reviews.page import DealLine, KpiLine, RunLine, StepLine
from data.reviews.words import Section, sections
from screens.points.drill_down import Records
from screens.reviews.words import SPOKEN, spoken_words
from screens.shell.desk import Desk
from screens.shell.dialog import Dialog
from screens.shell.facts_page import FactsPage
from widgets.width import wrapped


class Place(NamedTuple):
    """A line of a page: its section, and which line of that; of words that take several lines, ``words`` of one."""

    section: Section
    line: int
    words: str = ""


class RecordMeant(NamedTuple):
    """The record that a line is about."""

    table: str
    row: int


def places_of(found: Reviewed, width: int) -> list[Place]:
    """The lines of a page of so many cells, in their order; of a section that holds none its place alone (-1)."""
    return [
        place for section in sections(found) for place in (Place(section, -1), *_lines_of(section, width))
    ]


def _lines_of(section: Section, width: int) -> Iterator[Place]:
    for number, line in enumerate(section.lines):
        if section.part in SPOKEN:
            for words in wrapped(spoken_words(section, line), width, "  "):
                yield Place(section, number, words)
        else:
            yield Place(section, number)


def record_meant(found: Reviewed, place: Place) -> RecordMeant | None:
    """The deal or lead of a line; None where it is about none."""
    page, part = found.page, place.section.part
    deals: dict[str, tuple[DealLine, ...]] = {"won": page.won, "lost": page.lost, "moved": page.moved}
    if part in deals:
        return RecordMeant("deal", deals[part][place.line].deal_id)
    if part == "steps":
        step: StepLine = page.steps[place.line]
        return RecordMeant(step.table, step.record_id)
    return None


async def opened(app: App[None], desk: Desk, found: Reviewed, place: Place) -> Dialog[None] | None:
    """The dialog on what a line is made of: entries of the log, or facts; None where the line says all."""
    page, part, line = found.page, place.section.part, place.line
    sunday = found.monday + timedelta(days=6)
    if part == "days":
        day = date.fromisoformat(page.days[line].day)
        return await _entries(app, desk, found.person, place.section.lines[line].cells[0], (day, day))
    if part == "kinds":
        code = page.kinds[line].code if line < len(page.kinds) else ""
        return await _entries(
            app, desk, found.person, place.section.lines[line].cells[0], (found.monday, sunday), code
        )
    if part == "kpis":
        return FactsPage(page.kpis[line].name, _kpi_facts(page.kpis[line]))
    if part == "runs":
        return FactsPage(page.runs[line].standard, _run_facts(page.runs[line]))
    return None


def _kpi_facts(line: KpiLine) -> list[Fact]:
    facts = [Fact("value", line.value), Fact("made of", line.counts), Fact("formula", kpi(line.code).formula)]
    return [*facts, Fact("target", line.target or "none"), Fact("verdict", line.verdict)]


def _run_facts(line: RunLine) -> list[Fact]:
    return [
        Fact("period", line.period),
        Fact("done", f"{line.done} of {line.judged} judged"),
        Fact("open", line.left or "nothing"),
    ]


async def _entries(
    app: App[None], desk: Desk, person: Person, title: str, span: tuple[date, date], code: str = ""
) -> Dialog[None]:
    ids, total, kinds = await desk.read_after_writes(_records, person, span, code)
    return Records(desk, f"{title}, {person.name}", ids, kinds, total, _opener(app, desk, person))


def _records(
    store: Store, person: Person, span: tuple[date, date], code: str
) -> tuple[array[int], str, dict[str, Kind]]:
    kinds = {kind.code: kind for kind in all_kinds(store)}
    ids, total = records_of(store, person.id, *span, kind=kinds.get(code))
    return ids, total, kinds


def _opener(app: App[None], desk: Desk, person: Person) -> Callable[[int], Awaitable[None]]:
    async def open_entry(entry: int) -> None:
        facts = await desk.read_after_writes(facts_of, entry, person)
        app.push_screen(FactsPage("One entry", facts))

    return open_entry
