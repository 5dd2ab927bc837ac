"""The demo's leads while their history is told: each step and each touch moves them as the commands would."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import Any, NamedTuple, get_args

from data import catalog
from data.calendar.moments import moment_words
from data.files.findings import counted, import_words
from data.imports.saved_maps import SaveMap
from data.kernel.commands import facts_of
from data.kernel.engine import Value
from data.kernel.sqlite import sqlite3
from data.leads.attention import duration
from data.leads.calls import LogCall
from data.leads.companies.company import COMPANIES
from data.leads.demo.messages import Message, Messages
from data.leads.demo.newcomers import Newcomers
from data.leads.demo.plan import NAMED, Begins, LeadStep, plan_leads
from data.leads.demo.prospects import Prospects, prospect_words
from data.leads.demo.standing import COMMANDS, Standings, closed
from data.leads.demo.turns import Turns
from data.leads.fields import LEADS
from data.people.demo.calendar import DAY, HOUR, Calendar
from data.people.demo.office import Office
from data.points.demo.entries import LogEvent
from data.points.demo.log import Log, Touch
from data.points.demo.words import log_words
from data.points.log import LogActivity
from data.story.part import Amount, Deed, Line, Part, Row, Rows
from data.story.story import Story

MOST_AT_ONCE = 3
"""Entries that count more than this are of many leads, and name none."""

OUTCOMES = ("no answer", "no answer", "left message", None)
"""How calls went; those that answer a message reached somebody."""
_CALL, _ENTRY = facts_of(LogCall), facts_of(LogActivity)
_BEGINS = get_args(Begins)
_encode = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode


class _Moved(NamedTuple):
    """What a step comes to: changes for the journal, and words, where ``{who}`` is what the lead is called."""

    changes: list[Any]
    words: str


class Book(Part[LeadStep]):
    """All leads of the demo."""

    amounts = (Amount("leads", 600, 0, 5_000_000, "leads"),)

    def __init__(self, story: Story) -> None:
        super().__init__(story)
        company, log = story.part(Office).company, story.part(Log)
        self._company = company
        self._members = {member.id: member for member in company.members}
        self._history = plan_leads(story, company, story.size["leads"])
        self._plans = plans = self._history.plans
        self._facts = facts = catalog.leads()
        self._vocabulary = vocabulary = prospect_words()
        self._words, self._notes_of_kind = vocabulary.words, log_words().notes
        self._random = random = story.random("book")
        self._channels = tuple(choice.name for choice in facts.channel)
        sources = tuple(choice.name for choice in facts.lead_source)
        prospects = Prospects(vocabulary, story.random("prospects"), sources, self._channels)
        of_a_lead = {"record_table": LEADS.table}
        told = Rows("record_event", "record_id", "seq", verb="insert or ignore", **of_a_lead)
        self._notes = Rows("note", "id", "record_id", "person_id", "at", "text", **of_a_lead)
        self._two = Rows("not_duplicate", "id", "record_a", "record_b", **of_a_lead)
        self._standings = Standings(len(plans), facts.status, told)
        self._turns = Turns(plans, self._standings, random)
        self._of_companies = story.random("companies")
        calendar = Calendar(company, random, story.end, story.end)
        self._messages = Messages(calendar, facts.response_minutes)
        self._newcomers = Newcomers(
            plans, self._standings, self._turns, prospects, story.ids, self._of_companies
        )
        self.rows = (*self._newcomers.rows, self._messages.rows, self._notes, told, self._two)
        self._moves: dict[str, Callable[[LeadStep, int, int, int], _Moved | None]] = {
            "message": self._message,
            "question": self._message,
            "note": self._note,
            "qualify": self._qualify,
            "next step": self._next_step,
            "snooze": self._snooze,
            "drop": self._drop,
            "won": self._won,
            "differ": self._differ,
        }
        log.contacts.append(self)

    def events(self) -> Iterator[LeadStep | Deed]:
        """What is done with leads, besides the entries of the log."""
        events: list[LeadStep | Deed] = [*self._saved_maps(), *self._history.steps]
        return iter(sorted(events, key=lambda event: event.at))

    def write(self, step: LeadStep, command: int, seq: int) -> Line | None:
        """What a step does; None where it comes to nothing."""
        if step.what in _BEGINS:
            moved = self._begin(step, command, seq)
        else:
            lead = step.leads[0]
            moved = self._moves[step.what](step, lead, command, seq) if self._standings.ids[lead] else None
        if moved is None:
            return None
        facts, words = COMMANDS[step.what], moved.words.format(who=self._standings.label(step.leads[0]))
        changes = _encode(moved.changes)
        return Line(command, facts.name, step.actor, None, step.at, words, 0, facts.touches, changes)

    def finish(self, connection: sqlite3.Connection) -> None:
        """The messages that nobody has answered, and how every lead stands."""
        self._messages.leave()
        self._messages.rows.put(connection)
        self._standings.put(connection)

    # Touches

    def of_last_steps(self) -> Sequence[int]:
        """The leads that have given names, where there are so many."""
        ids = self._standings.ids
        return tuple(ids[lead] for lead in NAMED if lead < len(ids))

    def somebody_of(self, person: int, random: Random) -> tuple[int | None, str]:
        """A lead of a person's, by its id, and its company; no lead and no name where the person has none."""
        lead = self._turns.anybody(person, random)
        return (None, "") if lead is None else (self._standings.ids[lead], self._standings.names[lead][1])

    def ready(self) -> Iterator[tuple[int, int, int]]:
        """The leads that are qualified and that nobody is in touch with any more: their places, owners, since when."""
        qualified = {lead for step in self._history.steps if step.what == "qualify" for lead in step.leads}
        for lead in sorted(qualified):
            owner, state, until = self._plans[lead][:3]
            if owner is not None and state in ("planned", "due"):
                yield lead, owner, until

    def handed(self) -> Iterator[tuple[int, int, int]]:
        """The leads that whoever found them hands over once they are qualified: the same of each."""
        for lead, (owner, state, until, *_) in enumerate(self._plans):
            if owner is not None and state == "handed":
                yield lead, owner, until

    def who(self, lead: int) -> tuple[int, str]:
        """The id of a lead, and its company."""
        return self._standings.ids[lead], self._standings.names[lead][1]

    def won(self, lead: int, command: int, seq: int) -> list[Any]:
        """Let a command of a noun above close a lead as won, and return the changes for the journal."""
        return self._standings.update(lead, command, seq, closed("won", ""))

    def identity(self, lead: int) -> tuple[int, str]:
        """The id of a lead, and what it is called."""
        return self._standings.ids[lead], self._standings.label(lead)

    def update(self, lead: int, command: int, seq: int, columns: dict[str, Value]) -> list[Any]:
        """Let a command of a noun above change a lead, and return the changes for the journal."""
        return self._standings.update(lead, command, seq, columns)

    def touch(self, event: LogEvent, command: int, seq: int) -> Touch | None:
        """The lead with which an entry was made, and what that changes; None for an entry of none or many."""
        if event.times > MOST_AT_ONCE or event.kind == "won" or event.at - event.done_at > HOUR:
            return None
        lead = self._turns.choose(event.person, event.done_at)
        if lead is None:
            return None
        standings, at = self._standings, event.done_at
        state = str(standings.get(lead, "status"))
        status = "working" if state == "new" else state
        columns: dict[str, Value] = {"status": status, "unworked": 0, "last_touch_at": at}
        warm = max(at, standings.get(lead, "opened_at") or 0)
        columns |= {
            "cold_at": standings.cold_at(status, warm),
            "waiting_since": None,
            "response_due_at": None,
        }
        member = self._members[self._plans[lead].owner or event.person]
        answered, words = self._messages.answer(lead, member, command, at)
        update = standings.update(lead, command, seq, columns)
        changes = _encode([["activity", command, None, None], *update, *answered])
        name, company = standings.names[lead]
        outcome = self._pick(OUTCOMES) if event.kind == "call" and event.times == 1 else None
        outcome = None if answered else outcome
        summary = f"{event.summary} with {name or company}{words}" + (f": {outcome}" if outcome else "")
        note = event.note
        if note is not None:
            words_of_kind = self._pick(self._notes_of_kind[event.kind])
            note = words_of_kind.format(contact=name or company, company=company or name)
        return Touch(_CALL if outcome else _ENTRY, summary, changes, standings.ids[lead], outcome, note)

    # Steps

    def _saved_maps(self) -> Iterator[Deed]:
        """The company's maps, kept by the admin on the second day."""
        for saved in self._vocabulary.saved_map:
            columns = json.dumps(dict(saved.columns), ensure_ascii=False)
            row = Row("import_map", None, {"noun": LEADS.word, "name": saved.name, "columns": columns})
            admin, at = self._company.admin.id, self.story.founded + 2 * DAY
            yield Deed(at, admin, facts_of(SaveMap), f"map {saved.name} saved", [row])

    def _begin(self, step: LeadStep, command: int, seq: int) -> _Moved | None:
        if step.what == "accounts":
            number = self._newcomers.accounts(step, command)
            file = self._of_companies.choice(self._words.account_files)
            words = import_words(file, COMPANIES.word, COMPANIES.plural, {"imported": number})
            tables = [[table, None, None, None] for table in (COMPANIES.table, "match_key")]
            return _Moved(tables, words) if number else None
        if step.what == "add":
            return _Moved(self._newcomers.begin(step, None, seq), "{who} added")
        self._newcomers.begin(step, command, seq)
        tables = [[table, None, None, None] for table in (LEADS.table, "match_key")]
        words = f"imported {counted(len(step.leads), 'lead')} from {self._pick(self._words.files)}"
        return _Moved(tables, words)

    def _message(self, step: LeadStep, lead: int, command: int, seq: int) -> _Moved | None:
        get = self._standings.get
        if not get(lead, "open"):
            return None
        member = self._members[self._plans[lead].owner or step.actor]
        due, text = self._messages.due(member, step.at), self._pick(self._words.messages)
        channel, identifier = self._pick(self._channels), self._standings.ids[lead]
        self._messages.receive(lead, Message(command, identifier, step.at, channel, text, due))
        if step.what == "message":
            self._turns.ask(member.id, lead)
        columns: dict[str, Value] = {**self._standings.taken_up(lead, step.at), "snoozed_until": None}
        columns["waiting_since"] = get(lead, "waiting_since") or step.at
        columns["response_due_at"] = get(lead, "response_due_at") or due
        changes = [["message", command, None, None], *self._standings.update(lead, command, seq, columns)]
        within = duration(self._messages.response_minutes)
        return _Moved(changes, f"message from {{who}}, answer within {within}")

    def _note(self, step: LeadStep, lead: int, command: int, seq: int) -> _Moved:
        text = self._pick(self._words.lead_notes)
        self._notes.add((command, self._standings.ids[lead], step.actor, step.at, text))
        update = self._standings.update(lead, command, seq, self._standings.taken_up(lead, step.at))
        return _Moved([["note", command, None, None], *update], "note on {who}")

    def _qualify(self, step: LeadStep, lead: int, command: int, seq: int) -> _Moved:
        names = ("has_budget", "has_need", "has_authority", "has_timing", "will_meet")
        columns: dict[str, Value] = {name: 1 for name in names if self._random.random() < 0.75}
        touch, opened = (self._standings.get(lead, name) for name in ("last_touch_at", "opened_at"))
        if touch is None:
            columns["opened_at"] = opened = step.at
        cold = self._standings.cold_at("qualified", max(touch or step.at, opened or 0))
        columns |= {"status": "qualified", "unworked": 0, "cold_at": cold}
        return _Moved(self._standings.update(lead, command, seq, columns), "{who} qualified")

    def _next_step(self, step: LeadStep, lead: int, command: int, seq: int) -> _Moved:
        text = self._pick(self._words.next_steps)
        columns: dict[str, Value] = {"follow_up_at": step.value, "next_step": text, "snoozed_until": None}
        columns |= self._standings.taken_up(lead, step.at)
        words = f"{{who}} next step {self._when(step)}, {text}"
        return _Moved(self._standings.update(lead, command, seq, columns), words)

    def _snooze(self, step: LeadStep, lead: int, command: int, seq: int) -> _Moved:
        columns = {"snoozed_until": step.value, **self._standings.taken_up(lead, step.at)}
        changes = self._standings.update(lead, command, seq, columns)
        return _Moved(changes, f"{{who}} snoozed until {self._when(step)}")

    def _drop(self, step: LeadStep, lead: int, command: int, seq: int) -> _Moved:
        reason = self._pick(self._facts.reason).name
        changes = self._standings.update(lead, command, seq, closed("disqualified", reason))
        return _Moved(changes, f"{{who}} disqualified: {reason}")

    def _won(self, step: LeadStep, lead: int, command: int, seq: int) -> _Moved:
        return _Moved(self.won(lead, command, seq), "{who} won")

    def _differ(self, step: LeadStep, lead: int, command: int, seq: int) -> _Moved:
        low, high = sorted(self._standings.ids[one] for one in step.leads)
        self._two.add((command, low, high))
        words = f"{{who}} and {self._standings.label(step.leads[1])} are two leads"
        return _Moved([["not_duplicate", command, None, None]], words)

    def _when(self, step: LeadStep) -> str:
        return moment_words(step.value or step.at, step.at, self._members[step.actor].hours.where)

    def _pick(self, texts: Sequence[Any]) -> Any:
        return texts[int(self._random.random() * len(texts))]
