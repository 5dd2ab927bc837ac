"""``authorized_keys`` follows the store where undo or redo has changed who comes in over SSH."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.kernel import journal

if TYPE_CHECKING:
    from cockpit.session import Session

_SAYS_WHO = frozenset({"ssh_key", "person"})
"""The tables that the lines of the file are made of."""


def follow_step(session: Session, command: int) -> str:
    """Bring the file in line with what an undo or redo did, where it was set up here; returns what to say of it.

    Raises Refused where it cannot be written.
    """
    entry = journal.find(session.store, command)
    if entry is None or _SAYS_WHO.isdisjoint(table for table, _ in journal.rows_of(session.store, entry)):
        return ""
    from cockpit.sshd_files import follow, keys_path

    return f"{keys_path()} follows." if follow(session, keys_path()) else ""
