"""The keys of handovers: capitals and punctuation, letters are activities'."""

from __future__ import annotations

from screens.shell.which_key import Follower
from widgets.keys import KeyEntry

HAND_OVER_LEAD = KeyEntry(
    id="lead.hand_over",
    keys=("H",),
    action="hand_over",
    label="hand over",
    help="Offer the qualified lead to sales, with a checklist.",
    group="Lead",
)
"""On leads, wherever one stands."""

HAND_OVER_DEAL = KeyEntry(
    id="deal.hand_over",
    keys=("H",),
    action="hand_over",
    label="hand over",
    help="Offer the won deal to its project, or to its keeper.",
    group="Deal",
)
"""On deals, wherever one stands."""

DEAL_FOLLOWERS = (
    Follower("p", "to the project side", "project"),
    Follower("c", "to the customer executive", "customer"),
)

HANDOVER_KEYS: tuple[KeyEntry, ...] = (
    KeyEntry(
        id="handover.accept",
        keys=("A",),
        action="accept",
        label="accept",
        help="Take over what was offered: a lead is yours by that.",
        group="Handover",
        rank=30,
    ),
    KeyEntry(
        id="handover.return",
        keys=("X",),
        action="send_back",
        label="return",
        help="Send the offer back, with a reason.",
        group="Handover",
        rank=31,
    ),
    KeyEntry(
        id="handover.withdraw",
        keys=("Z",),
        action="withdraw",
        label="take back",
        help="Take back an offer of yours that nobody has answered.",
        group="Handover",
        rank=32,
    ),
    KeyEntry(
        id="handover.again",
        keys=("H",),
        action="offer_again",
        label="again",
        help="Offer again what was sent back or taken back.",
        group="Handover",
        rank=33,
    ),
    KeyEntry(
        id="handover.record",
        keys=("L",),
        action="record",
        label="open",
        help="Open the lead or deal, where it is within your reach.",
        group="Handover",
        rank=34,
    ),
    KeyEntry(
        id="view",
        keys=("V",),
        action="view",
        label="view",
        help="Your own handovers, or those of everybody you reach.",
        group="Look",
        rank=40,
    ),
)
"""What can be done with the handover under the cursor."""

VIEW_FOLLOWERS = (Follower("m", "mine", "mine"), Follower("t", "team", "team"))
