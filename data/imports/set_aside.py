"""What of a file stays beside its records as text, as it cannot be read or does not fit: kept, counted and said."""

from __future__ import annotations

from collections import Counter

from data.files.findings import counted
from data.kernel.text import clean


class Spill(dict[str, str]):
    """Cells of one row that stay beside its record, by column: those that cannot be read, those that are cut."""

    def __init__(self) -> None:
        super().__init__()
        self.unread: list[str] = []
        self.cut: list[str] = []


class SetAside:
    """Counts by column what stays beside the records of a file, with the first cell of each."""

    def __init__(self, noun: str) -> None:
        self._noun = noun
        self.unread: Counter[str] = Counter()
        self._cut: Counter[str] = Counter()
        self._first: dict[str, str] = {}

    def take(self, spill: Spill) -> None:
        """Add what was set aside of one row."""
        self.unread.update(spill.unread)
        self._cut.update(spill.cut)
        for column in spill.unread:
            self._first.setdefault(column, spill[column])

    def findings(self) -> list[str]:
        """A sentence for each column."""
        unread = [
            f"{counted(count, 'cell')} of {clean(column, 60)} cannot be read, such as "
            f"{clean(self._first[column], 40)}: kept beside the {self._noun} as "
            f"{'it is' if count == 1 else 'they are'}."
            for column, count in self.unread.items()
        ]
        return unread + [
            f"{counted(count, 'cell')} of {clean(column, 60)} too long: cut, and kept whole beside the "
            f"{self._noun}."
            for column, count in self._cut.items()
        ]
