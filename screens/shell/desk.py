"""What every screen works with: the store, whose cockpit it is, who acts, and the lanes to disk.

The UI thread never waits: writes and the reads that follow them run in one lane, in the order they were
given; searches and other long reads run in a second one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from copy import copy
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar

from data.kernel import journal
from data.kernel.commands import Command, Result, facts_of
from data.kernel.errors import Refused
from data.kernel.private_files import OWNER
from data.kernel.store import Store
from data.kernel.touched import Touched, touched_by
from data.people.person import Person
from widgets.keys import Keymap

Given = ParamSpec("Given")
Found = TypeVar("Found")


REMARKS = frozenset(
    {"comment.add", "kra.comment", "notice.read", "week.return", "week.sign_off", "week.adjust"}
)
"""Commands that say something on another's records, or review a week, and change nothing of them: one may do so while
looking.
"""


def looking_words(person: Person) -> str:
    """Says that what is looked at is another's."""
    return f"You are looking at {person.name}'s cockpit: it is for reading."


class News(NamedTuple):
    """What happened elsewhere: the commands and the rows they touched, or that everything may differ.

    ``everything`` is so where an older state of the store has come back, from a backup.
    """

    entries: list[journal.Entry]
    rows: frozenset[Touched] = frozenset()
    everything: bool = False


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
        self.given: list[int] = []
        """The commands given here so far, by id, refused ones too."""
        self._applied_here: set[int] = set()
        self._version = -1
        self._unawaited: list[Future[Result]] = []
        self._writes = ThreadPoolExecutor(1, "writes")
        self._reads = ThreadPoolExecutor(1, "reads")

    def visiting(self, person: Person) -> Desk:
        """The same desk for who looks at somebody's cockpit: it reads, by the same lanes."""
        desk = copy(self)
        desk.person = person
        return desk

    @property
    def is_own(self) -> bool:
        """Whether the person at the keys looks at the own cockpit."""
        return self.actor.id == self.person.id

    async def apply(self, command: Callable[..., Command], **payload: Any) -> Result:
        """Apply a command of the actor's; returns when it is on disk.

        It is applied even where whoever awaits it is gone by then: a key pressed just before one leaves counts.
        Raises what ``Store.apply`` raises, and Refused where one looks at another's cockpit.
        """
        now = self.clock()
        made = command(self.store.ids.new(now), self.actor.id, now, **payload)
        self._refuse_strange(made)
        self._applied_here.add(made.id)
        self.given.append(made.id)
        return await self._write(self.store.apply, made)

    async def apply_announced(self, work: str, command: Callable[[int, int, int], Command]) -> Result:
        """Apply a command that takes long; whoever waits for the store meanwhile is told what for.

        ``command`` is called with an id, the actor and the present instant.
        """
        now = self.clock()
        made = command(self.store.ids.new(now), self.actor.id, now)
        self._refuse_strange(made)
        self._applied_here.add(made.id)
        self.given.append(made.id)
        return await self._write(self._announced, work, made)

    def _refuse_strange(self, command: Command) -> None:
        if not self.is_own and facts_of(type(command)).name not in REMARKS:
            raise Refused(looking_words(self.person))

    def _announced(self, work: str, command: Command) -> Result:
        with self.store.engine.announced(work):
            return self.store.apply(command)

    async def read_apart(
        self, function: Callable[Concatenate[Store, Given], Found], *args: Given.args, **kwargs: Given.kwargs
    ) -> Found:
        """Call ``function(store, ...)`` in a thread of its own: for reads of many seconds, which hold up nothing."""
        return await asyncio.to_thread(self._apart, function, args, kwargs)

    def _apart(self, function: Callable[..., Any], args: Any, kwargs: Any) -> Any:
        try:
            return self._consistent(function, args, kwargs)
        finally:
            self.store.close()

    async def read_after_writes(
        self, function: Callable[Concatenate[Store, Given], Found], *args: Given.args, **kwargs: Given.kwargs
    ) -> Found:
        """Call ``function(store, ...)`` once all writes given so far are done."""
        return await self._in(self._writes, self._consistent, function, args, kwargs)

    async def read(
        self, function: Callable[Concatenate[Store, Given], Found], *args: Given.args, **kwargs: Given.kwargs
    ) -> Found:
        """Call ``function(store, ...)`` beside the writes."""
        return await self._in(self._reads, self._consistent, function, args, kwargs)

    async def news(self) -> News:
        """What others, or the person elsewhere, have changed since last asked."""
        return await self._in(self._reads, self._look)

    def close(self) -> None:
        """Finish the writes that were begun, and let go of the store.

        Raises what made the first of them fail that nobody awaited any more.
        """
        for lane in (self._writes, self._reads):
            lane.submit(self.store.close)
            lane.shutdown(wait=True)
        for error in filter(None, (write.exception() for write in self._unawaited)):
            raise error

    def _consistent(self, function: Callable[..., Any], args: Any, kwargs: Any) -> Any:
        with self.store.snapshot():
            return function(self.store, *args, **kwargs)

    def _look(self) -> News:
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

    async def _write(self, function: Callable[..., Result], *args: Any) -> Result:
        write = self._writes.submit(function, *args)
        try:
            return await asyncio.shield(asyncio.wrap_future(write))
        except asyncio.CancelledError:
            self._unawaited.append(write)
            raise

    async def _in(self, lane: ThreadPoolExecutor, function: Callable[..., Found], *args: Any) -> Found:
        return await asyncio.get_running_loop().run_in_executor(lane, function, *args)
