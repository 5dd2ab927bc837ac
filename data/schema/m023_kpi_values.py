"""Values of KPIs that are kept for those who ask in SQL, and how each KPI was made when they were kept.

Figures are in hundredths: of their KPI's unit, of what is counted, of money. The index of deals by company holds how
and when each was closed, so that whether a company had bought before is read from it alone.
"""

from __future__ import annotations

from sqlite_utils import Database

from data.schema.declare import create_partial_index, create_table
from data.schema.view_words import instant


def build(database: Database) -> None:
    """Values by period, definitions by KPI."""
    value = create_table(
        database,
        "kpi_value",
        {
            "id": int,
            "kpi": str,
            "person_id": int | None,
            "length": str,
            "first_day": str,
            "value": int,
            "part": int,
            "whole": int | None,
            "records": int,
            "uncounted": int,
            "target": int | None,
            "verdict": str,
            "kept_at": int,
            "batch_id": int | None,
            "touched": int | None,
        },
        references={"person_id": "person"},
    )
    value.create_index(["first_day", "length", "kpi", "person_id"], "kpi_value_period")
    create_partial_index(database, "kpi_value_batch", "kpi_value", ["batch_id"])
    create_table(
        database,
        "kpi_definition",
        {
            "id": int,
            "kpi": str,
            "name": str,
            "area": str,
            "formula": str,
            "unit": str,
            "better": str,
            "cadence": str,
            "records": str,
            "statement": str,
            "touched": int | None,
        },
    )
    for name, sql in _VIEWS.items():
        database.create_view(name, sql)
    database.execute("drop index deal_company")
    create_partial_index(
        database, "deal_company", "deal", ["company_key", "open", "closed_at", "stage", "merged_into"]
    )


_VIEWS = {
    "kpi_values": f"""
select kpi_value.kpi, kpi_definition.name, kpi_definition.area, kpi_value.person_id, person.handle as person,
    kpi_value.length, kpi_value.first_day, kpi_value.value / 100.0 as value, kpi_definition.unit,
    kpi_value.part / 100.0 as part, kpi_value.whole / 100.0 as whole, kpi_value.records, kpi_value.uncounted,
    kpi_value.target / 100.0 as target, kpi_value.verdict, {instant("kpi_value.kept_at")} as kept_at
from kpi_value left join kpi_definition on kpi_definition.kpi = kpi_value.kpi
    left join person on person.id = kpi_value.person_id
where not exists(select 1 from kpi_value as later where later.first_day = kpi_value.first_day
    and later.length = kpi_value.length and later.kpi = kpi_value.kpi
    and later.person_id is kpi_value.person_id and later.id > kpi_value.id)""",
    "kpi_definitions": """
select kpi, name, area, formula, unit, better, cadence, records, statement from kpi_definition""",
}
