"""Which kinds of activity are face-to-face meetings with a prospect: a company says so."""

from __future__ import annotations

from typing import NamedTuple

from data.kernel.commands import COMPANY, Deciding, Decision, Reader, command
from data.kernel.errors import Refused, UsageError
from data.kernel.settings import setting_changes
from data.points.kinds import all_kinds, find_kind

SETTING = "meeting_kinds"


def meeting_kinds(reader: Reader) -> tuple[str, ...]:
    """The codes of the kinds that count as a meeting."""
    rows = reader.select("select value from setting where name = ?", (SETTING,))
    return tuple(str(rows[0][0]).split()) if rows else ()


@command("board.meetings", COMPANY)
class SetMeetingKinds(NamedTuple):
    """Say which kinds of activity count as a face-to-face meeting."""

    id: int
    actor: int
    at: int
    kinds: tuple[str, ...]

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a kind that is none, and to count nothing."""
        if not self.kinds:
            raise UsageError("Say which kinds count, like: discovery demo.")
        known = all_kinds(reader)
        codes = dict.fromkeys(find_kind(known, word).code for word in self.kinds)
        changes = setting_changes(reader, self, SETTING, " ".join(codes))
        if not changes:
            raise Refused("That changes nothing.")
        names = {kind.code: kind.plural for kind in known}
        said = ", ".join(names[code] for code in codes)
        return Decision(f"as meetings count: {said}", changes, whose=(COMPANY,))
