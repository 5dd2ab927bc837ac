"""Measures: each is one SELECT of the records that a number is made of, and all that is known of the number follows.

The same statement gives the value (the sum of ``part`` over the sum of ``whole``, or either alone), of one person or of
several together, the periods of a trend, and the records behind the number. It yields

``n, record, id, person_id, at, part, whole, split``

where ``record`` is the table of the record, ``at`` an ISO day or an instant, ``split`` what the number is told by (a
stage, a product line, a territory; empty: nothing). A record whose ``part`` is empty is behind the number and in no
sum: money in a currency that has no rate. It reads from two tables of what is asked, and joins the rest to them:

``period(n, first, last, begin, finish)``: the periods by their place, as ISO days and as instants, ``finish`` the first
that is not in it;
``who(id)``: the people, an empty one for records of nobody.

Besides ``:now``, ``:today``, ``:own`` (the company's currency), and ``workday(person_id, day)`` where it names that.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta, tzinfo
from typing import Literal, NamedTuple

from data.calendar.days import day_of
from data.calendar.periods import Period
from data.deals.currencies import MILLION, company_currency
from data.kernel.commands import Reader
from data.kernel.engine import Value
from data.kpi.units import Unit
from data.people.days_off import days_off
from data.people.person import by_ids

How = Literal["total", "ratio", "median", "nearness"]


class Measure(NamedTuple):
    """One measure. ``how`` says what its records come to: the sum of the parts, parts over wholes, the
    median of parts, how near parts come to wholes (one less the share by which they miss them).

    ``about`` says in words what records there are and what counts. ``stands``: it tells how things stand, and does not
    add up as time goes on. ``reads``: its records are readings; ``enters``: of what kind the small records are that
    people enter for it. Parts and wholes are so many (``count``), hundredths of money, days, minutes.
    """

    code: str
    how: How
    about: str
    sql: str
    stands: bool = False
    reads: bool = False
    parts_in: Unit = "count"
    wholes_in: Unit = "count"
    enters: str = ""

    @property
    def accrues(self) -> bool:
        """Whether it adds up as a period goes on, so that a longer one has more of it."""
        return self.how == "total" and not self.stands


class Asked(NamedTuple):
    """Of whom and when one wants to know: people by id (None: what is nobody's), periods in a time zone, as of now."""

    people: tuple[int | None, ...]
    periods: tuple[Period, ...]
    zone: tzinfo
    now: int

    @property
    def today(self) -> date:
        """The day now."""
        return day_of(self.now, self.zone)


class Sums(NamedTuple):
    """What records come to: sums of their parts and wholes, how many they are, how many of them are in no sum.

    ``parts`` are the single parts in their order, where a median is wanted.
    """

    part: float = 0
    whole: float = 0
    records: int = 0
    uncounted: int = 0
    parts: tuple[float, ...] = ()

    def quotient(self, how: How) -> float | None:
        """What they come to; None where a denominator is nought, or there is nothing to take a middle of."""
        if how == "total":
            return self.part
        if how == "ratio":
            return self.part / self.whole if self.whole else None
        if how == "nearness":
            return 1 - abs(self.part - self.whole) / self.whole if self.whole else None
        middle, even = len(self.parts) // 2, len(self.parts) % 2 == 0
        if not self.parts:
            return None
        return (self.parts[middle - 1] + self.parts[middle]) / 2 if even else self.parts[middle]


class Behind(NamedTuple):
    """A record behind a number: of a table, whose, of which day, and what it counts for."""

    record: str
    id: int
    person_id: int | None
    day: date
    part: float | None
    whole: float | None
    split: str


def worth(amount: str, currency: str, day: str = "min(period.last, :today)") -> str:
    """The SQL of an amount in hundredths of the company's currency at the rate of a day; null where there is none."""
    rate = (
        f"(select millionths from currency_rate where currency_rate.currency = {currency} "
        f"and effective_on <= {day} order by effective_on desc limit 1)"
    )
    return (
        f"case when {currency} in ('', :own) then {amount} "
        f"else ({amount} * {rate} + {MILLION // 2}) / {MILLION} end"
    )


def among(column: str) -> str:
    """The SQL condition that a column names one of the people, for rows that are found by their day."""
    nobodys = f"{column} is null and exists(select 1 from who where id is null)"
    return f"({column} in (select id from who where id is not null) or {nobodys})"


def sums(reader: Reader, measure: Measure, asked: Asked) -> dict[int, Sums]:
    """What a measure comes to for all people together, by the place of the period; nothing where there is no record.

    Of several people each period is asked for by itself: to sort many records by their period takes longer than to
    read them.
    """
    if len(asked.people) == 1:
        return _sums(reader, measure, asked, "n", "group by 1")
    each = (_sums(reader, measure, asked._replace(periods=(one,)), "0", "")[0] for one in asked.periods)
    return {place: found for place, found in enumerate(each) if found.records}


def _sums(reader: Reader, measure: Measure, asked: Asked, place: str, grouped: str) -> dict[int, Sums]:
    parts = "json_group_array(part) filter (where part is not null)" if measure.how == "median" else "'[]'"
    rows = reader.select(
        f"{_given(measure)} select {place}, total(part), total(whole), count(*), count(*) - count(part), {parts} "
        f"from ({measure.sql}) {grouped}",
        _params(reader, measure, asked),
    )
    return {
        n: Sums(part, whole, records, uncounted, tuple(sorted(json.loads(single))))
        for n, part, whole, records, uncounted, single in rows
    }


def by_split(reader: Reader, measure: Measure, asked: Asked) -> dict[str, Sums]:
    """What a measure comes to over all people and periods that are asked for, by what it is told by."""
    rows = reader.select(
        f"{_given(measure)} select split, total(part), total(whole), count(*), count(*) - count(part) "
        f"from ({measure.sql}) group by 1 order by 1",
        _params(reader, measure, asked),
    )
    return {split: Sums(*numbers) for split, *numbers in rows}


def behind(reader: Reader, measure: Measure, asked: Asked) -> list[Behind]:
    """The records that a measure counts, the latest first."""
    rows = reader.select(
        f"{_given(measure)} select record, id, person_id, at, part, whole, split from ({measure.sql}) "
        "order by at desc, id desc",
        _params(reader, measure, asked),
    )
    return [
        Behind(record, identifier, person, _day(at, asked.zone), part, whole, split)
        for record, identifier, person, at, part, whole, split in rows
    ]


def _day(at: int | str, zone: tzinfo) -> date:
    return date.fromisoformat(at) if isinstance(at, str) else day_of(at, zone)


_PERIODS = """period(n, first, last, begin, finish) as materialized (
    select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 from json_each(:periods))"""
_WHO = "who(id) as materialized (select value from json_each(:people))"
_WORKDAYS = """workday(person_id, day) as materialized (
    select value ->> 0, value ->> 1 from json_each(:workdays))"""


def _names_workdays(measure: Measure) -> bool:
    return "workday" in measure.sql


def _given(measure: Measure) -> str:
    tables = [_PERIODS, _WHO, *([_WORKDAYS] if _names_workdays(measure) else [])]
    return f"with {', '.join(tables)}"


def _params(reader: Reader, measure: Measure, asked: Asked) -> Mapping[str, Value]:
    params: dict[str, Value] = {
        "periods": json.dumps(
            [
                (place, period.first.isoformat(), period.last.isoformat(), *period.instants(asked.zone))
                for place, period in enumerate(asked.periods)
            ]
        ),
        "people": json.dumps(asked.people),
        "now": asked.now,
        "today": asked.today.isoformat(),
        "own": company_currency(reader),
    }
    if _names_workdays(measure):
        params["workdays"] = json.dumps(_workdays(reader, asked))
    return {name: value for name, value in params.items() if f":{name}" in _given(measure) + measure.sql}


def _workdays(reader: Reader, asked: Asked) -> Sequence[tuple[int, str]]:
    """The days until now on which each of the people works, days off left out."""
    found: set[tuple[int, date]] = set()
    people = by_ids(reader, [one for one in asked.people if one is not None])
    for period in asked.periods:
        last = min(period.last, asked.today)
        for person in people:
            free = days_off(reader, person.id, period.first, last)
            hours = person.hours
            day = max(period.first, person.start)
            while day <= last:
                if day not in free and hours.works_on(day):
                    found.add((person.id, day))
                day += timedelta(days=1)
    return sorted((person, day.isoformat()) for person, day in found)
