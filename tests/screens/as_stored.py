"""Screens as they were last looked at: texts and pictures that lie in ``tests/screens/snapshots/``.

A screen that has come to look otherwise fails. Where that is meant, ``SNAPSHOTS=write pytest tests/screens`` stores
them anew; look at each one that git says has changed, the pictures in a browser, before you commit it.
"""

from __future__ import annotations

import os
from pathlib import Path

SNAPSHOTS = Path(__file__).parent / "snapshots"


def assert_as_stored(name: str, seen: str) -> None:
    """Assert that what is seen is what is stored in the file ``name``, line by line; or store it."""
    file = SNAPSHOTS / name
    if os.environ.get("SNAPSHOTS") == "write":
        file.write_text(seen, encoding="utf-8")
    assert seen.splitlines() == file.read_text(encoding="utf-8").splitlines()
