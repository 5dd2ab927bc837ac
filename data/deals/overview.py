"""Everything on the funnel screen, read in one go: the stages, the numbers, and the deals that one looks at."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple, get_args

from data.calendar.days import day_of, monday_of
from data.deals.attention import Trouble, why
from data.deals.currencies import exchange_on
from data.deals.deal import DEALS, Deal
from data.deals.discounts import OPEN_OR_WON, Discounted, discounted_among
from data.deals.funnel import Funnel, Lying, after_move, funnel_of, lying_of
from data.deals.listing import Order, deals_where, order_among
from data.deals.moving import aim_of, lacking
from data.deals.narrowing import OWNERS, Narrowing
from data.deals.orders import small_orders
from data.deals.path import Path, path_of
from data.deals.period import Period, cohort
from data.deals.pipeline import Pipeline, pipeline_of
from data.deals.stages import Stage, age, probability_of, stages
from data.deals.standing import (
    OPEN,
    WITHOUT_STEP,
    WITHOUT_VALUE,
    Condition,
    came_into,
    closed,
    healthy,
    rotten,
    sized,
    slipped,
)
from data.kernel import journal
from data.kernel.commands import Reader
from data.kernel.rows import records_by_ids
from data.leads.inbox import Lists, lists_of
from data.people.person import Person, by_id, handles_by_id
from data.points.score import Score, score_of
from data.points.week import Week, week_of
from data.records.choices import Choice, choices
from data.records.own_currency import with_units
from data.records.search import filtered

MINUTE = 60_000
Span = Literal["30 days", "90 days", "this quarter", "365 days", "all time"]
SPANS: tuple[Span, ...] = get_args(Span)
Which = Literal[
    "open",
    "won",
    "lost",
    "slipped",
    "rotten",
    "no next step",
    "without a value",
    "healthy",
    "sized",
    "came in",
    "discounted",
    "below the least",
]


class FunnelLook(NamedTuple):
    """What one wants to see: whose deals (``whose`` says it in a word), of which period, which of them.

    ``stage`` is the code of an open stage, empty for all; ``part`` says which size is meant, or which stage deals came
    into.
    """

    narrowing: Narrowing
    whose: str
    span: Span = "90 days"
    stage: str = ""
    which: Which = "open"
    part: str = ""
    order: Order = "stage"
    words: str = ""

    @property
    def shows_owners(self) -> bool:
        """Whether deals of several owners are in sight."""
        return self.narrowing.owners is None or len(self.narrowing.owners) > 1


class Row(NamedTuple):
    """One deal of the list. ``age`` are whole days in its stage (None: unknown), ``owner`` a handle, ``close`` is the
    day on which it was closed, else is expected to be; ``discount`` is there where it is sold below the list.
    """

    deal: Deal
    stage: Stage
    probability: int
    age: int | None
    why: Trouble
    owner: str
    close: date | None
    discount: Discounted | None = None


class Overview(NamedTuple):
    """The funnel as one looks at it. ``ids`` are the deals that the filter's words leave of ``whole``; where it
    ``is_more``, of a long list the first ones only. ``rows`` are those of the first ids, where they were asked for.
    ``path`` leads one seller with a quota to it, where all of the own deals are looked at.

    ``revision`` and ``now`` tell what the rest was read from; ``lists`` and ``losses`` are what is chosen from.
    ``lying`` is what the funnel was made of that no period changes.
    """

    look: FunnelLook
    ids: array[int]
    whole: array[int]
    is_more: bool
    funnel: Funnel
    pipeline: Pipeline
    path: Path | None
    score: Score
    lists: Lists
    losses: tuple[Choice, ...]
    revision: int
    now: int
    lying: Lying
    rows: Mapping[int, Row] = {}

    def is_of(self, revision: int, now: int) -> bool:
        """Whether nothing has changed since it was read, and the minute is the same."""
        return revision == self.revision and now // MINUTE == self.now // MINUTE

    def holds(self, look: FunnelLook) -> bool:
        """Whether the numbers that were read are those of a look."""
        return (look.narrowing, look.span) == (self.look.narrowing, self.look.span)

    def is_rest_of(self, earlier: Overview) -> bool:
        """Whether the rest of a long list is all that there is here besides what was read before."""
        is_same = self.look == earlier.look and self.funnel is earlier.funnel
        return is_same and earlier.is_more and not self.is_more

    def lists_the_same(self, look: FunnelLook) -> bool:
        """Whether another look is at the same deals, before the filter."""
        if look.which not in OF_PERIOD:
            look = look._replace(span=self.look.span)
        return look._replace(words="") == self.look._replace(words="")


def moving_shown(funnel: Funnel, rows: Iterable[Row], step: str, now: int) -> tuple[Funnel, list[Row]]:
    """The funnel and rows as they will be once these deals have moved to a stage, or on by one (``>``, ``<``).

    Deals that will be refused stay. Conversions and ages are as before until all is read again.
    """
    stages = [row.stage for row in funnel.rows]
    moved = []
    for row in rows:
        aim = aim_of(row.deal, stages, step)
        if aim is not None and aim.code != row.deal.stage and not lacking(row.deal, aim):
            funnel = after_move(funnel, row.deal, row.stage, aim)
            deal = row.deal._replace(stage=aim.code, stage_since=now)
            words = Trouble(f"to {aim.name}", "accent")
            moved.append(
                row._replace(deal=deal, stage=aim, probability=probability_of(deal, aim), age=0, why=words)
            )
    return funnel, moved


def at_first(person: Person) -> FunnelLook:
    """What a person looks at first: the own deals; who does not sell those of all that are reached."""
    if person.sells:
        return FunnelLook(Narrowing((person.id,)), "mine")
    return FunnelLook(Narrowing(), "team")


def period_of(span: Span, today: date, person: Person) -> Period:
    """The period of a span that ends today."""
    if span == "all time":
        return cohort(today, today, person)._replace(begin=0)
    if span == "this quarter":
        first = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    else:
        first = today - timedelta(days=int(span.split()[0]))
    return cohort(first, today, person)


def overview_of(
    reader: Reader,
    person: Person,
    look: FunnelLook,
    now: int,
    earlier: Overview | None = None,
    rows: int = 0,
) -> Overview:
    """The funnel as a person wants to look at it. Of ``earlier``, what was read before, all is taken that holds.

    ``rows`` are enough of a list to begin with, and are read with it; nought: all ids are read, and no rows.
    """
    revision = journal.newest(reader)
    enough = 0 if look.words else rows
    if earlier is not None and not earlier.is_of(revision, now):
        earlier = None
    if earlier is None or not earlier.holds(look):
        overview = _read(reader, person, look, revision, now, earlier)
    else:
        overview = earlier._replace(look=look)
    if earlier is not None and earlier.lists_the_same(look) and not (earlier.is_more and not enough):
        overview = overview._replace(whole=earlier.whole, is_more=earlier.is_more)
    else:
        whole = _listed(reader, person, look, now, enough, overview.funnel)
        overview = overview._replace(whole=whole, is_more=0 < enough <= len(whole))
    ids = filtered(reader, DEALS, overview.whole, look.words)
    return overview._replace(ids=ids, rows=rows_of(reader, person, ids[:rows], now))


def _read(
    reader: Reader, person: Person, look: FunnelLook, revision: int, now: int, earlier: Overview | None
) -> Overview:
    """All but the deals; of ``earlier``, which is of the same state, what no narrowing and no period changes."""
    period = period_of(look.span, day_of(now, person.zone), person)
    is_narrowed_alike = earlier is not None and earlier.look.narrowing == look.narrowing
    lying = earlier.lying if earlier and is_narrowed_alike else lying_of(reader, person, look.narrowing, now)
    funnel = funnel_of(reader, person, look.narrowing, period, now, lying)
    pipeline = pipeline_of(reader, person, look.narrowing, period, funnel, now)
    score = earlier.score if earlier else score_of(reader, person, now)
    return Overview(
        look=look,
        ids=array("q"),
        whole=array("q"),
        is_more=False,
        funnel=funnel,
        pipeline=pipeline,
        path=path_to_quota(reader, person, look.narrowing, funnel, pipeline, now, score.week),
        score=score,
        lists=earlier.lists if earlier else lists_of(reader),
        losses=earlier.losses if earlier else tuple(choices(reader, "loss")),
        revision=revision,
        now=now,
        lying=lying,
    )


def _listed(
    reader: Reader, person: Person, look: FunnelLook, now: int, enough: int, funnel: Funnel
) -> array[int]:
    """The deals that one looks at; ``funnel`` is what of them is open."""
    condition = condition_of(reader, person, look, now)
    by = ("deal_lying", OWNERS) if look.which == "open" and look.order == "stage" else None
    if look.stage and look.which not in CLOSED:
        condition &= Condition("deal.stage = ?", (look.stage,))
    elif enough and by:
        furthest = json.dumps(_furthest(funnel, enough))
        condition &= Condition("deal.stage in (select value from json_each(?))", (furthest,))
    order = order_among(look.which, look.order)
    return deals_where(reader, person, look.narrowing, order, condition.sql, condition.params, enough, by)


def _furthest(funnel: Funnel, enough: int) -> list[str]:
    """The furthest stages, in which so many deals lie."""
    codes, deals = list[str](), 0
    for row in reversed(funnel.rows):
        if deals < enough:
            codes.append(row.stage.code)
            deals += row.count
    return codes


def path_to_quota(
    reader: Reader,
    person: Person,
    narrowing: Narrowing,
    funnel: Funnel,
    pipeline: Pipeline,
    now: int,
    week: Week | None = None,
) -> Path | None:
    """The path of the one seller whose deals are looked at; ``week`` is the week of points of who looks, once read.

    None where there are several, no quota, or only some of the deals are looked at.
    """
    owners = narrowing.owners or ()
    if len(owners) != 1 or narrowing != Narrowing(owners) or pipeline.remaining is None:
        return None
    owner = by_id(reader, owners[0])
    if not owner.sells:
        return None
    shown = week if week is not None and owner.id == person.id else None
    shown = shown or week_of(reader, owner, monday_of(day_of(now, owner.zone)), now)
    left = None if shown.goal is None else max(shown.goal - shown.total, 0)
    return path_of(reader, owner, funnel.value.worth, pipeline.remaining, left, now)


OF_PERIOD: frozenset[Which] = frozenset({"won", "lost", "came in", "discounted", "below the least"})
"""Of these deals the period says which."""
CLOSED: tuple[Which, ...] = ("won", "lost", "below the least", "came in")
"""Of these deals most lie in no open stage, or have left the one that is looked at: they are shown whatever it is."""


def condition_of(reader: Reader, person: Person, look: FunnelLook, now: int) -> Condition:
    """Which deals are meant."""
    today = day_of(now, person.zone)
    period = period_of(look.span, today, person)
    match look.which:
        case "won" | "lost":
            return closed(period, won=look.which == "won")
        case "came in":
            return came_into(look.part, period)
        case "slipped":
            return OPEN & slipped(today.isoformat())
        case "rotten":
            return OPEN & rotten(now)
        case "no next step":
            return OPEN & WITHOUT_STEP
        case "without a value":
            return OPEN & WITHOUT_VALUE
        case "discounted":
            return Condition(OPEN_OR_WON, tuple(period))
        case "below the least":
            small = small_orders(reader, person, look.narrowing, period).deals
            sql = "deal.open = 0 and deal.id in (select value from json_each(?))"
            return Condition(sql, (json.dumps(small),))
        case "healthy":
            return OPEN & healthy(today.isoformat(), now)
        case "sized":
            return OPEN & sized(look.part, exchange_on(reader, today))
        case "open":
            return OPEN


def rows_of(reader: Reader, person: Person, ids: Sequence[int], now: int) -> dict[int, Row]:
    """The rows of these ids that exist, with what is to be said of each, and the unit of its value."""
    by_code = {stage.code: stage for stage in stages(reader)}
    handles = handles_by_id(reader)
    hours = person.hours
    discounted = discounted_among(reader, ids)
    found = {}
    for deal in with_units(reader, records_by_ids(reader, Deal, DEALS.table, ids)):
        stage = by_code[deal.stage]
        found[deal.id] = Row(
            deal,
            stage,
            probability_of(deal, stage),
            age(deal, now) if deal.open else None,
            why(deal, stage, hours, now),
            handles.get(deal.owner_id or 0, deal.owner_name),
            close_of(deal, person),
            discounted.get(deal.id),
        )
    return found


def close_of(deal: Deal, person: Person) -> date | None:
    """The day on which a deal was closed, else the one on which it is expected to be; None where that is not known."""
    if deal.closed_at is not None:
        return day_of(deal.closed_at, person.zone)
    return date.fromisoformat(deal.expected_close) if deal.expected_close else None
