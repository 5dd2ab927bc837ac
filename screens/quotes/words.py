"""How the page of quotes words its lists, its numbers, and one quote on the page of its deal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from data.calendar.days import month_words, short_date
from data.deals.funnel import Money
from data.kernel.ratio import Ratio
from data.kernel.text import clean
from data.kernel.tones import Tone
from data.points.headline import GAP, Part
from data.quotes.listing import WORDS, QuoteRow
from data.quotes.overview import QuotesOverview
from data.quotes.quote import Quote, standing
from data.quotes.standard import LineQuotes, MonthQuotes
from data.records.money import money_words
from widgets.charts.scale import short_number
from widgets.paged_list import Cell, Column

UNKNOWN = "n/a"
NO_LINE = "no product line"

LINE_COLUMNS = (
    Column("product line", 15, flex=1),
    Column("quotes", 6, align="right"),
    Column("worth", 9, align="right"),
    Column("quota", 8, align="right", drop_below=64),
    Column("by worth", 8, align="right"),
    Column("by number", 9, align="right", drop_below=54),
    Column("", 9, drop_below=40, takes_rest=True),
)
_OF_QUOTE = (
    Column("deal", 12, flex=4),
    Column("line", 6, flex=2, drop_below=66),
    Column("value", 10, align="right"),
    Column("status", 9),
    Column("until", 6, align="right", drop_below=88),
)
_TROUBLE = Column("", 17, drop_below=40)
QUOTE_COLUMNS = (*_OF_QUOTE, _TROUBLE._replace(takes_rest=True))
OWNED_COLUMNS = (*_OF_QUOTE, _TROUBLE, Column("owner", 7, drop_below=84, takes_rest=True))

EMPTY_HINTS = {
    "open": "No quote is open.\n\nOn the funnel, Q r requests one for the deal under the cursor.",
    "ending": "No quote ends within a week.",
    "ended": "No open quote is past its last day.",
    "unlinked": "Every quote belongs to a deal.",
}
_TONES: dict[str, Tone] = {
    "accepted": "good",
    "declined": "dim",
    "expired": "dim",
    "withdrawn": "dim",
    "requested": "warn",
}


def line_cells(row: LineQuotes) -> tuple[Cell, ...]:
    """A product line of a month: its quotes by number and worth, and both against what is wanted."""
    is_met = row.is_met
    verdict = {None: "no quota", True: "met", False: "behind"}[is_met]
    tone: Tone = "dim" if is_met is None else "good" if is_met else "warn"
    return (
        Cell(row.product_line or NO_LINE, "" if row.product_line else "dim"),
        Cell(f"{row.number:,}" if row.number else "·", "" if row.number else "dim"),
        Cell(_amount(row.worth) if row.number else ""),
        Cell("" if row.quota is None else _short(row.quota), "dim"),
        Cell(_share(row.by_worth), tone if row.standard.judged == "worth" else "dim"),
        Cell(_share(row.by_number), tone if row.standard.judged == "number" else "dim"),
        Cell(verdict, tone),
    )


def _amount(money: Money) -> str:
    """A sum in few characters. A mark says that amounts without a rate are left out of it."""
    if money.apart and not money.worth:
        currency, value = money.apart[0]
        return f"{_short(value)} {currency}" + ("+" if len(money.apart) > 1 else "")
    return _short(money.worth) + ("+" if money.apart else "")


def _short(hundredths: int) -> str:
    return short_number(round(hundredths / 100))


def _share(ratio: Ratio) -> str:
    return UNKNOWN if ratio.value is None else f"{ratio.value * 100:.0f} %"


def formula_words(row: LineQuotes, month: MonthQuotes) -> str:
    """How the two shares of a product line came about, with both counts of each."""
    said, times = month_words(month.month), row.standard.multiple
    what = f"{row.product_line or NO_LINE}: {row.number:,} presented in {said}, not withdrawn"
    if row.quota is None:
        return f"{what}; no quota is set"
    worth = money_words(round(row.by_worth.part / 100) * 100, "")
    wanted = money_words(round(row.by_worth.whole / 100) * 100, month.currency)
    words = f"{what}, worth {worth} of {wanted}, {times}x the quota"
    if row.quota_number is None:
        return f"{words}; no number of sales is said"
    return (
        f"{words}; {row.number:,} of {row.quota_number * times:,} by number. Judged by {row.standard.judged}."
    )


def quote_cells(row: QuoteRow, today: date) -> tuple[Cell, ...]:
    """One quote: of which deal, of what, worth what, how it stands, until when."""
    quote = row.quote
    last = quote.last_day
    tone: Tone = "bad" if row.trouble.is_past else "warn" if row.trouble.is_soon else "dim"
    called = row.deal.label if row.deal else quote.deal_name or quote.label
    return (
        Cell(called, "" if row.deal else "warn"),
        Cell(quote.product_line, "dim"),
        Cell(
            money_words(quote.amount, quote.currency) or "no value",
            "" if quote.amount is not None else "warn",
        ),
        Cell(quote.status, _TONES.get(quote.status, "")),
        Cell(short_date(last, today).removesuffix(f" {today.year}") if last else "", "dim"),
        Cell(row.trouble.words or ("" if row.deal else "no deal here"), tone),
        Cell(row.owner, "dim"),
    )


def head_line(overview: QuotesOverview, whose: str, marked: int) -> list[Part]:
    """Which quotes are looked at, and what ends soon or is past its last day."""
    look, number = overview.look, overview.counts
    parts = [Part(whose, "strong")]
    which = "" if look.which == "all" else WORDS.get(look.which, look.which)
    if look.month:
        which = " ".join(filter(None, (which, "presented in", month_words(look.month))))
    if look.narrowing.product_line:
        parts.append(Part(f"{GAP}{clean(look.narrowing.product_line, 24)}", "accent"))
    parts.append(Part(f"{GAP}{overview.total:,} {which}".rstrip()))
    if number["ended"] and look.which != "ended":
        parts.append(Part(f"{GAP}{number['ended']:,} past the last day", "bad"))
    if number["ending"] and look.which != "ending":
        parts.append(Part(f"{GAP}{number['ending']:,} ending soon", "warn"))
    if number["unlinked"] and look.which != "unlinked":
        parts.append(Part(f"{GAP}{number['unlinked']:,} without a deal", "dim"))
    parts.append(Part(f"{GAP}month {month_words(overview.month.month)}, in {overview.month.currency}", "dim"))
    if marked:
        parts.append(Part(f"{GAP}{marked:,} marked", "warn"))
    return parts


def quote_line(quote: Quote, today: date) -> Part:
    """A quote on the page of its deal: what it comes to, how it stands, until when."""
    said = standing(quote, today)
    last = f"until {short_date(quote.last_day, today)}" if quote.last_day and quote.is_open else ""
    words = (
        quote.product_line,
        money_words(quote.amount, quote.currency) or "no value",
        quote.status,
        last,
        said.words,
    )
    text = GAP.join(clean(word) for word in (f"quote {quote.number}".strip(), *words) if word)
    return Part(text, "bad" if said.is_past else "warn" if said.is_soon else "")


def quote_lines(quotes: Sequence[Quote], today: date, most: int) -> list[Part]:
    """The quotes of a deal, a line each, the newest first."""
    lines = [quote_line(quote, today) for quote in reversed(quotes)][:most]
    return [*lines, Part(f"and {len(quotes) - most} more quotes", "dim")] if len(quotes) > most else lines
