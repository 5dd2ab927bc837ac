"""What a person reads on the screen of a running app, as plain text."""

from typing import Any

from textual._context import visible_screen_stack
from textual.app import App
from textual.strip import Strip


def painted_lines(app: App[Any]) -> list[Strip]:
    """Paint the current screen, with what shows through it, line by line."""
    visible_screen_stack.set(app._background_screens)
    return app.screen._compositor.render_strips()


def screen_lines(app: App[Any]) -> list[str]:
    """Return the lines of the current screen without styles and without blanks at their ends."""
    return ["".join(segment.text for segment in strip).rstrip() for strip in painted_lines(app)]


def screen_text(app: App[Any]) -> str:
    """Return the current screen as one text."""
    return "\n".join(screen_lines(app))
