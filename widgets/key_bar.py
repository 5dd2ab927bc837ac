"""The key bar at the foot of a screen: the keys that matter here, and never more than fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.segment import Segment
from textual.events import Click
from textual.strip import Strip
from textual.widget import Widget

from widgets.keys import KeyEntry, bar_text
from widgets.width import width_of

Refusal = Callable[[KeyEntry], str]
"""Why a key does nothing now; empty where it does."""


class KeyBar(Widget):
    """One line of keys and words. A key that does nothing now is dim; a click presses it."""

    DEFAULT_CSS = """
    KeyBar { height: 1; width: 1fr; background: $panel; color: $foreground; }
    KeyBar > .key-bar--key { color: $text-accent; text-style: bold; }
    KeyBar > .key-bar--off { color: $text-disabled; }
    KeyBar:ansi { background: ansi_default; }
    KeyBar:ansi > .key-bar--key { color: ansi_default; text-style: bold; }
    KeyBar:ansi > .key-bar--off { color: ansi_default; text-style: dim; }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-bar--key", "key-bar--off"}

    def __init__(
        self,
        entries: Sequence[KeyEntry],
        refusal: Refusal,
        begins: Callable[[], str] = str,
        hides_off: Callable[[], bool] = bool,
    ) -> None:
        """``begins`` gives the id of the key that begins on a screen that is empty, else and by default nothing.

        ``hides_off`` says whether keys that do nothing now leave their place to others; by default they do not.
        """
        super().__init__()
        self._entries = tuple(entries)
        self._refusal = refusal
        self._begins = begins
        self._hides_off = hides_off
        self._places: list[tuple[int, int, KeyEntry]] = []

    def render_line(self, y: int) -> Strip:
        """Draw the keys by rank, as many as fit whole."""
        width, base = self.size.width, self.rich_style
        key_style = base + self.get_component_rich_style("key-bar--key", partial=True)
        off_style = base + self.get_component_rich_style("key-bar--off")
        segments, x = [Segment(" ", base)], 1
        self._places = []
        hides = self._hides_off()
        entries = [one for one in self._entries if not (hides and self._refusal(one))]
        for entry in bar_text(entries, width, self._begins()):
            if x > 1:
                segments.append(Segment("  ", base))
                x += 2
            is_off = bool(self._refusal(entry))
            segments.append(Segment(entry.shown, off_style if is_off else key_style))
            segments.append(Segment(f" {entry.label}", off_style if is_off else base))
            end = x + width_of(f"{entry.shown} {entry.label}")
            self._places.append((x, end, entry))
            x = end
        return Strip(segments).adjust_cell_length(width, base)

    async def on_click(self, event: Click) -> None:
        """Press the key under the pointer."""
        for start, end, entry in self._places:
            if start <= event.x < end:
                event.stop()
                await self.screen.run_action(f"press({entry.id!r})")
                return
