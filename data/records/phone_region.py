"""The country in which a company's national phone numbers are meant."""

from __future__ import annotations

from data.kernel.commands import Reader
from data.kernel.engine import Statement


def phone_region(reader: Reader) -> str:
    """The two-letter country in which the company's national numbers are meant, or nothing."""
    rows = reader.select("select value from setting where name = 'phone_region'")
    return str(rows[0][0]) if rows else ""


def same_region(reader: Reader) -> Statement:
    """Aborts the batch where the region moved between reading and writing, so that keys are of its form."""
    sql = "insert into guard values(ifnull((select value from setting where name = 'phone_region'), '') = ?)"
    return sql, (phone_region(reader),)
