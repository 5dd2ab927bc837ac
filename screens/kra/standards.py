"""The standards: which there are, which somebody runs, and the items of one, changed in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from data.kernel.commands import Command, Reader
from data.kernel.errors import Refused
from data.kernel.store import Guard
from data.kra.cadence import EACH
from data.kra.glance import Choosable, choosable
from data.kra.numbers import number_words, target_words, typed_target
from data.kra.own import area_of, copy_of
from data.kra.standard import Item, newest_version, versions_of
from data.kra.standard_commands import AddItem, AssignStandard, EditItem, LoadStandard
from data.people.person import Person
from data.records.as_it_stood import AsItStands, AsItStood
from screens.kra.keys import CADENCE_FOLLOWERS
from screens.records.changes_seen import LEFT, theirs_or_mine_over
from screens.shell.desk import Desk
from screens.shell.dialog import Dialog
from screens.shell.prompt import Prompt, words_wanted
from screens.shell.typed_ahead import SAVING
from screens.shell.which_key import WhichKey
from widgets.paged_list import Cell, Column, PagedList

MEASURED_TARGET = "It is measured: its target is that of its KPI, for everybody who is judged by it."
STANDARD_COLUMNS = (
    Column("", 4),
    Column("standard", 16, flex=1),
    Column("items", 5, align="right", drop_below=50),
    Column("whose", 8, drop_below=60),
)
ITEM_COLUMNS = (
    Column("", 3),
    Column("item", 16, flex=1),
    Column("cadence", 7, drop_below=46),
    Column("judged", 8, drop_below=64),
)


class _Listing(Dialog[str]):
    """A panel with one list, on which keys apply commands."""

    def __init__(self, title: str, desk: Desk) -> None:
        super().__init__(title)
        self._desk = desk

    @property
    def rows(self) -> PagedList:
        """The list."""
        return self.query_one(PagedList)

    def on_mount(self) -> None:
        """Read the list."""
        self.again()

    def again(self, done: str = "") -> None:
        """Read the list anew, and say what was done."""
        self.run_worker(self.told(self._again(done)), name=SAVING)

    async def _again(self, done: str) -> None:
        await self.read()
        if done:
            self.say(done, tone="good")

    async def read(self) -> None:
        """Read what the list shows, and show it."""
        raise NotImplementedError

    def do(self, command: Callable[..., Command], **payload: Any) -> None:
        """Apply a command, then read again."""
        self.run_worker(self.told(self._do(command, payload)), name=SAVING)

    async def _do(
        self, command: Callable[..., Command], payload: dict[str, Any], guard: Guard | None = None
    ) -> None:
        result = await self._desk.apply(command, guard, **payload)
        await self._again(result.summary)


class StandardsPage(_Listing):
    """All standards, those that run first."""

    FOOT = "space run it, or no longer   enter items   N your own   esc close"
    AUTO_FOCUS = "#standards"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "run", "Run", show=False, id="standards.run"),
        Binding("N", "own", "Own", show=False, id="standards.own"),
    ]
    DEFAULT_CSS = """
    StandardsPage #standards { height: auto; max-height: 14; margin-top: 1; }
    StandardsPage.-tiny #standards { height: 1fr; margin-top: 0; }
    """

    def __init__(self, desk: Desk, whose: Person) -> None:
        title = "Standards" if whose.id == desk.actor.id else f"Standards of {whose.name}"
        super().__init__(title, desk)
        self._whose = whose
        self._standards: Sequence[Choosable] = ()
        self._rows: dict[str, int] = {}
        """The ids of standards in the list, by their codes."""

    def compose_body(self) -> ComposeResult:
        """The list."""
        yield PagedList(STANDARD_COLUMNS, id="standards")

    async def read(self) -> None:
        """The standards of the store, and those that come with the program."""
        self._standards = await self._desk.read_after_writes(choosable, self._whose)
        rows = {
            self._rows.setdefault(one.code, len(self._rows)): (
                Cell("runs" if one.is_running else "", "good"),
                Cell(one.title),
                Cell(str(one.items)),
                Cell(f"{one.whose}, v{one.version}" if one.stored else one.whose, "dim"),
            )
            for one in self._standards
        }
        self.rows.styles.height = len(rows) + 1
        self.rows.set_rows(list(rows), None, rows)

    def _chosen(self) -> Choosable:
        return next(one for one in self._standards if self._rows[one.code] == self.rows.cursor_id)

    def action_run(self) -> None:
        """Run the standard from today on, or no longer."""
        one = self._chosen()
        self.do(AssignStandard, standard=one.code, person_id=self._whose.id, runs=not one.is_running)

    def action_own(self) -> None:
        """Copy the standard, to be one's own and changed as one likes."""
        one = self._chosen()
        if self._whose.id != self._desk.actor.id:
            self.say(f"{self._whose.name} makes that: these are not yours.", tone="warn")
            return

        async def take(text: str) -> None:
            taken = {standard.code for standard in self._standards}
            copied = await self._desk.read_after_writes(copy_of, one.code, text.strip(), taken)
            await self._do(LoadStandard, {"text": copied, "owner_id": self._whose.id})

        question = f"Your own of {one.title}: what is it called?"
        self.app.push_screen(Prompt(question, words_wanted, value=f"My {one.title}", take=take))

    @on(PagedList.Opened)
    def _open(self) -> None:
        one = self._chosen()
        if one.stored is None:
            self.say("It comes with the program: space runs it, then its items can be changed.", tone="warn")
        else:
            self.app.push_screen(ItemsPage(self._desk, one.code, one.title))


class ItemsPage(_Listing):
    """The items of a standard: switched off and on, called otherwise, at another cadence, with another target."""

    FOOT = "space off, on   N new   E title   C cadence   T target   esc close"
    AUTO_FOCUS = "#items"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "switch", "Switch", show=False, id="standard.switch"),
        Binding("N", "new", "New", show=False, id="standard.new"),
        Binding("E", "title", "Title", show=False, id="standard.title"),
        Binding("C", "cadence", "Cadence", show=False, id="standard.cadence"),
        Binding("T", "target", "Target", show=False, id="standard.target"),
    ]
    DEFAULT_CSS = """
    ItemsPage #items { height: 14; margin-top: 1; }
    ItemsPage.-tall #items { height: 28; }
    ItemsPage.-tiny #items { height: 1fr; margin-top: 0; }
    """

    def __init__(self, desk: Desk, code: str, title: str) -> None:
        super().__init__(title, desk)
        self._code = code
        self._items: Sequence[Item] = ()

    def compose_body(self) -> ComposeResult:
        """The list."""
        yield PagedList(ITEM_COLUMNS, id="items")

    async def read(self) -> None:
        """The items of the newest version."""
        self._items = await self._desk.read_after_writes(newest_items, self._code)
        rows = {item.position: _item_cells(item) for item in self._items}
        self.rows.set_rows(list(rows), None, rows)

    def _chosen(self) -> Item:
        return next(item for item in self._items if item.position == self.rows.cursor_id)

    def _edit(self, **columns: Any) -> None:
        self.run_worker(self.told(self._edited(self._chosen(), **columns)), name=SAVING)

    async def _edited(self, item: Item, **columns: Any) -> None:
        """Change an item as it stood here; where somebody has changed it since, ask whose change stands."""
        read = partial(item_as_it_stands, code=self._code, item=item.code, columns=tuple(columns))
        seen = AsItStood(f"the item {item.title}", tuple(getattr(item, name) for name in columns), read)
        said = {"standard": self._code, "item": item.code, "columns": columns}

        async def doing(guard: Guard | None) -> bool:
            await self._do(EditItem, said, guard)
            return True

        if not await theirs_or_mine_over(self, seen, doing):
            await self._again(LEFT)

    def action_switch(self) -> None:
        """Leave the item out from now on, or let it count again."""
        self._edit(active=not self._chosen().active)

    def action_title(self) -> None:
        """Ask for another title."""
        item = self._chosen()

        async def take(text: str) -> None:
            await self._edited(item, title=text.strip())

        self.app.push_screen(Prompt("What is it called?", words_wanted, value=item.title, take=take))

    def action_new(self) -> None:
        """Ask for one more item, which is ticked: of the area of the one under the cursor, as often as that."""
        item = self._chosen()

        async def take(text: str) -> None:
            area = await self._desk.read_after_writes(area_of, self._code, item.code)
            cadence = item.cadence if not item.event else "week"
            said = {"standard": self._code, "title": text.strip(), "area": area, "cadence": cadence}
            await self._do(AddItem, said)

        question = f"What is to be done, {EACH[item.cadence]}, in {item.area}?"
        self.app.push_screen(Prompt(question, words_wanted, take=take))

    def action_cadence(self) -> None:
        """Ask for another cadence."""

        def answered(answer: str | None) -> None:
            if answer:
                self._edit(cadence=answer)

        self.app.push_screen(WhichKey(CADENCE_FOLLOWERS, "How often?"), answered)

    def action_target(self) -> None:
        """Ask for another target; one makes of an item that is ticked one that is judged by a number."""
        item = self._chosen()
        if item.judged == "measured":
            self.say(MEASURED_TARGET, tone="warn")
            return

        def meaning(text: str) -> str:
            number, unit = typed_target(text)
            return "ticked" if number is None else target_words(item.bound or "at least", number, unit)

        async def take(text: str) -> None:
            number, unit = typed_target(text)
            target = None if number is None else number / 100
            await self._edited(item, target=target, unit=unit)

        question, value = f"Target of: {item.title}", number_words(item.target, item.unit)
        hint = "3 visits, 1200 USD, or none: it is ticked"
        self.app.push_screen(Prompt(question, meaning, value=value, hint=hint, take=take))


def newest_items(reader: Reader, code: str) -> list[Item]:
    """The items of the newest version of a standard."""
    standard = newest_version(reader, code)
    if standard is None:
        raise Refused("That standard is no longer there.")
    return list(versions_of(reader, [code]).items(standard))


def item_as_it_stands(reader: Reader, code: str, item: str, columns: Sequence[str]) -> AsItStands:
    """What an item of the newest version holds in some columns. Raises Refused where there is none."""
    found = next((one for one in newest_items(reader, code) if one.code == item), None)
    if found is None:
        raise Refused("That item is no longer there.")
    judged = "ticked" if found.target is None else target_words(found.bound, found.target, found.unit)
    when = found.event or EACH[found.cadence]
    words = f"it is {found.title}, {when}, {judged}, {'on' if found.active else 'off'} now"
    return AsItStands(tuple(getattr(found, name) for name in columns), words)


def _item_cells(item: Item) -> tuple[Cell, ...]:
    judged = {"tick": "ticked", "measured": f"by {item.metric}"}
    return (
        Cell("on" if item.active else "off", "good" if item.active else "dim"),
        Cell(item.title, "" if item.active else "dim"),
        Cell(EACH[item.cadence] if not item.event else item.event),
        Cell(judged.get(item.judged) or target_words(item.bound, item.target, item.unit), "dim"),
    )
