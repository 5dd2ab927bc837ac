"""The nine numbers on which all four roles record, and which of them each role lives by. Source: seeds/004."""

from __future__ import annotations

from typing import Literal, NamedTuple

from data.kernel.errors import UsageError
from data.kernel.text import clean
from data.kpi.kpi import Kpi, kpi
from data.kpi.measure import Measure
from data.kpi.measures import measures
from data.people.sales_roles import SalesCode

Code = Literal[
    "leads", "handed", "meetings", "requested", "presented", "closed", "sale_value", "stays", "enlarged"
]


FROM_HANDED = "from leads handed over"


class Number(NamedTuple):
    """One of the nine: the word for it, its place, and the code of the KPI that it is.

    ``beside`` says what is told besides the own ones: in what others have a part (empty: nothing).
    """

    code: Code
    place: int
    kpi_code: str
    beside: str = FROM_HANDED

    @property
    def kpi(self) -> Kpi:
        """The KPI: its name, its unit, its formula."""
        return kpi(self.kpi_code)

    @property
    def measure(self) -> Measure:
        """What its records are made by."""
        return measures()[self.kpi.measure]

    @property
    def is_mean(self) -> bool:
        """Whether it is a mean of its records, and not how many they are."""
        return self.measure.how == "ratio"


NUMBERS = (
    Number("leads", 1, "leads-begun", beside=""),
    Number("handed", 2, "leads-handed", beside="received"),
    Number("meetings", 3, "prospect-meetings-held"),
    Number("requested", 4, "proposals-requested"),
    Number("presented", 5, "proposals-presented"),
    Number("closed", 6, "sales-closed"),
    Number("sale_value", 7, "sale-worth"),
    Number("stays", 8, "customer-tenure"),
    Number("enlarged", 9, "customer-enlarged"),
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
        if wanted in (str(number.place), number.code, number.kpi_code):
            return number
    codes = ", ".join(f"{number.place} {number.code}" for number in NUMBERS)
    raise UsageError(f"{clean(word, 20)!r} is none of the nine numbers: {codes}.")
