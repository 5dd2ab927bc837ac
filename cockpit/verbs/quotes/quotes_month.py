"""The parts of ``cockpit quotes`` on the standard: a month by product line, and by what it is judged."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from cockpit.answer import say_json, say_result
from cockpit.parser import screen_width
from cockpit.parts import Parts
from cockpit.text_tables import Column, text_table
from cockpit.verbs.deals.which_deal import add_narrowing, narrowing
from cockpit.verbs.quotes.which_quote import add_json
from cockpit.words import shown, whole
from data.calendar.days import day_of
from data.deals.quotas import checked_month
from data.kernel.errors import UsageError
from data.kernel.ratio import Ratio
from data.quotes.standard import JUDGED, LineQuotes, MonthQuotes, SetQuoteStandard, month_quotes, standard
from data.records.money import money_words

if TYPE_CHECKING:
    from cockpit.session import Session


def add_to(parts: Parts) -> None:
    """Add the parts and their options."""
    viewer = parts.add(
        "month", "quotes of a month against the quota of each product line", "cockpit quotes month", _month
    )
    add_narrowing(viewer)
    viewer.add_argument("--month", default="", metavar="MONTH", help="as 2026-11 (this month)")
    setter = parts.add(
        "standard", "how many times the quota, and judged by what", "cockpit quotes standard 3", _standard
    )
    setter.add_argument("times", nargs="?", metavar="TIMES", help="how many times the quota")
    setter.add_argument("--judge-by", dest="judged", choices=JUDGED, help="by what a month is judged")
    add_json(viewer)
    add_json(setter)


def _month(options: argparse.Namespace, session: Session) -> int:
    today = day_of(session.now, session.person.zone)
    month = checked_month(options.month) if options.month else today.isoformat()[:7]
    found = month_quotes(session.store, session.person, narrowing(options, session), month)
    if options.json:
        say_json(_facts(found))
        return 0
    if not found.lines:
        print("No product line is there yet. Add a product: cockpit products add NAME --line LINE")
        return 0
    columns = [
        Column("product line"), Column("quotes", True), Column("worth", True), Column("quota", True, drop=2),
        Column("of worth wanted", True, short="worth"), Column("of number wanted", True, short="number"), Column(""),
    ]  # fmt: skip
    rows = [
        (
            row.product_line or "no product line", row.number, _worth(row, found.currency),
            money_words(row.quota, found.currency), _share(row.by_worth), _share(row.by_number), _verdict(row),
        )
        for row in found.lines
    ]  # fmt: skip
    print(text_table(columns, rows, screen_width()))
    wanted = standard(session.store)
    print(
        f"\nquotes presented in {month}, not withdrawn; wanted are {wanted.multiple}x the quota of each line, "
        f"judged by {wanted.judged}"
    )
    for line in left_out(found):
        print(line)
    return 0


def _worth(row: LineQuotes, currency: str) -> str:
    own = money_words(round(row.worth.worth / 100) * 100, currency) if row.worth.worth else ""
    return " + ".join(filter(None, (own, *(money_words(value, name) for name, value in row.worth.apart))))


def _share(ratio: Ratio) -> str:
    return "n/a" if ratio.value is None else f"{ratio.value * 100:.0f} %"


def _verdict(row: LineQuotes) -> str:
    return {None: "no quota", True: "met", False: "behind"}[row.is_met]


def left_out(found: MonthQuotes) -> list[str]:
    """What the worths leave out, and why."""
    lines = []
    if valueless := sum(row.valueless for row in found.lines):
        lines.append(f"{valueless:,} have no value")
    if any(row.worth.apart for row in found.lines):
        lines.append("what is in a currency without a rate is in no share")
    if found.undated:
        lines.append(f"of {found.undated:,} it is not known when they were presented: no month counts them")
    return lines


def _standard(options: argparse.Namespace, session: Session) -> int:
    if options.times is None and options.judged is None:
        now = standard(session.store)
        if options.json:
            say_json(now._asdict())
        else:
            print(f"quotes: {now.multiple}x the quota of each product line, judged by {now.judged}")
        return 0
    times = None if options.times is None else whole(options.times)
    if options.times is not None and times is None:
        raise UsageError(f"TIMES is a whole number, like 3, not {shown(options.times)}.")
    result = session.apply(SetQuoteStandard, multiple=times, judged=options.judged)
    return say_result(session, result, as_json=options.json)


def _facts(found: MonthQuotes) -> dict[str, Any]:
    return {
        "month": found.month,
        "currency": found.currency,
        "undated": found.undated,
        "lines": [
            {
                "product_line": row.product_line, "quotes": row.number, "worth": row.worth.worth / 100,
                "in_other_currencies": {name: value / 100 for name, value in row.worth.apart},
                "without_value": row.valueless, "quota": None if row.quota is None else row.quota / 100,
                "quota_number": row.quota_number, "multiple": row.standard.multiple,
                "of_worth_wanted": row.by_worth.value, "of_number_wanted": row.by_number.value,
                "judged_by": row.standard.judged, "met": row.is_met,
            }
            for row in found.lines
        ],
    }  # fmt: skip
