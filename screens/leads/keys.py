"""The keys of the inbox, which the lead page shares: capitals and punctuation, letters are activities'."""

from __future__ import annotations

from screens.comments.keys import COMMENT_KEY
from screens.handovers.keys import HAND_OVER_LEAD
from screens.records.narrowed_list import FILTER_KEY
from screens.shell.which_key import Follower
from widgets.keys import KeyEntry

TRIAGE_KEYS: tuple[KeyEntry, ...] = (
    KeyEntry(
        id="lead.log",
        keys=("plus",),
        action="log_detail",
        label="with note",
        help="Log for the lead with a note, or for another day.",
        group="Log",
        rank=56,
    ),
    KeyEntry(
        id="lead.qualify",
        keys=("Q",),
        action="qualify",
        label="qualify",
        help="Answer the questions of qualifying; Q w closes as won.",
        group="Triage",
        rank=30,
    ),
    KeyEntry(
        id="lead.drop",
        keys=("X",),
        action="drop",
        label="drop",
        help="Turn the lead away, with a reason.",
        group="Triage",
        rank=31,
    ),
    KeyEntry(
        id="lead.snooze",
        keys=("Z",),
        action="snooze",
        label="snooze",
        help="Out of sight until: 2d, mon 9:30, next week.",
        group="Triage",
        rank=32,
    ),
    KeyEntry(
        id="lead.next",
        keys=("N",),
        action="next_step",
        label="next step",
        help="What to do next, and when.",
        group="Triage",
        rank=33,
    ),
    KeyEntry(
        id="lead.message",
        keys=("R",),
        action="received",
        label="received",
        help="A message came in: the response clock starts.",
        group="Triage",
        rank=45,
        keeps="draft of a record",
    ),
    KeyEntry(
        id="lead.note",
        keys=("semicolon",),
        action="note",
        label="note",
        help="Write a note.",
        group="Triage",
        rank=55,
        keeps="draft of a record",
    ),
    COMMENT_KEY,
    KeyEntry(
        id="lead.tag",
        keys=("number_sign",),
        action="tag",
        label="tag",
        help="Put a tag on, or -tag takes one off.",
        group="Triage",
    ),
    KeyEntry(
        id="lead.assign",
        keys=("at",),
        action="assign",
        label="assign",
        help="Give the lead to somebody.",
        group="Triage",
    ),
    KeyEntry(
        id="lead.reopen",
        keys=("P",),
        action="reopen",
        label="take up",
        help="Take up again what was dropped or snoozed.",
        group="Triage",
    ),
    KeyEntry(
        id="lead.edit",
        keys=("E",),
        action="edit",
        label="edit",
        help="Change what is known about the lead.",
        group="Lead",
    ),
    KeyEntry(
        id="lead.company",
        keys=("C",),
        action="company",
        label="company",
        help="Open the lead's company: its people, what happened.",
        group="Lead",
    ),
    KeyEntry(
        id="lead.deal",
        keys=("dollar_sign",),
        action="open_deal",
        label="deal",
        help="Open a deal from the lead, or show the one it has.",
        group="Lead",
    ),
    HAND_OVER_LEAD,
    KeyEntry(
        id="lead.copy",
        keys=("Y",),
        action="copy",
        label="copy",
        help="Copy e-mail or phone to your own clipboard.",
        group="Lead",
    ),
    KeyEntry(
        id="lead.duplicates",
        keys=("ampersand",),
        action="duplicates",
        label="duplicates",
        help="Look for the same lead twice, merge.",
        group="Lead",
    ),
)
"""What can be done with the lead under the cursor, or with all that are marked."""

INBOX_KEYS: tuple[KeyEntry, ...] = (
    KeyEntry(
        id="lead.add",
        keys=("A",),
        action="add",
        label="add",
        help="A new lead.",
        group="Lead",
        rank=50,
        keeps="draft",
    ),
    KeyEntry(
        id="lead.mark",
        keys=("space",),
        action="mark",
        label="mark",
        help="Mark the lead: keys and letters then take all marked.",
        group="Triage",
    ),
    KeyEntry(
        id="block",
        keys=("B",),
        action="block",
        label="call block",
        help="Call one after the other, with outcome keys.",
        group="Triage",
        rank=34,
    ),
    FILTER_KEY,
    KeyEntry(
        id="view",
        keys=("V",),
        action="view",
        label="view",
        help="Another view: agenda, unworked, team, snoozed, done.",
        group="Look",
        rank=42,
    ),
    KeyEntry(
        id="order",
        keys=("O",),
        action="order",
        label="order",
        help="Another order: what matters, name, company.",
        group="Look",
    ),
    KeyEntry(
        id="lead.import",
        keys=("I",),
        action="import",
        label="import",
        help="Bring in leads from a file of any CRM.",
        group="Lead",
    ),
)
"""What else the inbox does."""

VIEW_FOLLOWERS = (
    Follower("m", "mine", "mine"),
    Follower("a", "agenda", "agenda"),
    Follower("w", "unworked", "unworked"),
    Follower("u", "unassigned", "unassigned"),
    Follower("t", "team", "team"),
    Follower("s", "snoozed", "snoozed"),
    Follower("d", "done", "done"),
)
ORDER_FOLLOWERS = (
    Follower("w", "what matters", "what matters"),
    Follower("n", "name", "name"),
    Follower("c", "company", "company"),
    Follower("t", "last touch", "last touch"),
    Follower("d", "newest", "newest"),
)
QUALIFY_FOLLOWERS = (
    Follower("b", "budget", "has_budget"),
    Follower("n", "need", "has_need"),
    Follower("a", "authority", "has_authority"),
    Follower("t", "timing", "has_timing"),
    Follower("m", "willing to meet", "will_meet"),
    Follower("q", "qualified", "qualified"),
    Follower("w", "won", "won"),
)
