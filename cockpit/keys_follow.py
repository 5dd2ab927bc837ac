"""``authorized_keys`` follows the store where a command has changed who comes in over SSH, and as whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.kernel import journal

if TYPE_CHECKING:
    from cockpit.session import Session

_SAYS_WHO = frozenset({"ssh_key", "person"})
"""The tables that the lines of the file are made of."""


def follow_command(session: Session, command: int) -> str:
    """Bring the file in line with what a command did, where it was set up here; returns what to say of it.

    Raises Refused where it cannot be written.
    """
    entry = journal.find(session.store, command)
    if entry is None or _SAYS_WHO.isdisjoint(table for table, _ in journal.rows_of(session.store, entry)):
        return ""
    from cockpit.sshd_files import follow, keys_path

    return f"{keys_path()} follows." if follow(session, keys_path()) else ""


def say_followed(session: Session, command: int, *, as_json: bool = False) -> None:
    """Do so, and say it to people."""
    words = follow_command(session, command)
    if words and not as_json:
        print(words)
