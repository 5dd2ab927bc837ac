"""The keys of the KRA screen: capitals and punctuation, letters are activities'."""

from __future__ import annotations

from screens.comments.keys import COMMENT_KEY
from screens.shell.which_key import Follower
from widgets.keys import KeyEntry

ITEM_KEYS: tuple[KeyEntry, ...] = (
    KeyEntry(
        id="kra.done",
        keys=("space",),
        action="done",
        label="done",
        help="Tick the item as done, or open again.",
        group="Item",
        rank=30,
        also="tick check",
    ),
    KeyEntry(
        id="kra.not_done",
        keys=("X",),
        action="not_done",
        label="not",
        help="Say that the item was not done.",
        group="Item",
        rank=44,
    ),
    KeyEntry(
        id="kra.not_applicable",
        keys=("minus",),
        action="not_applicable",
        label="n/a",
        help="Say that the item does not apply, and why.",
        group="Item",
        rank=32,
        keeps="draft",
    ),
    KeyEntry(
        id="kra.number",
        keys=("number_sign",),
        action="number",
        label="number",
        help="Enter the item's number.",
        group="Item",
        rank=45,
    ),
    KeyEntry(
        id="kra.evidence",
        keys=("semicolon",),
        action="evidence",
        label="show",
        help="Show that it was done: words, a link, deal: website.",
        group="Item",
        rank=31,
        also="note link proof",
        keeps="draft",
    ),
    COMMENT_KEY,
    KeyEntry(
        id="kra.ask",
        keys=("Q",),
        action="ask_evidence",
        label="ask",
        help="Ask for evidence of the item (managers).",
        group="Item",
        keeps="draft",
    ),
)
"""What can be done with the item under the cursor."""

RUN_KEYS: tuple[KeyEntry, ...] = (
    KeyEntry(
        id="kra.close",
        keys=("C",),
        action="close_run",
        label="close",
        help="Close the run of the item: shows what is open, asks once.",
        group="Run",
        rank=35,
        also="finish",
    ),
    KeyEntry(
        id="kra.reopen",
        keys=("P",),
        action="reopen",
        label="take up",
        help="Open a closed run again, with the reason (managers).",
        group="Run",
        also="reopen",
    ),
    KeyEntry(
        id="run.begin",
        keys=("B",),
        action="begin",
        label="begin",
        help="Begin a run at an event, as a handover.",
        group="Run",
        also="event handover start",
        keeps="draft",
    ),
    KeyEntry(
        id="standards",
        keys=("S",),
        action="standards",
        label="standards",
        help="The standards: run one, give one up, change its items.",
        group="Run",
        rank=41,
        also="take drop edit",
    ),
    KeyEntry(
        id="panes",
        keys=("percent_sign", "tab"),
        action="pane",
        label="areas",
        help="Items, areas with their progress, weeks as a heat map.",
        group="Look",
        rank=40,
        also="history heat map streak progress",
    ),
    KeyEntry(
        id="scorecard",
        keys=("equals_sign",),
        action="app.go_to('scorecard')",
        label="how well",
        help="How well it is done: the scorecard of all KPIs.",
        group="Look",
        rank=46,
        also="kpi numbers",
    ),
    KeyEntry(
        id="week.previous",
        keys=("left_square_bracket",),
        action="earlier",
        label="week",
        help="The runs of the week before.",
        group="Look",
        rank=42,
    ),
    KeyEntry(
        id="week.next",
        keys=("right_square_bracket",),
        action="later",
        label="later",
        help="The week after, and what is to be done now.",
        group="Look",
    ),
    KeyEntry(
        id="view",
        keys=("V",),
        action="view",
        label="view",
        help="Whose runs: yours, or those of somebody of the team.",
        group="Look",
        rank=43,
        also="team person",
    ),
)
"""What else can be done."""

CLOSE_FOLLOWERS = (
    Follower("c", "close, carry them over", "carry"),
    Follower("y", "close, they were not done", "leave"),
    Follower("n", "leave it open", "no"),
)
CADENCE_FOLLOWERS = (
    Follower("d", "day", "day"),
    Follower("w", "week", "week"),
    Follower("m", "month", "month"),
    Follower("q", "quarter", "quarter"),
)
