"""What a touch does to a lead: it warms it up; where it reached somebody, it answers what came in, and settles a
follow-up that is due. A call of which the outcome says that nobody was reached does neither.

Which touch answers a message does not depend on the order in which they were written down: the first that reached
somebody at or after the message's own moment.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence

from data.calendar.days import day_of
from data.kernel import journal
from data.kernel.commands import CONTACT, Change, Command, Reader
from data.kernel.rows import changed, read_record
from data.leads.attention import cooling, duration
from data.leads.change_leads import writable
from data.leads.lead import Lead, standing, with_merged
from data.leads.message import Message, all_messages, first_due, open_or_later, waiting_since
from data.leads.reached import Touch, reaches, unreached
from data.people.days_off import days_off
from data.people.person import Person, by_id
from data.people.reach import reach_of
from data.points.log import Activity

Answer = tuple[Message, Message]
"""A message before and after its answer."""


def touched(reader: Reader, lead: Lead, at: int, person: Person, *, is_reached: bool) -> Lead:
    """A lead after somebody of the company has been in touch at ``at``, its clock left as it is."""
    status = "working" if lead.status == "new" else lead.status
    warm = lead._replace(status=status, unworked=0, last_touch_at=max(at, lead.last_touch_at or 0))
    follow_up = warm.follow_up_at
    is_due = follow_up is not None and day_of(follow_up, person.zone) <= day_of(at, person.zone)
    settled = warm._replace(follow_up_at=None, next_step="") if is_due and is_reached else warm
    return cooling(reader, settled)


def follow_logged(
    reader: Reader, command: Command, entry: Activity, person: Person
) -> tuple[Activity, list[Change], str]:
    """What logging an entry with a lead does: the entry with the lead that stands for it, the touch, and the words.

    A message that came in later goes on waiting: the touch was no answer to it. The lead is marked even where nothing
    of it changes, so that the entry is not taken back under what others have done with it since.
    """
    lead = writable(reader, command, standing(reader, entry.lead_id or 0))
    is_reached = reaches(reader, entry)
    warm = touched(reader, lead, entry.at, person, is_reached=is_reached)
    answers: list[Answer] = []
    if is_reached:
        messages = open_or_later(reader, lead.id, lead.waiting_since, entry.at)
        owner, touch = _owner(reader, lead, person), Touch(entry.at, entry.id)
        answers = [(message, answered(reader, message, touch, owner)) for message in messages]
        if lead.waiting_since is not None:
            warm = _clocked(warm, _still_waiting(reader, lead, entry.at) if lead.open else ())
    waited = [after.minutes or 0 for before, after in answers if before.answered_at is None]
    words = f", answered after {duration(max(waited))}" if waited else ""
    mark = Change("lead", lead.id, {"touched": lead.touched}, {"touched": command.id})
    changes = [changed("lead", lead, warm, command.id) or mark, *_message_changes(answers, command.id)]
    return entry._replace(lead_id=lead.id), changes, f" with {lead.name or lead.company}{words}"


def untouch(reader: Reader, command: Command, entry: Activity, person: Person) -> list[Change]:
    """The changes where an activity with a lead is deleted: what it alone answered waits again.

    None where the lead is out of the actor's reach.
    """
    lead = read_record(reader, Lead, "lead", standing(reader, entry.lead_id or 0))
    if lead is None or not reach_of(reader, by_id(reader, command.actor)).holds(lead.owner_id):
        return []
    return _told_anew(reader, command, lead, entry, None, person)


def retouch(reader: Reader, command: Command, entry: Activity, at: int, person: Person) -> list[Change]:
    """The changes where an activity with a lead turns out to have been at another moment, ``at``.

    Raises Refused where the lead is out of the actor's reach.
    """
    return retold(reader, command, entry, entry._replace(at=at), person)


def retold(
    reader: Reader, command: Command, before: Activity, after: Activity, person: Person
) -> list[Change]:
    """The changes where an activity with a lead turns out to have been at another moment, or of another outcome.

    Raises Refused where the lead is out of the actor's reach.
    """
    lead = writable(reader, command, standing(reader, before.lead_id or 0))
    return _told_anew(reader, command, lead, before, after, person)


def _told_anew(
    reader: Reader, command: Command, lead: Lead, before: Activity, after: Activity | None, person: Person
) -> list[Change]:
    """The changes of a lead and its messages where an entry becomes another one, or none.

    What the entry did to the lead's status and next step is taken back as far as nothing else has changed them since.
    """
    silent = unreached(reader)
    others = _other_entries(reader, lead, before.id)
    former = _former(reader, lead, before, {identifier for _, identifier, _ in others})
    without = lead
    is_newest = all(identifier < before.id for _, identifier, _ in others)
    if former is not None and former.open and lead.open and is_newest:
        without = lead._replace(
            status=former.status,
            unworked=former.unworked,
            opened_at=former.opened_at,
            follow_up_at=former.follow_up_at,
            next_step=former.next_step,
        )
    last = max((at for at, _, _ in others), default=None)
    if last is None and former is not None and former.touched is None:
        last = former.last_touch_at  # as an import told it
    anew = cooling(reader, without._replace(last_touch_at=last))
    touches = [Touch(at, identifier) for at, identifier, outcome in others if outcome not in silent]
    if after is not None:
        is_reached = after.outcome not in silent
        anew = touched(reader, anew, after.at, person, is_reached=is_reached)
        touches += [Touch(after.at, after.id)] if is_reached else []
    answers, waiting = _answers(reader, lead, sorted(touches), _owner(reader, lead, person))
    if lead.open:
        anew = _clocked(anew, waiting)
    mark = Change("lead", lead.id, {"touched": lead.touched}, {"touched": command.id})
    return [changed("lead", lead, anew, command.id) or mark, *_message_changes(answers, command.id)]


def _other_entries(reader: Reader, lead: Lead, entry: int) -> list[tuple[int, int, str | None]]:
    """The lead's other activities, and those of leads merged into it: when, which, with what outcome."""
    ids = ", ".join(map(str, with_merged(reader, lead.id)))
    rows = reader.select(
        f"select at, id, outcome from activity where lead_id in ({ids}) and id <> ?", (entry,)
    )
    return [(row[0], row[1], row[2]) for row in rows]


def _answers(
    reader: Reader, lead: Lead, touches: Sequence[Touch], owner: Person
) -> tuple[list[Answer], list[Message]]:
    """The messages whose answer is another one by these touches, and those that wait.

    What came before a lead was turned away, and was never answered, waits no longer.
    """
    answers: list[Answer] = []
    waiting: list[Message] = []
    for message in all_messages(reader, lead.id):
        if message.answered_at is None and (lead.waiting_since is None or message.at < lead.waiting_since):
            continue
        place = bisect_left(touches, (message.at, 0))
        if place == len(touches):
            waiting.append(message)
            if message.answered_at is not None:
                answers.append((message, message._replace(answered_at=None, answered_by=None, minutes=None)))
        elif (message.answered_at, message.answered_by) != touches[place]:
            answers.append((message, answered(reader, message, touches[place], owner)))
    return answers, waiting


def answered(reader: Reader, message: Message, touch: Touch, owner: Person) -> Message:
    """A message as a touch answers it, with the minutes of the owner's working time until then."""
    minutes = working_minutes(reader, owner, message.at, touch.at)
    return message._replace(answered_at=touch.at, answered_by=touch.entry, minutes=minutes)


def _clocked(lead: Lead, waiting: Sequence[Message]) -> Lead:
    return lead._replace(waiting_since=waiting_since(waiting), response_due_at=first_due(waiting))


def _still_waiting(reader: Reader, lead: Lead, at: int) -> list[Message]:
    """The messages that came in after a touch and are not answered."""
    since = max(at + 1, lead.waiting_since or 0)
    return [message for message in all_messages(reader, lead.id, since) if message.answered_at is None]


def _message_changes(answers: Sequence[Answer], command_id: int) -> list[Change]:
    changes = (changed("message", before, after, command_id) for before, after in answers)
    return [change for change in changes if change is not None]


def _former(reader: Reader, lead: Lead, cause: Activity, others: Collection[int]) -> Lead | None:
    """The lead as it was before an activity, from the journal; None where more than that has changed it since.

    ``others`` are its other activities: one that was logged in the same step has changed it as well.
    """
    image = lead
    while image.touched is not None:
        entry = journal.find(reader, image.touched)
        if entry is None or not entry.touches & CONTACT:
            return None
        made = {(change.table, change.id): change for change in journal.parts_of(reader, entry).changes}
        change, logged = made.get(("lead", lead.id)), made.get(("activity", cause.id))
        if change is None or logged is None or change.before is None:
            return None
        if any(("activity", other) in made for other in others):
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
