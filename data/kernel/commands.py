"""What every change to the store has in common.

A command is a small immutable record: an id, who (``actor``), when (``at``), and its payload. It decides on
row changes by reading; the store applies them in one batch that begins with the journal row. What is true of all
commands of a class (its name in the journal, the right it takes, what it touches) is declared above the class.
"""

from collections.abc import Callable, Collection, Mapping, Sequence

from data.kernel.engine import Params, Row, Statement
from data.kernel.quick_typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol, Self, TypeVar

if TYPE_CHECKING:
    from data.kernel.nouns import Registry

Columns = Mapping[str, Any]

LOG, CONTACT, CLOCKS, MATCH_KEYS, EVENTS, TOLD = 1, 2, 4, 8, 16, 32
"""What others watch for, as bits: somebody's log of activities; being in contact with a record; response clocks and
dates of a queue; match keys of records; rows that a timeline tells by themselves (an activity, a message, a note);
what a timeline tells by the command's own words, also where no field of the record has changed.
The journal keeps what each command touches, so that no list of their names is needed anywhere.
"""

if TYPE_CHECKING:
    Right = Literal["own", "team", "lead", "reach", "company"]
    OWN: Literal["own"]
    TEAM: Literal["team"]
    LEAD: Literal["lead"]
    REACH: Literal["reach"]
    COMPANY: Literal["company"]
    NOBODY: Literal["nobody"]
    POST: Literal["post"]
    Whose = int | Literal["nobody", "company", "post"]
else:
    Right, Whose = str, int | str
    OWN, TEAM, LEAD, REACH, COMPANY = "own", "team", "lead", "reach", "company"
    NOBODY, POST = "nobody", "post"
# A right is what a class of commands takes: see ``data.people.rights``, which judges. Whose records change: a person's
# (by id), those of nobody, the company's, or what a person is to the company. At run time they are spelled shorter, as
# making such types costs a quick command more than its row.

FACTS = "facts"
"""The attribute of a class of commands that holds what was declared of it."""

Made = TypeVar("Made")


class Facts(NamedTuple):
    """What is true of every command of one class.

    ``name`` is qualified by its noun (``lead.note``). ``touches`` are bits. ``creates`` is the
    table of whose rows it makes one with its own id: where it does nothing else, its journal row stores no image.
    """

    name: str
    right: Right
    touches: int = 0
    creates: str = ""


def command(
    name: str, right: Right, touches: int = 0, *, creates: str = ""
) -> Callable[[type[Made]], type[Made]]:
    """Declare a class of commands. ``data.nouns`` lists them all; see ``Facts``."""

    def declare(made: type[Made]) -> type[Made]:
        setattr(made, FACTS, Facts(name, right, touches, creates))
        return made

    return declare


def facts_of(kind: type[Any]) -> Facts:
    """What was declared of a class of commands. Raises TypeError for one of which nothing was."""
    facts = kind.__dict__.get(FACTS)
    if not isinstance(facts, Facts):
        raise TypeError(f"{kind.__name__} is no declared command")
    return facts


class Change(NamedTuple):
    """One row's change. ``before`` is None for a new row, ``after`` is None for a deleted one.

    An update names only the columns that differ, and always ``touched``.
    """

    table: str
    id: int
    before: Columns | None
    after: Columns | None


class Decision(NamedTuple):
    """What a command has decided to do.

    ``summary`` is what to say, ``points`` what it was worth, ``whose`` the records that change: the rights are asked
    for each, and a decision that names nobody is refused. ``statements`` go into the batch beside the changes (undo
    does not see them), ``batch`` names the tables whose new rows carry the command's id as their ``batch_id``.
    ``removed`` are rows that ``statements`` take out as a whole: the journal keeps their images.
    """

    summary: str
    changes: Sequence[Change] = ()
    points: int = 0
    whose: Collection[Whose] = ()
    statements: Sequence[Statement] = ()
    batch: tuple[str, ...] = ()
    target: int | None = None
    removed: Sequence[tuple[str, int, Sequence[str], Sequence[Row]]] = ()

    @property
    def subject(self) -> int | None:
        """The one person whose records change; None where it is nobody or several."""
        people = {one for one in self.whose if isinstance(one, int)}
        return people.pop() if len(people) == 1 else None


class Result(NamedTuple):
    """What applying a command gave. ``repeated``: it was applied before, this is the first result. ``waiting``: the
    store could not be reached, and it is kept on this machine until it can; so far it counts for nothing.
    """

    id: int
    summary: str
    points: int
    repeated: bool = False
    waiting: bool = False


class Reader(Protocol):
    """How rules read the store."""

    @property
    def registry(self) -> "Registry":
        """What the nouns have declared."""
        ...

    def select(self, sql: str, params: Params = ()) -> list[Row]:
        """All rows of a SELECT."""
        ...


class Deciding(Reader, Protocol):
    """The store as a command has it while it decides."""

    def new_ids(self, at: int, count: int) -> Sequence[int]:
        """Ids for ``count`` new rows, rising."""
        ...


class Command(Protocol):
    """The shape of every command (each is a NamedTuple)."""

    @property
    def id(self) -> int:
        """Unique; a command whose id was applied before is not applied again."""
        ...

    @property
    def actor(self) -> int:
        """The person who acts."""
        ...

    @property
    def at(self) -> int:
        """The instant of the command, Unix milliseconds."""
        ...

    def decide(self, reader: Deciding) -> Decision:
        """Read, judge, and say what is to change. Raises Refused or UsageError."""
        ...

    def _replace(self, *, id: int) -> Self: ...


def column_names(reader: Reader, table: str) -> list[str]:
    """The columns of a table, in their order."""
    return [row[1] for row in reader.select(f"select * from pragma_table_info('{table}')")]


def inverse(change: Change) -> Change:
    """The change that takes a change back."""
    return Change(change.table, change.id, change.after, change.before)


def change_statements(change: Change) -> list[Statement]:
    """The SQL of one change, guarded against rows that are gone or were changed since they were read."""
    table, identifier = change.table, change.id
    if change.before is None:
        columns = {"id": identifier, **(change.after or {})}
        marks = ", ".join("?" * len(columns))
        return [(f"insert into {table}({', '.join(columns)}) values({marks})", tuple(columns.values()))]
    guard: Statement = (
        f"insert into guard values(exists(select 1 from {table} where id = ? and touched is ?))",
        (identifier, change.before["touched"]),
    )
    if change.after is None:
        return [guard, (f"delete from {table} where id = ?", (identifier,))]
    assignments = ", ".join(f"{name} = ?" for name in change.after)
    return [
        guard,
        (f"update {table} set {assignments} where id = ?", (*change.after.values(), identifier)),
    ]
