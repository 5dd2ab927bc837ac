"""The keys of the points screen."""

from __future__ import annotations

from widgets.keys import KeyEntry

POINTS_KEYS: tuple[KeyEntry, ...] = (
    KeyEntry(
        "log.detail",
        ("plus",),
        "+",
        "log_detail",
        "with note",
        "Log with a note, or for another day.",
        "Log",
        15,
    ),
    KeyEntry("entry.edit", ("E",), "E", "edit", "edit", "Change the entry under the cursor.", "Entry", 30),
    KeyEntry(
        "entry.note",
        ("semicolon",),
        ";",
        "note",
        "note",
        "Change only the note of the entry.",
        "Entry",
        45,
    ),
    KeyEntry(
        "entry.delete",
        ("D", "delete"),
        "D",
        "delete",
        "delete",
        "Delete the entry under the cursor.",
        "Entry",
        35,
    ),
    KeyEntry(
        "week.previous",
        ("left_square_bracket",),
        "[ ]",
        "week(-1)",
        "week",
        "The week before.",
        "Time",
        40,
    ),
    KeyEntry("week.next", ("right_square_bracket",), "]", "week(1)", "next week", "The week after.", "Time"),
    KeyEntry("day.previous", ("left",), "left right", "day(-1)", "day", "The day before.", "Time", 70),
    KeyEntry("day.next", ("right",), "right", "day(1)", "next day", "The day after.", "Time"),
    KeyEntry("day.today", ("T",), "T", "today", "today", "Back to today.", "Time"),
    KeyEntry("day.all", ("W",), "W", "whole_week", "whole week", "All entries of the week.", "Time"),
    KeyEntry(
        "chart", ("percent_sign",), "%", "chart", "chart", "Another chart: week, weeks, mix.", "Look", 65
    ),
    KeyEntry(
        "numbers",
        ("equals_sign",),
        "=",
        "numbers",
        "numbers",
        "Open the numbers: what made them, and how.",
        "Look",
        50,
    ),
    KeyEntry("pane", ("tab",), "tab", "pane", "pane", "Between the log and the kinds.", "Look"),
)
"""Logging, entries, days and weeks, and what opens."""
