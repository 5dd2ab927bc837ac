"""What a touch does to a lead: it answers what came in, warms it up, and settles a follow-up that is due."""

from __future__ import annotations

from collections.abc import Sequence

from data.calendar.days import day_of
from data.kernel import journal
from data.kernel.commands import CONTACT, Change, Command, Reader
from data.kernel.rows import changed, read_record
from data.leads.attention import cold_at, duration
from data.leads.change_leads import writable
from data.leads.lead import Lead, standing, with_merged
from data.leads.message import Message, answered_by, first_due, unanswered, waiting_since
from data.people.days_off import days_off
from data.people.person import Person, by_id
from data.people.reach import reach_of
from data.points.log import Activity

Answer = tuple[Message, Message]
"""A message before and after its answer."""


def touched(reader: Reader, lead: Lead, at: int, person: Person, waiting: Sequence[Message] = ()) -> Lead:
    """A lead after somebody of the company has been in touch at ``at``.

    ``waiting`` are the messages that came in later, which the touch does not answer.
    """
    status = "working" if lead.status == "new" else lead.status
    last = max(at, lead.last_touch_at or 0)
    warm = lead._replace(
        status=status,
        unworked=0,
        waiting_since=waiting_since(waiting),
        response_due_at=first_due(waiting),
        last_touch_at=last,
        cold_at=cold_at(reader, status, last) if lead.open else None,
    )
    follow_up = lead.follow_up_at
    if follow_up is not None and day_of(follow_up, person.zone) <= day_of(at, person.zone):
        return warm._replace(follow_up_at=None, next_step="")
    return warm


def follow_logged(
    reader: Reader, command: Command, entry: Activity, person: Person
) -> tuple[Activity, list[Change], str]:
    """What logging an entry with a lead does: the entry with the lead that stands for it, the touch, and the words.

    A message that came in later goes on waiting: the touch was no answer to it.
    """
    lead = writable(reader, command, standing(reader, entry.lead_id or 0))
    messages = unanswered(reader, lead.id, lead.waiting_since)
    warm, answers = _with(reader, lead, messages, entry.id, entry.at, person)
    waited = [after.minutes or 0 for _, after in answers]
    words = f", answered after {duration(max(waited))}" if waited else ""
    changes = [changed("lead", lead, warm, command.id), *_message_changes(answers, command.id)]
    return (
        entry._replace(lead_id=lead.id),
        [change for change in changes if change is not None],
        f" with {lead.name or lead.company}{words}",
    )


def untouch(reader: Reader, command: Command, entry: Activity, person: Person) -> list[Change]:
    """The changes where an activity with a lead is deleted: what it alone answered waits again.

    None where the lead is out of the actor's reach.
    """
    lead = read_record(reader, Lead, "lead", standing(reader, entry.lead_id or 0))
    if lead is None or not reach_of(reader, by_id(reader, command.actor)).holds(lead.owner_id):
        return []
    without, answers, _ = _without(reader, lead, entry, person)
    changes = [*_message_changes(answers, command.id), changed("lead", lead, without, command.id)]
    return [change for change in changes if change is not None]


def retouch(reader: Reader, command: Command, entry: Activity, at: int, person: Person) -> list[Change]:
    """The changes where an activity with a lead turns out to have been at another moment, ``at``.

    Raises Refused where the lead is out of the actor's reach.
    """
    lead = writable(reader, command, standing(reader, entry.lead_id or 0))
    without, released, messages = _without(reader, lead, entry, person)
    messages.sort(key=lambda message: (message.at, message.id))
    moved, answers = _with(reader, without, messages, entry.id, at, person)
    told = {before.id: (before, after) for before, after in (*released, *answers)}
    changes = [*_message_changes(list(told.values()), command.id), changed("lead", lead, moved, command.id)]
    return [change for change in changes if change is not None]


def _message_changes(answers: Sequence[Answer], command_id: int) -> list[Change | None]:
    return [changed("message", before, after, command_id) for before, after in answers]


def _with(
    reader: Reader, lead: Lead, messages: Sequence[Message], entry: int, at: int, person: Person
) -> tuple[Lead, list[Answer]]:
    """A lead with one more touch, and which of the messages that wait it answers, and how."""
    waiting = [message for message in messages if message.at > at]
    warm = touched(reader, lead, at, person, waiting if lead.open else ())
    owner = _owner(reader, lead, person)
    return warm, [_answered(reader, message, entry, at, owner) for message in messages if message.at <= at]


def _answered(reader: Reader, message: Message, entry: int, at: int, owner: Person) -> Answer:
    minutes = working_minutes(reader, owner, message.at, at)
    return message, message._replace(answered_at=at, answered_by=entry, minutes=minutes)


def _without(
    reader: Reader, lead: Lead, entry: Activity, person: Person
) -> tuple[Lead, list[Answer], list[Message]]:
    """A lead without one of its activities, the answers that take the place of those it gave, and the messages that
    wait then.
    """
    owner = _owner(reader, lead, person)
    ids = ", ".join(map(str, with_merged(reader, lead.id)))
    others = reader.select(
        f"select at, id from activity where lead_id in ({ids}) and id <> ? order by at, id", (entry.id,)
    )
    answers: list[Answer] = []
    waiting = unanswered(reader, lead.id, lead.waiting_since)
    for message in answered_by(reader, lead.id, entry.id):
        later = next(((at, identifier) for at, identifier in others if at >= message.at), None)
        if later is None:
            waiting.append(message)
            open_again = message._replace(answered_at=None, answered_by=None, minutes=None)
            answers.append((message, open_again))
        else:
            answers.append(_answered(reader, message, later[1], later[0], owner))
    without = lead
    if lead.open and waiting:
        without = without._replace(waiting_since=waiting_since(waiting), response_due_at=first_due(waiting))
    former = None
    if all(identifier < entry.id for _, identifier in others):
        former = _former(reader, lead, entry)
    if former is not None:
        without = without._replace(
            status=former.status,
            unworked=former.unworked,
            follow_up_at=former.follow_up_at,
            next_step=former.next_step,
        )
    if lead.last_touch_at == entry.at:
        without = _touched_before(reader, without, [at for at, _ in others], former)
    return without, answers, waiting


def _touched_before(reader: Reader, lead: Lead, others: Sequence[int], former: Lead | None) -> Lead:
    """A lead with the last touch that is left, by other activities or as an import told it, and with when it goes
    cold.
    """
    last = others[-1] if others else None
    if former is not None and not others and former.touched is None:
        last = former.last_touch_at
    if former is not None and former.last_touch_at == last:
        return lead._replace(last_touch_at=last, cold_at=former.cold_at)
    cold = cold_at(reader, lead.status, last or lead.created_at) if lead.open else None
    return lead._replace(last_touch_at=last, cold_at=cold)


def _former(reader: Reader, lead: Lead, cause: Activity) -> Lead | None:
    """The lead as it was before an activity, from the journal; None where more than that has changed it since."""
    image = lead
    while image.touched is not None:
        entry = journal.find(reader, image.touched)
        if entry is None or not entry.touches & CONTACT:
            return None
        made = {(change.table, change.id): change for change in journal.parts_of(reader, entry).changes}
        change, logged = made.get(("lead", lead.id)), made.get(("activity", cause.id))
        if change is None or logged is None or change.before is None:
            return None
        if any(getattr(image, name) != value for name, value in (change.after or {}).items()):
            return None
        image = image._replace(**change.before)
        if logged.before is None:
            return image
    return None


def _owner(reader: Reader, lead: Lead, person: Person) -> Person:
    """In whose working time a lead waits."""
    return by_id(reader, lead.owner_id) if lead.owner_id is not None else person


def working_minutes(reader: Reader, person: Person, start: int, end: int) -> int:
    """The person's working minutes between two instants, days off left out."""
    first, last = day_of(start, person.zone), day_of(end, person.zone)
    return person.hours.minutes_between(start, end, days_off(reader, person.id, first, last))
