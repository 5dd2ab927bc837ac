"""The format of a file that is written: as it was said, else as the file's name ends."""

from __future__ import annotations

import os
from collections.abc import Sequence

from data.kernel.errors import UsageError
from data.kernel.text import clean

_OTHER_ENDINGS = {"txt": "text", "markdown": "md"}


def format_of(said: str | None, out: str | None, formats: Sequence[str], default: str) -> str:
    """The format to write. ``default`` holds for the screen, and for a name that has no ending.

    Raises UsageError for an ending that is none of the formats, where no format was said.
    """
    if said:
        return said
    ending = os.path.splitext(out or "")[1].lower().lstrip(".")
    if not ending:
        return default
    named = _OTHER_ENDINGS.get(ending, ending)
    if named in formats:
        return named
    raise UsageError(
        f"A file that ends in .{clean(ending, 20)} cannot be written. Formats: {', '.join(formats)}. "
        "End the name in one of them, or say --format."
    )
