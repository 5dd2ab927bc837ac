"""What a noun tells the rest of the house of itself, and how the core asks for it.

A noun's declaration is made of strings and small records: what it names is imported when it is asked for, so that the
quick commands pay for nothing they do not use.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from data.kernel.commands import Change, Facts, Reader, Right, Whose
    from data.kernel.tables import Table


class Noun(NamedTuple):
    """One noun. Names of functions and classes are ``module:name``.

    ``commands`` are all its classes of commands, ``records`` its lists of fields, ``imports`` its specs. ``refusals``
    are the words for what its triggers refuse, and for a column (``table.column``) whose value stands there already.
    ``strip`` counts for the strip on every screen from ``strip_tables``; what is ``strip_first`` stands before what
    others count, as the line is cut at its end. ``check`` is what the doctor asks, ``repair``
    what it can mend. ``stands_fast`` raises Refused where changes, also undone ones, would move what is closed.
    ``finds`` find its records by words, the best first, as ``data.records.find.Match``. ``views`` are its views for
    those who ask in SQL. ``happenings`` say, by name, what happens in it that nouns above may wait for; ``hooks`` are
    what it does when such a thing happens below. ``demo`` is its part of the demo, a class of ``data.story.part.Part``.
    """

    room: str
    tables: tuple[Table, ...] = ()
    commands: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    imports: tuple[str, ...] = ()
    refusals: Mapping[str, str] = {}
    stands_fast: str = ""
    strip: str = ""
    strip_first: bool = False
    strip_tables: frozenset[str] = frozenset()
    check: str = ""
    repair: str = ""
    finds: tuple[str, ...] = ()
    views: str = ""
    demo: str = ""
    happenings: Mapping[str, str] = {}
    hooks: Mapping[str, str] = {}


class Registry(Protocol):
    """All nouns, as the core asks for them."""

    def table(self, name: str) -> Table:
        """The declaration of a table. Raises KeyError for one that no noun has declared."""
        ...

    def tables(self) -> Mapping[str, Table]:
        """Every table, by its name."""
        ...

    def facts(self) -> Mapping[str, Facts]:
        """What is declared of every command, by its name in the journal."""
        ...

    def check_right(self, reader: Reader, actor: int, right: Right, whose: Collection[Whose]) -> None:
        """Raise Refused unless the actor may change records of all these."""
        ...

    def refuse_moving_closed(self, reader: Reader, changes: Sequence[Change]) -> None:
        """Raise Refused where changes would move what stands fast."""
        ...

    def refusal(self, said: str) -> str:
        """The words for what a trigger refuses, or a column; empty where no noun knows them."""
        ...

    def strip(self) -> Mapping[str, Callable[[Reader, Any, int], Any]]:
        """What counts for the strip, by room."""
        ...

    def strip_tables(self) -> frozenset[str]:
        """The tables that the numbers on the strip are made of."""
        ...

    def finders(self) -> Sequence[Callable[[Reader, Any, str, int], Sequence[Any]]]:
        """What finds records by words, for whom and how many at most; those of the highest noun first."""
        ...

    def hooks(self, name: str) -> Iterator[Any]:
        """The functions of all nouns that wait for something."""
        ...

    def imports(self) -> Sequence[Any]:
        """The specs of all imports."""
        ...
