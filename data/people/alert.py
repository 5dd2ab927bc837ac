"""What somebody should hear of who looks elsewhere."""

from __future__ import annotations

from typing import NamedTuple


class Alert(NamedTuple):
    """One thing to hear of: the id of what it is about, when it is due, and what to say."""

    about_id: int
    due_at: int
    words: str
