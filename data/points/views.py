"""The views of the log, of points by day and week, and of what kinds are worth, for those who ask in SQL."""

from data.kernel.tables import View

_WHO = {"person_id": "whose it is: the person's id", "person": "the person's handle"}
_KIND = {"kind": "the kind's code", "kind_name": "what the company calls the kind"}
_DAY = {"day": "the day, in the person's time zone", "week": "its ISO week, as 2026-W47"}

VIEWS = (
    View(
        "activities",
        "An entry of the log.",
        {
            "activity_id": "the entry's id",
            "reference": "the id as 13 letters and digits, as the command line and exports write it",
            **_WHO,
            **_KIND,
            "count": "how many activities the entry holds",
            "points": "what they were worth when they were logged",
            "at": "when they were done",
            **_DAY,
            "note": "the note",
            "flag": "why somebody should look at the entry; empty where nobody need",
            "lead_id": "the lead; where that one was merged into another, the other",
            "outcome": "how the call went",
            "source": "what the entry was called in the file that it came from",
            "imported": "1: came from a file; 0: was logged here",
        },
        owner="person_id",
    ),
    View(
        "day_points",
        "A person's total of one kind on one day.",
        {
            **_WHO,
            **_DAY,
            **_KIND,
            "entries": "how many entries of the log it is made of",
            "count": "how many activities",
            "points": "what they were worth",
        },
        owner="person_id",
    ),
    View(
        "week_points",
        "A person's week: each one with entries and, of whoever is active and sells, each one since the start of work, "
        "from the first to the latest week in which anybody has logged.",
        {
            **_WHO,
            "week": "the ISO week, as 2026-W47",
            "monday": "its first day",
            "onboarding_week": "1 in the week of the start of work; empty before it",
            "goal": "the goal in points; empty where none holds",
            "points": "what was logged in the week",
            "reached": "1: points reach the goal; 0: they do not; empty without a goal",
            "missing": "the points that the goal is away, at least 0; empty without a goal",
            "entries": "how many entries of the log",
            "signed_by": "the handle of whoever has signed the week off; empty while it is open",
            "signed": "when that was",
        },
        owner="person_id",
    ),
    View(
        "kinds",
        "What a kind of activity is worth from one day to another.",
        {
            **_KIND,
            "plural": "what several are called",
            "key": "the letter that logs it",
            "active": "1: can be logged; 0: is retired",
            "points": "what one is worth",
            "from_day": "the first day on which it is worth that",
            "until_day": "the last one; empty where it still is, or will be until further notice",
        },
        open_to_all=True,
    ),
)
