"""What a noun's part of the demo is: what happens, and which rows and which line of the journal that comes to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, ClassVar, Generic, NamedTuple, Protocol, TypeVar

from data.kernel.commands import Facts
from data.kernel.engine import Statement, Value
from data.kernel.sqlite import sqlite3
from data.kernel.store import Store
from data.schema import VERSION
from data.story.story import Story


class Amount(NamedTuple):
    """How much of something a demo holds: its name, also as an option, how many there are usually, what it counts."""

    name: str
    usual: int
    least: int
    most: int
    counts: str


class Line(NamedTuple):
    """A command's row of the journal, its columns in their order."""

    id: int
    name: str
    actor: int
    subject: int | None
    at: int
    summary: str
    points: int
    touches: int
    changes: str | None


LINE_SQL = (
    f"insert into journal({', '.join(Line._fields)}, store_version) "
    f"values({', '.join('?' * len(Line._fields))}, {VERSION})"
)


class Row(NamedTuple):
    """One new row. An ``id`` of None is yet to be made."""

    table: str
    id: int | None
    columns: Mapping[str, Value]


class Deed(NamedTuple):
    """An event that comes to a few new rows of small tables. Any part may tell some; the demo writes them itself."""

    at: int
    actor: int
    command: Facts
    summary: str
    rows: Sequence[Row]
    subject: int | None = None


class Event(Protocol):
    """Something that happens at an instant."""

    @property
    def at(self) -> int:
        """The instant."""
        ...


E = TypeVar("E", bound=Event)


class Rows:
    """Rows of a large table that wait to be written. ``fixed`` columns have one value in all of them."""

    def __init__(self, table: str, *columns: str, verb: str = "insert", **fixed: str) -> None:
        names = ", ".join((*columns, *fixed))
        values = ", ".join((*("?" * len(columns)), *(f"'{value}'" for value in fixed.values())))
        self.sql = f"{verb} into {table}({names}) values({values})"
        self._waiting: list[tuple[Value, ...]] = []
        self.add = self._waiting.append
        """Take a row, its columns in their order."""

    def put(self, connection: sqlite3.Connection) -> None:
        """Write what waits."""
        connection.executemany(self.sql, self._waiting)
        self._waiting.clear()


class Part(Generic[E]):
    """One noun's part of the story. It is planned when it is made: those of the nouns below are there by then."""

    amounts: ClassVar[tuple[Amount, ...]] = ()
    """What can be asked for in a size of one's choice."""

    rows: Sequence[Rows] = ()
    """Where the rows of its events wait, in the order of writing."""

    def __init__(self, story: Story) -> None:
        self.story = story

    @classmethod
    def weeks(cls, size: Mapping[str, int]) -> int:
        """The weeks of history that this part fills, at that size; the longest part's count."""
        return 0

    def seeds(self) -> Iterable[Statement]:
        """What the store begins with, besides the seeds of its schema."""
        return ()

    def events(self) -> Iterable[E | Deed]:
        """All that happens up to the story's end, in the order of time. Read once."""
        return ()

    def write(self, event: E, command: int, seq: int) -> Line | None:
        """What an event that is no deed comes to: its rows are put among ``rows``, its line is returned.

        ``command`` and ``seq`` are the id and the number of that line. None where it comes to nothing.
        """
        raise NotImplementedError

    def finish(self, connection: sqlite3.Connection) -> None:
        """Write what follows from all events, which are written by now; indexes and triggers are not there yet."""

    def last_steps(self, store: Store, moments: Iterator[int]) -> None:
        """Do something by real commands in the last minutes, so that undo and edits have something to show."""


AnyPart = Part[Any]
