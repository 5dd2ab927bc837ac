"""Prospect outreach: how many new prospects were contacted, in which ways, against targets; how many became accounts.

A prospect is a lead; it is new in the period in which the first activity ever is logged with it. Of the new ones it is
counted how many were called, written to and met in that period: one may count in each. Conversion rate = new accounts
closed / prospects engaged, engaged being those with whom anything was logged. Source: seeds/002.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Literal, NamedTuple, get_args

from data.calendar.days import day_of
from data.deals.closed import IS_WON
from data.deals.narrowing import Narrowing, deals_in_sight
from data.deals.period import Period
from data.deals.quotas import checked_month
from data.kernel.commands import COMPANY, LEAD, Deciding, Decision, Reader, Whose, command
from data.kernel.errors import Refused, UsageError
from data.kernel.ratio import Ratio
from data.kernel.rows import added, changed, removed, select_records
from data.people.person import Person, by_id
from data.people.reach import reach_of, team_of

Way = Literal["prospects", "calls", "emails", "meetings"]
WAYS: tuple[Way, ...] = get_args(Way)
KINDS: Mapping[Way, tuple[str, ...]] = {
    "prospects": (),
    "calls": ("call",),
    "emails": ("email",),
    "meetings": ("meeting", "discovery", "discovery-mentored", "demo-booked", "demo", "demo-mentored"),
}
"""By which kinds of activity somebody is contacted in a way; nothing: by any. Source: seeds/002."""
# The plus keeps SQLite from looking through all closed deals: those of a company are few.
BOUGHT_BEFORE = f"""exists(select 1 from deal as earlier
    where earlier.company_key = deal.company_key and earlier.id <> deal.id and +earlier.open = 0
    and earlier.merged_into is null and (earlier.closed_at, earlier.id) < (deal.closed_at, deal.id)
    and {IS_WON.replace("deal.", "earlier.")})"""
"""Whether the company of a deal that was won had bought before. Who has no company has not."""
MOST = 100_000


class OutreachTarget(NamedTuple):
    """What a person (None: everybody who has none of their own) aims at in a month, from ``from_month`` on.

    None: nothing is said.
    """

    id: int
    person_id: int | None
    from_month: str
    prospects: int | None = None
    calls: int | None = None
    emails: int | None = None
    meetings: int | None = None
    touched: int | None = None

    def of(self, way: Way) -> int | None:
        """The number aimed at in one way."""
        return {
            "prospects": self.prospects,
            "calls": self.calls,
            "emails": self.emails,
            "meetings": self.meetings,
        }[way]


class Outreach(NamedTuple):
    """The prospects contacted in a period, as leads: the new ones by way, and all with whom anything was logged."""

    by_way: Mapping[Way, tuple[int, ...]]
    engaged: tuple[int, ...]


def outreach_of(reader: Reader, actor: Person, narrowing: Narrowing, period: Period) -> Outreach:
    """Whom those that one looks at have contacted in a period; product lines say nothing of prospects."""
    people = _people(reader, actor, narrowing)
    parts, params = ["1"], list[str]()
    for column, wanted in (("channel", narrowing.channel), ("territory", narrowing.territory)):
        if wanted:
            parts.append(f"lead.{column} = ? collate nocase")
            params.append(wanted)
    done = ", ".join(f"max(activity.kind in ({_quoted(KINDS[way])}))" for way in WAYS[1:])
    first, last = (_utc_day(instant, step) for instant, step in ((period.begin, -1), (period.end, 1)))
    rows = reader.select(
        f"""with touched as (
            select activity.lead_id as lead_id, {done}
            from json_each(?) as who cross join activity indexed by activity_day on activity.person_id = who.value
            where activity.day between ? and ? and activity.at >= ? and activity.at < ? and activity.lead_id is not null
            group by 1
        )
        select touched.*, not exists(select 1 from activity where lead_id = touched.lead_id and at < ?)
        from touched join lead on lead.id = touched.lead_id where {" and ".join(parts)} order by 1""",
        (json.dumps(people), first, last, *period, period.begin, *params),
    )
    new = [row for row in rows if row[4]]
    ways = {way: tuple(row[0] for row in new if not place or row[place]) for place, way in enumerate(WAYS)}
    return Outreach(ways, tuple(row[0] for row in rows))


def new_accounts(reader: Reader, actor: Person, narrowing: Narrowing, period: Period) -> tuple[int, ...]:
    """The deals won in a period with companies that had won none before; one without a company counts as new."""
    source = deals_in_sight(reader, actor, narrowing)
    rows = reader.select(
        f"""select deal.id from {source.tables} join stage on stage.code = deal.stage
        where deal.open = 0 and stage.ends = 'won' and {source.where} and deal.closed_at >= ? and deal.closed_at < ?
        and not {BOUGHT_BEFORE} order by deal.closed_at, deal.id""",
        (*source.params, *period),
    )
    return tuple(row[0] for row in rows)


def conversion_rate(accounts: int, engaged: int) -> Ratio:
    """New accounts closed / prospects engaged."""
    return Ratio(accounts, engaged)


def targets(reader: Reader, actor: Person, narrowing: Narrowing, month: str) -> dict[Way, int | None]:
    """What those that one looks at aim at together in a month; None where nobody of them aims at anything."""
    stored = select_records(
        reader, OutreachTarget, "outreach_target", "where from_month <= ? order by from_month, id", (month,)
    )
    in_force = {target.person_id: target for target in stored}
    found: dict[Way, int | None] = {}
    for way in WAYS:
        aims = [
            target.of(way)
            for person in _people(reader, actor, narrowing)
            if (target := in_force.get(person, in_force.get(None))) is not None
        ]
        said = [aim for aim in aims if aim is not None]
        found[way] = sum(said) if said else None
    return found


def all_targets(reader: Reader) -> list[OutreachTarget]:
    """Every target that was set, by month."""
    return select_records(reader, OutreachTarget, "outreach_target", "order by from_month, person_id, id")


def _people(reader: Reader, actor: Person, narrowing: Narrowing) -> list[int]:
    if narrowing.owners is None:
        return [person.id for person in team_of(reader, actor)]
    reach = reach_of(reader, actor)
    return [owner for owner in narrowing.owners if reach.holds_person(owner)]


def _utc_day(instant: int, step: int) -> str:
    """The day of an instant and some more or less: days of activities are those of whoever logged them."""
    return date.fromordinal(date(1970, 1, 1).toordinal() + instant // 86_400_000 + step).isoformat()


def _quoted(names: tuple[str, ...]) -> str:
    return ", ".join(f"'{name}'" for name in names)


@command("outreach.target", LEAD)
class SetOutreachTarget(NamedTuple):
    """Say how many new prospects somebody (None: everybody) is to contact in a month, from a month on.

    Without any number the target of that month is taken away.
    """

    id: int
    actor: int
    at: int
    from_month: str
    person_id: int | None = None
    prospects: int | None = None
    calls: int | None = None
    emails: int | None = None
    meetings: int | None = None

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a month that is over, and numbers that make no sense."""
        month = checked_month(self.from_month)
        if month < day_of(self.at, by_id(reader, self.actor).zone).isoformat()[:7]:
            raise UsageError(f"The past does not move: the month {month} is over.")
        new = OutreachTarget(
            self.id, self.person_id, month, self.prospects, self.calls, self.emails, self.meetings
        )
        aims = {way: new.of(way) for way in WAYS}
        if any(aim is not None and not 0 <= aim <= MOST for aim in aims.values()):
            raise UsageError(f"A target is a whole number up to {MOST:,}.")
        name = by_id(reader, self.person_id).name if self.person_id else "everybody"
        about = f"outreach of {name} from {month} on"
        whose: tuple[Whose, ...] = (COMPANY if self.person_id is None else self.person_id,)
        where = "where person_id is ? and from_month = ?"
        stored = select_records(reader, OutreachTarget, "outreach_target", where, (self.person_id, month))
        if all(aim is None for aim in aims.values()):
            if not stored:
                raise Refused("There is no such target.")
            taken = [removed("outreach_target", stored[0])]
            return Decision(f"{about}: no target", taken, whose=whose)
        summary = f"{about}: " + ", ".join(f"{aim:,} {way}" for way, aim in aims.items() if aim is not None)
        if not stored:
            return Decision(summary, [added("outreach_target", new)], whose=whose)
        after = new._replace(id=stored[0].id, touched=stored[0].touched)
        change = changed("outreach_target", stored[0], after, self.id)
        if change is None:
            raise Refused("That changes nothing.")
        return Decision(summary, [change], whose=whose)
