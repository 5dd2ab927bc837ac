"""The numbers of customers: who stays, who grows, how content they are, how soon complaints are resolved.

Formulas and terms are those of the trade: NPS = share of 9 and 10 less share of 0 to 6; CSAT = satisfied answers / all
answers; the resolution time of complaints is in working time (seeds/001); the rating on platforms is the mean of all
stars, wanted at 4.9 (seeds/000); how long each customer stays, and by how much each is enlarged (seeds/004).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from data.calendar.days import day_of
from data.customers.growth import Growth, moved_since, read_growth, read_retention
from data.customers.lifetime import Lifetime, read_lifetimes
from data.customers.queue import limits_of
from data.customers.satisfaction import SCORES, Kind, Nps, csat_of, nps_of
from data.customers.scope import Scope, scope_of
from data.customers.settings import customer_settings
from data.deals.currencies import exchange_on
from data.deals.funnel import median
from data.deals.overview import Span, period_of
from data.kernel.commands import Reader
from data.kernel.ratio import Ratio
from data.people.person import Person

DAYS_OF_A_MONTH = 365.25 / 12
REPEAT_ORDERS = "told.day >= :first and told.kind <> 'new' and told.deal_id is not null"
"""The condition on steps of values that deals brought with who was a customer already."""


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
    lifetime: Lifetime
    lifetime_before: Lifetime
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
    def lifetime_growth(self) -> Ratio:
        """By which share of itself the lifetime value has grown."""
        now, before = self.lifetime.value, self.lifetime_before.value
        return Ratio(0, 0) if now is None or before is None else Ratio(now - before, before)

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


def numbers_of(
    reader: Reader, actor: Person, owners: tuple[int, ...] | None, span: Span, now: int
) -> CustomerNumbers:
    """The numbers of the customers that one looks at."""
    today = day_of(now, actor.zone)
    first, scope = first_day(span, today, actor), scope_of(reader, actor, owners)
    params = {
        **scope.params,
        "first": first.isoformat(),
        "today": today.isoformat(),
        "begin": period_of(span, today, actor).begin,
        **limits_of(reader, actor, now)._asdict(),
    }
    scope = scope._replace(params=params)
    active, days, dated, due, overdue = scope.rows(
        "select total(active), total(case when active = 1 and since > '' then julianday(:today) - julianday(since) "
        "end), total(active = 1 and since > ''), total(active = 1 and renewal_on > '' and renewal_on <= :horizon), "
        f"total(active = 1 and renewal_on > '' and renewal_on < :today) from customer where {scope.where}"
    )[0]
    answers, platforms = _answers(scope), _platforms(scope)
    renewed, lost = _renewals(scope)
    exchange, moved = exchange_on(reader, today), moved_since(scope, first)
    growth = read_growth(scope, exchange, moved)
    lifetime, before = read_lifetimes(scope, exchange, growth, moved, first, today)
    return CustomerNumbers(
        first=first,
        today=today,
        active=int(active),
        stays=Ratio(days / DAYS_OF_A_MONTH, dated),
        growth=growth,
        lifetime=lifetime,
        lifetime_before=before,
        retention=read_retention(scope, first),
        nps=nps_of(answers["nps"]),
        csat=csat_of(answers["csat"]),
        rating=Ratio(sum(one.rating.part for one in platforms), sum(one.rating.whole for one in platforms)),
        platforms=platforms,
        wanted_rating=customer_settings(reader).rating,
        reviews=_count(scope, "customer_review", "told.day >= :first"),
        open_complaints=_count(scope, "complaint", "told.resolved_at is null"),
        resolved=_resolved(scope),
        renewed=renewed,
        lost=lost,
        due=int(due),
        overdue=int(overdue),
        repeat_orders=_count(scope, "value_change", REPEAT_ORDERS),
        upsells=_count(scope, "upsell", "told.at >= :begin"),
        upsells_won=_upsells(scope),
    )


def _count(scope: Scope, table: str, which: str) -> int:
    return int(scope.rows(f"select count(*) from {scope.told(table)} and {which}")[0][0])


def _answers(scope: Scope) -> Mapping[Kind, dict[int, int]]:
    """How often each score was answered to each question."""
    found: dict[Kind, dict[int, int]] = {kind: {} for kind in SCORES}
    rows = scope.rows(
        f"select told.kind, told.score, count(*) from {scope.told('satisfaction')} and told.day >= :first group by 1, 2"
    )
    for kind, score, number in rows:
        found[kind][score] = number
    return found


def _platforms(scope: Scope) -> tuple[Platform, ...]:
    rows = scope.rows(
        f"select told.platform, total(told.stars), count(*) from {scope.told('customer_review')} "
        "group by 1 order by 3 desc, 1"
    )
    return tuple(Platform(name, Ratio(stars, number)) for name, stars, number in rows)


def _resolved(scope: Scope) -> tuple[int, ...]:
    """The working minutes of the complaints that were resolved in the period, the shortest first."""
    rows = scope.rows(
        f"select json_group_array(told.minutes) from {scope.told('complaint')} and told.resolved_at >= :begin"
    )
    return tuple(sorted(json.loads(rows[0][0])))


def _renewals(scope: Scope) -> tuple[int, int]:
    rows = scope.rows(
        f"select told.outcome, count(*) from {scope.told('renewal')} and told.outcome <> '' "
        "and told.closed_on >= :first group by 1"
    )
    found: dict[str, int] = dict(rows)
    return found.get("renewed", 0), found.get("lost", 0)


def _upsells(scope: Scope) -> Ratio:
    """Of the deals that were opened with customers in the period and are closed, those that were won."""
    won, closed = scope.rows(
        "select total(stage.ends = 'won'), count(*) from "
        f"(select told.deal_id as deal_id from {scope.told('upsell')} and told.deal_id is not null) as opened "
        "cross join deal on deal.id = opened.deal_id join stage on stage.code = deal.stage "
        "where deal.created_at >= :begin and deal.open = 0"
    )[0]
    return Ratio(won, closed)
