"""Notes, tags and doubles of records by keys: what the screens of a noun do alike, as its ``Changes`` say."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from data.kernel.commands import Command
from data.kernel.rows import records_by_ids
from data.kernel.store import Store
from data.people.person import Person
from data.records.duplicates import Found, allowed, duplicates_of
from data.records.fields import Records
from screens.shell.dialog import Dialog
from screens.shell.main_screen import MainScreen
from screens.shell.prompt import Prompt, words_wanted
from screens.shell.which_key import Follower
from widgets.paged_list import Cell, Column, PagedList

NOTED = "mark two: & makes them one"


class Changes(NamedTuple):
    """The commands by which records of a noun are noted on, tagged, made one and told apart.

    ``kind`` is the type of their rows; ``told`` gives what one is called, what it belongs to, and what it is worth.
    """

    records: Records
    kind: type[Any]
    note: Callable[..., Command]
    tag: Callable[..., Command]
    merge: Callable[..., Command]
    differ: Callable[..., Command]
    told: Callable[[Any], tuple[str, str, str]]


class Double(NamedTuple):
    """A record that may be the same as another, and what speaks for it."""

    record: Any
    why: str


class ChangesRecords(MainScreen):
    """A screen that stands on records of a noun, whose keys note on them, tag them and make doubles one."""

    CHANGES: ClassVar[Changes]

    @abstractmethod
    def chosen(self) -> tuple[int, ...]:
        """The records that a key takes: the marked ones, else the one under the cursor."""

    # Notes and tags

    def action_note(self) -> None:
        """Write a note."""
        self.asking(self._note(self.chosen()[0], self.ask(Prompt("Note", words_wanted))))

    async def _note(self, record: int, asked: Awaitable[str | None]) -> None:
        text = await asked
        if text is not None:
            await self.do(self.CHANGES.note, **{f"{self.CHANGES.records.table}_id": record}, text=text)

    def action_tag(self) -> None:
        """Put tags on or take them off."""
        prompt = Prompt("Tag", words_wanted, hint="vip, fair: two tags; -vip takes one off")
        self.asking(self._tag(self.chosen(), self.ask(prompt)))

    async def _tag(self, chosen: tuple[int, ...], asked: Awaitable[str | None]) -> None:
        text = await asked
        if text is not None:
            word = text.strip()
            on = not word.startswith("-")
            await self.do(
                self.CHANGES.tag, **{self.CHANGES.records.plural: chosen}, tag=word.lstrip("-"), on=on
            )

    # The same record twice

    def action_duplicates(self) -> None:
        """Make marked records one; of a single one look for those that may be the same."""
        chosen = self.chosen()
        self.asking(self._merge(chosen) if len(chosen) > 1 else self._look_for_same(chosen[0]))

    async def _look_for_same(self, record: int) -> None:
        changes, desk = self.CHANGES, self.desk
        found = await desk.read_after_writes(doubles_of, changes, desk.actor, record)
        if not found:
            self.say(f"No other {changes.records.word} that you reach looks like it.", hint=NOTED)
        while found:
            answer = await self.ask(Doubles(changes, found))
            if answer is None:
                return
            what, _, other = answer.partition(" ")
            if what == "merge":
                await self._merge((record, int(other)))
                return
            table = changes.records.table
            await self.do(changes.differ, **{f"{table}_a": record, f"{table}_b": int(other)})
            found = [double for double in found if double.record.id != int(other)]

    async def _merge(self, chosen: tuple[int, ...]) -> None:
        changes = self.CHANGES
        (kept,) = await self.desk.read_after_writes(_records, changes, chosen[:1])
        letters = (Follower("y", "make them one", "yes"), Follower("n", "leave them", "no"))
        words = f"{kept.label} stays, and takes over of {len(chosen) - 1} more what it lacks."
        if await self.ask_letter(letters, words) == "yes":
            await self.do(changes.merge, keep=kept.id, others=chosen[1:])


def doubles_of(store: Store, changes: Changes, actor: Person, record: int) -> list[Double]:
    """The records within reach that may be the same as one, the likeliest first."""
    alike = Found(duplicates_of(store, changes.records, record), ())
    why = {
        pair.record_a if pair.record_b == record else pair.record_b: ", ".join(pair.reasons)
        for pair in allowed(store, changes.records, actor, alike).pairs
    }
    found = {one.id: one for one in _records(store, changes, tuple(why))}
    return [Double(found[one], words) for one, words in why.items() if one in found]


def _records(store: Store, changes: Changes, ids: Sequence[int]) -> list[Any]:
    return records_by_ids(store, changes.kind, changes.records.table, ids)


class Doubles(Dialog[str]):
    """Those records. Answers with what is to be done, merge or differ, and with the id of which."""

    FOOT = "enter make one of the two   N they are two   esc close"
    AUTO_FOCUS = "#same"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("N", "differ", "They are two", show=False, id="doubles.differ")
    ]
    DEFAULT_CSS = """
    Doubles.-wide #panel { width: 100; }
    Doubles #same { height: auto; max-height: 12; margin-top: 1; }
    Doubles.-tiny #same { margin-top: 0; }
    """

    def __init__(self, changes: Changes, found: Sequence[Double]) -> None:
        super().__init__(f"{changes.records.plural.capitalize()} that may be the same")
        self._changes = changes
        self._found = {double.record.id: double for double in found}

    def compose_body(self) -> ComposeResult:
        """The list."""
        columns = [
            Column(self._changes.records.word, 14, flex=2), Column("", 10, flex=2, drop_below=60),
            Column("value", 11, align="right"), Column("why", 14, flex=1, drop_below=44),
        ]  # fmt: skip
        same = PagedList(columns, id="same")
        same.styles.height = len(self._found) + 1
        yield same

    def on_mount(self) -> None:
        """Show them."""
        rows = {one: self._cells(double) for one, double in self._found.items()}
        self.query_one("#same", PagedList).set_rows(list(self._found), rows=rows)

    def _cells(self, double: Double) -> tuple[Cell, ...]:
        name, about, worth = self._changes.told(double.record)
        return (Cell(name), Cell(about, "dim"), Cell(worth or "no value"), Cell(double.why, "dim"))

    @on(PagedList.Opened)
    def _open(self, event: PagedList.Opened) -> None:
        self.dismiss(f"merge {event.row_id}")

    def action_differ(self) -> None:
        """Say that the one under the cursor is another."""
        self.dismiss(f"differ {self.query_one('#same', PagedList).cursor_id}")
