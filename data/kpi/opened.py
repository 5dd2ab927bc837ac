"""A KPI opened: the records behind it, in words, and what it comes to by stage, product line, territory."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from typing import NamedTuple

from data.calendar.periods import Period
from data.kernel.commands import Reader
from data.kpi.kpi import Kpi, kpi
from data.kpi.measure import Asked, Behind, behind, by_split
from data.kpi.measures import measure_of
from data.kpi.reckon import Value
from data.kpi.scope import Scope
from data.kpi.units import SCALE

_PAGE = 500
_LEAD = "lead.name || case when lead.name <> '' and lead.company <> '' then ', ' else '' end || lead.company"
_LABELS = {
    "activity": f"""select activity.id, activity.count || ' ' || iif(activity.count = 1, kind.name, kind.plural)
        || ifnull(', ' || {_LEAD}, '') || ifnull(', ' || activity.note, '')
        from activity join kind on kind.code = activity.kind left join lead on lead.id = activity.lead_id""",
    "quota": """select quota.id, 'quota of ' || ifnull(person.name, 'everybody')
        || iif(quota.territory = '', '', ', ' || quota.territory)
        || iif(quota.product_line = '', '', ', ' || quota.product_line)
        from quota left join person on person.id = quota.person_id""",
    "forecast": """select forecast.id, 'forecast of ' || person.name || iif(forecast.product_line = '', '', ', ')
        || forecast.product_line || ', ' || forecast.month
        from forecast join person on person.id = forecast.person_id""",
    "handover": """select handover.id,
        coalesce(lead.name || ', ' || lead.company, deal.name || ', ' || deal.company, '')
        from handover left join lead on lead.id = handover.lead_id left join deal on deal.id = handover.deal_id""",
    "kpi_record": """select kpi_record.id, trim(iif(kpi_record.title = '', kpi_record.kind, kpi_record.title)
        || iif(kpi_record.outcome = '', '', ', ' || kpi_record.outcome)
        || iif(kpi_record.note = '', '', '  ' || kpi_record.note)) from kpi_record""",
    "reading": """select reading.id, trim(reading.note || '  ' || reading.source) from reading""",
}
"""What records are called whose table does not say so itself."""


class Split(NamedTuple):
    """What a KPI comes to of one stage, product line, territory, kind."""

    name: str
    value: Value


def records_of(
    reader: Reader, wanted: Kpi, scope: Scope, period: Period, zone: tzinfo, now: int
) -> Sequence[Behind]:
    """The records that a KPI is made of, the latest first: of one that compares periods those of the present one."""
    measure = measure_of(kpi(wanted.of) if wanted.of else wanted)
    return () if measure is None else behind(reader, measure, _asked(wanted, scope, period, zone, now))


def splits_of(
    reader: Reader, wanted: Kpi, scope: Scope, period: Period, zone: tzinfo, now: int
) -> Sequence[Split]:
    """What a KPI comes to by what its records are told by; nothing where they are told by nothing."""
    measure = measure_of(wanted)
    if measure is None or measure.how == "median":
        return ()
    found = by_split(reader, measure, _asked(wanted, scope, period, zone, now))
    if set(found) <= {""}:
        return ()
    return [
        Split(name, Value(None if quotient is None else quotient * SCALE[wanted.unit], sums.part, sums.whole))
        for name, sums in found.items()
        for quotient in [sums.quotient(measure.how)]
    ]


def _asked(wanted: Kpi, scope: Scope, period: Period, zone: tzinfo, now: int) -> Asked:
    return Asked((None,) if wanted.company else scope.ids, (period,), zone, now)


def names_of(reader: Reader, records: Sequence[Behind]) -> list[str]:
    """What records are called, in their order; a record that is gone, or has no name, nothing."""
    found: dict[tuple[str, int], str] = {}
    for table in {one.record for one in records}:
        ids = sorted({one.id for one in records if one.record == table and one.id})
        label = _LABELS.get(table) or f"select id, {reader.registry.table(table).called} from {table}"
        for start in range(0, len(ids), _PAGE):
            page = ids[start : start + _PAGE]
            marks = ", ".join("?" * len(page))
            rows = reader.select(f"{label} where {table}.id in ({marks})", page)
            found.update(((table, identifier), str(name or "")) for identifier, name in rows)
    return [found.get((one.record, one.id), "") for one in records]
