"""What a person may say of a file that is to be imported: whose its leads are, and how it is read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Input

from data.calendar.days import day_of, parse_week, week_label
from data.imports.options import Options, parse_owners, parse_pairs
from data.imports.saved_maps import saved_maps
from data.imports.source_systems import system_named
from data.imports.spec import ImportSpec
from data.kernel.errors import CockpitError
from data.kernel.store import Store
from data.people.person import Person, everybody, find
from screens.shell.advice import worded
from screens.shell.desk import Desk
from screens.shell.dialog import Dialog
from screens.shell.typed_ahead import SAVING
from widgets.form_field import FormField

ENCODINGS = ("utf-8", "cp1252", "latin-1", "utf-16", "cp1250", "shift_jis", "gb18030")
HEADLESS = "none"
"""Says that the first row is a record."""
DELIMITERS = ("comma", "semicolon", "tab", "bar")


class Offered(NamedTuple):
    """What can be chosen from: handles of people, names of saved maps, sheets of the workbook."""

    people: list[str]
    maps: list[str]
    sheets: Sequence[str] = ()


def offered_by(store: Store, actor: Person, spec: ImportSpec[Any]) -> Offered:
    """The people and the maps of a store that an import of a noun can be told."""
    people = [person.handle for person in everybody(store, active_only=True)]
    return Offered(people, [one.name for one in saved_maps(store, actor, spec.nouns)])


class ImportOptions(Dialog[Options]):
    """A form of what matters for one file. Answers with the options, where one of them is another."""

    TALL = "#fields"
    FOOT = "enter take them   tab next line   up down choose   esc leave"
    AUTO_FOCUS = "#owner Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+o", "take", "Take", show=False, id="import-options.take")
    ]
    DEFAULT_CSS = """
    ImportOptions #fields { height: auto; max-height: 1fr; padding: 1 1 0 1; scrollbar-size-vertical: 1; }
    ImportOptions FormField Label { width: 11; }
    ImportOptions FormField.-slim Label { width: 10; }
    ImportOptions .understood { min-height: 0; }
    ImportOptions.-tiny #fields { padding: 0; }
    """

    def __init__(self, desk: Desk, spec: ImportSpec[Any], options: Options, offered: Offered) -> None:
        super().__init__("How the file is read")
        self._desk = desk
        self._options = options
        self._spec = spec
        self._offered = offered

    def compose_body(self) -> ComposeResult:
        """A line for each option; a workbook has sheets, a text an encoding and a delimiter."""
        options, offered = self._options, self._offered
        alone = [options.owner.handle] if options.owner else []
        owner = ", ".join([*(f"{name}={person}" for name, person in options.owners.items()), *alone])
        with VerticalScroll(id="fields", can_focus=False):
            whose = f"{self._desk.actor.handle}, of those of nobody known; or as in the file=name"
            yield _line("owner", "owner", owner, offered.people, whose)
            maps = ", ".join(offered.maps) or "none is saved yet"
            yield _line("map", "saved map", options.use_map, offered.maps, f"the one that fits: {maps}")
            if self._spec.meanings:
                meanings = ", ".join(f"{word}={meaning}" for word, meaning in options.meanings.items())
                yield _line("meanings", self._spec.meanings, meanings, (), "as by their names: Word=meaning")
            if self._spec.takes_week:
                week = week_label(options.week) if options.week else ""
                yield _line("week", "week", week, (), "as the sheet says, such as 2026-W47")
            if offered.sheets:
                yield _line(
                    "sheet", "sheet", options.sheet or "", offered.sheets, "the first one with content"
                )
            else:
                encoding, delimiter = options.encoding or "", options.delimiter or ""
                yield _line("encoding", "encoding", encoding, ENCODINGS, "as detected")
                yield _line("delimiter", "delimiter", delimiter, DELIMITERS, "as detected")
            yield _line(
                "header",
                "header",
                "" if options.header else HEADLESS,
                ("", HEADLESS),
                "the first row names the columns",
            )
            whose_ids = "of its ids, as its columns tell: a name keeps them apart"
            yield _line("system", "system", options.system, (), whose_ids)

    @property
    def _today(self) -> date:
        return day_of(self._desk.clock(), self._desk.actor.zone)

    @on(Input.Submitted)
    def action_take(self) -> None:
        """Answer with the options, or say which of them makes no sense."""
        self.run_worker(self._take(), name=SAVING, group="take", exclusive=True)

    async def _take(self) -> None:
        said = {field.id: field.value.strip() for field in self.query(FormField)}
        options = self._options
        try:
            owners, alone = parse_owners([said["owner"]], "pam.beesly@example.com=pam")
            owner = await self._desk.read(find, alone) if alone else None
            week = parse_week(said["week"], self._today) if said.get("week") else None
            meanings = parse_pairs([said.get("meanings", "")], "Call=conversation")
            system = system_named(said["system"]) if said["system"] else ""
        except CockpitError as error:
            self.say(worded(error), tone="bad")
            return
        changed = options._replace(
            owner=owner,
            owners=owners,
            use_map=said["map"],
            meanings=meanings,
            week=week,
            system=system,
            sheet=said.get("sheet") or None,
            encoding=said.get("encoding") or None,
            delimiter=said.get("delimiter") or None,
            header=said["header"] != HEADLESS,
        )
        self.dismiss(_without_stale_mapping(changed, options) if changed != options else None)


def _without_stale_mapping(changed: Options, before: Options) -> Options:
    """A file that is read in another way has other columns, and a map that is named goes before what was said."""
    names = ("use_map", "sheet", "encoding", "delimiter", "header")
    is_stale = any(getattr(changed, name) != getattr(before, name) for name in names)
    return changed._replace(mapping="") if is_stale else changed


def _line(name: str, label: str, value: str, choices: Sequence[str], placeholder: str) -> FormField:
    def always(_typed: str) -> Sequence[str]:
        return choices

    return FormField(
        label,
        value,
        check=lambda _typed: "",
        choices=always if choices else None,
        placeholder=placeholder,
        id=name,
    )
