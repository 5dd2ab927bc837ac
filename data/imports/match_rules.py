"""How the rows of a noun's files are matched with its records, and what is peculiar to these."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Generic, NamedTuple, Never, Protocol, TypeVar

from data.imports.drafts import Draft
from data.imports.left_rows import Twin
from data.kernel.commands import Change, Columns, Reader
from data.kernel.engine import Value
from data.kernel.row_type import R

Found = TypeVar("Found", bound=NamedTuple, covariant=True)
Judged = TypeVar("Judged", bound=NamedTuple, contravariant=True)


class Matcher(Protocol[Found]):
    """Finds the records of drafts whose key nobody bears."""

    twins: list[Twin]
    """Drafts that share something with a record that they are not."""

    def match(self, drafts: Sequence[Draft]) -> Mapping[int, Found]:
        """The records that drafts are, by the draft's number; merged ones among them stand for themselves."""
        ...


class Judge(Protocol[Judged]):
    """What is peculiar to the records of a noun when a file comes to them."""

    def untouched(self, record: Judged, /) -> frozenset[str]:
        """The columns of a record that no file moves as things stand."""
        ...

    def follow(self, record: Judged, columns: dict[str, Value], drafts: Sequence[Draft], /) -> None:
        """Add the columns that follow from others that change, as drafts say it."""
        ...

    def parts(self, record: Judged, columns: Columns, drafts: Sequence[Draft], /) -> Sequence[Change]:
        """The changes of a record's parts, once its columns change so; new rows have no id yet."""
        ...


class ByKeyAlone:
    """Knows no record again but by its key."""

    def __init__(self, _reader: Reader) -> None:
        self.twins: list[Twin] = []

    def match(self, _drafts: Sequence[Draft]) -> Mapping[int, Never]:
        """None."""
        return {}


class WithoutParts:
    """For records of which files bring no parts."""

    def parts(self, _record: NamedTuple, _columns: Columns, _drafts: Sequence[Draft]) -> Sequence[Change]:
        """None."""
        return ()


class PlainJudge(WithoutParts):
    """Lets a file change every column, and nothing follow from that."""

    def __init__(self, _reader: Reader, _is_ours: bool) -> None: ...

    def untouched(self, _record: NamedTuple) -> frozenset[str]:
        """None."""
        return frozenset()

    def follow(self, _record: NamedTuple, _columns: dict[str, Value], _drafts: Sequence[Draft]) -> None:
        """Nothing."""


class MatchRules(NamedTuple, Generic[R]):
    """How the drafts of a noun are held against its table."""

    command: str
    """The name of the noun's imports in the journal."""
    kind: type[R]
    """The type of the table's rows. They have a ``source_key``."""
    matcher: Callable[[Reader], Matcher[R]] = ByKeyAlone
    judge: Callable[[Reader, bool], Judge[R]] = PlainJudge
    """Takes whether the file is our own export."""
    is_another: Callable[[Draft, Columns, str], bool] = lambda _draft, _row, _region: False
    """Whether a draft speaks of another than a record does that bears its id, phones being meant in a region."""
    has_keys: bool = False
    """Whether records have match keys."""
    extras: tuple[str, ...] = ()
    """The first of what our own export alone fills: those that come to records which are there."""
    has_owner: bool = False
    merges: bool = False
    """Whether records are merged into others (``merged_into``)."""
    has_notes: bool = False
