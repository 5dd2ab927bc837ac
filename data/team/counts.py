"""What is counted of a team, each number of everybody's in one statement; whoever has none of it is left out."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from data.deals.standing import is_rotten, is_slipped
from data.kernel.commands import Reader
from data.team.member import Flags, Queue

LATE_DAYS = 3
"""Days after which an entry of what was done counts as logged late."""
LATE = "batch_id is null and (id >> 21) + 1577836800000 - at > 259200000"
"""The same in SQL, word by word as the index has it: the id of an entry tells when it was logged."""

_WHO = "json_each(:who) as who"


def week_sums(reader: Reader, weeks: Mapping[int, Sequence[date]]) -> dict[tuple[int, date], int]:
    """The points of people's weeks by the person's id and the Monday."""
    named = {
        monday: (monday.isoformat(), (monday + timedelta(days=6)).isoformat())
        for monday in {monday for mondays in weeks.values() for monday in mondays}
    }
    asked = [(person, *named[monday]) for person, mondays in weeks.items() for monday in mondays]
    rows = reader.select(
        """select week.value ->> 0, week.value ->> 1, (
            select sum(points) from tally
            where person_id = week.value ->> 0 and day between week.value ->> 1 and week.value ->> 2
        ) from json_each(?) as week""",
        (json.dumps(asked),),
    )
    days = {first: monday for monday, (first, _) in named.items()}
    return {(person, days[monday]): points or 0 for person, monday, points in rows}


def last_activities(reader: Reader, people: Sequence[int]) -> dict[int, tuple[date, int]]:
    """The day and the instant of each person's latest activity."""
    rows = reader.select(
        f"""select id, day, (select max(at) from activity where person_id = found.id and day = found.day) from (
            select who.value as id, (select max(day) from tally where person_id = who.value) as day from {_WHO}
        ) as found where day is not null""",
        {"who": json.dumps(people)},
    )
    return {person: (date.fromisoformat(day), at) for person, day, at in rows}


def queues(reader: Reader, people: Sequence[int], now: int) -> dict[int, Queue]:
    """What waits in each person's inbox."""
    rows = reader.select(
        f"""select owner_id, sum(response_due_at is not null), sum(ifnull(response_due_at < :now, 0)),
            min(response_due_at), sum(response_due_at is null and follow_up_at is null and ifnull(cold_at <= :now, 0)
                and (snoozed_until is null or snoozed_until <= :now))
        from {_WHO} cross join lead indexed by lead_queue on lead.owner_id = who.value and open = 1
        where unworked = 0 and merged_into is null group by 1""",
        {"who": json.dumps(people), "now": now},
    )
    return {row[0]: Queue(*row[1:]) for row in rows}


def stuck_deals(reader: Reader, people: Sequence[int], now: int, today: date) -> dict[int, int]:
    """How many open deals of each have lain too long in their stage, or are past their close though likely."""
    rows = reader.select(
        f"""select deal.owner_id, count(*)
        from {_WHO} cross join deal indexed by deal_open on deal.open = 1 and deal.owner_id = who.value
        join stage on stage.code = deal.stage
        where deal.merged_into is null and ({is_rotten(":now")} or {is_slipped(":today")}) group by 1""",
        {"who": json.dumps(people), "now": now, "today": today.isoformat()},
    )
    return dict(rows)


def reviewed_weeks(reader: Reader, people: Sequence[int], first: date) -> dict[tuple[int, date], str]:
    """How weeks from a Monday on stand that were submitted, returned or signed, by person and Monday."""
    rows = reader.select(
        f"""select person_id, monday, state from {_WHO} cross join review on person_id = who.value
        where monday >= :first
        union all
        select person_id, monday, 'signed' from {_WHO} cross join signed_week on person_id = who.value
        where monday >= :first""",
        {"who": json.dumps(people), "first": first.isoformat()},
    )
    return {(person, date.fromisoformat(monday)): state for person, monday, state in rows}


def flags(reader: Reader, people: Sequence[int], first: date) -> dict[int, Flags]:
    """The entries from a day on that somebody should look at, by the person."""
    rows = reader.select(
        f"""select who.value, (
            select count(*) from activity where person_id = who.value and day >= :first and flag is not null
        ), (
            select count(*) from activity where person_id = who.value and day >= :first and {LATE}
        ) from {_WHO}""",
        {"who": json.dumps(people), "first": first.isoformat()},
    )
    return {row[0]: Flags(*row[1:]) for row in rows}
