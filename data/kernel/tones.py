"""How a piece of text is meant; what it looks like is for whoever shows it to say."""

from typing import Literal, get_args

Tone = Literal["", "strong", "accent", "good", "warn", "bad", "dim"]
"""``strong`` is what one looks for first, ``accent`` a key or a value, ``dim`` what may be passed over."""

TONES: tuple[Tone, ...] = tuple(tone for tone in get_args(Tone) if tone)
"""The tones that differ from plain text."""
