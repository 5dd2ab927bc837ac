"""Small records that KPIs count: trainings, product tests, reports, projects, suggestions, tools, audits, cases.

``day`` is the one that a record counts for, ``settled_on`` the one on which it ended with ``outcome``. Figures are in
hundredths; one with a figure stands for as many as that says. What was read off of such things before becomes a record.
"""

from __future__ import annotations

from sqlite_utils import Database

from data.schema.declare import create_table
from data.schema.view_words import reference

_KINDS = {
    "assessment-score": "test",
    "training-completion": "training",
    "product-information": "answer",
    "competitor-reports": "competitor-report",
    "segmentation-accuracy": "segment-check",
    "reports-on-time": "report",
    "project-success": "project",
    "training-participation": "internal-training",
    "suggestions": "suggestion",
    "time-saved": "process-change",
    "tool-adoption": "tool",
    "audit-compliance": "audit",
    "ethics-resolved": "conduct-case",
    "compliance-training": "compliance-training",
    "legal-violations": "violation",
}
"""The KPIs that were read off until now, and what is counted for them from now on."""


def build(database: Database) -> None:
    """The table, its index and view, and what was read off."""
    record = create_table(
        database,
        "kpi_record",
        {
            "id": int,
            "kind": str,
            "title": str,
            "person_id": int | None,
            "day": str,
            "outcome": "",
            "settled_on": "",
            "part": int | None,
            "whole": int | None,
            "note": "",
            "entered_by": int,
            "touched": int | None,
        },
        references={"person_id": "person", "entered_by": "person"},
    )
    record.create_index(
        ["kind", "person_id", "day", "outcome", "settled_on", "part", "whole"], "kpi_record_day"
    )
    kinds = " ".join(f"when '{kpi}' then '{kind}'" for kpi, kind in _KINDS.items())
    were_read = f"kpi in ({', '.join(repr(kpi) for kpi in _KINDS)})"
    database.execute(
        f"""insert into kpi_record(id, kind, title, person_id, day, part, whole, note, entered_by)
        select id, case kpi {kinds} end, note, person_id, day, part, whole, source, entered_by
        from reading where {were_read}"""
    )
    database.execute(f"delete from reading where {were_read}")
    database.create_view("kpi_records", _VIEW)


_VIEW = f"""
select kpi_record.id as record_id, {reference("kpi_record.id")} as reference, kpi_record.kind, kpi_record.title,
    kpi_record.person_id, person.handle as person, kpi_record.day, kpi_record.outcome,
    kpi_record.settled_on as settled_day, kpi_record.part / 100.0 as part, kpi_record.whole / 100.0 as whole,
    kpi_record.note, entered.handle as entered_by
from kpi_record left join person on person.id = kpi_record.person_id
    join person as entered on entered.id = kpi_record.entered_by"""
