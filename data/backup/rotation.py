"""Which backups are kept: the newest of each of the last days, weeks and months that have one."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from typing import NamedTuple

from data.kernel.commands import COMPANY, Deciding, Decision, Reader, command
from data.kernel.errors import Refused, UsageError
from data.kernel.settings import setting_changes

SETTING = "backups_kept"
MOST = 1_000


class Keep(NamedTuple):
    """Of how many days, ISO weeks and months a backup is kept. None of all: no backup is made by itself."""

    days: int
    weeks: int
    months: int

    @property
    def is_off(self) -> bool:
        """Whether nothing is kept, and so nothing made."""
        return not any(self)

    def words(self) -> str:
        """``7 days, 4 weeks, 12 months``."""
        return ", ".join(
            f"{count:,} {name if count != 1 else name[:-1]}" for name, count in self._asdict().items()
        )


USUAL = Keep(7, 4, 12)
_SPANS: tuple[Callable[[datetime], tuple[int, ...]], ...] = (
    lambda at: (at.year, at.month, at.day),
    lambda at: at.isocalendar()[:2],
    lambda at: (at.year, at.month),
)
"""The day, the week and the month of a moment, in the order of ``Keep``."""


def kept(moments: Collection[datetime], keep: Keep) -> set[datetime]:
    """Those of the moments whose backups stay. The newest of all is always among them."""
    newest_first = sorted(moments, reverse=True)
    stays = set(newest_first[:1])
    for span, count in zip(_SPANS, keep, strict=True):
        newest: dict[tuple[int, ...], datetime] = {}
        for moment in newest_first:
            newest.setdefault(span(moment), moment)
        stays.update(list(newest.values())[:count])
    return stays


def backups_kept(reader: Reader) -> Keep:
    """What the company has set, else the usual."""
    rows = reader.select("select value from setting where name = ?", (SETTING,))
    return Keep(*map(int, str(rows[0][0]).split())) if rows else USUAL


@command("backup.keep", COMPANY)
class SetBackupsKept(NamedTuple):
    """Say of how many days, weeks and months a backup is kept."""

    id: int
    actor: int
    at: int
    keep: tuple[int, int, int]

    def decide(self, reader: Deciding) -> Decision:
        """Refuses numbers that are none, or too large."""
        keep = Keep(*self.keep)
        if not all(0 <= count <= MOST for count in keep):
            raise UsageError(f"Each is a whole number from 0 to {MOST:,}: days, weeks, months, like 7,4,12.")
        changes = setting_changes(reader, self, SETTING, " ".join(map(str, keep)))
        if not changes:
            raise Refused("That changes nothing.")
        said = "no backup is made by itself" if keep.is_off else f"backups are kept of {keep.words()}"
        return Decision(said, changes, whose=(COMPANY,))
