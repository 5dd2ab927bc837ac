"""Asking for the path of a file of this machine: one to read, or one to write."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widgets import Input

from data.kernel.errors import CockpitError
from screens.shell.advice import worded
from screens.shell.desk import Desk
from screens.shell.host_files import Seen, host_path, look_at, look_where_to_write
from screens.shell.prompt import HOW, Prompt
from screens.shell.typed_ahead import SAVING

LOOKING = "look"
"""The group of workers that look at the disk while one types."""


class _AsksForPath(Prompt):
    """Ask for a path; looks at the disk as one types, beside everything else."""

    def __init__(self, desk: Desk, question: str, *, value: str = "", hint: str = "") -> None:
        super().__init__(question, lambda text: host_path(desk, text), value=value, hint=hint)
        self._desk = desk

    async def _look_at(self, typed: str) -> Seen:
        """What lies at the path. Raises CockpitError where it is of no use."""
        raise NotImplementedError

    def _note(self, seen: Seen | None) -> None:
        """Take note of what lies at what was typed last: None where it is of no use."""

    @on(Input.Changed)
    def _look(self, event: Input.Changed) -> None:
        event.prevent_default()
        if event.value.strip():
            self.run_worker(self._say_what_lies_there(event.value), group=LOOKING, exclusive=True)
        else:
            self.explain(HOW)

    async def _say_what_lies_there(self, typed: str) -> Seen | None:
        try:
            seen = await self._look_at(typed)
        except CockpitError as error:
            self._note(None)
            self.explain(worded(error), is_bad=True)
            return None
        self._note(seen)
        self.explain(seen.words)
        return seen

    @on(Input.Submitted)
    def _taken(self, event: Input.Submitted) -> None:
        event.prevent_default()
        self.workers.cancel_group(self, LOOKING)
        self.run_worker(self._take_file(event.value), name=SAVING, group="take", exclusive=True)

    async def _take_file(self, typed: str) -> None:
        seen = await self._say_what_lies_there(typed)
        if seen is not None and seen.is_file:
            self.dismiss(typed)


class PathPrompt(_AsksForPath):
    """Ask for a path: says what lies there as one types, tab completes. Answers with the path of a file."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", "Complete", show=False, id="path.complete", priority=True)
    ]

    def __init__(self, desk: Desk, many: str) -> None:
        """``many`` is what the file is to bring."""
        super().__init__(
            desk,
            f"Import {many} from which file? CSV, TSV, XLSX or JSON of any CRM",
            hint="~/Downloads/contacts.csv   tab completes",
        )
        self._completed = ""

    async def _look_at(self, typed: str) -> Seen:
        return await look_at(self._desk, typed)

    def _note(self, seen: Seen | None) -> None:
        self._completed = seen.completed if seen is not None else ""

    def action_complete(self) -> None:
        """Complete the path as far as it is certain."""
        line = self.query_one(Input)
        if self._completed:
            line.value = self._completed
            line.cursor_position = len(line.value)


class WritePrompt(_AsksForPath):
    """Ask where to write a file. Answers with its path; the store and the file ``imported`` are never replaced."""

    def __init__(self, desk: Desk, question: str, value: str, imported: str) -> None:
        super().__init__(desk, question, value=value)
        self._imported = imported

    async def _look_at(self, typed: str) -> Seen:
        return await look_where_to_write(self._desk, typed, self._imported)
