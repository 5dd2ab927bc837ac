"""Forecasts: what a person says a product line will bring in a month, and when that was committed to.

Money is in hundredths of the company's currency. ``committed_at`` is empty until it is committed to.
"""

from __future__ import annotations

from sqlite_utils import Database

from data.schema.declare import create_table
from data.schema.m002_people import keep_person
from data.schema.view_words import instant


def build(database: Database) -> None:
    """One row for each person, month and product line."""
    create_table(
        database,
        "forecast",
        {
            "id": int,
            "person_id": int,
            "month": str,
            "product_line": "",
            "amount": int,
            "entered_at": int,
            "committed_at": int | None,
            "touched": int | None,
        },
        references={"person_id": "person"},
    )
    database.execute(
        "create unique index forecast_month on forecast(month, person_id, product_line collate nocase)"
    )
    keep_person(database, "person_with_forecasts", "select 1 from forecast where person_id = old.id")
    database.create_view("forecasts", _VIEW)


_VIEW = f"""
select forecast.month, forecast.product_line, forecast.person_id, person.handle as person,
    forecast.amount / 100.0 as amount, {instant("forecast.entered_at")} as entered_at,
    {instant("forecast.committed_at")} as committed_at
from forecast join person on person.id = forecast.person_id"""
