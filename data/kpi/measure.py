"""Measures: each is one SELECT of the records that a number is made of, and all that is known of the number follows.

The same statement gives the value (the sum of ``part`` over the sum of ``whole``, or either alone), of one person or of
several together, the periods of a trend, and the records behind the number. It yields

``n, record, id, person_id, at, part, whole, split``

where ``record`` is the table of the record, ``at`` an ISO day or an instant, ``split`` what the number is told by (a
stage, a product line, a territory; empty: nothing). A record whose ``part`` is empty is behind the number and in no
sum: money in a currency that has no rate. It reads from two tables of what is asked, and joins the rest to them:

``period(n, first, last, begin, finish, until, known_until)``: the periods by their place, as ISO days and as instants,
``finish`` the first that is not in it; ``until`` and ``known_until`` are no later than now: today, the next instant;
``who(id)``: the people, an empty one for records of nobody.

Besides ``:now``, ``:today``, ``:own`` (the company's currency), and where it names them:

``workday(person_id, day)``: the days until now on which each of the people works;
``own_deal(id, owner_id, member_id)``: the people's deals, each by itself and by every one that was merged into it;
``own_customer(id, owner_id, member_id)``: the people's customers, in the same way;
``answer(n, lead_id, person_id, at, minutes, in_time)``: messages that they answered in a period;
``quoted(n, id, person_id, at, line, worth)``: quotes of their deals that were presented in a period and not withdrawn,
with their product line in small letters, in hundredths of the company's currency;
``handed(lead_id, giver_id, since)``: who handed a lead over first, and since when it is another's; also under the lead
into which it was merged; ``passed_lead`` of the leads that the people handed over, ``passed_deal`` of deals of others
that came from these;
``begun(customer_id, giver_id, day)``: customers that began with a lead that was handed over;
``requested(n, id, person_id, lead_id, at)``, ``presented``: deals of which a proposal came to that stage in a period,
by their way or by a quote, each once, at the first; ``passed_requested`` of others, for who handed their lead over.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta, tzinfo
from functools import lru_cache
from itertools import chain
from typing import Any, Literal, NamedTuple

from data.calendar.days import day_of
from data.calendar.hours import working_weekdays
from data.calendar.periods import Period
from data.kernel.commands import Reader
from data.kernel.engine import Row, Value
from data.kpi.given import given, read_from
from data.kpi.units import Unit
from data.people.days_off import all_days_off
from data.people.person import by_ids
from data.records.own_currency import company_currency

How = Literal["total", "ratio", "median", "nearness"]


class Measure(NamedTuple):
    """One measure. ``how`` says what its records come to: the sum of the parts, parts over wholes, the
    median of parts, how near parts come to wholes (one less the share by which they miss them).

    ``about`` says in words what records there are and what counts. ``stands``: it tells how things stand, and does not
    add up as time goes on. ``reads``: its records are readings; ``enters``: of what kind the small records are that
    people enter for it. Parts and wholes are so many (``count``), hundredths of money, days, minutes. ``beside`` is a
    SELECT of the same form: records of others in which the people have a part, as they handed over the lead from which
    these came, or received it (empty: it is not told of). ``of_few`` finds the same records as ``sql``, but from the
    people on, which is sooner for a few (empty: there is no other way).
    """

    code: str
    how: How
    about: str
    sql: str
    stands: bool = False
    reads: bool = False
    parts_in: Unit = "count"
    wholes_in: Unit = "count"
    beside: str = ""
    of_few: str = ""
    enters: str = ""

    @property
    def accrues(self) -> bool:
        """Whether it adds up as a period goes on, so that a longer one has more of it."""
        return self.how == "total" and not self.stands


_FEW = 8
"""So many people are a few: their records are found from them on, those of more by their day."""


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

    @property
    def is_few(self) -> bool:
        """Whether what is found sooner from the people on is to be found so."""
        return len(self.people) <= _FEW and None not in self.people


def _statement(measure: Measure, asked: Asked, *, beside: bool = False) -> str:
    """The SELECT by which the records of these people are found."""
    if beside:
        return measure.beside
    return measure.of_few if asked.is_few and measure.of_few else measure.sql


def shared(measure: Measure, asked: Asked) -> frozenset[str]:
    """The names of what is found for a measure first, and for others that read from it as well."""
    return frozenset(table.name for table in read_from(_statement(measure, asked), is_few=asked.is_few))


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


def sums(reader: Reader, measures: Sequence[Measure], asked: Asked) -> list[dict[int, Sums]]:
    """What each measure comes to for all people together, by the place of the period; nothing where there is no record.

    All are read by one statement: what several of them read from is found once.
    """
    read = enumerate((measure, _statement(measure, asked)) for measure in measures)
    if len(asked.people) == 1:
        rows = _united(
            f"select {place} as place, n, {_columns(measure)} from ({records}) group by 2"
            for place, (measure, records) in read
        )
        found: list[dict[int, Sums]] = [{} for _ in measures]
        for place, n, *numbers in _read(reader, rows, asked, "*"):
            found[place][n] = _sums(numbers)
        return found
    # Of several people each period has columns of its own: to sort many records by their period takes longer than to
    # read them.
    places = range(len(asked.periods))
    rows = _united(
        f"select {place} as place, {', '.join(_columns(measure, f'n = {n}') for n in places)} from ({records})"
        for place, (measure, records) in read
    )
    return [_by_period(numbers) for _, *numbers in sorted(_read(reader, rows, asked, "*"))]


def _united(selects: Iterable[str]) -> str:
    return " union all ".join(selects)


def _by_period(numbers: Sequence[Any]) -> dict[int, Sums]:
    """The sums of the periods that have records, of the columns of all periods."""
    each = (_sums(numbers[start : start + _SUMMED]) for start in range(0, len(numbers), _SUMMED))
    return {place: found for place, found in enumerate(each) if found.records}


def by_split(reader: Reader, measure: Measure, asked: Asked) -> dict[str, Sums]:
    """What a measure comes to over all people and periods that are asked for, by what it is told by."""
    rows = _read(
        reader, _statement(measure, asked), asked, f"split, {_columns(measure)}", "group by 1 order by 1"
    )
    return {str(row[0]): _sums(row[1:]) for row in rows}


def by_person(
    reader: Reader, wanted: Sequence[tuple[Measure, bool]], asked: Asked
) -> list[dict[int | None, dict[str, Sums]]]:
    """What measures come to for each of the people over all periods, by what they are told by.

    With each measure stands whether it is wanted of others, in which the people have a part. All are read by one
    statement: what several of them read from is found once.
    """
    read = [_statement(measure, asked, beside=beside) for measure, beside in wanted]
    sql = _united(
        f"select {place} as place, person_id, split, {_columns(measure)} from ({records}) group by 2, 3"
        for place, ((measure, _), records) in enumerate(zip(wanted, read, strict=True))
    )
    found: list[dict[int | None, dict[str, Sums]]] = [{} for _ in wanted]
    for place, person, split, *numbers in _read(reader, sql, asked, "*"):
        found[place].setdefault(person, {})[split] = _sums(numbers)
    return found


def together(found: Iterable[Sums]) -> Sums:
    """Sums of several, as one."""
    each = list(found)
    return Sums(
        sum(one.part for one in each),
        sum(one.whole for one in each),
        sum(one.records for one in each),
        sum(one.uncounted for one in each),
        tuple(sorted(chain.from_iterable(one.parts for one in each))),
    )


_NO_PARTS = "[]"
_SUMMED = 5
"""The columns of sums."""


def _columns(measure: Measure, of_those: str = "true") -> str:
    """What the records that meet a condition come to: see ``Sums``."""
    parts = (
        f"json_group_array(part) filter (where {of_those} and part is not null)"
        if measure.how == "median"
        else f"'{_NO_PARTS}'"
    )
    where = f"filter (where {of_those})"
    return f"""total(part) {where}, total(whole) {where}, count(*) {where},
    count(*) filter (where {of_those} and part is null), {parts}"""


def _read(reader: Reader, sql: str, asked: Asked, columns: str, rest: str = "") -> list[Row]:
    statement = f"{given(sql, is_few=asked.is_few)} select {columns} from ({sql}) {rest}"
    return reader.select(statement, _params(reader, statement, asked))


def _sums(numbers: Sequence[Any]) -> Sums:
    part, whole, records, uncounted, single = numbers
    parts = () if single == _NO_PARTS else tuple(sorted(json.loads(single)))
    return Sums(part, whole, records, uncounted, parts)


def behind(reader: Reader, measure: Measure, asked: Asked, *, beside: bool = False) -> list[Behind]:
    """The records that a measure counts, or those in which the people have a part besides, the latest first."""
    columns = "record, id, person_id, at, part, whole, split"
    rows = _read(
        reader, _statement(measure, asked, beside=beside), asked, columns, "order by at desc, id desc"
    )
    return [
        Behind(record, identifier, person, _day(at, asked.zone), part, whole, split)
        for record, identifier, person, at, part, whole, split in rows
    ]


def _day(at: int | str, zone: tzinfo) -> date:
    return date.fromisoformat(at) if isinstance(at, str) else day_of(at, zone)


def statement_of(measure: Measure) -> str:
    """The whole statement of a measure's records, with the tables that it reads from."""
    return f"{given(measure.sql, is_few=False)}\n{measure.sql.strip()}"


def _params(reader: Reader, sql: str, asked: Asked) -> Mapping[str, Value]:
    """What a statement is asked with, of which it may name a part."""
    params: dict[str, Value] = {
        "periods": _told(asked.periods, asked.zone),
        "people": json.dumps(asked.people),
        "now": asked.now,
        "today": asked.today.isoformat(),
    }
    if ":own" in sql:
        params["own"] = company_currency(reader)
    if ":workdays" in sql:
        params["workdays"] = json.dumps(_workdays(reader, asked))
    return {name: value for name, value in params.items() if f":{name}" in sql}


@lru_cache(maxsize=16)
def _told(periods: tuple[Period, ...], zone: tzinfo) -> str:
    """Periods as a statement takes them. All measures of a scorecard are asked about the same ones."""
    return json.dumps(
        [
            (place, period.first.isoformat(), period.last.isoformat(), *period.instants(zone))
            for place, period in enumerate(periods)
        ]
    )


def _workdays(reader: Reader, asked: Asked) -> Sequence[tuple[int, str]]:
    """The days until now on which each of the people works, days off left out."""
    found: set[tuple[int, str]] = set()
    people = by_ids(reader, [one for one in asked.people if one is not None])
    for period in asked.periods:
        last = min(period.last, asked.today)
        free = all_days_off(reader, period.first, last)
        days = [period.first + timedelta(days=step) for step in range((last - period.first).days + 1)]
        of_period = [(day, day.weekday(), day.isoformat()) for day in days if day not in free.get(None, ())]
        for person in people:
            weekdays, own, start = (
                working_weekdays(person.working_hours),
                free.get(person.id, ()),
                person.start,
            )
            found.update(
                (person.id, written)
                for day, weekday, written in of_period
                if weekday in weekdays and day >= start and day not in own
            )
    return sorted(found)
