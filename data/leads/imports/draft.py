"""What a row of a file says of a lead, before it is held against the store."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from data.kernel.engine import Value
from data.leads.company import COMPANIES
from data.leads.fields import LEADS
from data.leads.imports.history import DatedNote
from data.records.choices import Spelling

Progress = Callable[[str, int], None]
"""Called now and then with what is being done and how many rows of it are through. May raise to cancel."""

VALUES = LEADS.imported_by("any file")
"""The columns of a lead that any file can fill, in the order of a draft's values."""
EXTRAS = LEADS.imported_by("own export")
"""Those that only our own export fills besides."""
PLACE = {name: place for place, name in enumerate(VALUES)}
_LISTED_AT = tuple((field.column, PLACE[field.column]) for field in LEADS.fields if field.listed)


class Draft(NamedTuple):
    """One lead of a file. ``values`` are those of ``VALUES``, empty or None where the row does not say.

    ``key`` is what it is known by again (``has_id``: by an id of its source), ``second_key`` that of the system from
    which our own export once had it. ``emails``, ``phones`` and ``name_key`` are match keys. ``notes`` are the dated
    ones, which our own export alone has.
    """

    number: int
    key: str
    has_id: bool
    values: tuple[Value, ...]
    emails: tuple[str, ...]
    phones: tuple[str, ...]
    name_key: str
    extras: tuple[Value, ...] = ()
    second_key: str = ""
    notes: tuple[DatedNote, ...] = ()

    def value(self, column: str) -> Value:
        """One value by the name of its column."""
        return self.values[PLACE[column]]

    def spelled(self, spelling: Spelling) -> Draft:
        """The same with the words of the company's lists as they are spelled there."""
        values = list(self.values)
        for name, place in _LISTED_AT:
            if values[place]:
                values[place] = spelling.of(name, str(values[place]))
        spelled = tuple(values)
        return self if spelled == self.values else self._replace(values=spelled)


class CompanyDraft(NamedTuple):
    """One company of an accounts file; ``values`` are those of ``COMPANY_VALUES``."""

    number: int
    key: str
    has_id: bool
    values: tuple[str, ...]
    name_key: str


COMPANY_VALUES = COMPANIES.imported_by("any file")


class Left(NamedTuple):
    """A row that made no lead of its own, and why. ``rejected``: somebody has to do something about it.

    ``deleted``: its source says that it is no more.
    """

    number: int
    reason: str
    rejected: bool = True
    deleted: bool = False


def left_as_deleted(number: int, column: str) -> Left:
    """A row that is deleted in its source."""
    return Left(number, f"deleted in its source ({column})", rejected=False, deleted=True)


class Twin(NamedTuple):
    """A row that was added though it may be the same as another: the row, and what it may be the same as."""

    number: int
    reason: str
