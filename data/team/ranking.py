"""Whether a team is ranked by points against the goal: a company can switch that off."""

from __future__ import annotations

from typing import NamedTuple

from data.kernel.commands import COMPANY, Deciding, Decision, Reader, command
from data.kernel.errors import Refused
from data.kernel.settings import setting_changes

SETTING = "team_ranking"
ON, OFF = "yes", "no"


def is_ranked(reader: Reader) -> bool:
    """Whether teams are ranked; they are until somebody switches it off."""
    rows = reader.select("select value from setting where name = ?", (SETTING,))
    return not rows or rows[0][0] != OFF


@command("team.ranking", COMPANY)
class SetRanking(NamedTuple):
    """Switch the ranking of teams on or off."""

    id: int
    actor: int
    at: int
    on: bool

    def decide(self, reader: Deciding) -> Decision:
        """Refuses what is so already."""
        if self.on == is_ranked(reader):
            raise Refused("That changes nothing.")
        changes = setting_changes(reader, self, SETTING, ON if self.on else OFF)
        return Decision(f"ranking of teams {'on' if self.on else 'off'}", changes, whose=(COMPANY,))
