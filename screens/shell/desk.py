"""What every screen works with: the store, whose cockpit it is, who acts, and the lanes to disk.

The UI thread never waits: writes and the reads that follow them run in one lane, in the order they were
given; searches and other long reads run in a second one.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from copy import copy
from threading import Event
from typing import TYPE_CHECKING, Any, Concatenate, NamedTuple, ParamSpec, TypeVar

from data.kernel import journal
from data.kernel.commands import Command, Result, facts_of
from data.kernel.errors import Refused, Unreachable
from data.kernel.memory import give_back
from data.kernel.private_files import OWNER
from data.kernel.store import Guard, Store
from data.kernel.text import clean
from data.kernel.touched import Touched, touched_by
from data.people.person import Person
from screens.shell.line import Line
from widgets.keys import Keymap

if TYPE_CHECKING:
    from data.outbox.outbox import Outbox, Sent
    from data.outbox.waiting import Waiting
    from data.points.score import Score

Given = ParamSpec("Given")
Found = TypeVar("Found")


GIVES_WAY = 0.003
"""Seconds for which a write leaves the interpreter to what paints: no longer than a frame."""

REMARKS = frozenset(
    {"comment.add", "kra.comment", "notice.read", "week.return", "week.sign_off", "week.adjust"}
)
"""Commands that say something on another's records, or review a week, and change nothing of them: one may do so while
looking.
"""


def looking_words(person: Person) -> str:
    """Says that what is looked at is another's."""
    return f"You are looking at {person.name}'s cockpit: it is for reading."


def visited_words(desk: Desk) -> str:
    """Whose cockpit is looked at, and in which zone its days and times are where that is another."""
    words = f"{clean(desk.person.name)}'s cockpit, to read"
    if desk.person.time_zone == desk.actor.time_zone:
        return words
    return f"{words}, times of {desk.person.time_zone.rpartition('/')[2].replace('_', ' ')}"


class News(NamedTuple):
    """What happened elsewhere: the commands and the rows they touched, or that everything may differ.

    ``everything`` is so where an older state of the store has come back, from a backup, and where the store could not
    be reached for a while.
    """

    entries: list[journal.Entry]
    rows: frozenset[Touched] = frozenset()
    everything: bool = False

    def concerns(self, person: Person) -> bool:
        """Whether everything may differ, or something did that is the person's, or nobody's in particular."""
        return self.everything or any(row.owner in (None, person.id) for row in self.rows)


class Desk:
    """The store as a screen may use it: every call is awaited, none blocks.

    ``person`` is whose cockpit is open, ``actor`` who sits at the keys; they differ where a manager looks.
    ``clock`` gives the present instant in Unix milliseconds. ``reaches_files`` tells whether files of the machine
    that this runs on may be opened: not where the person at the keys is a guest there; new ones have the rights
    ``file_mode``. ``shows_links`` tells whether the terminal knows links. ``keymap`` are the keys that the person at
    the keys has changed.
    """

    def __init__(
        self, store: Store, actor: Person, person: Person, clock: Callable[[], int], seq: int
    ) -> None:
        self.store = store
        self.actor = actor
        self.person = person
        self.clock = clock
        self.seq = seq
        self.reaches_files = True
        self.file_mode = OWNER
        self.shows_links = False
        self.keymap = Keymap()
        self.line = Line()
        self.outbox: Outbox | None = None
        """Where what is logged is kept while the store cannot be reached; None where it is a file, which always can."""
        self.follows: Callable[[int], object] | None = None
        """What this machine has to do once a step was undone or redone; it is told the command, and may be refused."""
        self.score: Score | None = None
        """The score that was shown last, which need not be read again while nothing is changed."""
        self.given: list[int] = []
        """The commands given here so far, by id, refused ones too."""
        self._applied_here: set[int] = set()
        self._version = -1
        self._glance: object = None
        """What was seen from here when it was last asked for news."""
        self._unawaited: list[Future[Result]] = []
        self._writes = ThreadPoolExecutor(1, "writes")
        self._reads = ThreadPoolExecutor(1, "reads")

    def visiting(self, person: Person) -> Desk:
        """The same desk for who looks at somebody's cockpit: it reads, by the same lanes."""
        desk = copy(self)
        desk.person, desk.score = person, None
        return desk

    @property
    def is_own(self) -> bool:
        """Whether the person at the keys looks at the own cockpit."""
        return self.actor.id == self.person.id

    async def apply(
        self, command: Callable[..., Command], guard: Guard | None = None, /, **payload: Any
    ) -> Result:
        """Apply a command of the actor's; returns when it is on disk. ``guard`` is asked before it is written.

        It is applied even where whoever awaits it is gone by then: a key pressed just before one leaves counts.
        Raises what ``Store.apply`` raises, and Refused where one looks at another's cockpit.
        """
        now = self.clock()
        made = command(self.store.ids.new(now), self.actor.id, now, **payload)
        self._refuse_strange(made)
        self._applied_here.add(made.id)
        self.given.append(made.id)
        return await self._write(self._reaching, self.store.apply, made, guard=guard)

    async def follow(self, result: Result) -> None:
        """Have what stands outside of the store follow an undo or redo. Raises Refused where it cannot."""
        if self.follows is not None:
            await self._in(self._writes, self.follows, result.id)

    async def log(self, words: str, command: Callable[..., Command], **payload: Any) -> Result:
        """Apply a command that adds to the log; where no node answers it is kept, and its result waits.

        ``words`` say what it does, for a list of what waits. Raises what ``apply`` raises.
        """
        now = self.clock()
        made = command(self.store.ids.new(now), self.actor.id, now, **payload)
        self._refuse_strange(made)
        self._applied_here.add(made.id)
        self.given.append(made.id)
        return await self._write(self._log_or_keep, made, words)

    def _log_or_keep(self, made: Command, words: str) -> Result:
        try:
            return self._reaching(self.store.apply, made)
        except Unreachable as error:
            if self.outbox is None:
                raise
            self.outbox.keep(made, words, was_tried=error.may_be_written)
            self._applied_here.discard(made.id)  # once it is sent, it is news to the screens
            self._count_waiting()
            return Result(made.id, words, 0, waiting=True)

    async def send_waiting(self) -> list[Sent]:
        """Send what waits, each entry once, in its order, after the writes given so far."""
        return await self._in(self._writes, self._send_waiting)

    def _send_waiting(self) -> list[Sent]:
        if self.outbox is None:
            return []
        from data.outbox.sending import log_waiting

        try:
            return self.outbox.send(lambda waiting: self._reaching(log_waiting, self.store, waiting))
        finally:
            self._count_waiting()

    async def take_back_waiting(self) -> Waiting | None:
        """Take back the newest entry that waits; None where nothing does.

        Raises Refused where it may be logged already.
        """
        return await self._in(self._writes, self._take_back_waiting)

    def _take_back_waiting(self) -> Waiting | None:
        if self.outbox is None or not self.line.waiting:
            return None
        try:
            return self.outbox.take_back()
        finally:
            self._count_waiting()

    def _count_waiting(self) -> None:
        entries = self.outbox.entries() if self.outbox is not None else []
        self.line.waiting = sum(entry.waits for entry in entries)
        self.line.refused = len(entries) - self.line.waiting

    def _reaching(self, function: Callable[..., Found], *args: Any, **kwargs: Any) -> Found:
        """Call what asks the store, unless nobody answered when last asked; notes where nobody does now."""
        self.line.refuse(self.actor.zone)
        try:
            return function(*args, **kwargs)
        except Unreachable as error:
            self.line.cut(error, self.clock())
            raise

    async def apply_announced(self, work: str, command: Callable[[int, int, int], Command]) -> Result:
        """Apply a command that takes long; whoever waits for the store meanwhile is told what for.

        ``command`` is called with an id, the actor and the present instant.
        """
        now = self.clock()
        made = command(self.store.ids.new(now), self.actor.id, now)
        self._refuse_strange(made)
        self._applied_here.add(made.id)
        self.given.append(made.id)
        return await self._write(self._reaching, self._announced, work, made)

    def _refuse_strange(self, command: Command) -> None:
        if not self.is_own and facts_of(type(command)).name not in (*REMARKS, journal.UNDO, journal.REDO):
            raise Refused(looking_words(self.person))

    def _announced(self, work: str, command: Command) -> Result:
        with self.store.engine.announced(work):
            return self.store.apply(command)

    async def read_apart(
        self, function: Callable[Concatenate[Store, Given], Found], *args: Given.args, **kwargs: Given.kwargs
    ) -> Found:
        """Call ``function(store, ...)`` in a thread of its own: for long reads, which hold up nothing.

        They end once they are awaited no more.
        """
        is_over = Event()
        store = self.store.stoppable(lambda: not is_over.is_set())
        try:
            return await asyncio.to_thread(self._apart, store, function, args, kwargs)
        finally:
            is_over.set()

    async def read_apart_after_writes(
        self, function: Callable[Concatenate[Store, Given], Found], *args: Given.args, **kwargs: Given.kwargs
    ) -> Found:
        """The same once all writes given so far are done; those that are given meanwhile wait for none of it."""
        await self.read_after_writes(journal.newest)
        return await self.read_apart(function, *args, **kwargs)

    def _apart(self, store: Store, function: Callable[..., Any], args: Any, kwargs: Any) -> Any:
        try:
            return self._consistent(store, function, args, kwargs)
        finally:
            store.close()
            give_back()

    async def read_after_writes(
        self, function: Callable[Concatenate[Store, Given], Found], *args: Given.args, **kwargs: Given.kwargs
    ) -> Found:
        """Call ``function(store, ...)`` once all writes given so far are done."""
        return await self._in(self._writes, self._consistent, self.store, function, args, kwargs)

    async def read(
        self, function: Callable[Concatenate[Store, Given], Found], *args: Given.args, **kwargs: Given.kwargs
    ) -> Found:
        """Call ``function(store, ...)`` beside the writes."""
        return await self._in(self._reads, self._consistent, self.store, function, args, kwargs)

    async def news(self) -> News:
        """What others, or the person elsewhere, have changed since last asked.

        This asks also where nobody answered before. Raises Unreachable where nobody does now.
        """
        # To go to a lane and back costs many times what this does, and mostly there is nothing.
        glance = self.store.engine.glance()
        if glance is not None and glance == self._glance:
            return News([])
        news = await self._in(self._reads, self._look)
        self._glance = glance
        return news

    def close(self) -> None:
        """Finish the writes that were begun, and let go of the store.

        Raises what made the first of them fail that nobody awaited any more.
        """
        for lane in (self._writes, self._reads):
            lane.submit(self.store.close)
            lane.shutdown(wait=True)
        for error in filter(None, (write.exception() for write in self._unawaited)):
            raise error

    def _consistent(self, store: Store, function: Callable[..., Any], args: Any, kwargs: Any) -> Any:
        with store.snapshot():
            return self._reaching(function, store, *args, **kwargs)

    def _look(self) -> News:
        self._count_waiting()
        try:
            news = self._newest()
        except Unreachable as error:
            self.line.cut(error, self.clock())
            raise
        return news._replace(everything=True) if self.line.restored() else news

    def _newest(self) -> News:
        version = self.store.engine.news_mark()
        if version == self._version:
            return News([])
        self._version = version
        revision = self.store.revision()
        if revision < self.seq:
            self.seq = revision
            return News([], everything=True)
        entries = journal.since(self.store, self.seq)
        if entries:
            self.seq = entries[-1].seq
        strange = [entry for entry in entries if entry.id not in self._applied_here]
        self._applied_here.difference_update(entry.id for entry in entries)
        rows = frozenset(touched for entry in strange for touched in touched_by(self.store, entry))
        return News(strange, rows)

    async def _write(self, function: Callable[..., Result], *args: Any, **kwargs: Any) -> Result:
        write = self._writes.submit(_after_paint, function, *args, **kwargs)
        try:
            return await asyncio.shield(asyncio.wrap_future(write))
        except asyncio.CancelledError:
            self._unawaited.append(write)
            raise

    async def _in(self, lane: ThreadPoolExecutor, function: Callable[..., Found], *args: Any) -> Found:
        return await asyncio.get_running_loop().run_in_executor(lane, function, *args)


def _after_paint(function: Callable[..., Found], *args: Any, **kwargs: Any) -> Found:
    """Call once what a key has changed is on the screen, which this thread would take the interpreter from."""
    time.sleep(GIVES_WAY)
    return function(*args, **kwargs)
