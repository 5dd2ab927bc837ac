"""The keys of the scorecard."""

from __future__ import annotations

from data.kpi.record_kinds import RecordKind
from data.people.sales_roles import SALES_ROLES
from screens.shell.which_key import Follower
from widgets.keys import KeyEntry

SCORECARD_KEYS: tuple[KeyEntry, ...] = (
    KeyEntry(
        id="scorecard.earlier",
        keys=("left_square_bracket",),
        action="earlier",
        label="before",
        help="The period before.",
        group="Look",
        rank=30,
    ),
    KeyEntry(
        id="scorecard.later",
        keys=("right_square_bracket",),
        action="later",
        label="after",
        help="The period after.",
        group="Look",
        rank=31,
    ),
    KeyEntry(
        id="scorecard.length",
        keys=("F",),
        action="length",
        label="period",
        help="Another length: day, week, month, quarter, year.",
        group="Look",
        rank=32,
    ),
    KeyEntry(
        id="view",
        keys=("V",),
        action="view",
        label="whose",
        help="Whose scorecard: yours, somebody's, everybody's together.",
        group="Look",
        rank=33,
    ),
    KeyEntry(
        id="scorecard.read",
        keys=("R",),
        action="read",
        label="enter",
        help="Enter what the KPI counts: a training, a test, an audit.",
        group="Change",
        rank=20,
    ),
    KeyEntry(
        id="scorecard.target",
        keys=("T",),
        action="target",
        label="target",
        help="Set what is to be reached.",
        group="Change",
        rank=21,
    ),
)
"""What the scorecard does."""

VIEW_FOLLOWERS = (
    Follower("m", "mine", "mine"),
    Follower("a", "all whom you reach, together", "all"),
    Follower("p", "one person's", "person"),
    *(Follower(role.code[0].lower(), f"{role.code}, {role.name}", role.code) for role in SALES_ROLES),
)

WITHDRAW = "withdraw"
"""The answer that takes a small record out."""


def settling_followers(kind: RecordKind) -> list[Follower]:
    """How a small record of a kind may end, each by its first letter; that it is open after all, or to be taken out."""
    ends = [Follower(outcome[0], outcome, outcome) for outcome in kind.outcomes]
    if not ends:
        return [Follower("x", "take it out", WITHDRAW)]
    return [*ends, Follower("o", "open after all", ""), Follower("x", "take it out", WITHDRAW)]
