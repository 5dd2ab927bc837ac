"""``argparse`` with words that are English alone.

By itself it has its words translated: it imports what compiles a grammar of plurals, and searches the disk for
catalogues. That takes a quick command a thirtieth of its time.
"""

from __future__ import annotations

import sys
from types import ModuleType

__all__ = ["argparse"]

_CATALOGUES = "gettext"
"""What ``argparse`` imports to have its words translated."""


def _plain_words() -> ModuleType:
    """What says each word as it is."""
    plain = ModuleType(_CATALOGUES)
    vars(plain)["gettext"] = str
    vars(plain)["ngettext"] = lambda one, many, count: one if count == 1 else many
    return plain


_is_missing = _CATALOGUES not in sys.modules
if _is_missing:
    sys.modules[_CATALOGUES] = _plain_words()
import argparse  # noqa: E402  # it takes what says its words while it is imported

if _is_missing:
    del sys.modules[_CATALOGUES]  # others import the real one
vars(argparse)["_"] = str
