"""How the funnel words its stages, its numbers, its deals and the preview of one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.content import Content

from data.calendar.days import brief_date, day_of, short_date
from data.deals.attention import SEPARATOR
from data.deals.contact import contact_lines
from data.deals.deal import DEALS, Deal
from data.deals.discounts import Discounted
from data.deals.funnel import Funnel, Money, StageRow
from data.deals.lines import DealLine, discount_rate
from data.deals.overview import CLOSED, FunnelLook, Overview, Row
from data.deals.path import Path
from data.deals.pipeline import COVERAGE, Pipeline
from data.deals.timeline import Glimpse
from data.kernel.ratio import Ratio
from data.kernel.text import clean
from data.kernel.tones import Tone
from data.leads.lead import Lead
from data.people.person import Person
from data.points.headline import GAP, Part
from data.records.fields import completeness
from data.records.money import money_words
from data.records.timeline import Happening
from widgets.charts.scale import short_number
from widgets.paged_list import Cell, Column

TOTAL = 0
"""The id of the line of all stages."""
UNKNOWN = "n/a"

STAGE_COLUMNS = (
    Column("stage", 10, flex=1),
    Column("deals", 5, align="right"),
    Column("value", 11, align="right"),
    Column("weighted", 11, align="right", drop_below=66),
    Column("go on", 12, align="right", drop_below=46),
    Column("days", 4, align="right", drop_below=52),
    Column("p90", 4, align="right", drop_below=60),
    Column("rotten", 6, align="right"),
)
BRIEF_STAGE_COLUMNS = (
    Column("stage", 12, flex=1),
    Column("deals", 5, align="right"),
    Column("value", 7, align="right"),
    Column("weighted", 8, align="right", drop_below=62),
    Column("go on", 10, align="right", drop_below=46),
    Column("days", 4, align="right", drop_below=52),
    Column("p90", 3, align="right", drop_below=66),
    Column("rotten", 6, align="right"),
)
"""At 80 columns the longest stage of the trade is to be read whole: ``proposal requested``."""
_OF_DEAL = (
    Column("deal", 13, flex=4),
    Column("company", 8, flex=3, drop_below=60),
    Column("value", 10, align="right"),
    Column("%", 3, align="right", drop_below=84),
    Column("close", 6, align="right", drop_below=50),
    Column("days", 4, align="right", drop_below=44),
)
_WHY = Column("why", 21, flex=2, drop_below=34)
DEAL_COLUMNS = (*_OF_DEAL, _WHY._replace(takes_rest=True))
OWNED_COLUMNS = (*_OF_DEAL, _WHY, Column("owner", 7, drop_below=76, takes_rest=True))
MOST_LINES = 6
"""Products of a deal that are named on its page."""

EMPTY_HINTS = {
    "open": "No deal is open here.\n\nA adds one, I brings in a file; on the inbox, $ opens one from a lead.",
    "won": "No deal was won in this period.\n\n] looks at a longer one.",
    "lost": "No deal was lost in this period.\n\n] looks at a longer one.",
    "slipped": "No deal has slipped.\n\nThose come here that were to come and are past their expected close.",
    "rotten": "No deal has lain too long in its stage.",
    "no next step": "Every open deal has a next step.",
    "without a value": "Every open deal has a value.",
    "discounted": "No deal that is open, or was won in this period, is sold below the list.",
    "below the least": "No deal was won for less than what is wanted at the least.",
    "healthy": "No open deal is healthy.\n\nThose come here that have a next step, and are neither slipped nor rotten.",
    "sized": "No open deal is of that size.",
    "came in": "No deal came into that stage in this period.\n\n] looks at a longer one.",
}


def whole(hundredths: float) -> int:
    """An amount of money without its small change."""
    return round(hundredths / 100)


def amount(money: Money, *, is_brief: bool) -> str:
    """A sum in whole units, or in few characters. A mark says that amounts without a rate are left out of it."""

    def words(hundredths: int) -> str:
        return short_number(whole(hundredths)) if is_brief else f"{whole(hundredths):,}"

    if money.apart and not money.worth:
        currency, value = money.apart[0]
        return f"{words(value)} {currency}" + ("+" if len(money.apart) > 1 else "")
    return words(money.worth) + ("+" if money.apart else "")


def stage_cells(row: StageRow, *, is_stuck: bool, is_brief: bool) -> tuple[Cell, ...]:
    """One stage: how many deals, worth what, how many go on, how old, how many too old."""
    return (
        Cell(row.stage.name, "warn" if is_stuck else ""),
        Cell(f"{row.count:,}" if row.count else "·", "" if row.count else "dim"),
        Cell(amount(row.value, is_brief=is_brief) if row.count else "", ""),
        Cell(amount(row.weighted, is_brief=is_brief) if row.count else "", "dim"),
        Cell(share(row.conversion), "warn" if is_stuck else ""),
        Cell(days(row.median_age)),
        Cell(days(row.p90_age), "dim"),
        Cell(f"{row.rotten:,}" if row.rotten else "", "warn"),
    )


def total_cells(funnel: Funnel, *, is_brief: bool) -> tuple[Cell, ...]:
    """All open stages together."""
    rotten = sum(row.rotten for row in funnel.rows)
    return (
        Cell("all open", "strong"),
        Cell(f"{funnel.count:,}", "strong"),
        Cell(amount(funnel.value, is_brief=is_brief), "strong"),
        Cell(amount(funnel.weighted, is_brief=is_brief), "dim"),
        Cell(""),
        Cell(""),
        Cell(""),
        Cell(f"{rotten:,}" if rotten else "", "warn"),
    )


def share(ratio: Ratio) -> str:
    """``60 % 12/20``: the share and both counts behind it."""
    if ratio.value is None:
        return UNKNOWN
    return f"{ratio.value * 100:.0f} % {short_number(round(ratio.part))}/{short_number(round(ratio.whole))}"


def days(number: int | None) -> str:
    """Whole days, or nothing where they are not known."""
    return "" if number is None else f"{number:,}"


def deal_cells(row: Row, today: date, *, tells_discount: bool = False) -> tuple[Cell, ...]:
    """One deal: what, with whom, worth what, how likely, when, how long in its stage, and what is to be said.

    ``tells_discount``: that is how far it is below the list.
    """
    why = Cell(row.why.words, row.why.tone)
    if tells_discount and row.discount is not None:
        why = Cell(discount_words(row.discount, row.deal.currency), "warn")
    deal = row.deal
    is_past = bool(deal.open and row.close and row.close < today)
    return (
        Cell(deal.name or deal.company),
        Cell(deal.company if deal.name else "", "dim"),
        Cell(
            money_words(deal.amount, deal.currency) or "no value", "" if deal.amount is not None else "warn"
        ),
        Cell(str(row.probability) if deal.open else "", "dim"),
        Cell(brief_date(row.close, today) if row.close else "", "bad" if is_past else ""),
        Cell(days(row.age)),
        why,
        Cell(row.owner, "dim"),
    )


def discount_words(found: Discounted, currency: str) -> str:
    """``12.0 % off 10,000 USD``: how far a deal is below its list sub-total."""
    return f"{found.rate.percent} off {money_words(found.listed, currency)}"


def head_line(overview: Overview, marked: int) -> list[Part]:
    """Whose deals are looked at, which, how narrowed; and what there is to mend."""
    look = overview.look
    parts = [Part(look.whose, "strong")]
    narrowing = look.narrowing
    parts += [
        Part(f"{GAP}{clean(name, 24)}", "accent")
        for name in (narrowing.channel, narrowing.territory, narrowing.product_line)
        if name
    ]
    stage = next((row.stage.name for row in overview.funnel.rows if row.stage.code == look.stage), "")
    which = _which_words(overview) if look.which != "open" or not stage else ""
    where = f"in {clean(stage, 24)}" if stage and look.which not in CLOSED else ""
    parts.append(Part(GAP + " ".join(filter(None, (_listed(overview), which, where)))))
    if look.order != "stage":
        parts.append(Part(f"{GAP}by {look.order}", "dim"))
    slipped = overview.funnel.slipped
    if slipped and look.which != "slipped":
        parts.append(Part(f"{GAP}{slipped:,} slipped", "bad"))
    parts.append(Part(f"{GAP}period {look.span}", "dim"))
    parts.append(Part(f"{GAP}in {overview.pipeline.currency}", "dim"))
    if marked:
        parts.append(Part(f"{GAP}{marked:,} marked", "warn"))
    return parts


def _which_words(overview: Overview) -> str:
    """Which deals are looked at: ``won``, ``large``, ``came into meeting``."""
    look = overview.look
    if look.which == "came in":
        names = (row.stage.name for row in overview.funnel.rows if row.stage.code == look.part)
        return f"came into {clean(next(names, look.part), 24)}"
    return look.part if look.which == "sized" else look.which


def _listed(overview: Overview) -> str:
    """How many deals are listed; of a long list that is not read to its end yet, what its stages hold."""
    if not overview.is_more:
        return f"{len(overview.ids):,}"
    if overview.look.which != "open":
        return f"{len(overview.ids):,}+"
    rows = overview.funnel.rows
    return f"{sum(row.count for row in rows if overview.look.stage in ('', row.stage.code)):,}"


def number_lines(overview: Overview) -> list[list[Part]]:
    """The numbers below the stages: where it is stuck; what closes; what covers the quota, and what has to happen for
    that; what no sum holds.
    """
    funnel, pipeline = overview.funnel, overview.pipeline
    lines = [stuck_line(funnel), won_line(pipeline), quota_line(pipeline), path_line(overview.path)]
    left_out = left_out_words(funnel, pipeline)
    return [line for line in [*lines, [Part(left_out, "dim")] if left_out else []] if line]


_STYLES: dict[Tone, str] = {
    "strong": "bold $text-accent",
    "accent": "$text-accent",
    "good": "$text-success",
    "warn": "$text-warning",
    "bad": "$text-error",
    "dim": "$foreground 60%",
}


def toned(lines: list[list[Part]]) -> Content:
    """Lines of parts, each in its tone."""
    texts = [Content.assemble(*((part.text, _STYLES.get(part.tone, "")) for part in line)) for line in lines]
    return Content("\n").join(texts)


def stuck_line(funnel: Funnel) -> list[Part]:
    """The bottleneck and why it is one."""
    found = funnel.bottleneck
    if found is None:
        return []
    row = found.row
    if found.why == "few go on":
        part, of = round(row.conversion.part), round(row.conversion.whole)
        why = f"{part:,} of {of:,} go on"
        if row.median_age is not None:
            why += f", half are there {row.median_age} day{'' if row.median_age == 1 else 's'} or more"
    else:
        why = f"{row.rotten:,} of {row.count:,} lie longer than {row.stage.rots_after} days"
    return [Part(f"stuck in {clean(row.stage.name, 24)}", "warn"), Part(f": {why}")]


def won_line(pipeline: Pipeline) -> list[Part]:
    """What was closed in the period, and how fast."""
    currency = pipeline.currency
    closed = pipeline.won + pipeline.lost
    if not closed:
        return [Part("nothing was won or lost in this period", "dim")]
    rate = pipeline.win_rate.value or 0
    parts = [f"won {pipeline.won:,} of {closed:,}, {rate * 100:.0f} %"]
    if pipeline.deal_size.value is not None:
        parts.append(f"average {whole(pipeline.deal_size.value):,}")
    if pipeline.median_days is not None:
        parts.append(f"{pipeline.median_days} days to close")
    if pipeline.velocity is not None:
        parts.append(f"{whole(pipeline.velocity):,} {currency} a day")
    return [Part(GAP.join(parts))]


def quota_line(pipeline: Pipeline) -> list[Part]:
    """What covers what remains of the month's quota."""
    if pipeline.quota is None:
        return [Part("coverage n/a: no quota is set for this month (cockpit quota set)", "dim")]
    if pipeline.coverage.value is None:
        return [Part(f"quota of {money_words(pipeline.quota, pipeline.currency)} reached", "good")]
    covered = pipeline.coverage.value
    rest = money_words(pipeline.remaining, pipeline.currency)
    return [
        Part(f"coverage {covered:.1f}x", "good" if covered >= COVERAGE else "warn"),
        Part(f" of the {rest} left of the quota, {COVERAGE}x is wanted"),
    ]


def path_line(path: Path | None) -> list[Part]:
    """What has to happen for the wanted coverage in what is left of this week; nothing where it is there."""
    if path is None or not path.gap:
        return []
    steps = ", ".join(
        f"{leg.left:,} {leg.step.name if leg.left == 1 else leg.step.plural}" for leg in path.legs
    )
    if not any(leg.left for leg in path.legs):
        return [Part("what that takes of this week is done", "good")]
    when = "still this week" if path.week == "this week" else path.week
    return [Part(when, "accent"), Part(f": {steps}, +{path.points:,}")]


def left_out_words(funnel: Funnel, pipeline: Pipeline) -> str:
    """What the sums and shares leave out, and why."""
    parts = [
        f"+ {money_words(whole(value) * 100, currency)} without a rate"
        for currency, value in funnel.value.apart
    ]
    if valueless := sum(row.valueless for row in funnel.rows):
        parts.append(f"{valueless:,} without a value")
    if pipeline.uncounted:
        parts.append(f"{pipeline.uncounted:,} won without a value or a rate")
    if funnel.unknown:
        parts.append(f"way unknown of {funnel.unknown:,}")
    return GAP.join(parts)


def standing_parts(row: Row) -> list[str]:
    """How a deal stands: its stage, how likely, how long there."""
    deal = row.deal
    parts = [row.stage.name]
    if deal.open:
        parts.append(f"{row.probability} %")
        parts.append("since an unknown day" if row.age is None else f"{row.age} days")
    return [clean(part) for part in parts]


def preview_lines(row: Row, told: Glimpse, person: Person, now: int) -> list[str]:
    """What to know of the deal under the cursor, and what happened last."""
    deal, today = row.deal, day_of(now, person.zone)
    lines = [deal.name or deal.company, deal.company if deal.name else ""]
    lines += contact_lines(told.lead)
    lines.append(money_words(deal.amount, deal.currency) or "no value")
    lines += [", ".join(standing_parts(row)), *trouble_lines(row)]
    if row.close is not None:
        lines.append(f"{'expected' if deal.open else 'closed'} {short_date(row.close, today)}")
    if deal.owner_id != person.id and row.owner:
        lines.append(f"{row.owner}'s deal")
    lines.append(", ".join(filter(None, (deal.channel, deal.territory, deal.source))))
    lines += [f"competitors: {deal.competitors}" if deal.competitors else ""]
    lines += [f"tags: {deal.tags}" if deal.tags else ""]
    lines.append(_missing(deal))
    lines = [clean(line) for line in lines if line]
    return [*lines, "", *(_event_line(happening, person, today) for happening in told.happenings)]


def _event_line(happening: Happening, person: Person, today: date) -> str:
    return f"{short_date(day_of(happening.event.at, person.zone), today)}  {clean(happening.words)}"


def trouble_lines(row: Row) -> list[str]:
    """What is to be said of a deal, a line each, with its numbers."""
    return [part for part in row.why.details.split(SEPARATOR) if part]


def _missing(deal: Deal) -> str:
    found = completeness(DEALS, deal)
    return f"{found.percent} % complete, missing: {', '.join(found.missing)}" if found.missing else ""


def product_lines(deal: Deal, lines: Sequence[DealLine]) -> list[str]:
    """What is sold in a deal, a line each, and how far below the list that is."""
    if not lines:
        return ["no products yet: $ says what is sold"]
    said = [
        clean(
            f"{line.quantity:,} {line.product}   {money_words(line.worth, deal.currency)}"
            + (f"   {money_words(line.discount, deal.currency)} below list" if line.discount else "")
        )
        for line in lines[:MOST_LINES]
    ]
    if len(lines) > MOST_LINES:
        said.append(f"and {len(lines) - MOST_LINES} more")
    discount, listed = discount_rate(lines)
    if discount and listed:
        said.append(
            f"discount {discount / listed:.1%} of {money_words(listed, deal.currency)}".replace("%", " %")
        )
    return said


def stuck_and_sold(row: Row, lead: Lead | None, lines: Sequence[DealLine], quotes: Sequence[Part]) -> Content:
    """With whom a deal is made, what is to be said of it, then what is sold in it, then its quotes."""
    said = [[Part(words)] for words in contact_lines(lead)]
    said += [[Part(clean(line), row.why.tone)] for line in trouble_lines(row)]
    sold = [[Part(line)] for line in product_lines(row.deal, lines)]
    return toned([*said, *sold, *([quote] for quote in quotes)])


def look_words(look: FunnelLook) -> str:
    """Whose deals, narrowed to what: for titles."""
    narrowing = look.narrowing
    return ", ".join(
        filter(None, (look.whose, narrowing.channel, narrowing.territory, narrowing.product_line))
    )
