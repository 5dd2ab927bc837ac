"""Bringing in the rows of a file: show what would happen, let it be changed, bring it in, say what happened."""

from __future__ import annotations

import asyncio
import threading
from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from data.files.findings import counted
from data.imports.options import Options
from data.imports.plan import Opened, Plan, open_columns, read_plan
from data.imports.progress import Progress
from data.imports.rejects import write_report
from data.imports.spec import ImportSpec
from data.kernel.commands import Command, Result
from data.kernel.errors import CockpitError
from data.kernel.store import Store
from data.kernel.text import clean
from data.people.person import Person
from screens.imports.column_list import ColumnMap, Mapped
from screens.imports.options import ImportOptions, offered_by
from screens.imports.words import Section, foot, report, sections, standing
from screens.shell.advice import worded
from screens.shell.choices import Choice
from screens.shell.desk import Desk
from screens.shell.dialog import Dialog
from screens.shell.host_files import host_path, sheets_at, sibling
from screens.shell.palette import Palette
from screens.shell.path_prompts import WritePrompt
from screens.shell.typed_ahead import ASKING

LOOK_EVERY = 0.1
"""Seconds between two looks at how far a file is read."""


class SheetChoice(Palette):
    """The sheets of a workbook. Answers with the name of one."""

    FOOT = "enter read it   up down choose   esc leave"


class ImportPreview(Dialog[Result]):
    """What an import would do, and then the import. Answers with its result once it is on disk."""

    FOOT = "esc call off"
    AUTO_FOCUS = "#found"
    CLICK_CLOSES = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", "Import", show=False, id="import.go_on"),
        Binding("down,j", "scroll(1)", "Down", show=False, id="import.down"),
        Binding("up,k", "scroll(-1)", "Up", show=False, id="import.up"),
        Binding("m", "columns", "Columns", show=False, id="import.columns"),
        Binding("o", "options", "Options", show=False, id="import.options"),
        Binding("e", "mend", "Mend letters", show=False, id="import.mend"),
        Binding("s", "sheet", "Sheet", show=False, id="import.sheet"),
        Binding("w", "write_rejected", "Write rejected rows", show=False, id="import.write_rejected"),
    ]
    DEFAULT_CSS = """
    ImportPreview #panel { height: 100%; max-height: 44; }
    ImportPreview.-wide #panel { width: 108; }
    ImportPreview #found { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
    ImportPreview .heading { color: $text-accent; text-style: bold; height: auto; margin-top: 1; }
    ImportPreview .lines { height: auto; }
    ImportPreview.-tiny .heading { margin-top: 0; }
    ImportPreview.-tiny #found { padding: 0; }
    ImportPreview.-tiny #message { max-height: 2; }
    ImportPreview .heading:ansi { color: ansi_default; }
    """

    def __init__(self, desk: Desk, spec: ImportSpec[Any], typed: str) -> None:
        super().__init__(f"Import {spec.many}")
        self._desk = desk
        self._spec = spec
        self._typed = typed
        self._stop = threading.Event()
        self._options = Options()
        """What was said of the file that the plan is made of."""
        self._plan: Plan[Any] | None = None
        self._sheets: list[str] = []
        self._result: Result | None = None
        self._saved: Result | None = None
        """The last map of columns that was saved here."""
        self._is_reading = False
        self._is_writing = False
        self._step = ("opening", 0)
        self._showing = asyncio.Lock()

    def compose_body(self) -> ComposeResult:
        """Room for what was found."""
        yield VerticalScroll(id="found")

    def on_mount(self) -> None:
        """Read the file beside everything else."""
        self._ticking = self.set_interval(LOOK_EVERY, self._tell_progress, pause=True)
        self._begin(self._options)

    def on_unmount(self) -> None:
        """Whoever leaves ends the reading."""
        self._stop.set()

    def on_resize(self, event: events.Resize) -> None:
        """Put what was found into the new width."""
        if self._plan is not None:
            self._show_again()
            if self._can_write and self._result is None:
                self._say_standing("")

    # Reading

    def _begin(self, options: Options) -> None:
        """Read the file as the options say; until that is done, what was read before stands."""
        self._stop = threading.Event()
        self._step = ("opening", 0)
        self._is_reading = True
        self._foot(["esc call off"])
        self._ticking.resume()
        self.run_worker(self._read(options, self._stop), name=ASKING)

    def _note_step(self, what: str, rows: int) -> None:
        self._step = (what, rows)

    def _tell_progress(self) -> None:
        what, rows = self._step
        self.say(f"{what} {rows:,} rows" if rows else f"{what} the file")

    async def _read(self, options: Options, stop: threading.Event) -> None:
        desk = self._desk
        try:
            path = host_path(desk, self._typed)
            self._sheets = self._sheets or await sheets_at(path)
            self._plan = await desk.read_apart(
                _read_plan, self._spec, desk.actor, desk.clock(), path, options, self._note_step, stop
            )
        except CockpitError as error:
            self._not_read(options, "Called off: as before." if stop.is_set() else worded(error))
        else:
            self._options = options
            self.retitle(f"Import {self._plan.file}")
            await self._show()
            self.query_one("#found").scroll_home(animate=False)
            self._say_standing("")
        finally:
            self._is_reading = False
            self._ticking.pause()

    def _not_read(self, options: Options, reason: str) -> None:
        if self._plan is None:
            self._options = options
        self._say_standing(reason)

    def _say_standing(self, failure: str) -> None:
        """Say what can be done now, or why what was wanted could not."""
        width = self.query_one("#foot").content_size.width
        keys = foot(
            *(self._plan, len(self._sheets), self._result is not None, width),
            is_mended=self._options.mend,
        )
        self._foot(keys)
        if failure:
            self.say(failure, tone="bad")
        elif self._plan is not None:
            # Where there is no room for the line of keys, the message is of keys.
            words = ", ".join(keys) if self.has_class("-tiny") else standing(self._plan)
            self.say(words, tone="warn" if self._plan.rejected and self._plan.found.is_empty else "")

    def _sections(self) -> list[Section]:
        assert self._plan is not None
        width = self.query_one("#found").content_size.width
        return report(self._plan, width) if self._result is not None else sections(self._plan, width)

    def _show_again(self) -> None:
        self.run_worker(self._show(), group="show", exclusive=True)

    async def _show(self) -> None:
        """Show what was found, once whatever is being shown stands."""
        async with self._showing:
            found = self.query_one("#found", VerticalScroll)
            await found.remove_children()
            parts: list[Static] = []
            for section in self._sections():
                parts.append(Static(clean(section.title), classes="heading", markup=False))
                parts.append(Static("\n".join(section.lines), classes="lines", markup=False))
            await found.mount(*parts)

    def _foot(self, keys: list[str]) -> None:
        self.query_one("#foot", Static).update("   ".join(keys))

    # Changing how it is read

    def _ready_plan(self) -> Plan[Any] | None:
        """The plan, where it may be changed now; else says why not."""
        if self._is_writing or self._result is not None:
            self.say(f"The {self._spec.many} are in. Close with enter; then u takes them back.", tone="warn")
        elif not self._is_reading:
            return self._plan
        return None

    def action_columns(self) -> None:
        """Look at the columns, and change what they become."""
        plan = self._ready_plan()
        if plan is not None:
            self.app.push_screen(ColumnMap(self._desk, plan.opened), self._mapped)
        elif self._has_failed:
            self.run_worker(self.told(self._open_columns()), name=ASKING)

    async def _open_columns(self) -> None:
        """Show the columns of a file whose rows could not be read, perhaps as it was not seen what they hold."""
        desk = self._desk
        path = host_path(desk, self._typed)
        opened = await desk.read_apart(
            _open_columns, self._spec, desk.actor, desk.clock(), path, self._options
        )
        self.app.push_screen(ColumnMap(desk, opened), self._mapped)

    def _mapped(self, mapped: Mapped | None) -> None:
        if mapped is None:
            return
        self._saved = mapped.saved or self._saved
        if mapped.is_changed:
            self._begin(self._options._replace(mapping=dict(mapped.told)))

    def action_options(self) -> None:
        """Ask whose the rows are and how the file is read."""
        if self._ready_plan() is not None or self._has_failed:
            self.run_worker(self.told(self._ask_options()), name=ASKING)

    @property
    def _has_failed(self) -> bool:
        """Whether nothing could be read so far; other options may help."""
        return self._plan is None and not self._is_reading

    async def _ask_options(self) -> None:
        offered = await self._desk.read(offered_by, self._desk.actor, self._spec)
        form = ImportOptions(self._desk, self._spec, self._options, offered._replace(sheets=self._sheets))
        self.app.push_screen(form, self._read_again)

    def action_mend(self) -> None:
        """Put broken letters right, or take them as they stand again."""
        plan = self._ready_plan()
        if plan is not None and (plan.table.broken is not None or self._options.mend):
            self._begin(self._options._replace(mend=not self._options.mend, mapping=""))

    def action_sheet(self) -> None:
        """Choose another sheet of a workbook."""
        if len(self._sheets) > 1 and (self._ready_plan() is not None or self._has_failed):
            sheets = [
                Choice(key="", title=clean(sheet, 60), group="", answer=sheet) for sheet in self._sheets
            ]
            self.app.push_screen(SheetChoice(sheets, title="Which sheet?"), self._read_sheet)

    def _read_sheet(self, sheet: str | None) -> None:
        if sheet is not None:
            self._read_again(self._options._replace(sheet=sheet, mapping=""))

    def _read_again(self, options: Options | None) -> None:
        if options is not None:
            self._begin(options)

    # Writing

    def action_go_on(self) -> None:
        """Bring the rows in; once that is done, close."""
        if self._result is not None:
            self.dismiss(self._result)
        elif self._can_write and self._plan is not None and not self._plan.found.is_empty:
            self._is_writing = True
            self._foot([])
            self.say("Writing. It is one step: whole, or not at all.")
            self.run_worker(self._write(self._plan), name=ASKING)

    @property
    def _can_write(self) -> bool:
        return not (self._is_writing or self._is_reading)

    async def _write(self, plan: Plan[Any]) -> None:
        desk, ids = self._desk, self._desk.store.ids

        def command(_id: int, actor: int, now: int) -> Command:
            return plan.command(ids, actor, now)

        try:
            self._result = await desk.apply_announced(f"{desk.actor.name} imports {plan.file}", command)
        except CockpitError as error:
            self._say_standing(worded(error))
        else:
            await self._show()
            self.query_one("#found").scroll_home(animate=False)
            self._say_standing("")
            self.say(self._result.summary, tone="good")
        finally:
            self._is_writing = False

    def action_write_rejected(self) -> None:
        """Ask where to write the rejected rows."""
        if self._plan is None or not self._can_write:
            return
        if not self._plan.reported:
            self.say("No row is rejected.")
        else:
            self.run_worker(self.told(self._ask_where(self._plan)), name=ASKING)

    async def _ask_where(self, plan: Plan[Any]) -> None:
        path = host_path(self._desk, self._typed)
        question = f"Write {counted(plan.reported, 'row')} to which file? CSV, with the reasons"
        prompt = WritePrompt(self._desk, question, sibling(path, "-rejected.csv"), path)
        self.app.push_screen(prompt, self._write_to)

    def _write_to(self, typed: str | None) -> None:
        if typed is not None and self._plan is not None:
            self.run_worker(self.told(self._write_rejected(self._plan, typed)), name=ASKING)

    async def _write_rejected(self, plan: Plan[Any], typed: str) -> None:
        path = host_path(self._desk, typed)
        count = await asyncio.to_thread(write_report, plan, path, self._desk.file_mode)
        self.say(f"{counted(count, 'row')} written to {path}: mend and import it.", tone="good")

    # Looking around, leaving

    def action_scroll(self, lines: int) -> None:
        """Move what was found by lines."""
        self.query_one("#found", VerticalScroll).scroll_relative(y=lines, animate=False)

    def action_close(self) -> None:
        """Call off what is being read; what is being written cannot be stopped, but can be undone."""
        if self._is_writing:
            self.say("It is being written in one step; when it is done, u takes it back.", tone="warn")
            return
        self._stop.set()
        if not self._is_reading or self._plan is None:
            self.dismiss(self._result or self._saved)


def _open_columns(
    store: Store, spec: ImportSpec[Any], actor: Person, now: int, path: str, options: Options
) -> Opened:
    return open_columns(spec, store, actor, now, path, options)


def _read_plan(
    store: Store,
    spec: ImportSpec[Any],
    actor: Person,
    now: int,
    path: str,
    options: Options,
    progress: Progress,
    stop: threading.Event,
) -> Plan[Any]:
    return read_plan(spec, store, actor, now, path, options, progress=progress, stop=stop)
