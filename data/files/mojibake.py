"""Letters that a program has broken before the file was written: UTF-8 that it took for a Western code page.

"Müller" then reads "MÃ¼ller". Each broken letter is a run of two to four characters that are the bytes of one letter,
so it can be told apart from letters that stand as they should.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from data.files.findings import counted
from data.files.row import Row
from data.kernel.text import clean

_MOST_ROUNDS = 3
"""How often a text can have been broken: each time that it went through such a program."""
_SAMPLES = 5
_MARKS = "\xa0\u200b\u200d\u2028\ufeff"
"""Characters that are not printable and are written all the same. (A control character is half of a letter that was
broken twice.)"""
_PART = re.compile(r"\S+")


class BrokenLetters(NamedTuple):
    """In how many rows letters are broken, and some words before and after mending."""

    rows: int
    samples: tuple[tuple[str, str], ...]

    @property
    def words(self) -> str:
        """The same as a sentence."""
        pairs = ", ".join(f'"{clean(before, 30)}" for "{clean(after, 30)}"' for before, after in self.samples)
        return f"Letters look broken in {counted(self.rows, 'row')}: {pairs}. They are taken as they stand."


def mended(text: str) -> str:
    """The text with its broken letters mended; a text without any as it is."""
    if not _begun().search(text):
        return text
    for _ in range(_MOST_ROUNDS):
        better = _broken().sub(_letter, text)
        if better == text:
            break
        text = better
    return text


def mended_rows(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows with all their cells mended."""
    for row in rows:
        yield (
            row if "".join(row.cells).isascii() else row._replace(cells=[mended(cell) for cell in row.cells])
        )


class LetterWatch:
    """Looks at rows as they go by, for broken letters."""

    def __init__(self) -> None:
        self._rows = 0
        self._samples: dict[str, str] = {}

    def watch(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Give the rows on, having looked at each."""
        search = _begun().search
        for row in rows:
            text = "\t".join(row.cells)
            if not text.isascii() and search(text) and mended(text) != text:
                self._rows += 1
                if len(self._samples) < _SAMPLES:
                    self._note(text)
            yield row

    def _note(self, text: str) -> None:
        for word in _PART.findall(text):
            better = mended(word)
            if better != word and len(self._samples) < _SAMPLES:
                self._samples[word] = better

    @property
    def found(self) -> BrokenLetters | None:
        """What was seen, or None."""
        return BrokenLetters(self._rows, tuple(self._samples.items())) if self._rows else None


@cache
def _bytes_of() -> dict[str, int]:
    """The byte that each character is in code page 1252; where that has none, in Latin-1, as browsers read it."""
    found: dict[str, int] = {}
    for byte in range(0x80, 0x100):
        found[chr(byte)] = byte
        found[bytes([byte]).decode("cp1252", "ignore") or chr(byte)] = byte
    return found


@cache
def _begun() -> re.Pattern[str]:
    """Two characters as any broken letter begins: what most texts are told by not to hold one."""
    more = "".join(re.escape(c) for c, byte in _bytes_of().items() if byte <= 0xBF)
    return re.compile(f"[\xc2-\xf4][{more}]")


@cache
def _broken() -> re.Pattern[str]:
    """The first byte of a letter of UTF-8, and as many further ones as it announces, all as characters."""

    def those(first: int, last: int) -> str:
        return "[" + "".join(re.escape(c) for c, byte in _bytes_of().items() if first <= byte <= last) + "]"

    more = those(0x80, 0xBF)
    # Latin, Greek, Cyrillic, Hebrew and Arabic letters, and halves of letters that were broken twice. Between them lie
    # those that no name is written with, as "É®" would be one.
    spans = ((0xC2, 0xC6), (0xCB, 0xCB), (0xCE, 0xD1), (0xD7, 0xDB))
    two = "|".join(those(*span) + more for span in spans)
    three, four = those(0xE0, 0xEF), those(0xF0, 0xF4)
    return re.compile(f"{two}|{three}{more}{{2}}|{four}{more}{{3}}")


def _letter(match: re.Match[str]) -> str:
    """The letter that a run of characters was, or the run where it was none that people write."""
    try:
        letter = bytes(_bytes_of()[c] for c in match[0]).decode("utf-8")
    except UnicodeDecodeError:
        return match[0]
    if "\u0180" <= letter < "\u0370":
        return letter if letter in _bytes_of() else match[0]
    is_written = letter.isprintable() or letter in _MARKS or "\x80" <= letter <= "\x9f"
    return letter if is_written else match[0]
