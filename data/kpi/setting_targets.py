"""The command that sets a target of a KPI: of everybody, of a team together, or of a person, from a day on."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from data.calendar.days import day_of
from data.calendar.periods import LENGTHS, Length
from data.kernel.commands import COMPANY, TEAM, Deciding, Decision, Reader, Whose, command
from data.kernel.errors import Refused, UsageError
from data.kernel.rows import added, changed, select_records
from data.kernel.text import bounded
from data.kpi.kpi import kpi
from data.kpi.targets import TABLE, KpiTarget
from data.kpi.units import MOST, figure_words
from data.people.person import by_id
from data.people.sales_roles import CODES


class Wanted(NamedTuple):
    """A target as somebody asks for it, in hundredths of the KPI's unit; ``value`` None takes it away.

    ``person_id`` says of whom it is, ``team_id`` of whose team together, ``role`` of whose sales
    role each; none of them: everybody's. ``length`` is that of
    the periods it is for (empty: the KPI's own), ``owner_id`` who answers for it, ``due`` until when.
    """

    value: int | None
    effective_on: str = ""
    length: Length | str = ""
    person_id: int | None = None
    team_id: int | None = None
    owner_id: int | None = None
    agreed_with: str = ""
    due: str = ""
    role: str = ""


@command("kpi.target", TEAM)
class SetTarget(NamedTuple):
    """Set a target of a KPI from a day on (empty: the first of this month)."""

    id: int
    actor: int
    at: int
    kpi: str
    target: Wanted

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a day before this month: the past does not move; and a date by which it is over already."""
        wanted, asked = kpi(self.kpi), self.target
        today = day_of(self.at, by_id(reader, self.actor).zone)
        effective = date.fromisoformat(asked.effective_on) if asked.effective_on else today.replace(day=1)
        if effective < today.replace(day=1):
            raise UsageError(
                f"The past does not move: a target holds from {today.replace(day=1)} on, or later."
            )
        if asked.due and date.fromisoformat(asked.due) < effective:
            raise UsageError(f"It is due on {asked.due}, before it comes into force on {effective}.")
        length = asked.length or wanted.cadence
        if length not in LENGTHS:
            raise UsageError(f"{length!r} is no period. Say: {', '.join(LENGTHS)}.")
        if asked.value is not None and not 0 <= asked.value <= MOST:
            raise UsageError("A target is a figure of nought or more.")
        whose, subject = self._whose(reader)
        row = KpiTarget(
            self.id,
            wanted.code,
            length,
            asked.value,
            effective.isoformat(),
            asked.person_id,
            asked.team_id,
            asked.role,
            owner_id=None if asked.owner_id is None else by_id(reader, asked.owner_id).id,
            agreed_with=bounded(asked.agreed_with, 120, "A name"),
            agreed_on=today.isoformat(),
            due=asked.due,
        )
        said = (
            "none any more" if row.value is None else f"{figure_words(wanted.unit, row.value)} a {row.length}"
        )
        words = f"target of {subject} for {wanted.name} from {row.effective_on}: {said}"
        stored = _stored(reader, row)
        if stored is None:
            return Decision(words, [added(TABLE, row)], whose=whose)
        change = changed(TABLE, stored, row._replace(id=stored.id, touched=stored.touched), self.id)
        if change is None:
            raise Refused("That changes nothing.")
        return Decision(words, [change], whose=whose)

    def _whose(self, reader: Reader) -> tuple[tuple[Whose, ...], str]:
        """Whose records it changes, and what they are called."""
        if self.target.person_id is not None:
            return (self.target.person_id,), by_id(reader, self.target.person_id).name
        if self.target.team_id is not None:
            return (self.target.team_id,), f"the team of {by_id(reader, self.target.team_id).name}"
        if self.target.role and self.target.role not in CODES:
            raise UsageError(f"There is no sales role {self.target.role!r}. Sales roles: {', '.join(CODES)}.")
        return (COMPANY,), self.target.role or "everybody"


def _stored(reader: Reader, row: KpiTarget) -> KpiTarget | None:
    """The target that stands for the same already."""
    found = select_records(
        reader,
        KpiTarget,
        TABLE,
        "where kpi = ? and length = ? and effective_on = ? and person_id is ? and team_id is ? and role = ?",
        (row.kpi, row.length, row.effective_on, row.person_id, row.team_id, row.role),
    )
    return found[0] if found else None
