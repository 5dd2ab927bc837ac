"""The first start: a name and a start date, and the cockpit is ready."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date, timedelta

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input, Static

from data.calendar.days import full_day, onboarding_week, zone
from data.calendar.hours import parse_hours
from data.calendar.moments import parse_day
from data.kernel.errors import CockpitError, UsageError
from data.kernel.text import clean
from data.people.commands import NAME_LIMIT, checked_start, handle_from
from screens.shell.advice import worded
from screens.shell.dialog import Dialog
from widgets.form_field import FormField

PURPOSE = (
    "This is your cockpit: log what you do by single keys, and see how far you are from the week's goal. "
    "Everything stays in one file on this machine."
)


class FirstStart(Dialog[str]):
    """Name, start date, time zone, working hours. Answers with the name once the store is made.

    ``make`` makes the store of these four texts; it may raise a CockpitError. ``path`` is shown, ``today`` is
    the day that dates are understood from.
    """

    FOOT = "enter begin   tab next line   esc leave"
    AUTO_FOCUS = "#name Input"
    CLICK_CLOSES = False
    DEFAULT_CSS = """
    FirstStart { background: $background; }
    FirstStart #purpose { height: auto; padding: 1 1 0 1; color: $text-muted; }
    FirstStart #fields { height: auto; max-height: 1fr; padding: 1 1 0 1; scrollbar-size-vertical: 1; }
    FirstStart #path {
        height: 1; padding: 0 1; color: $text-muted; text-wrap: nowrap; text-overflow: ellipsis;
    }
    FirstStart.-tiny #purpose, FirstStart.-tiny #path, FirstStart.-slim #purpose { display: none; }
    FirstStart.-tiny #fields { padding: 0; }
    FirstStart FormField Label { width: 12; }
    FirstStart FormField .understood { padding: 0 0 0 12; }
    FirstStart FormField.-slim Label { width: 6; }
    FirstStart FormField.-slim .understood { padding: 0; }
    """

    def __init__(
        self,
        make: Callable[[str, str, str, str], None],
        *,
        path: str,
        today: date,
        time_zone: str,
        hours: str,
    ) -> None:
        super().__init__("Welcome to Cockpit")
        self._make = make
        self._path = clean(path, 200)
        self._today = today
        self._guesses = (time_zone, hours)
        self._is_making = False

    def compose_body(self) -> ComposeResult:
        """What this is, the lines, where the store will be."""
        time_zone, hours = self._guesses
        yield Static(PURPOSE, id="purpose", markup=False)
        with VerticalScroll(id="fields", can_focus=False):
            yield FormField(
                "your name", check=_name_words, limit=NAME_LIMIT, placeholder="first and last name", id="name"
            )
            yield FormField(
                "start date",
                check=self._start_words,
                limit=20,
                placeholder="2026-09-07, or: today, mon",
                id="start",
            )
            yield FormField("time zone", time_zone, check=_zone_words, limit=60, id="zone")
            yield FormField("work hours", hours, check=_hours_words, limit=200, id="hours")
        yield Static(f"{'store':12}{self._path}", id="path", markup=False)

    def _start(self, typed: str) -> date:
        return date.fromisoformat(
            checked_start(parse_day(typed, self._today, zone(self._guesses[0])).isoformat())
        )

    def _start_words(self, typed: str) -> str:
        if not typed.strip():
            return "the day your onboarding began; empty means today"
        day = self._start(typed)
        week = onboarding_week(day, self._today)
        where = f"this is week {week}" if week > 0 else f"begins in {1 - week} week{'s' if week < 0 else ''}"
        return f"{full_day(day)}, {where}"

    @on(Input.Submitted)
    def _submitted(self) -> None:
        if self._is_making:
            return
        name = self.query_one("#name", FormField)
        if not clean(name.value):
            self.say("What is your name?", tone="warn")
            name.focus_line()
            return
        for field in self.query(FormField):
            if not field.check():
                field.focus_line()
                return
        self._is_making = True
        self.run_worker(self._begin(), name="begin")

    async def _begin(self) -> None:
        name, start, where, hours = (field.value.strip() for field in self.query(FormField))
        day = self._start(start) if start else self._today
        self.say("One moment\u2026", tone="dim")
        try:
            await asyncio.to_thread(self._make, name, day.isoformat(), where, hours)
        except CockpitError as error:
            self.say(worded(error), tone="bad")
        else:
            self.dismiss(clean(name))
        finally:
            self._is_making = False


def _name_words(typed: str) -> str:
    name = clean(typed)
    return f"you act as {handle_from(name)!r} on the command line" if name else ""


def _zone_words(typed: str) -> str:
    zone(typed.strip())
    return ""


def _hours_words(typed: str) -> str:
    try:
        hours = parse_hours(typed, zone("UTC"))
    except UsageError as error:
        raise UsageError(str(error).replace(repr(typed), "These")) from None
    monday = date(2026, 1, 5)
    minutes = sum(hours.minutes_on(monday + timedelta(days=offset)) for offset in range(7))
    return f"{minutes // 60} h {minutes % 60:02d} a week; days off come later with: cockpit days"
