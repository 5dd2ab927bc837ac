"""The numbers of customers: who stays, who grows, how content they are, how soon complaints are resolved.

Formulas and terms are those of the trade: NPS = share of 9 and 10 less share of 0 to 6; CSAT = satisfied answers / all
answers; the resolution time of complaints is in working time (seeds/001); the rating on platforms is the mean of all
stars, wanted at 4.9 (seeds/000); how long each customer stays, and by how much each is enlarged (seeds/004).
"""

from __future__ import annotations

import json
from datetime import date
from typing import NamedTuple

from data.calendar.days import day_of
from data.customers.growth import Growth, read_growth, read_retention
from data.customers.queue import condition, limits_of
from data.customers.satisfaction import Nps, csat_of, nps_of
from data.customers.settings import customer_settings
from data.deals.funnel import median
from data.deals.overview import Span, period_of
from data.kernel.commands import Reader
from data.kernel.engine import Value
from data.kernel.ratio import Ratio
from data.people.person import Person

DAYS_OF_A_MONTH = 365.25 / 12


class Platform(NamedTuple):
    """The rating on one platform: the mean of stars, in hundredths."""

    name: str
    rating: Ratio


class CustomerNumbers(NamedTuple):
    """All numbers of a period of whole days that ends today. ``minutes`` are of working time."""

    first: date
    today: date
    active: int
    stays: Ratio
    growth: Growth
    retention: Ratio
    nps: Nps
    csat: Ratio
    rating: Ratio
    platforms: tuple[Platform, ...]
    wanted_rating: int
    reviews: int
    open_complaints: int
    resolved: tuple[int, ...]
    renewed: int
    lost: int
    due: int
    overdue: int
    repeat_orders: int
    upsells: int
    upsells_won: Ratio

    @property
    def enlarged(self) -> Ratio:
        """By how much each customer was enlarged, in hundredths of the company's currency."""
        return Ratio(self.growth.expansion, self.active)

    @property
    def renewal_rate(self) -> Ratio:
        """Renewals that were agreed of those that were decided."""
        return Ratio(self.renewed, self.renewed + self.lost)

    @property
    def mean_minutes(self) -> Ratio:
        """The mean time until a complaint was resolved."""
        return Ratio(sum(self.resolved), len(self.resolved))

    @property
    def median_minutes(self) -> int | None:
        """The median of that time."""
        return median(self.resolved)


def first_day(span: Span, today: date, person: Person) -> date:
    """The first day of a period that ends today."""
    return day_of(period_of(span, today, person).begin, person.zone)


class _Asked(NamedTuple):
    """Whose customers are counted, since when."""

    reader: Reader
    where: str
    params: dict[str, Value]

    def rows(self, sql: str, table: str) -> list[tuple[Value, ...]]:
        """Rows about the customers, of a table that tells something of them; ``sql`` has a ``{tables}`` to fill."""
        tables = (
            f"{table} told join customer member on member.id = told.customer_id "
            "join customer on customer.id = ifnull(member.merged_into, member.id)"
        )
        return self.reader.select(sql.format(tables=tables, where=self.where), self.params)


def numbers_of(
    reader: Reader, actor: Person, owners: tuple[int, ...] | None, span: Span, now: int
) -> CustomerNumbers:
    """The numbers of the customers that one looks at."""
    today = day_of(now, actor.zone)
    first, held = first_day(span, today, actor), limits_of(reader, actor, now)
    where, params = condition(reader, actor, owners)
    begin = period_of(span, today, actor).begin
    params |= {"first": first.isoformat(), "today": today.isoformat(), "begin": begin}
    asked = _Asked(reader, where, {**params, **held._asdict()})
    active, days, dated, due, overdue = reader.select(
        "select total(active), total(case when active = 1 and since > '' then julianday(:today) - julianday(since) "
        "end), total(active = 1 and since > ''), total(active = 1 and renewal_on > '' and renewal_on <= :horizon), "
        f"total(active = 1 and renewal_on > '' and renewal_on < :today) from customer where {where}",
        asked.params,
    )[0]
    platforms = _platforms(asked)
    renewed, lost = _renewals(asked)
    return CustomerNumbers(
        first=first,
        today=today,
        active=int(active),
        stays=Ratio(days / DAYS_OF_A_MONTH, dated),
        growth=read_growth(reader, actor, owners, first, today),
        retention=read_retention(reader, actor, owners, first),
        nps=nps_of(_scores(asked, "nps")),
        csat=csat_of(_scores(asked, "csat")),
        rating=Ratio(sum(one.rating.part for one in platforms), sum(one.rating.whole for one in platforms)),
        platforms=platforms,
        wanted_rating=customer_settings(reader).rating,
        reviews=_count(asked, "customer_review", "told.day >= :first"),
        open_complaints=_count(asked, "complaint", "told.resolved_at is null"),
        resolved=_resolved(asked),
        renewed=renewed,
        lost=lost,
        due=int(due),
        overdue=int(overdue),
        repeat_orders=_count(
            asked, "value_change", "told.day >= :first and told.deal_id is not null and told.kind <> 'new'"
        ),
        upsells=_count(asked, "upsell", "told.at >= :begin"),
        upsells_won=_upsells(asked),
    )


def _count(asked: _Asked, table: str, which: str) -> int:
    rows = asked.rows(f"select count(*) from {{tables}} where {which} and {{where}}", table)
    return int(str(rows[0][0]))


def _scores(asked: _Asked, kind: str) -> dict[int, int]:
    """How often each score was answered."""
    rows = asked.rows(
        f"select told.score, count(*) from {{tables}} where told.day >= :first and told.kind = '{kind}' and {{where}} "
        "group by 1",
        "satisfaction",
    )
    return {int(str(score)): int(str(number)) for score, number in rows}


def _platforms(asked: _Asked) -> tuple[Platform, ...]:
    rows = asked.rows(
        "select told.platform, total(told.stars), count(*) from {tables} where {where} group by 1 order by 3 desc, 1",
        "customer_review",
    )
    return tuple(
        Platform(str(name), Ratio(float(str(stars)), int(str(number)))) for name, stars, number in rows
    )


def _resolved(asked: _Asked) -> tuple[int, ...]:
    """The working minutes of the complaints that were resolved in the period, the shortest first."""
    rows = asked.rows(
        "select json_group_array(told.minutes) from {tables} where told.resolved_at >= :begin and {where}",
        "complaint",
    )
    return tuple(sorted(json.loads(str(rows[0][0]))))


def _renewals(asked: _Asked) -> tuple[int, int]:
    rows = asked.rows(
        "select told.outcome, count(*) from {tables} where told.closed_on >= :first and told.outcome <> '' and {where} "
        "group by 1",
        "renewal",
    )
    found = {str(outcome): int(str(number)) for outcome, number in rows}
    return found.get("renewed", 0), found.get("lost", 0)


def _upsells(asked: _Asked) -> Ratio:
    """Of the deals that were opened with customers in the period and are closed, those that were won."""
    rows = asked.rows(
        "select total(stage.ends = 'won'), count(*) from {tables} join deal on deal.id = told.deal_id "
        "join stage on stage.code = deal.stage where deal.created_at >= :begin and deal.open = 0 and {where}",
        "upsell",
    )
    won, closed = rows[0]
    return Ratio(float(str(won)), int(str(closed)))
