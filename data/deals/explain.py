"""The numbers of the funnel, opened: value and formula of each with both counts, and which records it counts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from data.calendar.days import day_of
from data.deals.details import Details, details_of
from data.deals.discounts import DiscountRate
from data.deals.funnel import Funnel
from data.deals.orders import SmallOrders
from data.deals.outreach import WAYS, Way, conversion_rate
from data.deals.overview import Overview, Which, period_of
from data.deals.path import WEEKS, Leg, Path, Rate
from data.deals.pipeline import COVERAGE, Pipeline
from data.deals.standing import BANDS, LIMITS
from data.kernel.commands import Reader
from data.kernel.ratio import Ratio
from data.people.person import Person
from data.records.money import money_words

UNKNOWN = "n/a"
_WAYS: dict[Way, tuple[str, str]] = {
    "prospects": ("new prospects", "leads with whom anything was first logged in"),
    "calls": ("cold calls", "of them called in"),
    "emails": ("e-mails", "of them written to in"),
    "meetings": ("meetings", "of them met, or a meeting booked, in"),
}


class Behind(NamedTuple):
    """The records that a number counts: deals, as one looks at them (``part``: of which size, or in which stage), or
    leads by their ids.
    """

    which: Which | None = None
    part: str = ""
    leads: tuple[int, ...] = ()


class Number(NamedTuple):
    """One number: its name, its value as shown, how it came about, and what it counts (None: no list)."""

    name: str
    value: str
    formula: str
    behind: Behind | None = None


class Section(NamedTuple):
    """Numbers that belong together."""

    title: str
    numbers: tuple[Number, ...]


def opened(reader: Reader, person: Person, overview: Overview, now: int) -> list[Section]:
    """All numbers of the funnel as one looks at it, those among them that are read only now."""
    look = overview.look
    period = period_of(look.span, day_of(now, person.zone), person)
    details = details_of(reader, person, look.narrowing, period, now)
    return sections_of(overview.funnel, overview.pipeline, overview.path, details, look.span)


def sections_of(
    funnel: Funnel, pipeline: Pipeline, path: Path | None, details: Details, span: str
) -> list[Section]:
    """All numbers of a funnel; ``span`` names the period. Formulas are those of the trade."""
    return [
        Section("open", tuple(_open(funnel, details))),
        Section(f"closed, {span}", tuple(_closed(funnel, pipeline, details, span))),
        Section("quota of this month", tuple(_quota(pipeline, path))),
        Section(f"prospects, {details.month}", tuple(_outreach(details))),
        Section(f"gone on from each stage, {span}", tuple(_conversions(funnel))),
        Section(f"days of won deals in each stage, {span}", tuple(_days_by_stage(funnel, details))),
    ]


def numbers_of(sections: Iterable[Section]) -> list[Number]:
    """All numbers of sections, one after the other."""
    return [number for section in sections for number in section.numbers]


def _open(funnel: Funnel, details: Details) -> Iterable[Number]:
    currency, count = funnel.currency, funnel.count
    apart = "".join(f", and {_money(value, name)} without a rate" for name, value in funnel.value.apart)
    rotten = sum(row.rotten for row in funnel.rows)
    valueless = sum(row.valueless for row in funnel.rows)
    whole = Behind("open")
    yield Number("open", f"{count:,}", "deals in an open stage", whole)
    yield Number(
        "value", _money(funnel.value.worth, currency), f"sum of the values of open deals{apart}", whole
    )
    yield Number(
        *("weighted", _money(funnel.weighted.worth, currency)),
        "value times probability, rounded for each open deal",
        whole,
    )
    yield Number(
        "no value",
        f"{valueless:,}",
        "open deals without a value: no sum holds them",
        Behind("without a value"),
    )
    yield Number(
        *("healthy", _of(details.healthy, count)),
        f"{details.healthy:,} of {count:,} open deals are neither slipped nor rotten and have a next step",
        Behind("healthy"),
    )
    yield Number(
        *("slipped", f"{funnel.slipped:,}", "open, committed or best case, past the expected close"),
        Behind("slipped"),
    )
    yield Number("rotten", f"{rotten:,}", "in their stage longer than the stage allows", Behind("rotten"))
    yield Number(
        "no next step", f"{details.stepless:,}", "open deals with nothing planned", Behind("no next step")
    )
    for place, band in enumerate(BANDS):
        yield Number(
            band, f"{details.sizes[band]:,}", f"open deals {_band(place, currency)}", Behind("sized", band)
        )


def _closed(funnel: Funnel, pipeline: Pipeline, details: Details, span: str) -> Iterable[Number]:
    currency, closed = pipeline.currency, pipeline.won + pipeline.lost
    won = Behind("won")
    yield Number("won", f"{pipeline.won:,}", f"deals won, {span}", won)
    yield Number("lost", f"{pipeline.lost:,}", f"deals lost, {span}", Behind("lost"))
    yield Number(
        "win rate", pipeline.win_rate.percent, f"{pipeline.won:,} won of {closed:,} closed, {span}", won
    )
    yield _order_value(pipeline, details.small)
    yield _small_orders(pipeline, details.small, span)
    found = details.discount
    yield _discount(found, currency, span)
    yield Number(
        *("discounted", f"{found.discounted + found.still_open:,}"),
        f"below the list: {found.discounted:,} won, {span}, and {found.still_open:,} open",
        Behind("discounted"),
    )
    yield Number(
        *("to close", UNKNOWN if pipeline.median_days is None else f"{pipeline.median_days} days"),
        "median of the days from the first contact to the win, where both are known; "
        f"mean {_days(pipeline.mean_days)}",
        won,
    )
    yield _velocity(funnel.count, pipeline)
    accounts, engaged = len(details.accounts), len(details.engaged)
    yield Number(
        *("conversion rate", conversion_rate(accounts, engaged).percent),
        f"{accounts:,} new accounts closed of {engaged:,} prospects engaged, {span}",
        Behind(leads=details.engaged),
    )


def _quota(pipeline: Pipeline, path: Path | None) -> Iterable[Number]:
    whole = Behind("open")
    if pipeline.quota is None:
        yield Number("coverage", UNKNOWN, "no quota is set for this month", whole)
        return
    currency, worth = pipeline.currency, round(pipeline.of_quota.part)
    quota, rest = _money(pipeline.quota, currency), _money(pipeline.remaining or 0, currency)
    value = "reached" if pipeline.coverage.value is None else f"{pipeline.coverage.value:.1f}x"
    opened = _money(worth, currency)
    yield Number(
        "coverage",
        value,
        f"{opened} open / {rest} left of the quota of {quota}; {COVERAGE}x is wanted",
        whole,
    )
    yield Number("of the quota", _times(pipeline.of_quota), f"{opened} open / the quota of {quota}", whole)
    if path is not None:
        yield from _path(path, rest)


def _path(path: Path, rest: str) -> Iterable[Number]:
    aim, size = _money(path.aim, path.currency), _average(path.size, path.currency)
    yield Number(
        *("pipeline lacks", _money(path.gap, path.currency)),
        f"{COVERAGE}x the {rest} left is {aim}; less what is open",
        Behind("open"),
    )
    yield Number(
        *("deals to begin", f"{path.deals:,}"),
        f"{_money(path.gap, path.currency)} / {size}, {_size_words(path)}",
    )
    days, left = round(path.share.part), round(path.share.whole)
    for leg in reversed(path.legs):
        yield Number(
            *(f"{leg.step.plural} {path.week}", f"{leg.wanted:,}"),
            f"{_rate_words(leg)}; {days:,} of the path's {left:,} working days are in it; {leg.done:,} done",
        )
    goal = "" if path.points_left is None else f"; {path.points_left:,} points lack to this week's goal"
    yield Number("points of that", f"{path.points:,}", f"what is not done yet, at today's worth{goal}")


def _size_words(path: Path) -> str:
    if path.size_is == "assumed":
        return "the least an order is worth, as nobody of the team has won enough"
    of = "own deals" if path.size_is == "own" else "deals of the team"
    return f"the mean of {round(path.size.whole):,} {of} won within a year"


def _rate_words(leg: Leg) -> str:
    """``25.0 % lead on: 12 of 48, own numbers of 13 weeks``."""
    rate: Rate = leg.rate
    if rate.whose == "assumed":
        return f"{rate.ratio.percent} lead on, assumed: there are too few to count"
    part, whole = round(rate.ratio.part), round(rate.ratio.whole)
    return f"{rate.ratio.percent} lead on: {part:,} of {whole:,}, {rate.whose} numbers of {WEEKS} weeks"


def _outreach(details: Details) -> Iterable[Number]:
    for way in WAYS:
        leads, target = details.outreach.by_way[way], details.targets[way]
        name, words = _WAYS[way]
        aimed = (
            "no target is set" if target is None else f"{_of(len(leads), target)} of the target of {target:,}"
        )
        yield Number(
            name,
            f"{len(leads):,}" + ("" if target is None else f" / {target:,}"),
            f"{words} {details.month}; {aimed}",
            Behind(leads=leads),
        )


def _conversions(funnel: Funnel) -> Iterable[Number]:
    for row in funnel.rows:
        part, whole = round(row.conversion.part), round(row.conversion.whole)
        yield Number(
            row.stage.name,
            row.conversion.percent,
            f"{part:,} of the {whole:,} that first came into it in the period came further, whenever",
            Behind("came in", row.stage.code),
        )


def _days_by_stage(funnel: Funnel, details: Details) -> Iterable[Number]:
    for row in funnel.rows:
        found = details.days.get(row.stage.code)
        yield Number(
            row.stage.name,
            UNKNOWN if found is None or found.median is None else f"{found.median} days",
            "median of the days there of deals won; "
            + ("none was" if found is None else f"mean {_days(found.mean)}"),
            Behind("won"),
        )


def _velocity(count: int, pipeline: Pipeline) -> Number:
    value = UNKNOWN if pipeline.velocity is None else f"{_money(pipeline.velocity, pipeline.currency)} a day"
    formula = (
        f"{count:,} open x {_average(pipeline.deal_size, '')} average x "
        f"{pipeline.win_rate.percent} / {_days(pipeline.mean_days)} days"
    )
    return Number("velocity", value, formula, Behind("open"))


def _band(place: int, currency: str) -> str:
    """``worth from 1,200 to below 6,000 USD``."""
    bounds = [_money(limit, currency) for limit in LIMITS]
    if not place:
        return f"worth less than {bounds[0]}, the least of an order"
    return f"worth {bounds[place - 1]} or more" + (f", below {bounds[place]}" if place < len(bounds) else "")


def _money(hundredths: float, currency: str) -> str:
    return money_words(round(hundredths / 100) * 100, currency)


def _average(ratio: Ratio, currency: str) -> str:
    return UNKNOWN if ratio.value is None else _money(ratio.value, currency)


def _days(ratio: Ratio) -> str:
    return UNKNOWN if ratio.value is None else f"{ratio.value:.1f} of {round(ratio.whole):,}"


def _times(ratio: Ratio) -> str:
    return UNKNOWN if ratio.value is None else f"{ratio.value:.1f}x"


def _order_value(pipeline: Pipeline, small: SmallOrders) -> Number:
    """The average order value, and what is wanted of it."""
    counted, currency = round(pipeline.deal_size.whole), pipeline.currency
    formula = (
        f"{_money(pipeline.won_value, currency)} won by {counted:,} deals with a value; "
        f"{_money(small.least, currency)} or more is wanted"
    )
    return Number("average deal", _average(pipeline.deal_size, currency), formula, Behind("won"))


def _small_orders(pipeline: Pipeline, small: SmallOrders, span: str) -> Number:
    least = _money(small.least, pipeline.currency)
    formula = (
        f"of {round(pipeline.deal_size.whole):,} deals won for a value, {span}, those for less than {least}"
    )
    return Number("below the least", f"{len(small.deals):,}", formula, Behind("below the least"))


def _discount(found: DiscountRate, currency: str, span: str) -> Number:
    """The discount rate, of which none is wanted."""
    part, whole = (_money(worth, currency) for worth in (found.rate.part, found.rate.whole))
    apart = f", {found.uncounted:,} without a rate" if found.uncounted else ""
    formula = (
        f"{part} off the list of {whole}, in {found.discounted:,} of {found.deals:,} deals won with products, "
        f"{span}{apart}; none is wanted"
    )
    return Number("discount rate", found.rate.percent, formula, Behind("discounted"))


def _of(part: int, whole: int) -> str:
    return Ratio(part, whole).percent
