"""Bringing in leads from a file: ask for the path, show what would happen, bring it in, say what happened."""

from __future__ import annotations

import threading
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Input, Static

from data.commands import Command, Result
from data.errors import CockpitError
from data.leads.imports.draft import Progress
from data.leads.imports.plan import Plan, read_plan
from data.people.person import Person
from data.store import Store
from data.text import clean
from screens.desk import Desk
from screens.dialog import Dialog
from screens.host_files import host_path, look_at
from screens.import_words import Section, action_words, report, sections
from screens.prompt import Prompt

LOOK_EVERY = 0.1
"""Seconds between two looks at how far a file is read."""


class PathPrompt(Prompt):
    """Ask for a path: says what lies there as one types, tab completes. Answers with the path of a file."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", "Complete", show=False, id="path.complete", priority=True)
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            "Import leads from which file? CSV, TSV or XLSX of any CRM",
            lambda text: host_path(desk, text),
            hint="~/Downloads/contacts.csv   tab completes",
        )
        self._desk = desk
        self._completed = ""

    @on(Input.Changed)
    def _look(self, event: Input.Changed) -> None:
        event.prevent_default()
        if event.value.strip():
            self.run_worker(self._say_what_lies_there(event.value), group="look", exclusive=True)

    async def _say_what_lies_there(self, typed: str) -> None:
        try:
            seen = await look_at(self._desk, typed)
        except CockpitError as error:
            self._completed = ""
            self.explain(str(error), is_bad=True)
        else:
            self._completed = seen.completed
            self.explain(seen.words)

    @on(Input.Submitted)
    def _taken(self, event: Input.Submitted) -> None:
        event.prevent_default()
        self.run_worker(self._take_file(event.value), group="look", exclusive=True)

    async def _take_file(self, typed: str) -> None:
        try:
            seen = await look_at(self._desk, typed)
        except CockpitError as error:
            self.explain(str(error), is_bad=True)
            return
        if seen.is_file:
            self.dismiss(typed)
        else:
            self.explain(seen.words)

    def action_complete(self) -> None:
        """Complete the path as far as it is certain."""
        line = self.query_one(Input)
        if self._completed:
            line.value = self._completed
            line.cursor_position = len(line.value)


class ImportPreview(Dialog[Result]):
    """What an import would do, and then the import. Answers with its result once it is on disk."""

    FOOT = "esc call off"
    AUTO_FOCUS = "#found"
    CLICK_CLOSES = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", "Import", show=False, id="import.go_on"),
        Binding("down,j", "scroll(1)", "Down", show=False, id="import.down"),
        Binding("up,k", "scroll(-1)", "Up", show=False, id="import.up"),
    ]
    DEFAULT_CSS = """
    ImportPreview #panel { height: 100%; max-height: 44; }
    ImportPreview.-wide #panel { width: 108; }
    ImportPreview #found { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
    ImportPreview .heading { color: $text-accent; text-style: bold; height: 1; margin-top: 1; }
    ImportPreview .lines { height: auto; }
    ImportPreview.-tiny .heading { margin-top: 0; }
    ImportPreview .heading:ansi { color: ansi_default; }
    """

    def __init__(self, desk: Desk, typed: str) -> None:
        super().__init__("Import leads")
        self._desk = desk
        self._typed = typed
        self._stop = threading.Event()
        self._plan: Plan | None = None
        self._result: Result | None = None
        self._is_writing = False
        self._step = ("opening", 0)

    def compose_body(self) -> ComposeResult:
        """Room for what was found."""
        yield VerticalScroll(id="found")

    def on_mount(self) -> None:
        """Read the file beside everything else."""
        self._ticking = self.set_interval(LOOK_EVERY, self._tell_progress)
        self.run_worker(self._read(), name="reading")

    def on_unmount(self) -> None:
        """Whoever leaves ends the reading."""
        self._stop.set()

    # Reading

    def _note_step(self, what: str, rows: int) -> None:
        self._step = (what, rows)

    def _tell_progress(self) -> None:
        what, rows = self._step
        self.say(f"{what} {rows:,} rows" if rows else f"{what} the file")

    async def _read(self) -> None:
        desk = self._desk
        try:
            path = host_path(desk, self._typed)
            plan = await desk.read_apart(_plan, desk.actor, desk.clock(), path, self._note_step, self._stop)
        except CockpitError as error:
            self._ticking.stop()
            if not self._stop.is_set():
                self._foot("esc close")
                self.say(str(error), tone="bad")
            return
        self._ticking.stop()
        self._plan = plan
        self.retitle(f"Import {plan.file}")
        await self._show(sections(plan, self.query_one("#found").content_size.width))
        if plan.found.is_empty:
            self._foot("up down scroll   esc close")
            self.say("Nothing new: there is nothing to bring in.")
        else:
            self._foot(f"enter {action_words(plan)}   up down scroll   esc leave")
            self.say("Nothing is written yet.")

    async def _show(self, shown: list[Section]) -> None:
        found = self.query_one("#found", VerticalScroll)
        await found.remove_children()
        for section in shown:
            await found.mount(Static(clean(section.title), classes="heading", markup=False))
            text = "\n".join(section.lines)
            await found.mount(Static(text, classes="lines", markup=False))
        found.scroll_home(animate=False)

    def _foot(self, text: str) -> None:
        self.query_one("#foot", Static).update(text)

    # Writing

    def action_go_on(self) -> None:
        """Bring the leads in; once that is done, close."""
        if self._result is not None:
            self.dismiss(self._result)
        elif self._plan is not None and not self._plan.found.is_empty and not self._is_writing:
            self._is_writing = True
            self._foot("")
            self.say("Writing. It is one step: whole, or not at all.")
            self.run_worker(self._write(self._plan), name="importing")

    async def _write(self, plan: Plan) -> None:
        desk, ids = self._desk, self._desk.store.ids

        def command(_id: int, actor: int, now: int) -> Command:
            return plan.command(ids, actor, now)

        try:
            result = await desk.apply_announced(f"{desk.actor.name} imports {plan.file}", command)
        except CockpitError as error:
            self._foot("esc close")
            self.say(str(error), tone="bad")
        else:
            self._result = result
            await self._show(report(plan))
            self._foot("enter close   (then u takes it back)")
            self.say(result.summary, tone="good")
        finally:
            self._is_writing = False

    def action_scroll(self, lines: int) -> None:
        """Move what was found by lines."""
        self.query_one("#found", VerticalScroll).scroll_relative(y=lines, animate=False)

    def action_close(self) -> None:
        """Call off what is being read; what is being written cannot be stopped, but can be undone."""
        if self._is_writing:
            self.say("It is being written in one step; when it is done, u takes it back.", tone="warn")
            return
        self._stop.set()
        self.dismiss(self._result)


def _plan(
    store: Store, actor: Person, now: int, path: str, progress: Progress, stop: threading.Event
) -> Plan:
    return read_plan(store, actor, now, path, progress=progress, stop=stop)
