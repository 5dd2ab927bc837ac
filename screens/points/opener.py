"""What opens when a number, a kind or an entry of the points screen is opened."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from textual.app import App

from data.calendar.days import short_day
from data.points.explain import Number, numbers_of, records_of, streak_steps, week_words
from data.points.history import facts_of
from data.points.kinds import Kind
from data.points.week import Week
from screens.points.drill_down import Records, Weeks
from screens.points.numbers import Numbers
from screens.shell.desk import Desk
from screens.shell.facts_page import FactsPage


class Opener:
    """Reads what lies behind a number and shows it on top of what is there; esc goes back one step."""

    def __init__(self, app: App[None], desk: Desk, week: Week, streak: int) -> None:
        self._app = app
        self._desk = desk
        self._week = week
        self._streak = streak
        self._numbers: Numbers | None = None

    @property
    def _kinds(self) -> Mapping[str, Kind]:
        return {total.kind.code: total.kind for total in self._week.kinds}

    async def open_numbers(self) -> None:
        """All numbers of the board."""
        numbers = await self._desk.read_after_writes(numbers_of, self._week, self._streak)
        self._numbers = Numbers(self._numbers_title(), numbers, self.open_number)
        self._app.push_screen(self._numbers, self._closed)

    def _closed(self, _: None) -> None:
        self._numbers = None

    async def renew(self, week: Week, streak: int) -> None:
        """Go on with the board as it was read again, where the numbers are open: they show it."""
        shown = self._numbers
        if shown is None:
            return
        self._week, self._streak = week, streak
        numbers = await self._desk.read_after_writes(numbers_of, week, streak)
        if shown.is_mounted and shown.is_attached:
            shown.renew(self._numbers_title(), numbers)

    def _numbers_title(self) -> str:
        return f"The numbers of {self._words(self._week.monday)}"

    async def open_number(self, number: Number) -> None:
        """The records behind one number."""
        monday, today = self._week.monday, self._week.today
        if number.behind == "weeks":
            steps = await self._desk.read(streak_steps, self._desk.person, today)
            self._app.push_screen(Weeks(steps, self.open_week))
        elif number.behind == "today":
            await self._open_records(f"Today, {short_day(today, today)}", today, today)
        elif number.behind == "flagged":
            await self._open_records(f"Flagged, {self._words(monday)}", monday, _sunday(monday), flagged=True)
        elif number.behind == "week":
            await self.open_week(monday)

    async def open_week(self, monday: date) -> None:
        """All entries of a week."""
        await self._open_records(f"All entries, {self._words(monday)}", monday, _sunday(monday))

    async def open_kind(self, kind: Kind) -> None:
        """The entries of one kind in the week on the board."""
        monday = self._week.monday
        await self._open_records(f"{kind.name}, {self._words(monday)}", monday, _sunday(monday), kind=kind)

    async def open_entry(self, entry: int) -> None:
        """Everything of one entry. Raises Refused where it is gone."""
        facts = await self._desk.read_after_writes(facts_of, entry, self._desk.person)
        self._app.push_screen(FactsPage("One entry", facts))

    def _words(self, monday: date) -> str:
        return week_words(self._desk.person, monday)

    async def _open_records(
        self, title: str, first: date, last: date, *, kind: Kind | None = None, flagged: bool = False
    ) -> None:
        person = self._desk.person.id
        ids, total = await self._desk.read_after_writes(
            records_of, person, first, last, kind=kind, flagged=flagged
        )
        self._app.push_screen(Records(self._desk, title, ids, self._kinds, total, self.open_entry))


def _sunday(monday: date) -> date:
    return monday + timedelta(days=6)
