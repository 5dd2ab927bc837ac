"""What can go wrong, said in words for the person at the keyboard."""

from __future__ import annotations


class CockpitError(Exception):
    """Any failure with a message that can be shown as it is."""


class UsageError(CockpitError):
    """What was typed cannot be understood; the message says what to type instead (exit code 2)."""


class Refused(CockpitError):
    """A rule forbids the change; nothing was written (exit code 1)."""


class StoreError(CockpitError):
    """The file cannot be used as a store; the message says what to do (exit code 1)."""


class Conflict(CockpitError):
    """Somebody changed a row between reading and writing, three times in a row."""
