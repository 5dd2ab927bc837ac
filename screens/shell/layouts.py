"""Letters of a keyboard layout that has no Latin ones: no key of ours is there, and that is said."""

from __future__ import annotations

import unicodedata

LATIN = "LATIN"
NAMES = {
    "HANGUL": "Korean",
    "HIRAGANA": "Japanese",
    "KATAKANA": "Japanese",
    "CJK": "Chinese",
    "BOPOMOFO": "Chinese",
    "FULLWIDTH": "full-width",
    "HALFWIDTH": "half-width",
}
"""What people call the layout of a script whose name is not its own."""


def foreign_layout(character: str | None) -> str:
    """Which layout a letter comes from that is no Latin one, and that it is no key; nothing for any other character."""
    letter = character or ""
    if len(letter) != 1 or letter.isascii() or not letter.isalpha():
        return ""
    script = unicodedata.name(letter, LATIN).split()[0]
    if script == LATIN:
        return ""
    return f"The keyboard is on a {NAMES.get(script, script.title())} layout: {letter} is no key here."
