"""What a person reads on the screen of a running app, as plain text."""

from typing import Any

from textual.app import App


def screen_lines(app: App[Any]) -> list[str]:
    """Return the lines of the current screen without styles and without blanks at their ends."""
    strips = app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip).rstrip() for strip in strips]


def screen_text(app: App[Any]) -> str:
    """Return the current screen as one text."""
    return "\n".join(screen_lines(app))
