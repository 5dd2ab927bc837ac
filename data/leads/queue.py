"""The queue: whom to contact next, best first, and the other views of the inbox. Ids only; rows are paged."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Literal, NamedTuple

from data.calendar.days import instant, local
from data.kernel.commands import Reader
from data.kernel.engine import Params, Value
from data.kernel.id_lists import selected_ids
from data.people.days_off import days_off
from data.people.person import Person
from data.people.reach import reach_of, team_of
from data.points.headline import GAP, Part

View = Literal["mine", "agenda", "unworked", "unassigned", "team", "snoozed", "done"]
VIEWS: tuple[View, ...] = ("mine", "agenda", "unworked", "unassigned", "team", "snoozed", "done")
Order = Literal["what matters", "name", "company", "last touch", "newest"]
ORDERS: tuple[Order, ...] = ("what matters", "name", "company", "last touch", "newest")

FARTHEST_WORKING_DAY = 30
"""Days ahead within which the next working day is looked for."""

_BY_COLUMN: dict[Order, tuple[tuple[str, str, str], ...]] = {
    "name": (("lead_name", "1", "name collate nocase"),),
    "company": (
        ("lead_company", "company collate nocase > ''", "company collate nocase"),
        ("lead_company", "company collate nocase = ''", "company collate nocase"),
    ),
    "last touch": (
        ("lead_touched", "last_touch_at is not null", "last_touch_at"),
        ("lead_touched", "last_touch_at is null", "last_touch_at"),
    ),
    "newest": (("lead_created", "1", "created_at desc"),),
}
"""The orders by a column: index, condition and order of each part. The index is named because the engine
cannot know how many leads a person has, and would rather sort them."""
FEW = 2_000
"""Leads of a view that are sooner sorted than found in an index of everybody's."""
ALL = -1
_AWAKE = "(snoozed_until is null or snoozed_until <= :now)"
_QUIET = f"response_due_at is null and {_AWAKE}"
_SHOWN = f"unworked = 0 and merged_into is null and (response_due_at is not null or {_AWAKE})"
_PARTS = (
    ("response_due_at is not null", "response_due_at, id"),
    (f"{_QUIET} and follow_up_at < :day_end", "follow_up_at, id"),
    (f"{_QUIET} and follow_up_at is null and cold_at <= :now", "cold_at, id"),
    (
        f"{_QUIET} and follow_up_at is null and (cold_at is null or cold_at > :now)",
        "cold_at is null, cold_at, id",
    ),
    (f"{_QUIET} and follow_up_at >= :day_end", "follow_up_at, id"),
)
"""The queue's parts in their rank: clocks running, follow-ups due, cold, no next step, planned."""


_CLOCKS = (
    "lead indexed by lead_open where open = 1 and unworked in (0, 1) and response_due_at is not null "
    "and merged_into is null"
)
"""The running clocks of everybody: few, and found by the index alone."""


class Counts(NamedTuple):
    """How many leads of a person want what.

    ``undated`` are those with a next step for some time, ``nobodys_waiting`` those of ``unassigned`` whose clock runs.
    """

    mine: int
    waiting: int
    breached: int
    due: int
    cold: int
    no_next_step: int
    undated: int
    unworked: int
    unassigned: int
    snoozed: int
    nobodys_waiting: int

    def attention_parts(self) -> list[Part]:
        """``waiting 2, 1 over``, ``nobody's waiting 1``, ``due 5``, ``cold 3``, ``no next step 4``, ``unworked 120``;
        nought is left out, and what does not press is dim.
        """
        parts: list[Part] = []
        if self.breached:
            parts.append(Part(f"waiting {self.waiting:,}, {self.breached:,} over", "warn"))
        elif self.waiting:
            parts.append(Part(f"waiting {self.waiting:,}"))
        if self.nobodys_waiting:
            parts.append(Part(f"nobody's waiting {self.nobodys_waiting:,}", "warn"))
        pressing = (("due", self.due), ("cold", self.cold))
        parts += [Part(f"{name} {number:,}") for name, number in pressing if number]
        others = (("no next step", self.no_next_step), ("no date", self.undated), ("unworked", self.unworked))
        return parts + [Part(f"{name} {number:,}", "dim") for name, number in others if number]

    def strip_parts(self) -> list[Part]:
        """The leads that want attention, in one line; what to press where there are none yet."""
        parts = self.attention_parts()
        if not parts:
            known = self.mine + self.snoozed + self.unassigned
            return [Part("inbox" + (GAP + "nobody waits" if known else GAP + "no open leads: g i"), "dim")]
        return [Part("inbox"), *(part._replace(text=GAP + part.text) for part in parts)]


def day_end(person: Person, now: int) -> int:
    """The instant at which the person's today ends."""
    tomorrow = local(now, person.zone).date() + timedelta(days=1)
    return instant(datetime.combine(tomorrow, time(), person.zone))


def agenda_end(reader: Reader, person: Person, now: int) -> int:
    """The instant at which the person's next working day after today ends; of who never works, tomorrow."""
    today = local(now, person.zone).date()
    days = [today + timedelta(days=ahead) for ahead in range(1, FARTHEST_WORKING_DAY)]
    off = days_off(reader, person.id, days[0], days[-1])
    last = next((day for day in days if person.hours.works_on(day) and day not in off), days[0])
    return instant(datetime.combine(last + timedelta(days=1), time(), person.zone))


def queue(
    reader: Reader,
    person: Person,
    view: View,
    now: int,
    order: Order = "what matters",
    most: int = ALL,
) -> array[int]:
    """The ids of a view in its order, the queue's own rank or by a column: all of them, or the first ``most``."""
    where, params = _where(reader, person, view)
    params |= {"now": now, "day_end": day_end(person, now)}
    if view == "agenda":
        params["agenda_end"] = agenda_end(reader, person, now)
    if order != "what matters":
        return _by_column(reader, where, order, params, most)
    if view == "snoozed":
        return _in_order(reader, f"lead where {where} order by snoozed_until, id", params, most)
    if view == "agenda":
        return _in_order(reader, f"lead where {where} order by follow_up_at, id", params, most)
    if view == "done":
        return _parts(reader, where, [("lead_touched", "1", "last_touch_at desc")], params, most)
    if view in ("unworked", "unassigned"):
        clocks = f"{_CLOCKS} and {where} order by response_due_at, id"
        found = _in_order(reader, clocks, params, most)
        rest = f"{where} and response_due_at is null"
        found.extend(_by_column(reader, rest, "newest", params, _left(most, found)))
        return found
    found = array("q")
    for part, by in _PARTS:
        selection = f"lead where {where} and {part} order by {by}"
        found.extend(_in_order(reader, selection, params, _left(most, found)))
    return found


def _left(most: int, found: Sequence[int]) -> int:
    """How many are wanted after those that were found."""
    return most if most == ALL else most - len(found)


def _by_column(
    reader: Reader, where: str, order: Order, params: dict[str, Value], most: int = ALL
) -> array[int]:
    return _parts(reader, where, _BY_COLUMN[order], params, most)


def _parts(
    reader: Reader,
    where: str,
    parts: Sequence[tuple[str, str, str]],
    params: dict[str, Value],
    most: int,
) -> array[int]:
    found = array("q")
    are_few = len(_in_order(reader, f"lead where {where}", params, FEW + 1)) <= FEW
    for index, condition, by in parts:
        source = "lead" if are_few else f"lead indexed by {index}"
        if are_few:  # a sum has no index, so that they are found and then sorted
            by = f"+{by}, id desc" if by.endswith("desc") else f"+{by}, id"
        selection = f"{source} where {where} and {condition} order by {by}"
        found.extend(_in_order(reader, selection, params, _left(most, found)))
    return found


def _in_order(reader: Reader, ordered: str, params: Params, most: int = ALL) -> array[int]:
    """The ids of an ordered selection: all, or the first ``most``."""
    return selected_ids(reader, f"select id from {ordered} limit {most}", params)


def _where(reader: Reader, person: Person, view: View) -> tuple[str, dict[str, Value]]:
    """The rows of a view, leads that were merged into others left out."""
    mine: dict[str, Value] = {"person": person.id}
    if view == "mine":
        return f"owner_id = :person and open = 1 and {_SHOWN}", mine
    if view == "agenda":
        seen = "follow_up_at < :agenda_end and ifnull(snoozed_until, 0) < :agenda_end and merged_into is null"
        return f"owner_id = :person and open = 1 and {seen}", mine
    if view == "unworked":
        return "owner_id = :person and open = 1 and unworked = 1 and merged_into is null", mine
    if view == "unassigned":
        # With ``open`` as a sum the engine looks for the owners, and not through all open leads.
        return f"{_of_nobody(reader, person)} and +open = 1 and merged_into is null", {}
    if view == "snoozed":
        sleeping = "snoozed_until > :now and response_due_at is null and merged_into is null"
        return f"owner_id = :person and open = 1 and {sleeping}", mine
    if view == "done":
        return "owner_id = :person and open = 0 and merged_into is null", mine
    if person.role == "admin":
        return f"open = 1 and {_SHOWN}", {}
    team = [member.id for member in team_of(reader, person)] + left_by(reader, person)
    owners = f"owner_id in ({_listed(team or [person.id])})"
    if person.role == "manager":
        owners = f"({owners} or owner_id is null and response_due_at is not null)"
    return f"{owners} and open = 1 and {_SHOWN}", {}


def left_by(reader: Reader, person: Person) -> list[int]:
    """Those who are no longer active and whose leads the person gives to others: an admin, or a manager above them."""
    if not person.leads:
        return []
    reach = reach_of(reader, person)
    gone = reader.select("select id from person where active = 0")
    return [row[0] for row in gone if reach.holds_person(row[0])]


def _of_nobody(reader: Reader, person: Person) -> str:
    """The condition on leads that wait for an owner: those of nobody, and those of whom has left."""
    left = left_by(reader, person)
    return f"(owner_id is null or owner_id in ({_listed(left)}))" if left else "owner_id is null"


def _listed(ids: Sequence[int]) -> str:
    return ", ".join(str(identifier) for identifier in ids)


def next_lead(reader: Reader, person: Person, now: int) -> int | None:
    """Whom to contact next: who waits longest, also of those without an owner; else one's own in their order."""
    owners = f"(owner_id = :person or {_of_nobody(reader, person)})"
    waiting = _in_order(
        reader, f"{_CLOCKS} and {owners} order by response_due_at, id", {"person": person.id}, 1
    )
    found = waiting or queue(reader, person, "mine", now) or queue(reader, person, "unworked", now)
    return found[0] if found else None


def open_leads_of(reader: Reader, person_id: int | None) -> int:
    """How many open leads a person has, or nobody (None), worked or not."""
    sql = "select count(*) from lead where owner_id is ? and open = 1 and merged_into is null"
    return int(reader.select(sql, (person_id,))[0][0])


def counts(reader: Reader, person: Person, now: int) -> Counts:
    """The numbers of the inbox's head line."""
    row = reader.select(
        f"""select sum(response_due_at is not null or {_AWAKE}),
            sum(response_due_at is not null),
            sum(ifnull(response_due_at < :now, 0)),
            sum(response_due_at is null and {_AWAKE} and ifnull(follow_up_at < :day_end, 0)),
            sum(response_due_at is null and {_AWAKE} and follow_up_at is null and ifnull(cold_at <= :now, 0)),
            sum(response_due_at is null and {_AWAKE} and follow_up_at is null and ifnull(cold_at > :now, 1)),
            sum(response_due_at is null and ifnull(snoozed_until > :now, 0))
        from lead where owner_id = :person and open = 1 and unworked = 0 and merged_into is null""",
        {"person": person.id, "now": now, "day_end": day_end(person, now)},
    )[0]
    undated = reader.select(
        f"""select count(*) from lead indexed by lead_undated where owner_id = :person and open = 1
        and follow_up_at is null and next_step > '' and unworked = 0 and merged_into is null
        and response_due_at is null and {_AWAKE} and ifnull(cold_at > :now, 1)""",
        {"person": person.id, "now": now},
    )[0][0]
    unworked = reader.select(
        "select count(*) from lead where owner_id = ? and open = 1 and unworked = 1 and merged_into is null",
        (person.id,),
    )[0][0]
    unassigned = sum(open_leads_of(reader, owner) for owner in (None, *left_by(reader, person)))
    clocks = reader.select(f"select count(*) from {_CLOCKS} and {_of_nobody(reader, person)}")[0][0]
    mine, waiting, breached, due, cold, no_next, snoozed = (int(number or 0) for number in row)
    others = (int(undated), int(unworked), unassigned, snoozed, int(clocks))
    return Counts(mine, waiting, breached, due, cold, no_next - int(undated), *others)


def leads_of_person(reader: Reader, person: Person) -> array[int]:
    """The ids of every lead of a person, done ones too, oldest first."""
    return _in_order(
        reader, "lead where owner_id = :person and merged_into is null order by id", {"person": person.id}
    )


def leads_within_reach(reader: Reader, actor: Person) -> array[int]:
    """The ids of every lead within a person's reach that stands for itself, oldest first."""
    condition, owners = reach_of(reader, actor).condition()
    return _in_order(reader, f"lead where merged_into is null and {condition} order by id", owners)
