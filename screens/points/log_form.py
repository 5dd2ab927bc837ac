"""The form of one entry: log with a note or for another day, edit an entry, edit a note alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static

from data.calendar.days import clock_time, day_of, local, monday_of, short_day, week_label
from data.calendar.moments import past_moment
from data.kernel.commands import Result
from data.kernel.errors import CockpitError, UsageError
from data.kernel.store import Guard
from data.kernel.text import clean
from data.leads.lead import Lead
from data.points.correct import EditActivity, entry_as_it_stands
from data.points.entries import Entry
from data.points.kinds import Kind, find_kind
from data.points.log import NOTE_LIMIT, LogActivity, checked_count, on_moment
from data.records.as_it_stood import AsItStood
from screens.records.changes_seen import theirs_or_mine_over
from screens.shell.advice import worded
from screens.shell.desk import Desk
from screens.shell.dialog import Dialog
from screens.shell.typed_ahead import SAVING
from widgets.form_field import FormField
from widgets.typed_line import LINES

KINDS_NAMED = 6
"""Kinds listed under the empty or half typed line."""


class LogForm(Dialog[Result]):
    """Kind, count, day, time and note of an entry. Answers with the result once it is on disk.

    ``kinds`` may hold retired ones, which are not offered. ``entry`` is the one to change; without it a
    new one is logged, for ``lead`` if given. ``day`` is what stands in the line of the day at first, as it would be
    typed.
    """

    FOOT = "enter save   tab next line   up down choose a kind   esc leave"
    AUTO_FOCUS = "#kind Input"
    TALL = "#fields"
    AROUND = Dialog.AROUND + 2  # what the entry comes to, and the blank line above
    CLICK_CLOSES = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+o", "save", "Save", show=False, id="form.save")]
    DEFAULT_CSS = """
    LogForm #fields { height: auto; max-height: 1fr; padding: 1 1 0 1; scrollbar-size-vertical: 1; }
    LogForm #summary { height: 1; padding: 0 1; text-style: bold; color: $text-accent; margin-top: 1; }
    LogForm.-tiny #fields { padding: 0; }
    LogForm.-tiny #summary { margin-top: 0; }
    LogForm #summary:ansi { color: ansi_default; text-style: bold; }
    """

    def __init__(
        self,
        desk: Desk,
        kinds: Sequence[Kind],
        *,
        day: str = "today",
        entry: Entry | None = None,
        lead: Lead | None = None,
    ) -> None:
        whom = f"Log for {lead.label}" if lead else "Log with a note, or for another day"
        super().__init__("Change the entry" if entry else whom)
        self._lead = lead
        self._desk = desk
        self._kinds = tuple(kind for kind in kinds if kind.active)
        self._kind_before = next((kind for kind in kinds if entry and kind.code == entry.kind), None)
        self._entry = entry
        self._first = _first_texts(entry, kinds, desk) if entry else _new_texts(day)
        self._is_saving = False
        self._now = desk.clock()
        """The present instant by which the form shows, and so saves, what is typed (Unix ms)."""

    def compose_body(self) -> ComposeResult:
        """The lines, and what saving will do."""
        texts = self._first
        names = [kind.name for kind in self._kinds]
        with VerticalScroll(id="fields", can_focus=False):
            yield FormField(
                "kind",
                texts["kind"],
                check=self._kind_words,
                choices=lambda typed: names,
                id="kind",
                placeholder="letter, code or name",
                suggester=SuggestFromList(names, case_sensitive=False),
            )
            yield FormField("count", texts["count"], check=_count_words, limit=4, id="count")
            yield FormField(
                "day",
                texts["day"],
                check=self._day_words,
                limit=40,
                id="day",
                placeholder="today, yesterday, mon, 2026-11-19, -2h",
            )
            yield FormField(
                "time", texts["time"], check=self._time_words, limit=8, id="time", placeholder="now, or 9:30"
            )
            yield FormField(
                "note",
                texts["note"],
                check=_note_words,
                limit=NOTE_LIMIT,
                joined_by=LINES,
                is_prose=True,
                id="note",
            )
        yield Static(id="summary", markup=False)

    def on_mount(self) -> None:
        """Say what enter will save."""
        self._summarise()

    def tick(self) -> None:
        """Show what "today" and "now" mean at this instant."""
        self._now = self._desk.clock()
        self._field("day").check()
        self._field("time").check()
        self._summarise()

    # What is typed

    def _field(self, name: str) -> FormField:
        return self.query_one(f"#{name}", FormField)

    def _kind(self) -> Kind:
        if self._kind_before and self._field("kind").value == self._kind_before.name:
            return self._kind_before  # of an entry that is edited even a retired one may stay
        return find_kind(self._kinds, self._field("kind").value)

    def _kind_words(self, typed: str) -> str:
        if not typed.strip():
            return _kinds_named(self._kinds)
        if self._kind_before and typed == self._kind_before.name:
            return f"{typed} ({self._kind_before.key})"
        near = kinds_like(self._kinds, typed)
        try:
            kind = find_kind(self._kinds, typed)
        except CockpitError:
            if near:
                return _kinds_named(near)
            name = clean(typed, 40)
            raise UsageError(f"There is no kind {name!r}. up and down bring the kinds there are.") from None
        return f"{kind.name} ({kind.key})"

    def _moment(self) -> int:
        return self._moment_of(self._field("day").value, self._field("time").value)

    def _moment_of(self, day: str, time: str) -> int:
        text = " ".join(f"{day} {time}".split())
        return past_moment(text, self._now, self._desk.person.hours) if text else self._now

    def _today(self) -> date:
        return day_of(self._now, self._desk.person.zone)

    def _day_words(self, typed: str) -> str:
        at = self._moment_of(typed, "")
        day = day_of(at, self._desk.person.zone)
        return f"{short_day(day, self._today())}, week {week_label(monday_of(day))}"

    def _time_words(self, typed: str) -> str:
        if not self.is_mounted or not self.query("#day Input") or self._field("day").error:
            return ""
        at = self._moment_of(self._field("day").value, typed)
        return clock_time(at, self._desk.person.zone)

    @on(FormField.Changed)
    def _changed(self) -> None:
        self.tick()

    def _summarise(self) -> None:
        """Say what enter will save, and for which day where it is not today."""
        try:
            kind, at = self._kind(), self._moment()
            count = checked_count(_count(self._field("count").value))
        except CockpitError:
            words = ""
        else:
            day, zone = day_of(at, self._desk.person.zone), self._desk.person.zone
            today = self._today()
            name = "today" if day == today else short_day(day, today)
            words = f"{kind.counted(count)} for {name}, {clock_time(at, zone)}"
        summary = self.query_one("#summary", Static)
        if summary.content != words:
            summary.update(words)

    # Saving

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_save()

    def action_save(self) -> None:
        """Save, unless a line is wrong: then go to that line."""
        if self._is_saving:
            return
        if not self._field("kind").value.strip():
            self.say("Which kind? Type its letter or a part of its name.", tone="warn")
            self._field("kind").focus_line()
            return
        self.tick()
        for field in self.query(FormField):
            if not field.check():
                field.focus_line()
                return
        self._is_saving = True
        self.run_worker(self._save(), name=SAVING)

    async def _save(self) -> None:
        try:
            result = await self._applied()
        except CockpitError as error:
            self.say(worded(error), tone="bad")
        else:
            self.dismiss(result)
        finally:
            self._is_saving = False

    async def _applied(self) -> Result | None:
        kind, count = self._kind(), checked_count(_count(self._field("count").value))
        note = self._field("note")
        if self._entry is None:
            done_at = self._moment()
            return await self._desk.log(
                f"{kind.counted(count)}{on_moment(done_at, self._now, self._desk.person)}",
                LogActivity,
                kind=kind.code,
                count=count,
                done_at=done_at,
                note=note.value,
                lead_id=self._lead.id if self._lead else None,
            )
        moved = self._field("day").is_changed or self._field("time").is_changed
        return await edited(
            self,
            self._desk,
            self._entry,
            kind=kind.code if kind.code != self._entry.kind else None,
            count=count if count != self._entry.count else None,
            done_at=self._moment() if moved else None,
            note=note.value if note.is_changed else None,
        )


async def edited(form: Dialog[Result], desk: Desk, entry: Entry, **said: Any) -> Result | None:
    """What came of changing an entry as it stood in a form; None where somebody has changed it, and theirs is kept.

    Of what is ``said`` a None leaves as it is. Raises what the store raises.
    """
    columns = tuple("at" if name == "done_at" else name for name, value in said.items() if value is not None)
    read = partial(entry_as_it_stands, entry_id=entry.id, columns=columns)
    seen = AsItStood("that entry", tuple(getattr(entry, column) for column in columns), read, desk.given)

    async def doing(guard: Guard | None) -> Result:
        return await desk.apply(EditActivity, guard, entry=entry.id, **said)

    return await theirs_or_mine_over(form, seen, doing)


class NoteForm(Dialog[Result]):
    """One line: the note of an entry. Answers with the result once it is on disk."""

    FOOT = "enter save   esc leave"
    AUTO_FOCUS = "#note Input"
    CLICK_CLOSES = False
    DEFAULT_CSS = """
    NoteForm #note { padding: 1 1 0 1; }
    NoteForm.-tiny #note { padding: 0; }
    """

    def __init__(self, desk: Desk, entry: Entry, what: str) -> None:
        super().__init__(f"Note on {what}")
        self._desk = desk
        self._entry = entry

    def compose_body(self) -> ComposeResult:
        """The line."""
        yield FormField(
            "note",
            self._entry.note or "",
            check=_note_words,
            limit=NOTE_LIMIT,
            joined_by=LINES,
            is_prose=True,
            id="note",
        )

    @on(Input.Submitted)
    def _submitted(self) -> None:
        line = self.query_one(FormField)
        if line.is_changed:
            self.run_worker(self._save(line.value), name=SAVING, exclusive=True)
        else:
            self.dismiss(None)

    async def _save(self, note: str) -> None:
        try:
            result = await edited(self, self._desk, self._entry, note=note)
        except CockpitError as error:
            self.say(worded(error), tone="bad")
        else:
            self.dismiss(result)


def kinds_like(kinds: Sequence[Kind], typed: str) -> list[Kind]:
    """The kinds that what was typed could become: by letter, or by a part of name or code."""
    wanted = typed.strip().lower()
    begins = [
        kind
        for kind in kinds
        if wanted == kind.key or kind.name.lower().startswith(wanted) or kind.code.startswith(wanted)
    ]
    return begins or [kind for kind in kinds if wanted in kind.name.lower() or wanted in kind.code]


def _kinds_named(kinds: Sequence[Kind]) -> str:
    names = ", ".join(f"{kind.key} {kind.name}" for kind in kinds[:KINDS_NAMED])
    return names + (" \u2026" if len(kinds) > KINDS_NAMED else "")


def _count(typed: str) -> int:
    text = typed.strip()
    if not (text.isdecimal() and text.isascii()):
        raise UsageError(f"{clean(typed, 20)!r} is no number. A count is a whole number from 1 to 999.")
    return int(text)


def _count_words(typed: str) -> str:
    checked_count(_count(typed))
    return ""


def _note_words(typed: str) -> str:
    left = NOTE_LIMIT - len(typed)
    return f"{left} characters left" if left < 200 else ""


def _new_texts(day: str) -> Mapping[str, str]:
    return {"kind": "", "count": "1", "day": day, "time": "", "note": ""}


def _first_texts(entry: Entry, kinds: Sequence[Kind], desk: Desk) -> Mapping[str, str]:
    zone = desk.person.zone
    name = next((kind.name for kind in kinds if kind.code == entry.kind), entry.kind)
    return {
        "kind": name,
        "count": str(entry.count),
        "day": local(entry.at, zone).date().isoformat(),
        "time": clock_time(entry.at, zone),
        "note": entry.note or "",
    }
