"""The team's points for the strip of who reviews others: where a team is looked at, or in place of one's own."""

from __future__ import annotations

from typing import NamedTuple

from data.kernel.commands import Reader
from data.people.person import Person
from data.points.headline import GAP, Part


class TeamScore(NamedTuple):
    """The team's points of the week that it is where the manager is, against the sums of goals and paces; ``on_pace``
    of those ``with_goal``. Where they are, so many are ``already`` in the next week, or ``still`` in the one before.
    """

    people: int = 0
    points: int = 0
    goal: int = 0
    pace: int = 0
    on_pace: int = 0
    with_goal: int = 0
    already: int = 0
    still: int = 0

    def strip_parts(self) -> list[Part]:
        """Nothing that waits: it stands in the line of the score."""
        return []

    def score_parts(self) -> list[Part]:
        """``6,671 / 10,500``, ``pace 7,716, 1,045 behind``, ``4 of 21 on pace``."""
        if not self.with_goal:
            points = Part(f"{self.points:,} points", "strong")
            return [points, Part(GAP + "no goals this week", "dim"), *self._elsewhere()]
        gap = self.pace - self.points
        parts = [Part(f"{self.points:,}", "strong"), Part(f" / {self.goal:,}")]
        if self.points >= self.goal:
            parts.append(Part(GAP + "goal reached", "good"))
        else:
            words = "on pace" if not gap else f"{abs(gap):,} {'behind' if gap > 0 else 'ahead'}"
            parts.append(Part(f"{GAP}pace {self.pace:,}, {words}", "warn" if gap > 0 else "good"))
        return [*parts, Part(f"{GAP}{self.on_pace} of {self.with_goal} on pace"), *self._elsewhere()]

    def _elsewhere(self) -> list[Part]:
        """For how many it is another week where they are."""
        told = ((self.already, "already next week"), (self.still, "still last week"))
        return [Part(f"{GAP}{number} {words}", "dim") for number, words in told if number]


def counts(reader: Reader, person: Person, now: int) -> TeamScore:
    """The score of the team of who reviews others; nothing of others."""
    if not person.leads:
        return TeamScore()
    from data.team.team import score_of_team

    return score_of_team(reader, person, now)
