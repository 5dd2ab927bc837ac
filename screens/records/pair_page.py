"""Two records side by side: what differs is marked; merge them, or say that they are two."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from data.kernel.commands import Result
from data.kernel.store import Store
from data.kernel.tones import Tone
from data.records.similarity import Pair
from screens.records.doubles import Doubles, PairRow
from screens.shell.desk import Desk
from screens.shell.dialog import Dialog
from screens.shell.typed_ahead import SAVING
from widgets.paged_list import Cell, Column, PagedList


class Verdict(NamedTuple):
    """What was said of a pair: the result on disk, the pair, and the record that is gone, if they were merged."""

    result: Result
    pair: Pair
    gone: int | None

    def settles(self, pair: Pair) -> bool:
        """Whether another pair needs no answer any more."""
        return pair == self.pair or (self.gone is not None and self.gone in (pair.record_a, pair.record_b))


class PairPage(Dialog[Verdict]):
    """Two records side by side. Answers with what was said of them."""

    FOOT = "M merge   S swap   space take the right one's   N they are two   esc leave"
    AUTO_FOCUS = "#both"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("M", "merge", "Merge", show=False, id="pair.merge"),
        Binding("S", "swap", "Swap", show=False, id="pair.swap"),
        Binding("N", "differ", "Two", show=False, id="pair.differ"),
        Binding("space", "take", "Take", show=False, id="pair.take"),
    ]
    DEFAULT_CSS = """
    PairPage #panel { height: 100%; max-height: 30; width: 80; }
    PairPage.-wide #panel { width: 110; }
    PairPage #both { height: 1fr; margin-top: 1; }
    PairPage.-tiny #both { margin-top: 0; }
    PairPage.-tiny #message { max-height: 1; }
    """

    def __init__(self, desk: Desk, doubles: Doubles, pair: Pair) -> None:
        super().__init__(f"The same {doubles.records.word}? What goes is merged into what stays")
        self._desk = desk
        self._doubles = doubles
        self._pair = pair
        self._left, self._right = pair.record_a, pair.record_b
        self._rows: list[PairRow] = []
        self._taken: set[str] = set()
        self._is_done = False

    def compose_body(self) -> ComposeResult:
        """A row for each particular."""
        columns = [
            Column("", 1),
            Column("", 13),
            Column("stays", 10, flex=1),
            Column("goes", 10, flex=1),
        ]
        yield PagedList(columns, id="both")

    def on_mount(self) -> None:
        """Read the two."""
        self.run_worker(self.told(self._load()), name=SAVING)

    async def _load(self) -> None:
        found = await self._desk.read_after_writes(_both, self._doubles, self._left, self._right, self._desk)
        self._rows = found
        self._taken = {row.column for row in found if row.takes_right}
        both = self.query_one("#both", PagedList)
        both.set_rows(range(len(found)))
        self._paint()
        reasons = ", ".join(self._pair.reasons)
        self.say(f"{self._pair.score} % alike: {reasons}" if self._pair.score else reasons)

    def _paint(self) -> None:
        cells = {place: self._cells(row) for place, row in enumerate(self._rows)}
        self.query_one("#both", PagedList).put_rows(cells)

    def _cells(self, row: PairRow) -> tuple[Cell, ...]:
        is_taken = row.column in self._taken
        tone: Tone = "warn" if row.differs else ""
        left: Tone = "dim" if is_taken else tone
        right: Tone = "good" if is_taken else tone
        mark = ">" if is_taken else "*" if row.differs else ""
        return (Cell(mark, tone), Cell(row.label, "dim"), Cell(row.left, left), Cell(row.right, right))

    @on(PagedList.PageWanted)
    def _give(self, event: PagedList.PageWanted) -> None:
        known = {place: self._cells(self._rows[place]) for place in event.ids if place < len(self._rows)}
        event.paged_list.put_rows(known)

    @on(PagedList.Opened)
    def _whole(self, event: PagedList.Opened) -> None:
        if event.row_id >= len(self._rows):
            return
        row = self._rows[event.row_id]
        self.say(f"{row.label}: {row.left or 'empty'} | {row.right or 'empty'}")

    # What is said of them

    def action_take(self) -> None:
        """Take a particular from the right one, or not after all."""
        place = self.query_one("#both", PagedList).cursor_id
        if place is None:
            return
        row = self._rows[place]
        if row.column not in self._doubles.chosen or not row.differs:
            self.say("There is nothing to choose in this line.", tone="warn")
            return
        self._taken.symmetric_difference_update({row.column})
        self._paint()
        is_taken = row.column in self._taken
        if row.is_either:
            self.say(f"{row.label}: {row.right if is_taken else row.left}; the other one goes into a note")
        else:
            word = "the right one's" if is_taken else "the left one's, or both where both fit"
            self.say(f"{row.label}: {word}")

    def action_swap(self) -> None:
        """Let the other one stay."""
        self._left, self._right = self._right, self._left
        self.run_worker(self.told(self._load()), name=SAVING)

    def action_merge(self) -> None:
        """Merge the right one into the left one."""
        self.run_worker(self.told(self._merge()), name=SAVING)

    async def _merge(self) -> None:
        if self._is_done or not self._rows:
            return
        self._is_done = True
        try:
            chosen = dict.fromkeys(sorted(self._taken), self._right)
            for row in self._rows:
                if row.is_either and row.differs:
                    chosen.setdefault(row.column, self._left)
            merge, others = self._doubles.merge, (self._right,)
            result = await self._desk.apply(merge, keep=self._left, others=others, chosen=chosen)
            self.dismiss(Verdict(result, self._pair, self._right))
        finally:
            self._is_done = False

    def action_differ(self) -> None:
        """Say that they are two: they are not shown as a pair any more."""
        self.run_worker(self.told(self._differ()), name=SAVING)

    async def _differ(self) -> None:
        if self._is_done:
            return
        self._is_done = True
        try:
            word = self._doubles.records.word
            both = {f"{word}_a": self._left, f"{word}_b": self._right}
            result = await self._desk.apply(self._doubles.differ, **both)
            self.dismiss(Verdict(result, self._pair, None))
        finally:
            self._is_done = False


def _both(store: Store, doubles: Doubles, left: int, right: int, desk: Desk) -> list[PairRow]:
    return doubles.rows(store, left, right, desk.person, desk.clock())
