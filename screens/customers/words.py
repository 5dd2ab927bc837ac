"""How the customers screen words its list, its numbers and the preview of one customer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.content import Content

from data.calendar.days import brief_date, day_of, short_date
from data.customers.attention import SEPARATOR
from data.customers.explain import UNKNOWN, lifetime_told, numbers_told
from data.customers.overview import Glimpse, Overview, Row
from data.customers.reviews import stars_words
from data.kernel.text import clean
from data.kernel.tones import Tone
from data.leads.attention import when_words
from data.people.person import Person
from data.points.headline import GAP, Part
from data.records.lines import first_value
from data.records.money import money_words
from data.records.timeline import Happening
from screens.deals.words import toned
from widgets.paged_list import Cell, Column

COLUMNS = (
    Column("customer", 14, flex=2),
    Column("why", 19, flex=4, drop_below=36),
    Column("value", 10, align="right"),
    Column("stays", 8, align="right", drop_below=56),
    Column("NPS", 3, align="right", drop_below=80),
    Column("renews", 6, align="right", drop_below=86),
)
OWNED_COLUMNS = (*COLUMNS, Column("owner", 7, drop_below=70))
FEW_PEOPLE = 3
LONGEST_SAID = 140
"""Characters of a line of what a customer says; the whole of it stands in what happened."""

EMPTY_HINTS = {
    "active": (
        "No customers yet.\n\nWinning a deal makes one: W on the funnel.\n"
        "A adds one by hand, I brings them in from a file."
    ),
    "needy": "Nobody needs anything now.",
    "complaints": "No complaint is open.",
    "renewals": "No renewal is due.\n\nD says when one is.",
    "silent": "With every customer somebody was in touch lately.",
    "churned": "No customer has left.",
    "all": "No customers yet.",
}
WHICH_WORDS = {
    "active": "", "all": "", "needy": "in need", "complaints": "complain", "renewals": "renewals due",
    "silent": "silent", "churned": "have left",
}  # fmt: skip


def customer_cells(row: Row, today: date) -> tuple[Cell, ...]:
    """One customer: who, why it is there, worth what, since how long, how content, when it renews."""
    customer = row.customer
    due = date.fromisoformat(customer.renewal_on) if customer.renewal_on else None
    is_past = bool(customer.active and due and due < today)
    return (
        Cell(customer.name),
        Cell(row.why.words, row.why.tone),
        Cell(
            money_words(customer.value, customer.currency) or "no value",
            "" if customer.value is not None else "warn",
        ),
        Cell("" if row.stays is None else row.stays.words, "dim"),
        Cell("" if row.nps is None else str(row.nps), _nps_tone(row.nps)),
        Cell(brief_date(due, today) if due else "", "bad" if is_past else "dim"),
        Cell(row.owner, "dim"),
    )


def _nps_tone(score: int | None) -> Tone:
    if score is None:
        return ""
    return "good" if score >= 9 else "bad" if score <= 6 else ""


def head_line(overview: Overview, marked: int) -> list[Part]:
    """Whose customers are looked at, and which; the period of the numbers."""
    parts = [Part(overview.whose, "strong")]
    which = WHICH_WORDS[overview.look.which]
    parts.append(Part(GAP + f"{len(overview.ids):,} {which}".strip()))
    if overview.look.order != "what matters":
        parts.append(Part(f"{GAP}by {overview.look.order}", "dim"))
    counted = overview.score.counted.get("customers")
    parts += counted.strip_parts() if counted is not None and overview.whose == "mine" else []
    parts.append(Part(f"{GAP}period {overview.span}", "dim"))
    if marked:
        parts.append(Part(f"{GAP}{marked:,} marked", "warn"))
    return parts


def number_lines(overview: Overview, width: int) -> Content:
    """The numbers that are lived by, as many as fit on two lines."""
    told = {number.name: number.value for number in numbers_told(overview.numbers)}
    numbers = overview.numbers
    rating, wanted = numbers.rating.value, numbers.wanted_rating
    is_low = rating is not None and rating < wanted
    first = [
        _number("NRR", told["NRR"], _share_tone(numbers.growth.nrr.value)),
        _number("GRR", told["GRR"]),
        _number("NPS", told["NPS"], "bad" if (numbers.nps.value or 0) < 0 else ""),
        _number("CSAT", told["CSAT"]),
        _number("rating", f"{told['rating']}, {stars_words(wanted)} wanted", "warn" if is_low else ""),
        _number("reviews", told["reviews"]),
        _number("lifetime value", told["lifetime value"]),
        _number("enlarged by", told["enlarged by"]),
    ]
    is_open = numbers.open_complaints
    second = [
        _number("complaints", f"{is_open:,} open", "warn" if is_open else ""),
        _number("to resolve", told["to resolve"]),
        _number("renewals", f"{numbers.due:,} due", "bad" if numbers.overdue else ""),
        _number("renewed", told["renewal rate"]),
        _number("retention", told["retention"]),
        _number("value", told["value"]),
        _number("stay", told["stay"]),
    ]
    return toned([_fitting(line, width) for line in (first, second)])


def _number(name: str, value: str, tone: Tone = "") -> tuple[Part, Part]:
    return Part(f"{name} ", "dim"), Part(value, "dim" if value == UNKNOWN else tone)


def _share_tone(share: float | None) -> Tone:
    return "" if share is None else "good" if share >= 1 else "warn"


def _fitting(numbers: Sequence[tuple[Part, Part]], width: int) -> list[Part]:
    """The first of the numbers that a line has room for."""
    line: list[Part] = []
    used = 0
    for name, value in numbers:
        cells = len(name.text) + len(value.text) + (len(GAP) if line else 0)
        if used + cells > width:
            break
        line += [Part(GAP)] if line else []
        line += [name, value]
        used += cells
    return line


def standing_words(row: Row) -> str:
    """How a customer stands: how long it has stayed, or that it left."""
    customer = row.customer
    stays = "customer" if row.stays is None else f"customer for {row.stays.words}"
    if customer.active:
        return stays
    reason = f": {customer.churn_reason}" if customer.churn_reason else ""
    return f"left {customer.churned_on}{reason}, {stays}"


def said_lines(glimpse: Glimpse, person: Person, now: int) -> list[Part]:
    """What a customer needs, what it says, whom one speaks with, a line each."""
    row, customer = glimpse.row, glimpse.row.customer
    lines = [Part(part, row.why.tone) for part in row.why.details.split(SEPARATOR) if part]
    lines += [
        Part(f"complaint: {one.text}, {when_words(one.at, now, person.hours)}", "bad")
        for one in glimpse.complaints
    ]
    today = day_of(now, person.zone)
    for answer in glimpse.answers:
        said = f": {answer.text}" if answer.text else ""
        day = short_date(date.fromisoformat(answer.day), today)
        lines.append(Part(f"{answer.kind.upper()} {answer.score}, {day}{said}"))
    lifetime = lifetime_told(customer, glimpse.lifespan)
    if lifetime is not None:
        lines.append(Part(f"{lifetime.name} {lifetime.value}: {lifetime.formula}"))
    for upsell in glimpse.upsells[:FEW_PEOPLE]:
        amount = money_words(upsell.amount, customer.currency)
        lines.append(Part("could buy: " + ", ".join(filter(None, (upsell.what, amount))), "accent"))
    for lead in glimpse.people[:FEW_PEOPLE]:
        reached = first_value(lead.phones) or first_value(lead.emails)
        lines.append(Part(", ".join(filter(None, (lead.name or lead.label, lead.title, reached))), "dim"))
    if len(glimpse.people) > FEW_PEOPLE:
        lines.append(Part(f"and {len(glimpse.people) - FEW_PEOPLE} more people", "dim"))
    return [part._replace(text=clean(part.text, LONGEST_SAID)) for part in lines]


def preview_lines(glimpse: Glimpse, person: Person, now: int) -> list[str]:
    """What to know of the customer under the cursor, and what happened last."""
    row, customer = glimpse.row, glimpse.row.customer
    today = day_of(now, person.zone)
    lines = [customer.name, money_words(customer.value, customer.currency) or "no value", standing_words(row)]
    lines += [part.text for part in said_lines(glimpse, person, now)]
    if customer.owner_id != person.id and row.owner:
        lines.append(f"{row.owner}'s customer")
    lines.append(", ".join(filter(None, (customer.channel, customer.territory, customer.segment))))
    lines += [f"tags: {customer.tags}" if customer.tags else ""]
    shown = [clean(line) for line in lines if line]
    return [*shown, "", *(_event_line(one, person, today) for one in glimpse.happenings)]


def _event_line(happening: Happening, person: Person, today: date) -> str:
    return f"{short_date(day_of(happening.event.at, person.zone), today)}  {clean(happening.words)}"


def stars_meaning(stars: int, platform: str, words: str) -> str:
    """How a typed review was understood."""
    where = f" on {platform}" if platform else ""
    said = f": {words}" if words else ""
    return f"{stars_words(stars)} stars{where}{said}"
