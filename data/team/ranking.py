"""Whether a team is ranked by points against the goal: its manager can switch that off, and an admin for all teams."""

from __future__ import annotations

from typing import NamedTuple

from data.kernel.commands import COMPANY, TEAM, Deciding, Decision, Reader, command
from data.kernel.errors import Refused
from data.kernel.settings import setting_changes
from data.people.person import Person, by_id

SETTING = "team_ranking"
"""Of all teams; that of one has its manager's id behind it."""
ON, OFF = "yes", "no"


def is_ranked(reader: Reader, manager: Person) -> bool:
    """Whether a manager's team is ranked: it is until its manager, or an admin for all, switches that off."""
    names = (SETTING, _of_team(manager))
    return not reader.select("select 1 from setting where name in (?, ?) and value = ?", (*names, OFF))


def _of_team(manager: Person) -> str:
    return f"{SETTING} {manager.id}"


@command("team.ranking", TEAM)
class SetRanking(NamedTuple):
    """Switch the ranking of one's own team on or off; an admin does so for all teams."""

    id: int
    actor: int
    at: int
    on: bool

    def decide(self, reader: Deciding) -> Decision:
        """Refuses what is so already, and to switch one team's on where an admin has switched off that of all."""
        actor = by_id(reader, self.actor)
        is_for_all = actor.role == "admin"
        name = SETTING if is_for_all else _of_team(actor)
        if self.on == is_ranked(reader, actor):
            raise Refused("That changes nothing.")
        if (
            self.on
            and not is_for_all
            and reader.select("select 1 from setting where name = ? and value = ?", (SETTING, OFF))
        ):
            raise Refused("An admin has switched the ranking of all teams off.")
        return Decision(
            f"ranking of {'teams' if is_for_all else 'your team'} {'on' if self.on else 'off'}",
            setting_changes(reader, self, name, ON if self.on else OFF),
            whose=(COMPANY,) if is_for_all else (self.actor,),
        )
