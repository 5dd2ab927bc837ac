"""The demo's leads while their history is told: each step and each touch moves them as the commands would.

The book keeps what differs from a new lead, gives out rows to be written, and words for the journal.
"""

from __future__ import annotations

import json
from array import array
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Any

from data.calendar.days import day_of
from data.calendar.hours import MINUTE
from data.catalog import LeadCatalogue
from data.demo.company import Company, Member
from data.demo.events import HOUR, LogEvent
from data.demo.lead_plan import DAY, KNOWN, MAY_END_LATER, Calendar, LeadHistory, LeadStep
from data.demo.lead_records import BEGINNING, NAMES, TOLD, DaysOff, Message, Rows, Told, Touch, closed
from data.demo.prospects import Prospects, Twin
from data.kernel.commands import facts_of
from data.kernel.engine import Value
from data.kernel.ids import IdMaker
from data.leads.attention import duration, when_words
from data.leads.calls import LogCall
from data.leads.fields import LEADS
from data.points.log import LogActivity
from data.records.match_keys import keys_of
from data.records.normal_forms import company_key

MOST_AT_ONCE = 3
"""Entries that count more than this are of many leads, and name none."""

OUTCOMES = ("no answer", "no answer", "left message", None)
_encode = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode


class Book:
    """All leads of the demo."""

    def __init__(
        self,
        history: LeadHistory,
        company: Company,
        prospects: Prospects,
        facts: LeadCatalogue,
        notes: Mapping[str, Sequence[str]],
        random: Random,
        calendar: Calendar,
    ) -> None:
        number = len(history.plans)
        self.rows = Rows([], [], [], [], [])
        self._plans = history.plans
        self._prospects = prospects
        self._facts = facts
        self._notes = notes
        self._random = random
        self._calendar = calendar
        self._members = {member.id: member for member in company.members}
        self._ids = array("q", bytes(8 * number))
        self._labels: list[tuple[str, str]] = [("", "")] * number
        self._state: list[dict[str, Value]] = [{} for _ in range(number)]
        self._twins: dict[int, dict[str, Value]] = {plan.twin_of: {} for plan in history.plans}
        self._waiting: dict[int, list[Message]] = {}
        self._fresh: dict[int, deque[int]] = {}
        self._asked: dict[int, deque[int]] = {}
        self._live: dict[int, list[int]] = {}
        self._cold_days = {status.code: status.cold_days for status in facts.status if status.open}

    # Steps

    def step(self, step: LeadStep, command: int, seq: int, ids: IdMaker) -> Told | None:
        """What a step does; None where it comes to nothing."""
        if step.what in ("import", "add"):
            return self._begin(step, command, seq, ids)
        lead = step.leads[0]
        if not self._ids[lead]:
            return None
        moves: dict[str, Callable[[LeadStep, int, int, int], tuple[list[Any], str] | None]] = {
            "message": self._message,
            "question": self._message,
            "note": self._note,
            "qualify": self._qualify,
            "next step": self._next_step,
            "snooze": self._snooze,
            "drop": self._drop,
            "won": self._won,
        }
        done = moves[step.what](step, lead, command, seq)
        if done is None:
            return None
        changes, words = done
        return Told(NAMES[step.what], words.format(who=self._label(lead)), _encode(changes))

    def _begin(self, step: LeadStep, command: int, seq: int, ids: IdMaker) -> Told:
        is_imported = step.what == "import"
        records = [self._record(lead) for lead in step.leads]
        keys = [keys_of(LEADS, record) for record in records]
        batch = command if is_imported else None
        numbers = iter(ids.several(step.at, len(records) + sum(map(len, keys))))
        added: list[Any] = []
        for lead, record in zip(step.leads, records, strict=True):
            plan, identifier = self._plans[lead], next(numbers)
            self._ids[lead] = identifier
            self._labels[lead] = (str(record["name"]), str(record["company"]))
            record["company_key"] = company_key(str(record["company"])) or None
            record |= {"id": identifier, "owner_id": plan.owner, "created_at": step.at, "batch_id": batch}
            if is_imported:
                self._state[lead] = {"unworked": 1}
                record["source_key"] = f"row:{identifier:x}"
            else:
                self._state[lead] = {"cold_at": self._cold_at("new", step.at)}
                self.rows.events.append((identifier, seq))
            self.rows.leads.append(record)
            added.append(["lead", identifier, None, None])
            if plan.owner is not None and plan.state != "unworked":
                self._fresh.setdefault(plan.owner, deque()).append(lead)
                self._live.setdefault(plan.owner, []).append(lead)
        for record, pairs in zip(records, keys, strict=True):
            for kind, value in pairs:
                key = next(numbers)
                self.rows.keys.append((key, record["id"], kind, value, batch))
                added.append(["match_key", key, None, None])
        if is_imported:
            tables = [[table, None, None, None] for table in ("lead", "match_key")]
            file = self._pick(self._prospects.words.files)
            count = f"{len(records)} lead{'' if len(records) == 1 else 's'}"
            return Told(NAMES["import"], f"imported {count} from {file}", _encode(tables))
        return Told(NAMES["add"], f"{self._label(step.leads[0])} added", _encode(added))

    def _record(self, lead: int) -> dict[str, Value]:
        plan, prospects = self._plans[lead], self._prospects
        if lead in KNOWN:
            record = prospects.record(prospects.known[KNOWN.index(lead)], is_reachable=True)
        elif base := self._twins.get(plan.twin_of):
            record = prospects.twin(Twin(base, plan.likeness))
        else:
            record = prospects.record(is_reachable=lead in self._twins)
        if lead in self._twins:
            self._twins[lead] = dict(record)
        return record

    def _message(self, step: LeadStep, lead: int, command: int, seq: int) -> tuple[list[Any], str] | None:
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
        return changes, "message from {who}, answer within " + duration(self._facts.response_minutes)

    def _note(self, step: LeadStep, lead: int, command: int, seq: int) -> tuple[list[Any], str]:
        text = self._pick(self._prospects.words.lead_notes)
        self.rows.notes.append((command, self._ids[lead], step.actor, step.at, text))
        changes = [["note", command, None, None], *self._update(lead, command, seq, {"unworked": 0})]
        return changes, "note on {who}"

    def _qualify(self, step: LeadStep, lead: int, command: int, seq: int) -> tuple[list[Any], str]:
        names = ("has_budget", "has_need", "has_authority", "has_timing", "will_meet")
        columns: dict[str, Value] = {name: 1 for name in names if self._random.random() < 0.75}
        touched = self._get(lead, "last_touch_at") or step.at
        columns |= {"status": "qualified", "unworked": 0, "cold_at": self._cold_at("qualified", touched)}
        return self._update(lead, command, seq, columns), "{who} qualified"

    def _next_step(self, step: LeadStep, lead: int, command: int, seq: int) -> tuple[list[Any], str]:
        text = self._pick(self._prospects.words.next_steps)
        columns = {"follow_up_at": step.value, "next_step": text, "snoozed_until": None, "unworked": 0}
        words = f"{{who}} next step {self._when(step)}, {text}"
        return self._update(lead, command, seq, columns), words

    def _snooze(self, step: LeadStep, lead: int, command: int, seq: int) -> tuple[list[Any], str]:
        columns = {"snoozed_until": step.value, "unworked": 0}
        return self._update(lead, command, seq, columns), f"{{who}} snoozed until {self._when(step)}"

    def _drop(self, step: LeadStep, lead: int, command: int, seq: int) -> tuple[list[Any], str]:
        reason = self._pick(self._facts.reason).name
        columns = closed("disqualified", reason)
        return self._update(lead, command, seq, columns), f"{{who}} disqualified: {reason}"

    def _won(self, step: LeadStep, lead: int, command: int, seq: int) -> tuple[list[Any], str]:
        return self._update(lead, command, seq, closed("won", "")), "{who} won"

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
        told = Told(facts_of(LogCall if outcome else LogActivity).name, summary, _encode(changes))
        return Touch(told, self._ids[lead], outcome, note)

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
        self.rows.messages.append((identifier, self._ids[lead], at, channel, text, due, *answer))

    # The end

    def finish(self) -> None:
        """Give out the messages that nobody has answered."""
        for lead, waiting in self._waiting.items():
            for message in waiting:
                self._write_message(lead, message, (None, None, None, None))
        self._waiting.clear()

    def standing(self) -> list[tuple[Value, ...]]:
        """How every lead stands: the columns of ``BEGINNING`` in their order, and the id."""
        return [
            (*(state.get(name, value) for name, value in BEGINNING.items()), self._ids[lead])
            for lead, state in enumerate(self._state)
        ]

    def known(self) -> tuple[int, ...]:
        """The ids of the leads that are known by name, where there are so many."""
        return tuple(self._ids[lead] for lead in KNOWN if lead < len(self._ids))

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
            self.rows.events.append((self._ids[lead], seq))
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
