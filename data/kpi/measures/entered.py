"""What small records give, that people enter once: tests, trainings, reports, projects, suggestions, audits, cases.

Source: seeds/001 (product knowledge, market research, reports, teamwork, improvement, compliance). A record with a
figure stands for as many as that says: 18 of 20 trainings. One that is yet to be due, or of which it is open how it
ends, is behind the number and in no sum.
"""

from __future__ import annotations

from data.kpi.measure import How, Measure
from data.kpi.record_kinds import record_kind
from data.kpi.units import Unit

_DUE = "kpi_record.day <= :today or kpi_record.outcome <> ''"
_ENDED = "kpi_record.outcome <> ''"
_SETTLED_ON = "iif(kpi_record.settled_on = '', kpi_record.day, kpi_record.settled_on)"


def _records(kind: str, part: str, whole: str, day: str = "kpi_record.day") -> str:
    """Each record of a kind whose day lies in a period."""
    return f"""
select period.n, 'kpi_record' as record, kpi_record.id, kpi_record.person_id, {day} as at, {part} as part,
    {whole} as whole, '' as split
from period cross join who cross join kpi_record on kpi_record.kind = '{kind}' and kpi_record.person_id is who.id
where {day} between period.first and period.last"""


def _of_figures(kind: str) -> str:
    """Records that are figures: what was reached, of what could be."""
    return _records(kind, "kpi_record.part / 100.0", "kpi_record.whole / 100.0")


def _sum(code: str, kind: str, about: str, parts_in: Unit = "count") -> Measure:
    part = "ifnull(kpi_record.part / 100.0, 1)"
    return Measure(code, "total", about, _records(kind, part, "null"), parts_in=parts_in, enters=kind)


def _share(
    code: str, kind: str, about: str, counted: str, *, good: str = "", day: str = "kpi_record.day"
) -> Measure:
    """Of the records that are counted those that ended well, or that meet a condition besides."""
    ended_well = f"kpi_record.outcome = '{record_kind(kind).good}' {good}"
    part = f"""case when kpi_record.part is not null then kpi_record.part / 100.0
        when {counted} then {ended_well} end"""
    whole = f"iif(kpi_record.part is null, {counted}, kpi_record.whole / 100.0)"
    return _ratio(code, kind, about, _records(kind, part, whole, day))


def _ratio(code: str, kind: str, about: str, sql: str) -> Measure:
    how: How = "ratio"
    return Measure(code, how, about, sql, enters=kind)


MEASURES = (
    _ratio(
        "product-tests",
        "test",
        "product tests, each with the points reached of those that could be",
        _of_figures("test"),
    ),
    _share("trainings", "training", "product trainings that were due; of them those completed", _DUE),
    _ratio(
        "product-answers",
        "answer",
        "answers of clients on product information, from 1 to 5",
        _of_figures("answer"),
    ),
    _sum("competitor-reports", "competitor-report", "reports on competitors"),
    _share(
        "segment-checks", "segment-check", "customers looked at; of them those in the right segment", _ENDED
    ),
    _share(
        "reports-on-time",
        "report",
        "sales reports that were due; of them those handed in by their day",
        _DUE,
        good="and kpi_record.settled_on <= kpi_record.day",
    ),
    _share(
        "joint-projects",
        "project",
        "projects with other teams that ended; of them those that reached their aim",
        _ENDED,
        day=_SETTLED_ON,
    ),
    _share(
        "internal-trainings", "internal-training", "internal trainings held; of them those attended", _DUE
    ),
    _share("suggestions", "suggestion", "suggestions made; of them those put to work", "1"),
    _sum(
        "time-saved",
        "process-change",
        "changes of processes, each with the minutes a week it saves",
        "minutes",
    ),
    _share("new-tools", "tool", "new tools that people were given; of them those in use", "1"),
    _ratio(
        "audits", "audit", "audits, each with the points in order of those looked at", _of_figures("audit")
    ),
    _share("conduct-cases", "conduct-case", "cases of conduct raised; of them those settled", "1"),
    _share(
        "compliance-trainings",
        "compliance-training",
        "trainings on compliance that were due; of them those completed",
        _DUE,
    ),
    _sum("violations", "violation", "breaches of the law that became known"),
)
