"""How a piece of text is meant; what it looks like is for whoever shows it to say."""

from data.kernel.quick_typing import Literal

Tone = Literal["", "strong", "accent", "good", "warn", "bad", "dim"]
"""``strong`` is where one stands (the screen, the view, how far one is), in a list what one looks for, ``accent`` a
key or a value, ``dim`` what may be passed over. Bold is only where one stands, and what heads something.
"""

TONES: tuple[Tone, ...] = ("strong", "accent", "good", "warn", "bad", "dim")
"""The tones that differ from plain text."""
