"""The demo's leads while their history is told: each step and each touch moves them as the commands would.

The book keeps what differs from a new lead, gives out rows to be written, and words for the journal.
"""

from __future__ import annotations

import json
from array import array
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from data import catalog
from data.calendar.days import day_of
from data.calendar.hours import MINUTE
from data.kernel.commands import facts_of
from data.kernel.engine import Value
from data.kernel.sqlite import sqlite3
from data.leads.attention import duration, when_words
from data.leads.calls import LogCall
from data.leads.demo.plan import MAY_END_LATER, NAMED, LeadStep, plan_leads
from data.leads.demo.prospects import Prospects, Twin, prospect_words
from data.leads.demo.standing import BEGINNING, COMMANDS, TOLD, Message, closed
from data.leads.fields import LEADS
from data.people.demo.calendar import DAY, HOUR, Calendar, DaysOff
from data.people.demo.company import Member
from data.people.demo.office import Office
from data.points.demo.entries import LogEvent
from data.points.demo.log import Log, Touch
from data.points.demo.words import log_words
from data.points.log import LogActivity
from data.records.match_keys import keys_of
from data.story.part import Amount, Line, Part, Rows
from data.story.story import Story

MOST_AT_ONCE = 3
"""Entries that count more than this are of many leads, and name none."""

OUTCOMES = ("no answer", "no answer", "left message", None)
_CALL, _ENTRY = facts_of(LogCall), facts_of(LogActivity)
_COLUMNS = (
    *("id", "name", "title", "company", "emails", "phones", "links", "address", "territory", "segment"),
    *("product_interest", "influence", "source", "channel", "budget", "currency", "tags", "custom"),
    *("owner_id", "created_at", "source_key", "batch_id"),
)
_STANDING_SQL = f"update lead set {', '.join(f'{name} = ?' for name in BEGINNING)} where id = ?"
_encode = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode


class _Moved(NamedTuple):
    """What a step comes to: changes for the journal, and words."""

    changes: list[Any]
    words: str


class Book(Part[LeadStep]):
    """All leads of the demo."""

    amounts = (Amount("leads", 600, 0, 5_000_000, "leads"),)

    def __init__(self, story: Story) -> None:
        super().__init__(story)
        company, log = story.part(Office).company, story.part(Log)
        self._history = plan_leads(story, company, story.size["leads"])
        self._plans = self._history.plans
        self._facts = facts = catalog.leads()
        sources = tuple(choice.name for choice in facts.lead_source)
        channels = tuple(choice.name for choice in facts.channel)
        self._prospects = Prospects(prospect_words(), story.random("prospects"), sources, channels)
        self._notes = log_words().notes
        self._random = story.random("book")
        self._calendar = Calendar(company, self._random, story.end, story.end)
        self._members = {member.id: member for member in company.members}
        self._leads = Rows("lead", *_COLUMNS)
        self._keys = Rows(
            "match_key", "id", "record_id", "kind", "value", "batch_id", record_table=LEADS.table
        )
        self._messages = Rows(
            "message",
            *("id", "lead_id", "at", "channel", "text", "due_at", "answered_at", "answered_by", "minutes"),
            "touched",
        )
        self._written_notes = Rows(
            "note", "id", "record_id", "person_id", "at", "text", record_table=LEADS.table
        )
        self._told = Rows(
            "record_event", "record_id", "seq", verb="insert or ignore", record_table=LEADS.table
        )
        self.rows = (self._leads, self._keys, self._messages, self._written_notes, self._told)
        number = len(self._plans)
        self._ids = array("q", bytes(8 * number))
        self._labels: list[tuple[str, str]] = [("", "")] * number
        self._state: list[dict[str, Value]] = [{} for _ in range(number)]
        self._twins: dict[int, dict[str, Value]] = {plan.twin_of: {} for plan in self._plans}
        self._waiting: dict[int, list[Message]] = {}
        self._fresh: dict[int, deque[int]] = {}
        self._asked: dict[int, deque[int]] = {}
        self._live: dict[int, list[int]] = {}
        self._cold_days = {status.code: status.cold_days for status in facts.status if status.open}
        log.contacts.append(self)

    def events(self) -> Iterator[LeadStep]:
        """What is done with leads, besides the entries of the log."""
        return iter(self._history.steps)

    # Steps

    def write(self, step: LeadStep, command: int, seq: int) -> Line | None:
        """What a step does; None where it comes to nothing."""
        if step.what == "import":
            moved = self._import(step, command, seq)
        elif step.what == "add":
            moved = self._add(step, seq)
        else:
            moves: dict[str, Callable[[LeadStep, int, int, int], _Moved | None]] = {
                "message": self._message,
                "question": self._message,
                "note": self._note,
                "qualify": self._qualify,
                "next step": self._next_step,
                "snooze": self._snooze,
                "drop": self._drop,
                "won": self._won,
            }
            lead = step.leads[0]
            found = moves[step.what](step, lead, command, seq) if self._ids[lead] else None
            if found is None:
                return None
            moved = _Moved(found.changes, found.words.format(who=self._label(lead)))
        facts = COMMANDS[step.what]
        changes = _encode(moved.changes)
        return Line(command, facts.name, step.actor, None, step.at, moved.words, 0, facts.touches, changes)

    def _import(self, step: LeadStep, command: int, seq: int) -> _Moved:
        self._begin(step, command, seq)
        file = self._pick(self._prospects.words.files)
        count = f"{len(step.leads)} lead{'' if len(step.leads) == 1 else 's'}"
        tables = [[table, None, None, None] for table in ("lead", "match_key")]
        return _Moved(tables, f"imported {count} from {file}")

    def _add(self, step: LeadStep, seq: int) -> _Moved:
        added = self._begin(step, None, seq)
        return _Moved(added, f"{self._label(step.leads[0])} added")

    def _begin(self, step: LeadStep, batch: int | None, seq: int) -> list[Any]:
        """New leads, of the import ``batch`` or made by hand; the changes of those made by hand."""
        records = [self._record(lead) for lead in step.leads]
        keys = [keys_of(LEADS, record) for record in records]
        numbers = iter(self.story.ids.several(step.at, len(records) + sum(map(len, keys))))
        added: list[Any] = []
        for lead, record in zip(step.leads, records, strict=True):
            plan, identifier = self._plans[lead], next(numbers)
            self._ids[lead] = identifier
            self._labels[lead] = (str(record["name"]), str(record["company"]))
            record |= {"id": identifier, "owner_id": plan.owner, "created_at": step.at, "batch_id": batch}
            if batch is not None:
                self._state[lead] = {"unworked": 1}
                record["source_key"] = f"row:{identifier:x}"
            else:
                self._state[lead] = {"cold_at": self._cold_at("new", step.at)}
                self._told.add((identifier, seq))
            self._leads.add(tuple(map(record.get, _COLUMNS)))
            added.append(["lead", identifier, None, None])
            if plan.owner is not None and plan.state != "unworked":
                self._fresh.setdefault(plan.owner, deque()).append(lead)
                self._live.setdefault(plan.owner, []).append(lead)
        for record, pairs in zip(records, keys, strict=True):
            for kind, value in pairs:
                key = next(numbers)
                self._keys.add((key, record["id"], kind, value, batch))
                added.append(["match_key", key, None, None])
        return added

    def _record(self, lead: int) -> dict[str, Value]:
        plan, prospects = self._plans[lead], self._prospects
        if lead in NAMED:
            record = prospects.record(prospects.named[NAMED.index(lead)], is_reachable=True)
        elif base := self._twins.get(plan.twin_of):
            record = prospects.twin(Twin(base, plan.likeness))
        else:
            record = prospects.record(is_reachable=lead in self._twins)
        if lead in self._twins:
            self._twins[lead] = dict(record)
        return record

    def _message(self, step: LeadStep, lead: int, command: int, seq: int) -> _Moved | None:
        if not self._get(lead, "open"):
            return None
        member = self._members[self._plans[lead].owner or step.actor]
        due = self._due(member, step.at)
        text = self._pick(self._prospects.words.messages)
        message = Message(command, step.at, due, self._pick(self._prospects.channels), text)
        self._waiting.setdefault(lead, []).append(message)
        if step.what == "message":
            self._asked.setdefault(member.id, deque()).append(lead)
        columns: dict[str, Value] = {"unworked": 0, "snoozed_until": None}
        columns["waiting_since"] = self._get(lead, "waiting_since") or step.at
        columns["response_due_at"] = self._get(lead, "response_due_at") or due
        changes = [["message", command, None, None], *self._update(lead, command, seq, columns)]
        return _Moved(changes, "message from {who}, answer within " + duration(self._facts.response_minutes))

    def _note(self, step: LeadStep, lead: int, command: int, seq: int) -> _Moved:
        text = self._pick(self._prospects.words.lead_notes)
        self._written_notes.add((command, self._ids[lead], step.actor, step.at, text))
        changes = [["note", command, None, None], *self._update(lead, command, seq, {"unworked": 0})]
        return _Moved(changes, "note on {who}")

    def _qualify(self, step: LeadStep, lead: int, command: int, seq: int) -> _Moved:
        names = ("has_budget", "has_need", "has_authority", "has_timing", "will_meet")
        columns: dict[str, Value] = {name: 1 for name in names if self._random.random() < 0.75}
        touched = self._get(lead, "last_touch_at") or step.at
        columns |= {"status": "qualified", "unworked": 0, "cold_at": self._cold_at("qualified", touched)}
        return _Moved(self._update(lead, command, seq, columns), "{who} qualified")

    def _next_step(self, step: LeadStep, lead: int, command: int, seq: int) -> _Moved:
        text = self._pick(self._prospects.words.next_steps)
        columns = {"follow_up_at": step.value, "next_step": text, "snoozed_until": None, "unworked": 0}
        words = f"{{who}} next step {self._when(step)}, {text}"
        return _Moved(self._update(lead, command, seq, columns), words)

    def _snooze(self, step: LeadStep, lead: int, command: int, seq: int) -> _Moved:
        columns = {"snoozed_until": step.value, "unworked": 0}
        changes = self._update(lead, command, seq, columns)
        return _Moved(changes, f"{{who}} snoozed until {self._when(step)}")

    def _drop(self, step: LeadStep, lead: int, command: int, seq: int) -> _Moved:
        reason = self._pick(self._facts.reason).name
        changes = self._update(lead, command, seq, closed("disqualified", reason))
        return _Moved(changes, f"{{who}} disqualified: {reason}")

    def _won(self, step: LeadStep, lead: int, command: int, seq: int) -> _Moved:
        return _Moved(self._update(lead, command, seq, closed("won", "")), "{who} won")

    # Touches

    def touch(self, event: LogEvent, command: int, seq: int) -> Touch | None:
        """The lead with which an entry was made, and what that changes; None for an entry of none or many."""
        if event.times > MOST_AT_ONCE or event.kind == "won" or event.at - event.done_at > HOUR:
            return None
        lead = self._choose(event.person, event.done_at)
        if lead is None:
            return None
        at, state = event.done_at, str(self._get(lead, "status"))
        status = "working" if state == "new" else state
        columns: dict[str, Value] = {"status": status, "unworked": 0, "last_touch_at": at}
        columns |= {"cold_at": self._cold_at(status, at), "waiting_since": None, "response_due_at": None}
        answered, words = self._answer(lead, command, at)
        changes = [["activity", command, None, None], *self._update(lead, command, seq, columns), *answered]
        name, company = self._labels[lead]
        outcome = self._pick(OUTCOMES) if event.kind == "call" and event.times == 1 else None
        summary = f"{event.summary} with {name or company}{words}" + (f": {outcome}" if outcome else "")
        note = event.note
        if note is not None:
            words_of_kind = self._pick(self._notes[event.kind])
            note = words_of_kind.format(contact=name or company, company=company or name)
        command_of = _CALL if outcome else _ENTRY
        return Touch(command_of, summary, _encode(changes), self._ids[lead], outcome, note)

    def _choose(self, person: int, at: int) -> int | None:
        """Whoever waits for an answer, else somebody new, else one who was not called for long."""
        asked = self._asked.get(person)
        while asked:
            lead = asked.popleft()
            if self._get(lead, "waiting_since") is not None and self._is_touchable(lead, at, answers=True):
                return lead
        fresh = self._fresh.get(person)
        while fresh and self._random.random() < 0.8:
            lead = fresh.popleft()
            if self._is_touchable(lead, at) and self._get(lead, "last_touch_at") is None:
                return lead
        live = self._live.get(person)
        best: int | None = None
        for _ in range(3):
            while live:
                place = int(self._random.random() * len(live))
                lead = live[place]
                if self._is_touchable(lead, at):
                    if best is None or self._last(lead) < self._last(best):
                        best = lead
                    break
                live[place] = live[-1]
                live.pop()
        return best

    def _is_touchable(self, lead: int, at: int, *, answers: bool = False) -> bool:
        plan = self._plans[lead]
        return at < plan.until or (answers and plan.state in MAY_END_LATER and bool(self._get(lead, "open")))

    def _last(self, lead: int) -> int:
        return int(self._get(lead, "last_touch_at") or 0)

    def _answer(self, lead: int, command: int, at: int) -> tuple[list[Any], str]:
        waiting = self._waiting.pop(lead, None)
        if waiting is None:
            return [], ""
        member = self._members[self._plans[lead].owner or 0]
        changes: list[Any] = []
        longest = 0
        for message in waiting:
            minutes = self._worked(member, message.at, at)
            longest = max(longest, minutes)
            answer = {"answered_at": at, "answered_by": command, "minutes": minutes}
            before = dict.fromkeys((*answer, "touched"))
            changes.append(["message", message.id, before, {**answer, "touched": command}])
            self._write_message(lead, message, (at, command, minutes, command))
        return changes, f", answered after {duration(longest)}"

    def _write_message(self, lead: int, message: Message, answer: tuple[Value, ...]) -> None:
        identifier, at, due, channel, text = message
        self._messages.add((identifier, self._ids[lead], at, channel, text, due, *answer))

    def of_last_steps(self) -> Sequence[int]:
        """The leads that have given names, where there are so many."""
        return tuple(self._ids[lead] for lead in NAMED if lead < len(self._ids))

    # The end

    def finish(self, connection: sqlite3.Connection) -> None:
        """The messages that nobody has answered, and how every lead stands."""
        for lead, waiting in self._waiting.items():
            for message in waiting:
                self._write_message(lead, message, (None, None, None, None))
        self._messages.put(connection)
        connection.executemany(_STANDING_SQL, self._standing())

    def _standing(self) -> Iterator[tuple[Value, ...]]:
        """The columns of ``BEGINNING`` in their order, and the id."""
        for lead, state in enumerate(self._state):
            yield (*(state.get(name, value) for name, value in BEGINNING.items()), self._ids[lead])

    # Common parts

    def _update(self, lead: int, command: int, seq: int, columns: Mapping[str, Value]) -> list[Any]:
        """Change a lead as a command does, and return the change for the journal, if there is one."""
        state = self._state[lead]
        different = {n: v for n, v in columns.items() if state.get(n, BEGINNING[n]) != v}
        if not different:
            return []
        before = {name: state.get(name, BEGINNING[name]) for name in (*different, "touched")}
        after = {**different, "touched": command}
        state.update(after)
        if not TOLD.isdisjoint(different):
            self._told.add((self._ids[lead], seq))
        return [["lead", self._ids[lead], before, after]]

    def _get(self, lead: int, name: str) -> Any:
        return self._state[lead].get(name, BEGINNING[name])

    def _label(self, lead: int) -> str:
        return ", ".join(part for part in self._labels[lead] if part)

    def _cold_at(self, status: str, touched: int) -> int | None:
        days = self._cold_days.get(status)
        return None if days is None else touched + days * DAY

    def _due(self, member: Member, at: int) -> int:
        free = DaysOff(self._calendar, member)
        due = member.hours.after(at, self._facts.response_minutes, free)
        return at + self._facts.response_minutes * MINUTE if due is None else due

    def _worked(self, member: Member, start: int, end: int) -> int:
        if day_of(start, member.hours.where) == day_of(end, member.hours.where):
            day = self._calendar.stretches(member, day_of(start, member.hours.where))
            return sum(max(0, min(e, end) - max(s, start)) for s, e in day) // MINUTE
        return member.hours.minutes_between(start, end, DaysOff(self._calendar, member))

    def _when(self, step: LeadStep) -> str:
        return when_words(step.value or step.at, step.at, self._members[step.actor].hours)

    def _pick(self, texts: Sequence[Any]) -> Any:
        return texts[int(self._random.random() * len(texts))]
