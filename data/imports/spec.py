"""What a noun says of its import: its words, its fields, and what is peculiar to it as functions.

A noun whose rows are plain records writes ``RowRules`` and ``MatchRules``, and takes ``read_records``,
``compare_records`` and ``new_records`` for the three steps; one whose rows are something else brings its own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Generic, NamedTuple, Protocol, Self, TypeVar

from data.files.table import Table
from data.imports.columns import Columns, Found
from data.imports.comparison import Comparison
from data.imports.left_rows import Clash, Doubt, Left, Twin
from data.imports.options import Options
from data.imports.owners import Owners
from data.imports.progress import Progress
from data.imports.set_aside import Aside
from data.imports.source_systems import Identity, identity_of
from data.imports.vocabulary import Contact, Vocabulary
from data.kernel.bulk import NewRows
from data.kernel.commands import Change, Deciding, Decision, Reader, Whose
from data.kernel.engine import Statement
from data.people.person import Person

Draft = TypeVar("Draft")


class Job(NamedTuple):
    """A file that is being read: who asks and when, what was said of it, and what its columns hold."""

    reader: Reader
    actor: Person
    now: int
    options: Options
    table: Table
    owners: Owners
    step: Progress
    columns: Columns = Columns()

    @property
    def owner(self) -> Person:
        """Who gets the rows of nobody known."""
        return self.options.owner or self.actor


class Wording(NamedTuple):
    """A word of a file and what it means here (empty: nobody knows), with the certainty in percent."""

    label: str
    rows: int
    meaning: str
    certainty: int
    because: str


class Reading(NamedTuple, Generic[Draft]):
    """What the rows of a file say. ``unit`` is what is counted: a row, or the filled cell of a grid."""

    drafts: list[Draft]
    left: list[Left]
    findings: list[str]
    twins: Sequence[Twin] = ()
    unit: str = "row"
    wordings: Sequence[Wording] = ()
    aside: Sequence[Aside] = ()
    """Cells that stay beside the records or were read otherwise than they stand, by column."""
    region: str = ""
    """The country that match keys of phones were made for."""
    clashes: Sequence[Clash] = ()
    """What rows of one record say that cannot stand together."""
    doubts: Sequence[Doubt] = ()
    """Rows that are taken, though somebody should look at them."""


class Batch(NamedTuple, Generic[Draft]):
    """The records of a file, ready to be held against the store and written."""

    file: str
    drafts: Sequence[Draft]
    owner: int
    region: str = ""
    is_ours: bool = False
    aliases: Mapping[str, int] = {}
    """Owners in the file whose persons are remembered for later imports."""


class ImportCommand(Protocol):
    """The shape of a noun's import command; it decides by ``command.decide_import``."""

    @property
    def id(self) -> int:
        """The command's id, which its rows bear as their batch."""
        ...

    @property
    def actor(self) -> int:
        """Who imports."""
        ...

    @property
    def at(self) -> int:
        """When."""
        ...

    @property
    def batch(self) -> Batch[Any]:
        """The records of the file."""
        ...

    @property
    def found(self) -> Comparison[Any]:
        """What holding them against the store gave when the file was read."""
        ...

    def decide(self, reader: Deciding) -> Decision:
        """What it writes."""
        ...

    def _replace(self, *, id: int) -> Self: ...


class Written(NamedTuple):
    """What the new records of a file are in the store, wholes before their parts; ``changes`` are single rows besides,
    without ids yet.
    """

    rows: Sequence[NewRows]
    changes: Sequence[Change] = ()


class Instead(NamedTuple):
    """Another noun that a file may hold instead: how that is seen, and its spec."""

    holds: Callable[[Table, Mapping[str, str | None]], bool]
    spec: ImportSpec[Any]


class ColumnRules(NamedTuple):
    """What is peculiar to the columns of a noun, beside the names that its catalogue lists.

    ``contacts`` are the sorts of columns that it takes from every catalogue of contacts: ``address``, ``emails``,
    ``phones``, ``links``; they are offered after the field ``contacts_after``. ``one_each``: a record has one of
    each sort, so that columns with labels stay beside it. ``labels`` are fields in words.
    """

    vocabulary: Callable[[], Vocabulary]
    contacts: tuple[Contact, ...] = ()
    contacts_after: str = ""
    one_each: bool = False
    labels: Mapping[str, str] = {}
    keeps_rest: bool = True
    """Whether columns without a place of their own stay with each record."""
    identify: Callable[[Table, str | None], Identity] = identity_of
    settle: Callable[[list[Found], str], list[Found]] | None = None
    """Takes what the names tell and the system that wrote the file; gives what the columns hold after all."""
    check: Callable[[Table, Columns], None] | None = None
    """Refuses a file without the columns that are needed."""
    returning: Callable[[Table], Columns | None] | None = None
    """The columns of our own export of the noun, where the file is one."""
    by_content: Mapping[str, str] = {}
    """The fields of columns of unknown names that mostly hold ``dates``, and of ``emails`` and ``phones`` where these
    are no contacts."""
    proof: tuple[tuple[str, ...], ...] = ()
    """Fields, or what they begin with, that together speak for the noun: such a file is hardly another's."""
    needs: tuple[str, ...] = ()
    """Fields of which a file must have one to make any record."""


class CountWords(NamedTuple):
    """How it is told what becomes of rows that make a record, or change one."""

    added: str = "added"
    updated: str = "updated"
    removed: str = "removed"
    unchanged: str = "unchanged"


class ImportSpec(NamedTuple, Generic[Draft]):
    """What a noun says of its import. The three steps: ``read`` the rows, ``compare`` with the store, ``write``."""

    noun: str
    one: str
    many: str
    command: Callable[..., ImportCommand]
    columns: ColumnRules
    read: Callable[[Job], Reading[Draft]]
    compare: Callable[[Reader, Person, Batch[Draft], Progress], Comparison[Draft]]
    write: Callable[[Deciding, ImportCommand, Comparison[Draft]], Written]
    whose: Callable[[Reader, ImportCommand, Comparison[Draft]], Collection[Whose]]
    """Whose records change: see ``Decision.whose``."""
    nothing_new: str
    """What is said where the store holds all of the file."""
    shown: tuple[str, ...]
    sample: Callable[[Draft, str], Sequence[str]]
    """The cells of a draft below the headings ``shown``, for a preview; an amount that says no currency is in that."""
    read_grid: Callable[[Job], Reading[Draft] | None] | None = None
    """Reads a file that is no list of rows, where it is one; asked before its columns are looked at."""
    grid_headings: Callable[[Job], Sequence[str]] | None = None
    """Some headings of such a file, where it is one; the rows of whoever asks may not be read."""
    grid_name: str = ""
    """What such a file is called, for whoever offers it to another noun."""
    instead: tuple[Instead, ...] = ()
    finding: str = ""
    """What is to be said of every file of the noun."""
    owners: Callable[[Reader, Person, Mapping[str, str]], Owners] = Owners.of_active_people
    check: Callable[[Reader, Batch[Draft]], None] | None = None
    """Refuses to write what was read under rules that hold no more."""
    guards: Callable[[Reader], Sequence[Statement]] | None = None
    """Abort the batch where such a rule moves between reading and writing."""
    counts: CountWords = CountWords()
    lists_reasons: bool = False
    """Whether a report lists what was left out and why, instead of the rejected rows as they stand."""
    meanings: str = ""
    """What the words are called that ``Options.meanings`` are of; none where no word needs one."""
    takes_week: bool = False
    """Whether a file may name weekdays alone, so that its week can be said."""
    weigh: Callable[[Draft], tuple[str, int]] | None = None
    """The wording under which a draft is counted and its points, where records are worth some."""

    @property
    def nouns(self) -> tuple[str, ...]:
        """The noun, and those that its files may hold instead."""
        return (self.noun, *(other.spec.noun for other in self.instead))
