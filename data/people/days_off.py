"""Days off as they are stored: a person's own, and the holidays of everybody."""

from collections.abc import Mapping, Set
from datetime import date

from data.kernel.commands import Reader


def days_off(reader: Reader, person_id: int, first: date, last: date) -> Mapping[date, str]:
    """The person's days off and the company's holidays, with their reasons."""
    rows = reader.select(
        "select day, reason from day_off where (person_id is null or person_id = ?) and day between ? and ? "
        "order by person_id is null desc",
        (person_id, first.isoformat(), last.isoformat()),
    )
    return {date.fromisoformat(day): reason for day, reason in rows}


def all_days_off(reader: Reader, first: date, last: date) -> Mapping[int | None, Set[date]]:
    """Everybody's days off by person, the company's holidays by None."""
    found: dict[int | None, set[date]] = {}
    sql = "select person_id, day from day_off where day between ? and ?"
    for person_id, day in reader.select(sql, (first.isoformat(), last.isoformat())):
        found.setdefault(person_id, set()).add(date.fromisoformat(day))
    return found
