"""What can go wrong: a sentence of what is so; what to do about it is for the surfaces to say."""

from __future__ import annotations

from collections.abc import Mapping


class CockpitError(Exception):
    """Any failure. The message is a whole sentence of what is so, and names no shell command and no key.

    ``code`` names the failure (``lead.not_found``) where a command line or a screen has something to advise that
    the other would word differently; ``values`` are what that advice speaks of. A failure that has no code
    reads the same everywhere.
    """

    def __init__(self, message: str, *, code: str = "", **values: object) -> None:
        super().__init__(message)
        self.code = code
        self.values = values

    def worded(self, advice: Mapping[str, str], first: str = "") -> str:
        """The sentence, and behind it the advice of a surface: by code, with names of values in braces.

        ``first`` is advice that goes before that.
        """
        parts = (str(self), first, advice.get(self.code, "").format_map(self.values))
        return " ".join(part for part in parts if part)


class UsageError(CockpitError):
    """What was typed cannot be understood; the message says how it is written (exit code 2)."""


class Refused(CockpitError):
    """A rule forbids the change; nothing was written (exit code 1)."""


class ChangedSince(Refused):
    """Somebody changed what one has seen before changing it oneself; the message says who, what and when."""


class StoreError(CockpitError):
    """The file cannot be used as a store (exit code 1)."""


class Unreachable(StoreError):
    """Nobody answers who keeps the store. The values say ``why``, in a few words, and whether a change that was sent
    may have been written all the same (``may_be_written``).
    """

    @property
    def why(self) -> str:
        """The reason in a few words, as one reads it beside a time."""
        return str(self.values["why"])

    @property
    def may_be_written(self) -> bool:
        """Whether what was sent may have been done: its answer alone was lost."""
        return bool(self.values["may_be_written"])


class Conflict(CockpitError):
    """Somebody changed a row between reading and writing, three times in a row."""
