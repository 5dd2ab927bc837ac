"""The keys of the board."""

from __future__ import annotations

from data.people.sales_roles import SALES_ROLES
from screens.shell.which_key import Follower
from widgets.keys import KeyEntry

BOARD_KEYS: tuple[KeyEntry, ...] = (
    KeyEntry(
        id="board.earlier",
        keys=("left_square_bracket",),
        action="earlier",
        label="before",
        help="The week, month or quarter before.",
        group="Look",
        rank=30,
    ),
    KeyEntry(
        id="board.later",
        keys=("right_square_bracket",),
        action="later",
        label="after",
        help="The week, month or quarter after.",
        group="Look",
        rank=31,
    ),
    KeyEntry(
        id="board.length",
        keys=("F",),
        action="length",
        label="period",
        help="Another length: week, month, quarter.",
        group="Look",
        rank=32,
    ),
    KeyEntry(
        id="view",
        keys=("V",),
        action="view",
        label="whose",
        help="Whose numbers: yours, a role's, everybody's.",
        group="Look",
        rank=33,
    ),
    KeyEntry(
        id="pane",
        keys=("tab",),
        action="pane",
        label="pane",
        help="Between the numbers and the people.",
        group="Look",
        rank=34,
    ),
)
"""What the board does: it only shows."""

VIEW_FOLLOWERS = (
    Follower("m", "mine", "mine"),
    Follower("a", "all whom you reach", "all"),
    *(Follower(role.code[0].lower(), f"{role.code}, {role.name}", role.code) for role in SALES_ROLES),
)
