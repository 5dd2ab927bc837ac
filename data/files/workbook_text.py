"""Text in the cells of XLSX, where characters stand as their numbers: ``_x000D_`` is a carriage return.

The notation is that of ECMA-376 part 1, 22.9.2.19 (ST_Xstring); an underscore that would begin one is ``_x005F_``.
"""

from __future__ import annotations

import re

_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_TO_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}[_\r])|\r")


def unescaped(text: str) -> str:
    """Return what the text of a cell means. Numbers of no character stay as they are."""
    if "_x" not in text:
        return text
    plain = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    # Characters beyond four digits are written as two halves; a half alone is no character.
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if plain != text else text


def escaped(text: str) -> str:
    """Return `text` as a cell has to hold it, so that it comes back as it is: the reverse of `unescaped`.

    A carriage return is written as its number, since XML turns it into a line feed.
    """
    return _TO_ESCAPE.sub(lambda match: "_x005F_" if match[0] == "_" else "_x000D_", text)
