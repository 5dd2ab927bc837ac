"""The keys of the team."""

from __future__ import annotations

from screens.shell.which_key import Follower
from widgets.keys import KeyEntry

TEAM_KEYS: tuple[KeyEntry, ...] = (
    KeyEntry(
        id="team.order",
        keys=("O",),
        action="order",
        label="order",
        help="Another order; switch the ranking off, or on again.",
        group="Look",
        rank=30,
        also="sort rank",
    ),
    KeyEntry(
        id="numbers",
        keys=("equals_sign",),
        action="numbers",
        label="numbers",
        help="Open the team's numbers: how, and of whom.",
        group="Look",
        rank=31,
    ),
    KeyEntry(
        id="team.goal",
        keys=("W",),
        action="goal",
        label="weekly goal",
        help="Set the weekly goal of who is under the cursor.",
        group="Team",
        rank=33,
        also="target points",
    ),
    KeyEntry(
        id="team.days_off",
        keys=("X",),
        action="days_off",
        label="excuse days",
        help="Days off of who is under the cursor.",
        group="Team",
        rank=34,
        also="holiday ill absent",
    ),
)
"""What a manager does on the team; enter opens a cockpit to read in."""

NEED, RANK, NAME, SWITCH = "need", "rank", "name", "switch"
ORDER_FOLLOWERS = (
    Follower("a", "who needs attention", NEED),
    Follower("r", "the ranking", RANK),
    Follower("n", "by name", NAME),
    Follower("s", "switch the ranking off or on", SWITCH),
)
