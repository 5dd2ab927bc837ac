"""What can be done with entries of the log by keys: log in a form, change, note, delete, bring some in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from data.comments.subject import Subject, day_of_person, week_of_person
from data.kernel.commands import Result
from data.points.board import Board
from data.points.entries import Entry, entries_by_id
from screens.comments.speaks import Speaks
from screens.points.log_pane import Log
from widgets.keys import KeyEntry

if TYPE_CHECKING:
    from screens.shell.dialog import Dialog


class EntryKeys(Speaks):
    """The keys of entries, on a screen that shows a board with its log."""

    board: Board
    """The week that is looked at."""

    def refusal(self, entry: KeyEntry) -> str:
        """Entries can be changed where there is one, and the week is open."""
        reason = super().refusal(entry)
        if reason or not entry.id.startswith(("entry.", "log.")):
            return reason
        if not self.desk.is_own:
            return f"Only {self.desk.person.name} writes here. You are reading."
        if entry.id == "log.detail":
            return ""
        if self.board.week.signed_by:
            return f"{self.board.week.signed_by} signed this week: it is closed."
        return "" if self._entry_under_cursor() is not None else "There is no entry to change here."

    def spoken_of(self) -> Subject:
        """The day that is looked at, or the week."""
        person, chosen = self.desk.person.id, self.board.chosen
        return (
            week_of_person(person, self.board.week.monday)
            if chosen is None
            else day_of_person(person, chosen)
        )

    def _entry_under_cursor(self) -> int | None:
        return self.query_one(Log).cursor_id

    @property
    def record(self) -> int | None:
        """The entry under the cursor."""
        return self._entry_under_cursor()

    def action_delete(self) -> None:
        """Delete the entry under the cursor; undo brings it back."""
        self._with_entry(self._delete)

    def _with_entry(self, act: Callable[[int], Awaitable[None]]) -> None:
        """Act on the entry under the cursor, once what was logged before is in the list."""
        self.asking(self._act_on_entry(act))

    async def _act_on_entry(self, act: Callable[[int], Awaitable[None]]) -> None:
        await self.confirmed()
        entry = self._entry_under_cursor()
        if entry is not None:
            await act(entry)

    async def _delete(self, entry: int) -> None:
        from data.points.correct import DeleteActivity

        try:
            self.say_changed(await self.desk.apply(DeleteActivity, entry=entry))
        finally:
            self.reload()

    def say_changed(self, result: Result, done: str = "") -> None:
        """Say what a change did, and what it was worth."""
        worth = f", {result.points:+d}" if result.points else ""
        self.say(f"{result.summary}{' ' + done if done else ''}{worth}", hint=self.undo_hint, tone="good")

    # In a form, from a file

    def _with_form(self, form: Callable[[Entry], Dialog[Result]]) -> None:
        async def open_form(identifier: int) -> None:
            found = await self.desk.read(entries_by_id, [identifier])
            if not found:
                self.say("That entry is no longer there.", tone="warn")
                return
            result = await self.ask_result(form(found[0]))
            if result is not None:
                self.say_changed(result)
                self.reload()

        self._with_entry(open_form)

    def action_log_detail(self) -> None:
        """Log with a note, or for another day: the one looked at."""
        from screens.points.log_form import LogForm

        meant = self.board.day_meant(self.query_one(Log).day_under_cursor)
        day = "today" if meant == self.board.week.today else meant.isoformat()
        self.asking(self._log_in_form(self.ask_result(LogForm(self.desk, list(self.kinds()), day=day))))

    async def _log_in_form(self, asked: Awaitable[Result | None]) -> None:
        result = await asked
        if result is not None:
            if result.waiting:
                self.say_logged(result)
                return
            self.say_changed(result, "logged")
            self.reload()
            await self.say_flagged(result)

    def action_import(self) -> None:
        """Ask for a file of activities, show what it would bring, bring it in."""
        from data.points.imports.activity_spec import ACTIVITY_IMPORT
        from screens.imports.file_import import import_file

        self.asking(self._say_imported(import_file(self, self.desk, ACTIVITY_IMPORT)))

    async def _say_imported(self, closed: Awaitable[Result | None]) -> None:
        result = await closed
        if result is not None:
            self.say_changed(result)
            self.reload()

    def action_edit(self) -> None:
        """Change the entry under the cursor."""
        from screens.points.log_form import LogForm

        kinds = [total.kind for total in self.board.week.kinds]
        self._with_form(lambda entry: LogForm(self.desk, kinds, entry=entry))

    def action_note(self) -> None:
        """Change only the note of the entry under the cursor."""
        from screens.points.log_form import NoteForm

        names = {total.kind.code: total.kind for total in self.board.week.kinds}

        def form(entry: Entry) -> Dialog[Result]:
            kind = names.get(entry.kind)
            return NoteForm(self.desk, entry, kind.counted(entry.count) if kind else entry.kind)

        self._with_form(form)
