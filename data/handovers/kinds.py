"""The kinds of handover. What each moves is the program's own; what is ticked off before, a company says."""

from __future__ import annotations

from typing import Literal, NamedTuple

from data.kernel.errors import UsageError
from data.kernel.text import clean
from data.people.sales_roles import SalesCode

Of = Literal["lead", "deal"]


CUSTOMER = "customer"
"""The kind by which a customer gets another owner."""


class Kind(NamedTuple):
    """One kind: which records, to which role (empty: to none of the sales roles), to people outside or not.

    ``purpose`` ends the sentence ``offered to Ben``.
    """

    code: str
    name: str
    of: Of
    to_role: SalesCode
    outside: bool
    purpose: str


KINDS = (
    Kind("lead", "qualified lead to sales", "lead", "SE", False, ""),
    Kind("project", "won deal to the project", "deal", "", True, " for the project"),
    Kind(
        "customer", "won deal to the customer executive", "deal", "CE", False, " as the customer's executive"
    ),
)
"""Source: seeds/004 for leads; seeds/000 for the project side; the customer executive follows from both."""


def kind_of(code: str) -> Kind:
    """The kind of a code. Raises UsageError for one that is none."""
    for kind in KINDS:
        if kind.code == code:
            return kind
    raise UsageError(
        f"{clean(code, 20)!r} is no kind of handover. Kinds: {', '.join(kind.code for kind in KINDS)}."
    )
