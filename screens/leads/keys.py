"""The keys of the inbox, which the lead page shares: capitals and punctuation, letters are activities'."""

from __future__ import annotations

from screens.shell.which_key import Follower
from widgets.keys import KeyEntry

TRIAGE_KEYS: tuple[KeyEntry, ...] = (
    KeyEntry(
        "lead.qualify", ("Q",), "Q", "qualify", "qualify", "Answer the questions of qualifying.", "Triage", 30
    ),
    KeyEntry("lead.drop", ("X",), "X", "drop", "drop", "Turn the lead away, with a reason.", "Triage", 31),
    KeyEntry(
        "lead.snooze",
        ("Z",),
        "Z",
        "snooze",
        "snooze",
        "Out of sight until: 2d, mon 9:30, next week.",
        "Triage",
        32,
    ),
    KeyEntry("lead.next", ("N",), "N", "next_step", "next step", "What to do next, and when.", "Triage", 33),
    KeyEntry(
        "lead.message",
        ("R",),
        "R",
        "received",
        "received",
        "A message came in: the response clock starts.",
        "Triage",
        45,
    ),
    KeyEntry("lead.note", ("semicolon",), ";", "note", "note", "Write a note.", "Triage", 55),
    KeyEntry(
        "lead.tag", ("number_sign",), "#", "tag", "tag", "Put a tag on, or -tag takes one off.", "Triage"
    ),
    KeyEntry("lead.assign", ("at",), "@", "assign", "assign", "Give the lead to somebody.", "Triage"),
    KeyEntry(
        "lead.reopen",
        ("P",),
        "P",
        "reopen",
        "take up",
        "Take up again what was dropped or snoozed.",
        "Triage",
    ),
    KeyEntry("lead.edit", ("E",), "E", "edit", "edit", "Change what is known about the lead.", "Lead"),
    KeyEntry("lead.copy", ("Y",), "Y", "copy", "copy", "Copy e-mail or phone to your own clipboard.", "Lead"),
    KeyEntry(
        "lead.duplicates",
        ("ampersand",),
        "&",
        "duplicates",
        "duplicates",
        "Look for the same lead twice, merge.",
        "Lead",
    ),
)
"""What can be done with the lead under the cursor, or with all that are marked."""

INBOX_KEYS: tuple[KeyEntry, ...] = (
    KeyEntry("lead.add", ("A",), "A", "add", "add", "A new lead.", "Lead", 50),
    KeyEntry(
        "lead.mark",
        ("space",),
        "space",
        "mark",
        "mark",
        "Mark the lead: keys and letters then take all marked.",
        "Triage",
    ),
    KeyEntry(
        "block",
        ("B",),
        "B",
        "block",
        "call block",
        "Call one after the other, with outcome keys.",
        "Triage",
        34,
    ),
    KeyEntry("filter", ("slash",), "/", "filter", "find", "Narrow the list as you type.", "Look", 40),
    KeyEntry(
        "view", ("V",), "V", "view", "view", "Another view: mine, unworked, team, snoozed, done.", "Look", 42
    ),
    KeyEntry("order", ("O",), "O", "order", "order", "Another order: what matters, name, company.", "Look"),
    KeyEntry(
        "lead.import", ("I",), "I", "import", "import", "Bring in leads from a file of any CRM.", "Lead"
    ),
)
"""What else the inbox does."""

VIEW_FOLLOWERS = (
    Follower("m", "mine", "mine"),
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
)
