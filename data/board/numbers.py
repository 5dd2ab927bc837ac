"""The nine numbers on which all four roles record, and which of them each role lives by. Source: seeds/004."""

from __future__ import annotations

from typing import Literal, NamedTuple

from data.kernel.errors import UsageError
from data.kernel.text import clean
from data.people.sales_roles import SalesCode

Code = Literal[
    "leads", "handed", "meetings", "requested", "presented", "closed", "sale_value", "stays", "enlarged"
]
Unit = Literal["count", "money", "months"]


class Number(NamedTuple):
    """One of the nine: its place, its name, what it is told in, and its formula.

    ``table`` holds the records that it counts; of a mean (``is_mean``) these are what it divides by. ``beside`` says
    what is told besides the own ones: in what others have a part (empty: nothing).
    """

    code: Code
    place: int
    name: str
    unit: Unit
    table: str
    formula: str
    is_mean: bool = False
    beside: str = "from leads handed over"


NUMBERS = (
    Number(
        *("leads", 1, "outbound and inbound leads", "count", "lead"),
        "leads that began in the period, by their source; of whoever handed them over, else of their owner",
        beside="",
    ),
    Number(
        *("handed", 2, "qualified leads handed over", "count", "handover"),
        "handovers of leads that were accepted in the period, by who gave; who got them is told beside",
        beside="received",
    ),
    Number(
        *("meetings", 3, "face-to-face meetings", "count", "activity"),
        "activities of the kinds that count as a meeting, by the day on which they were",
    ),
    Number(
        *("requested", 4, "proposals requested", "count", "deal"),
        "deals of which a proposal was requested in the period: by a quote or by their stage, each deal once",
    ),
    Number(
        *("presented", 5, "proposals presented", "count", "deal"),
        "deals of which a proposal was presented in the period: by a quote or by their stage, each deal once",
    ),
    Number(*("closed", 6, "sales closed", "count", "deal"), "deals won in the period"),
    Number(
        *("sale_value", 7, "worth of a sale", "money", "deal"),
        "value of the deals won in the period ÷ those of them that have a value",
        is_mean=True,
    ),
    Number(
        *("stays", 8, "how long a customer stays", "months", "customer"),
        "months from the first day of each customer there is to the last day of the period ÷ customers",
        is_mean=True,
    ),
    Number(
        *("enlarged", 9, "how much a customer grows", "money", "customer"),
        "value that was added in the period to customers that had some ÷ customers there are",
        is_mean=True,
    ),
)
"""In the order of the dashboard."""

BY_WAY: tuple[Code, ...] = ("requested", "presented")
"""The numbers that are counted from the way of deals through the stages, besides their quotes."""

LIVES_BY: dict[SalesCode, tuple[Code, ...]] = {
    "LGE": ("leads", "handed", "meetings", "closed"),
    "ERE": ("leads", "handed", "meetings", "closed"),
    "SE": ("meetings", "requested", "presented", "closed", "sale_value"),
    "CE": ("stays", "enlarged", "closed", "sale_value"),
    "": (),
}
"""What each role lives by. Who finds leads lives by what becomes of them, too: that is told of each number."""


def ordered(role: str) -> tuple[Number, ...]:
    """All nine, those first that a role lives by."""
    first = next((codes for code, codes in LIVES_BY.items() if code == role), ())
    by_code = {number.code: number for number in NUMBERS}
    return (*(by_code[code] for code in first), *(number for number in NUMBERS if number.code not in first))


def lives_by(role: str, number: Number) -> bool:
    """Whether a role lives by a number; whoever has no role by all of them."""
    return not role or any(code == role and number.code in codes for code, codes in LIVES_BY.items())


def number_named(word: str) -> Number:
    """The number of a place (1 to 9) or a code. Raises UsageError for what is none."""
    wanted = word.strip().casefold()
    for number in NUMBERS:
        if wanted in (str(number.place), number.code):
            return number
    codes = ", ".join(f"{number.place} {number.code}" for number in NUMBERS)
    raise UsageError(f"{clean(word, 20)!r} is none of the nine numbers: {codes}.")
