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
from data.kpi.reckon import Value, value_of
from data.kpi.scope import Scope

_PAGE = 500
_LEAD = "lead.name || case when lead.name <> '' and lead.company <> '' then ', ' else '' end || lead.company"
_HAVE_PAGES = ("lead", "deal", "customer")
"""The tables whose records have pages of their own."""
_CALLED = {
    "activity": f"""select activity.id, activity.count || ' ' || iif(activity.count = 1, kind.name, kind.plural)
        || ifnull(', ' || {_LEAD}, '') || ifnull(', ' || activity.note, ''), 'lead', activity.lead_id
        from activity join kind on kind.code = activity.kind left join lead on lead.id = activity.lead_id""",
    "quota": """select quota.id, 'quota of ' || ifnull(person.name, 'everybody')
        || iif(quota.territory = '', '', ', ' || quota.territory)
        || iif(quota.product_line = '', '', ', ' || quota.product_line), '', null
        from quota left join person on person.id = quota.person_id""",
    "forecast": """select forecast.id, 'forecast of ' || person.name || iif(forecast.product_line = '', '', ', ')
        || forecast.product_line || ', ' || forecast.month, '', null
        from forecast join person on person.id = forecast.person_id""",
    "handover": f"""select handover.id, coalesce({_LEAD}, deal.name || ', ' || deal.company, ''),
        iif(handover.lead_id is null, 'deal', 'lead'), ifnull(handover.lead_id, handover.deal_id)
        from handover left join lead on lead.id = handover.lead_id left join deal on deal.id = handover.deal_id""",
    "kpi_record": """select kpi_record.id, trim(iif(kpi_record.title = '', kpi_record.kind, kpi_record.title)
        || iif(kpi_record.outcome = '', '', ', ' || kpi_record.outcome)
        || iif(kpi_record.note = '', '', '  ' || kpi_record.note)), 'kpi_record', kpi_record.id from kpi_record""",
    "quote": """select quote.id, quote.name || iif(quote.product_line = '', '', ', ' || quote.product_line), 'deal',
        quote.deal_id from quote""",
    "reading": """select reading.id, trim(reading.note || '  ' || reading.source), '', null from reading""",
}
"""What records are called whose table does not say so itself, and which record with a page tells of them."""


class Called(NamedTuple):
    """What a record is called, and the table and id of the record with a page that tells of it (None: none does)."""

    name: str = ""
    table: str = ""
    id: int | None = None


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
    return [Split(name, value_of(wanted, measure, sums)) for name, sums in found.items()]


def _asked(wanted: Kpi, scope: Scope, period: Period, zone: tzinfo, now: int) -> Asked:
    return Asked((None,) if wanted.company else scope.ids, (period,), zone, now)


def called_of(reader: Reader, records: Sequence[Behind]) -> list[Called]:
    """What records are called and where one reads of them, in their order; nothing of a record that is gone."""
    found: dict[tuple[str, int], Called] = {}
    for table in {one.record for one in records}:
        ids = sorted({one.id for one in records if one.record == table and one.id})
        asked = _CALLED.get(table) or _of_itself(table, reader.registry.table(table).called)
        for start in range(0, len(ids), _PAGE):
            page = ids[start : start + _PAGE]
            marks = ", ".join("?" * len(page))
            rows = reader.select(f"{asked} where {table}.id in ({marks})", page)
            found.update(
                ((table, identifier), Called(str(name or ""), told_by, told))
                for identifier, name, told_by, told in rows
            )
    return [found.get((one.record, one.id), Called()) for one in records]


def _of_itself(table: str, called: str) -> str:
    """The SELECT of records that have names, and perhaps pages, of their own."""
    has_page = table in _HAVE_PAGES
    return f"select id, {called}, '{table if has_page else ''}', {'id' if has_page else 'null'} from {table}"
