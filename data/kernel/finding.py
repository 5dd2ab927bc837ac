"""What the doctor finds: one thing looked at, and how it stands."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

OK, NOTE, WARNING, WRONG = "ok", "note", "warning", "wrong"


class Finding(NamedTuple):
    """One thing looked at. ``verdict`` is ok, note, warning or wrong; ``text`` says what is so.

    ``code`` names what surfaces have advice on, ``values`` what that advice speaks of, as in an error.
    """

    subject: str
    verdict: str
    text: str
    code: str = ""
    values: Mapping[str, object] = MappingProxyType({})
