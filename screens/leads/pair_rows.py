"""What is known of two leads, row by row, and which of it differs."""

from __future__ import annotations

from data.calendar.moments import moment_words
from data.kernel.commands import Reader
from data.leads.fields import LEADS, PARTICULARS, TOGGLES
from data.leads.lead import Lead, by_id, by_ids
from data.leads.left_behind import has_plan, plan_words
from data.leads.merge import CHOSEN, PLAN, MergeLeads, NotDuplicate
from data.people.person import Person, everybody
from screens.records.doubles import Doubles, PairRow
from screens.records.values import shown

_ANSWERS = {1: "yes", 0: "no"}


def pair_rows(reader: Reader, left: int, right: int, person: Person, now: int) -> list[PairRow]:
    """The rows of two leads; what neither has is left out. Raises Refused where one of them is gone."""
    one, other = by_id(reader, left), by_id(reader, right)
    names = {someone.id: someone.name for someone in everybody(reader)}
    rows = [PairRow(f.column, f.label, shown(LEADS, f, one), shown(LEADS, f, other)) for f in PARTICULARS]
    plan = PairRow(PLAN, "next step", _plan(one, person, now), _plan(other, person, now), is_either=True)
    rows += [
        PairRow("status", "status", _status(one), _status(other)),
        PairRow("owner_id", "owner", _owner(one, names), _owner(other, names)),
        plan._replace(takes_right=plan.differs and _is_sooner(other, one)),
    ]
    rows += [
        PairRow(
            column, label, _ANSWERS.get(getattr(one, column), ""), _ANSWERS.get(getattr(other, column), "")
        )
        for column, label in TOGGLES.items()
    ]
    for column, label in (
        *(("snoozed_until", "snoozed until"), ("response_due_at", "answer until")),
        *(("last_touch_at", "last touch"), ("created_at", "created")),
    ):
        rows.append(
            PairRow(column, label, _when(one, column, person, now), _when(other, column, person, now))
        )
    return [row for row in rows if row.left or row.right]


def _plan(lead: Lead, person: Person, now: int) -> str:
    return plan_words(lead, now, person.zone).removeprefix("next step ") if has_plan(lead) else ""


def _is_sooner(lead: Lead, than: Lead) -> bool:
    """Whether a lead's next step has the earlier date."""
    return lead.follow_up_at is not None and (
        than.follow_up_at is None or lead.follow_up_at < than.follow_up_at
    )


def _status(lead: Lead) -> str:
    return f"{lead.status}: {lead.reason}" if lead.reason else lead.status


def _owner(lead: Lead, names: dict[int, str]) -> str:
    return lead.owner_name if lead.owner_id is None else names.get(lead.owner_id, "")


def _when(lead: Lead, column: str, person: Person, now: int) -> str:
    at = getattr(lead, column)
    return "" if at is None else moment_words(at, now, person.zone)


LEAD_DOUBLES = Doubles(LEADS, by_ids, pair_rows, CHOSEN, MergeLeads, NotDuplicate)
