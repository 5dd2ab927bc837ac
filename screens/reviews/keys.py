"""The keys of the review screen: capitals and punctuation, letters are activities'."""

from __future__ import annotations

from dataclasses import replace

from screens.comments.keys import COMMENT_KEY
from screens.shell.which_key import Follower
from widgets.keys import KeyEntry

REVIEW_KEYS: tuple[KeyEntry, ...] = (
    KeyEntry(
        id="review.submit",
        keys=("S",),
        action="submit",
        label="submit",
        help="Submit your week, with words of your own or none.",
        group="Review",
        rank=30,
        keeps="draft",
    ),
    KeyEntry(
        id="review.sign",
        keys=("A",),
        action="sign",
        label="sign",
        help="Sign the week off: it is closed then (managers).",
        group="Review",
        rank=31,
        also="approve accept sign off",
        keeps="draft",
    ),
    KeyEntry(
        id="review.return",
        keys=("X",),
        action="send_back",
        label="return",
        help="Return the week, with a reason (managers).",
        group="Review",
        rank=32,
        keeps="draft",
    ),
    replace(COMMENT_KEY, rank=33),
    KeyEntry(
        id="review.adjust",
        keys=("plus",),
        action="adjust",
        label="adjust",
        help="Correct a signed week by points more or less (managers).",
        group="Review",
        keeps="draft",
    ),
    KeyEntry(
        id="review.next",
        keys=("N",),
        action="next_waiting",
        label="next",
        help="The next week that waits.",
        group="Look",
        rank=34,
    ),
    KeyEntry(
        id="review.earlier",
        keys=("left_square_bracket",),
        shown="[ ]",
        action="week(-1)",
        label="week",
        help="The same person's week before.",
        group="Look",
        rank=40,
    ),
    KeyEntry(
        id="review.later",
        keys=("right_square_bracket",),
        action="week(1)",
        label="next week",
        help="The same person's week after.",
        group="Look",
    ),
    KeyEntry(
        id="review.state",
        keys=("F",),
        action="state",
        label="which",
        help="Only open weeks, submitted, returned or signed ones.",
        group="Look",
        rank=50,
    ),
    KeyEntry(
        id="review.view",
        keys=("V",),
        action="view",
        label="whose",
        help="Your own weeks, or the team's.",
        group="Look",
        rank=51,
    ),
    KeyEntry(
        id="review.pane",
        keys=("tab",),
        action="pane",
        label="pane",
        help="Between the weeks and the page.",
        group="Look",
    ),
)
"""What is done with the week that is looked at, and which that is."""

VIEW_FOLLOWERS = (Follower("m", "your own weeks", "mine"), Follower("t", "the team's weeks", "team"))
STATE_FOLLOWERS = (
    Follower("a", "all", "all"),
    Follower("o", "open", "open"),
    Follower("s", "submitted", "submitted"),
    Follower("r", "returned", "returned"),
    Follower("c", "signed", "signed"),
)
