"""Words of a file that mean one of the company's own: statuses, stages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from data.records.normal_forms import folded

_REMEMBERED = 5_000


class Meanings:
    """What words mean: those that were told, then the company's codes and names, then words of other systems."""

    def __init__(
        self,
        names: Mapping[str, str],
        words: Iterable[tuple[str, Sequence[str]]],
        told: Mapping[str, str] | None = None,
    ) -> None:
        """``names`` are the company's by code, ``words`` those of other systems by code."""
        self._names = names
        self._meaning: dict[str, str] = {}
        for code, others in words:
            if code in names:
                self._meaning.update((folded(word), code) for word in others)
        for code, name in names.items():
            self._meaning.update({folded(code): code, folded(name): code})
        for word, meant in (told or {}).items():
            self._meaning[folded(word)] = self._meaning.get(folded(meant), "")
        self._read: dict[str, tuple[str, bool]] = {}

    def read(self, cell: str) -> tuple[str, bool]:
        """The code that is meant (empty: unknown), and whether its name says all that stands in the cell."""
        found = self._read.get(cell)
        if found is None:
            word = folded(cell)
            code = self._meaning.get(word, "")
            found = code, bool(code) and word == folded(self._names[code])
            if len(self._read) < _REMEMBERED:
                self._read[cell] = found
        return found
