"""The looks: dark, light, and plain for terminals of sixteen colours or none."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="dark",
    primary="#5f87af",
    accent="#e0af68",
    foreground="#d7dae0",
    background="#16181d",
    surface="#1d2026",
    panel="#22262e",
    success="#8fbf7f",
    warning="#e0af68",
    error="#e06c75",
    dark=True,
)
LIGHT = Theme(
    name="light",
    primary="#3b6ea5",
    accent="#9a5b00",
    foreground="#24292f",
    background="#fbfaf7",
    surface="#f3f1ec",
    panel="#e9e6df",
    success="#2f7d32",
    warning="#9a5b00",
    error="#b3261e",
    dark=False,
)
PLAIN = "ansi-dark"
"""Textual's own theme of the terminal's sixteen colours."""

NAMES = {"dark": "dark", "light": "light", "plain": PLAIN}
"""Our word for each theme, and the name it is registered under."""
