"""What a file is to be taken for by the names of its columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar, get_args

from data.files.headers import joined_name
from data.imports.vocabulary import Look, Proof

LookKind = TypeVar("LookKind", bound=Look)
_WEIGHT: dict[str, int] = {proof: weight for weight, proof in enumerate(get_args(Proof))}


class Seen(NamedTuple, Generic[LookKind]):
    """A look that fits a file, and the columns by which it does: one of each group."""

    look: LookKind
    columns: tuple[str, ...]

    @property
    def rank(self) -> tuple[int, int]:
        """The higher, the surer: by what the look outweighs, then by how many columns tell it."""
        return _WEIGHT[self.look.outweighs], len(self.columns)

    def outweighs(self, proof: Proof) -> bool:
        """Whether the file is of that sort, though this much speaks for another noun."""
        return _WEIGHT[self.look.outweighs] >= _WEIGHT[proof]


def seen_in(looks: Iterable[LookKind], columns: Sequence[str]) -> Seen[LookKind] | None:
    """The look that fits the columns best, or None."""
    by_name = {joined_name(column): column for column in reversed(columns)}
    fitting = [seen for look in looks if (seen := _seen(look, by_name)) is not None]
    return max(fitting, key=lambda seen: seen.rank, default=None)


def _seen(look: LookKind, by_name: dict[str, str]) -> Seen[LookKind] | None:
    if any(joined_name(word) in by_name for word in look.never):
        return None
    found: list[str] = []
    for words in look.group.values():
        names = (by_name.get(joined_name(word)) for word in words)
        column = next((name for name in names if name is not None and name not in found), None)
        if column is None:
            return None
        found.append(column)
    return Seen(look, tuple(found))
