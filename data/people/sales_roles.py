"""The four specialised roles of a sales team: who finds, who answers, who sells, who keeps. Source: seeds/004."""

from __future__ import annotations

from typing import Literal, NamedTuple

SalesCode = Literal["", "LGE", "ERE", "SE", "CE"]


class SalesRole(NamedTuple):
    """One role. ``side`` is where it works, ``hands_to`` the role that goes on with what it hands over."""

    code: SalesCode
    name: str
    side: Literal["inside", "outside"]
    hands_to: SalesCode


SALES_ROLES = (
    SalesRole("LGE", "lead generation executive", "inside", "SE"),
    SalesRole("ERE", "enquiry response executive", "inside", "SE"),
    SalesRole("SE", "sales executive", "outside", "CE"),
    SalesRole("CE", "customer executive", "outside", ""),
)
"""In the order in which they meet a customer."""

CODES = tuple(role.code for role in SALES_ROLES)
