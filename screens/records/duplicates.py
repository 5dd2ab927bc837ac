"""Records that may be the same: those of one record, or all of a noun, gone through pair by pair."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from data.kernel.commands import Result
from data.kernel.errors import CockpitError, Refused
from data.kernel.store import Store
from data.kernel.undo import Undo
from data.people.person import Person
from data.records.duplicates import Found, allowed, duplicates_of, find_duplicates
from data.records.fields import Records
from data.records.similarity import Pair
from screens.records.doubles import Doubles
from screens.records.pair_page import PairPage, Verdict
from screens.shell.advice import worded
from screens.shell.desk import Desk
from screens.shell.dialog import Dialog
from screens.shell.typed_ahead import SAVING
from widgets.paged_list import Cell, Column, PagedList

MOST_MARKED = 20
"""Marked records that are held side by side at most."""
LOOK_EVERY = 0.1
"""Seconds between two looks at how far the search is."""


class Duplicates(Dialog[Result]):
    """Pairs that may be the same record, the likeliest first. Answers with the last merge, if there was one.

    ``chosen`` is the record whose doubles are looked for; several are held side by side, each with each.
    """

    FOOT = "enter side by side   A look through all   u undo   esc close"
    AUTO_FOCUS = "#pairs"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("A", "everything", "All", show=False, id="duplicates.all"),
        Binding("u", "undo", "Undo", show=False, id="duplicates.undo"),
    ]
    DEFAULT_CSS = """
    Duplicates #panel { height: 100%; max-height: 24; }
    Duplicates.-wide #panel { width: 110; }
    Duplicates.-tall #panel { max-height: 40; }
    Duplicates #pairs { height: 1fr; margin-top: 1; }
    Duplicates.-tiny #pairs { margin-top: 0; }
    Duplicates.-tiny #message { max-height: 1; }
    """

    def __init__(self, desk: Desk, doubles: Doubles, chosen: Sequence[int]) -> None:
        records = doubles.records
        self._title = f"{records.plural.capitalize()} that may be the same"
        super().__init__(self._title)
        self._desk = desk
        self._doubles = doubles
        self._records = records
        self._chosen = tuple(chosen)
        self._pairs: list[Pair] = []
        self._before: list[tuple[list[Pair], int]] = []
        """The pairs before each step taken here, and the step, for undo."""
        self._capped = ""
        """What the search left out, in words."""
        self._stop = threading.Event()
        self._step = (0, 0)
        self._is_searching = False
        self._last: Result | None = None

    def compose_body(self) -> ComposeResult:
        """The pairs."""
        columns = [
            Column("alike", 5, align="right"),
            Column("one", 10, flex=3),
            Column("the other", 10, flex=3),
            Column("why", 12, flex=3, drop_below=90),
        ]
        yield PagedList(columns, empty_hint="Looking\u2026", id="pairs")

    def on_mount(self) -> None:
        """Look for the doubles of the chosen lead, or hold two chosen ones side by side."""
        self._ticking = self.set_interval(LOOK_EVERY, self._tell_progress, pause=True)
        if len(self._chosen) > 1:
            pairs = combinations(sorted(self._chosen[:MOST_MARKED]), 2)
            self._show(Found([Pair(low, high, 0, ("marked by you",)) for low, high in pairs], ()), "")
            self._open_pair(0)
        else:
            self.run_worker(self.told(self._look_around()), name=SAVING)

    def on_unmount(self) -> None:
        """Whoever leaves ends the search."""
        self._stop.set()

    # Looking

    async def _look_around(self) -> None:
        found = await self._desk.read(_around, self._records, self._desk.actor, self._chosen)
        word, all_of_them = self._records.word, self._records.plural
        self._show(found, f"No other {word} looks like this one.\n\nA looks through all {all_of_them}.")

    def action_everything(self) -> None:
        """Look through all records."""
        if not self._is_searching:
            self._is_searching = True
            self._ticking.resume()
            self.run_worker(self._look_everywhere(), name="searching")

    def _note_step(self, done: int, total: int) -> None:
        if self._stop.is_set():
            raise Refused("Called off.")
        self._step = (done, total)

    def _tell_progress(self) -> None:
        done, total = self._step
        share = f" {done * 100 // total} %" if total else ""
        self.say(f"looking through all {self._records.plural}{share}   esc calls it off")

    async def _look_everywhere(self) -> None:
        desk = self._desk
        try:
            found = await desk.read_apart(_everywhere, self._records, desk.actor, self._note_step)
        except CockpitError as error:
            self.say(worded(error), tone="bad")
        else:
            self.retitle(f"{self._title}: all {self._records.plural}")
            self._show(found, f"No two {self._records.plural} look alike.")
        finally:
            self._is_searching = False
            self._ticking.pause()
            self._stop.clear()

    def _show(self, found: Found, hint: str) -> None:
        self._before = []
        many = f"; and {len(found.capped) - 1:,} more groups" if len(found.capped) > 1 else ""
        self._capped = f". Not everything was compared: {found.capped[0]}{many}" if found.capped else ""
        self._put(found.pairs, hint)
        self.query_one("#pairs", PagedList).action_first()
        self.say("")
        self._tell_why(0)

    def _put(self, pairs: list[Pair], hint: str = "That was the last pair.") -> None:
        self._pairs = pairs
        rows = self.query_one("#pairs", PagedList)
        rows.empty_hint = hint
        rows.set_rows(range(len(pairs)))

    @on(PagedList.PageWanted)
    async def _give(self, event: PagedList.PageWanted) -> None:
        await self.told(self._put_rows(event))

    async def _put_rows(self, event: PagedList.PageWanted) -> None:
        pairs = {place: self._pairs[place] for place in event.ids if place < len(self._pairs)}
        ids = list({record for pair in pairs.values() for record in (pair.record_a, pair.record_b)})
        labels = await self._desk.read(_labels, self._doubles, ids)
        event.paged_list.put_rows({place: _cells(pair, labels) for place, pair in pairs.items()})

    @on(PagedList.Highlighted)
    def _moved(self, event: PagedList.Highlighted) -> None:
        if event.row_id is not None:
            self._tell_why(event.row_id)

    def _tell_why(self, place: int) -> None:
        if place < len(self._pairs):
            reasons = ", ".join(self._pairs[place].reasons)
            self.say(f"{place + 1:,} of {len(self._pairs):,}: {reasons}{self._capped}")

    # Going through them

    @on(PagedList.Opened)
    def _open(self, event: PagedList.Opened) -> None:
        if event.row_id < len(self._pairs):
            self._open_pair(event.row_id)

    def _open_pair(self, place: int) -> None:
        self.app.push_screen(PairPage(self._desk, self._doubles, self._pairs[place]), self._judged)

    def _judged(self, verdict: Verdict | None) -> None:
        if verdict is None:
            return
        self._last = verdict.result
        self._before.append((self._pairs, verdict.result.id))
        self._put([pair for pair in self._pairs if not verdict.settles(pair)])
        self.say(f"{verdict.result.summary}   u undo", tone="good")
        if len(self._chosen) > 1 and self._pairs:
            self._open_pair(0)

    def action_undo(self) -> None:
        """Take back the last step that was taken here."""
        if self._before:
            self.run_worker(self.told(self._undo()), name=SAVING)
        else:
            self.say("Nothing was merged here yet. Close with esc to undo what came before.", tone="warn")

    async def _undo(self) -> None:
        pairs, step = self._before[-1]
        result = await self._desk.apply(Undo, step=step)
        self._before.pop()
        self._last = None
        self._put(pairs)
        self.say(result.summary)

    def action_close(self) -> None:
        """Call off the search that is under way, else leave."""
        if self._is_searching:
            self._stop.set()
        else:
            self.dismiss(self._last)


def _around(store: Store, records: Records, actor: Person, chosen: tuple[int, ...]) -> Found:
    """The doubles of the chosen record that the actor may read."""
    return allowed(
        store, records, actor, Found(duplicates_of(store, records, chosen[0]) if chosen else [], ())
    )


def _everywhere(store: Store, records: Records, actor: Person, progress: Callable[[int, int], None]) -> Found:
    return allowed(store, records, actor, find_duplicates(store, records, progress=progress))


def _labels(store: Store, doubles: Doubles, ids: Sequence[int]) -> dict[int, str]:
    """What records are called, by their id."""
    return {record.id: record.label for record in doubles.read(store, ids)}


def _cells(pair: Pair, labels: Mapping[int, str]) -> tuple[Cell, ...] | None:
    one, other = labels.get(pair.record_a), labels.get(pair.record_b)
    if one is None or other is None:
        return None
    return (
        Cell(f"{pair.score} %" if pair.score else "", "accent" if pair.certain else ""),
        Cell(one),
        Cell(other),
        Cell(", ".join(pair.reasons), "dim"),
    )
