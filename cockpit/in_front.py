"""What the app asks of whatever lies in front, be it a screen or a dialog."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from data.kernel.tones import Tone
from screens.shell.desk import News


@runtime_checkable
class Speaks(Protocol):
    """A screen or a dialog with a line for messages."""

    def say(self, text: str, *, tone: Tone = "") -> None:
        """Show a message."""


@runtime_checkable
class Hears(Protocol):
    """A screen or a dialog that shows what others change meanwhile."""

    def hear(self, news: News) -> None:
        """Take news from elsewhere."""
        ...


@runtime_checkable
class Ticks(Protocol):
    """A dialog that shows the time, or something that follows it."""

    def tick(self) -> None:
        """Follow the clock: another minute has begun."""
