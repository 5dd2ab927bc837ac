"""Small records as they stand in the store: a training, a product test, a report, a suggestion, an audit, a case."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from data.kernel.commands import Reader
from data.kernel.errors import Refused, UsageError
from data.kernel.ids import from_reference
from data.kernel.rows import existing_record, select_records
from data.kernel.text import clean
from data.kpi.readings import TABLE as READING
from data.kpi.readings import Reading
from data.kpi.record_kinds import record_figure_words, record_kind
from data.records.as_it_stood import AsItStands

TABLE = "kpi_record"
_WHOLE = (1 << 63) - 1
"""More than any id."""


class KpiRecord(NamedTuple):
    """One small record of a kind. ``day`` is the one that it counts for; it ended with ``outcome`` on ``settled_on``.

    ``part`` of ``whole`` is its figure, in hundredths. Without a person it is the company's.
    """

    id: int
    kind: str
    title: str
    person_id: int | None
    day: str
    outcome: str = ""
    settled_on: str = ""
    part: int | None = None
    whole: int | None = None
    note: str = ""
    entered_by: int = 0
    touched: int | None = None

    @property
    def words(self) -> str:
        """``product training: price list, completed``, or with its figure."""
        kind = record_kind(self.kind)
        figure = record_figure_words(kind, self.part, self.whole)
        said = ", ".join(filter(None, (self.title, figure, self.outcome)))
        return f"{kind.name}: {said}" if said else kind.name

    @property
    def is_open(self) -> bool:
        """Whether it may end in some way and has not yet."""
        return self.part is None and not self.outcome and bool(record_kind(self.kind).outcomes)


def records_of_people(
    reader: Reader, people: Sequence[int | None], kind: str = "", *, only_open: bool = False
) -> list[KpiRecord]:
    """The small records of some people (None: the company's), of one kind or of all, the latest day first."""
    marks = ", ".join("?" * len(people))
    mine = f"(person_id in ({marks}) or (person_id is null and {int(None in people)}))"
    rest = f"where {mine} and ? in ('', kind) order by day desc, id desc"
    found = select_records(reader, KpiRecord, TABLE, rest, (*people, kind))
    return [one for one in found if one.is_open or not only_open]


def record_named(reader: Reader, text: str) -> KpiRecord:
    """The small record of a reference, or of its last letters. Raises Refused where there is none, or several."""
    found = entered_named(reader, text)
    if isinstance(found, Reading):
        raise Refused(f"{clean(text, 20)!r} is a reading of {found.kpi}.", code="kpi_record.not_found")
    return found


def entered_named(reader: Reader, text: str) -> KpiRecord | Reading:
    """The small record or reading of a reference, or of its last letters. Raises Refused where there is none, or
    several.
    """
    word = text.strip()
    try:
        value, modulus = from_reference(word)
    except ValueError:
        raise UsageError(f"{clean(text, 20)!r} is no reference.", code="kpi_record.not_found") from None
    which, params = "where id % ? = ? limit 2", (min(modulus, _WHOLE), value)
    found: list[KpiRecord | Reading] = [
        *select_records(reader, KpiRecord, TABLE, which, params),
        *select_records(reader, Reading, READING, which, params),
    ]
    if len(found) != 1 or not word:
        what = "several records" if found else "no record"
        raise Refused(f"{clean(text, 20)!r} is {what} entered for a KPI.", code="kpi_record.not_found")
    return found[0]


def ending_as_it_stands(reader: Reader, record_id: int) -> AsItStands:
    """How a small record ended, and who said so. Raises Refused where it is gone."""
    record = existing_record(reader, KpiRecord, TABLE, record_id)
    words = f"it is {record.outcome or 'open'} now"
    return AsItStands((record.outcome, record.settled_on), words, record.touched or record.id)
