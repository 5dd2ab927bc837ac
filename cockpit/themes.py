"""The looks: dark, light, and plain for terminals of sixteen colours or none."""

from __future__ import annotations

from collections.abc import Mapping

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
    variables={
        "scrollbar": "#3d4452",
        "scrollbar-hover": "#4d5566",
        "scrollbar-active": "#5f87af",
        "scrollbar-background": "#1d2026",
        "scrollbar-background-hover": "#1d2026",
        "scrollbar-background-active": "#1d2026",
    },
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
    variables={
        "scrollbar": "#c3bfb4",
        "scrollbar-hover": "#a9a598",
        "scrollbar-active": "#3b6ea5",
        "scrollbar-background": "#f3f1ec",
        "scrollbar-background-hover": "#f3f1ec",
        "scrollbar-background-active": "#f3f1ec",
    },
)
PLAIN = "ansi-dark"
"""Textual's own theme of the terminal's sixteen colours."""

RICH_IN_COLOURS = ("256color", "kitty", "truecolor", "direct")
"""Endings of TERM of terminals with 256 colours or more."""

NAMES = {"dark": "dark", "light": "light", "plain": PLAIN}
"""Our word for each theme, and the name it is registered under."""


def word_for(name: str) -> str:
    """Our word for the theme registered under a name."""
    return next(word for word, registered in NAMES.items() if registered == name)


def native_colours(environment: Mapping[str, str]) -> bool | None:
    """Whether the terminal's own colours are used whatever the look: True where no colours are wanted.

    The app decides at its start, before it has a look, how it leaves colours out; None lets the look decide.
    """
    return True if "NO_COLOR" in environment else None


def fitting(environment: Mapping[str, str], chosen: str = "") -> str:
    """The look for a terminal: plain without colours or with sixteen, else the chosen one, or dark.

    The look may have been chosen on another terminal: in sixteen colours those of the others turn grey.
    """
    return chosen or "dark" if _is_rich_in_colours(environment) else "plain"


def _is_rich_in_colours(environment: Mapping[str, str]) -> bool:
    if "NO_COLOR" in environment:
        return False
    forced = environment.get("TEXTUAL_COLOR_SYSTEM", "auto").lower()
    if forced != "auto":
        return forced not in ("standard", "windows", "none")
    if environment.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return True
    return environment.get("TERM", "").lower().endswith(RICH_IN_COLOURS)
