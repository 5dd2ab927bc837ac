"""How questions call the records that a key takes, so that one sees of which they ask whatever lies over the list."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

from data.records.fields import Records
from screens.shell.main_screen import MainScreen


class NamesChosen(MainScreen):
    """A screen that stands on records of a noun."""

    RECORDS: ClassVar[Records]

    @abstractmethod
    def chosen(self) -> tuple[int, ...]:
        """The records that a key takes: the marked ones, else the one under the cursor."""

    @abstractmethod
    def called(self, record_id: int) -> str:
        """What a record is called that has been in sight; empty for any other."""

    def whom(self) -> str:
        """The one by its name, several by their number."""
        chosen = self.chosen()
        if len(chosen) == 1:
            return self.called(chosen[0]) or f"that {self.RECORDS.word}"
        return f"{len(chosen):,} {self.RECORDS.plural}"
