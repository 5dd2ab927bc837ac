"""What can be done with leads by keys, wherever one stands: each a command that undo takes back."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import Any

from textual import events
from textual.screen import Screen

from data.calendar.hours import WorkingHours
from data.calendar.moments import future_moment
from data.commands import Command, Result
from data.errors import CockpitError, UsageError
from data.leads.choices import Choice, choices
from data.leads.clock import when_words
from data.leads.lead import Lead, by_ids, labelled
from data.leads.records import AddNote, Assign, Tag
from data.leads.triage import (
    Disqualify,
    Qualify,
    ReceiveMessage,
    Reopen,
    SetNextStep,
    SetOutcome,
    Snooze,
)
from data.people.person import everybody, find
from data.points.kinds import Kind
from data.score import Score
from data.store import Store
from screens.desk import Desk
from screens.inbox_keys import QUALIFY_FOLLOWERS
from screens.prompt import Prompt
from screens.shell import ShellScreen
from screens.which_key import Follower, WhichKey


class TriageScreen(ShellScreen):
    """A screen that stands on one lead or on several that are marked."""

    def __init__(self, desk: Desk, score: Score) -> None:
        super().__init__(desk, score)
        self.outcomes: list[Choice] = []
        """How a call can go; loaded when first needed."""
        self._call: int | None = None
        self._logs_call = False

    @abstractmethod
    def chosen(self) -> tuple[int, ...]:
        """The leads that a triage key takes: the marked ones, else the one under the cursor."""

    def log_kind(self, kind: Kind, count: int) -> None:
        """Log; one call asks for its outcome with one more key."""
        self._call = None
        self._logs_call = kind.code == "call" and count == 1 and self.target_lead() is not None
        super().log_kind(kind, count)

    def say_logged(self, result: Result) -> None:
        """Say what was logged; of a call, which keys tell its outcome."""
        super().say_logged(result)
        if self._logs_call:
            self._logs_call = False
            self.run_worker(self._offer_outcomes(result))

    async def _offer_outcomes(self, result: Result) -> None:
        if not self.outcomes:
            self.outcomes = await self.desk.read_after_writes(choices, "outcome")
        self._call = result.id
        keys = "  ".join(f"{outcome.key} {outcome.name}" for outcome in self.outcomes)
        self.say(self.logged_words(result), hint=f"{keys}  u undo", tone="good")

    def on_key(self, event: events.Key) -> None:
        """Right after a call its outcome's letter counts as that; any other key goes its way."""
        call, self._call = self._call, None
        if call is not None:
            for outcome in self.outcomes:
                if event.character == outcome.key:
                    event.prevent_default().stop()
                    self.run_worker(self.do(SetOutcome, entry=call, outcome=outcome.name))
                    return

    async def do(self, command: Callable[..., Command], **payload: Any) -> bool:
        """Apply a command, say what it did, load again. False where it was refused."""
        try:
            result = await self.desk.apply(command, **payload)
        except CockpitError as error:
            self.say(str(error), tone="bad")
            return False
        self.say(result.summary, hint="u undo", tone="good")
        self.reload()
        return True

    async def ask(self, dialog: Screen[str]) -> str | None:
        """Show a dialog and wait for its answer."""
        answer: str | None = await self.app.push_screen_wait(dialog)
        if isinstance(dialog, WhichKey) and answer is not None and answer.startswith("?"):
            self.say(f"{answer[1:]!r} is none of these.", tone="warn")
            return None
        return answer

    # Actions. Each runs in a worker, for it waits for answers while the screen lives on.

    def action_qualify(self) -> None:
        """Toggle an answer (yes, no, open), or call the lead qualified."""
        self.run_worker(self._qualify())

    async def _qualify(self) -> None:
        answer = await self.ask(WhichKey(QUALIFY_FOLLOWERS))
        if answer is None:
            return
        if answer == "qualified":
            await self.do(Qualify, leads=self.chosen(), answers={}, qualified=True)
            return
        leads = await self.desk.read_after_writes(_leads, self.chosen())
        known = getattr(leads[0], answer) if leads else None
        following = {None: 1, 1: 0, 0: None}[known]
        await self.do(Qualify, leads=self.chosen(), answers={answer: following})

    def action_drop(self) -> None:
        """Turn away, with a reason from the company's list or in one's own words."""
        self.run_worker(self._drop())

    async def _drop(self) -> None:
        reasons = await self.desk.read_after_writes(choices, "reason")
        followers = [Follower(reason.key, reason.name, reason.name) for reason in reasons]
        answer = await self.ask(WhichKey([*followers, Follower("o", "other, in words", "other")]))
        if answer == "other":
            answer = await self.ask(Prompt("Why?", _words_wanted, hint="in your own words"))
        if answer:
            await self.do(Disqualify, leads=self.chosen(), reason=answer)

    def action_snooze(self) -> None:
        """Put out of sight until a moment."""
        self.run_worker(self._snooze())

    async def _snooze(self) -> None:
        until = await self._ask_moment("Snooze until?", "2d, mon 9:30, next week, 2026-12-01")
        if until is not None:
            await self.do(Snooze, leads=self.chosen(), until=until[0])

    def action_next_step(self) -> None:
        """Plan the next step: a moment, then words."""
        self.run_worker(self._next_step())

    async def _next_step(self) -> None:
        step = await self._ask_moment(
            "Next step: when, then what?", "tomorrow 10:00 call back", with_words=True
        )
        if step is not None:
            await self.do(SetNextStep, leads=self.chosen(), follow_up_at=step[0], text=step[1])

    async def _ask_moment(
        self, question: str, hint: str, *, with_words: bool = False
    ) -> tuple[int, str] | None:
        hours = self.desk.person.hours

        def understood(text: str) -> tuple[int, str]:
            return _moment_and_words(text, self.desk.clock(), hours, with_words=with_words)

        def meaning(text: str) -> str:
            at, words = understood(text)
            return when_words(at, self.desk.clock(), hours) + (f": {words}" if words else "")

        answer = await self.ask(Prompt(question, meaning, hint=hint))
        return None if answer is None else understood(answer)

    def action_received(self) -> None:
        """A message came in now."""
        self.run_worker(self._received())

    async def _received(self) -> None:
        text = await self.ask(
            Prompt("What came in?", lambda text: text or "a message", hint="may stay empty")
        )
        if text is not None:
            for lead in self.chosen():
                await self.do(ReceiveMessage, lead_id=lead, received_at=self.desk.clock(), text=text)

    def action_note(self) -> None:
        """Write a note."""
        self.run_worker(self._note())

    async def _note(self) -> None:
        text = await self.ask(Prompt("Note", _words_wanted))
        if text:
            for lead in self.chosen():
                await self.do(AddNote, lead_id=lead, text=text)

    def action_tag(self) -> None:
        """Put a tag on or take one off."""
        self.run_worker(self._tag())

    async def _tag(self) -> None:
        text = await self.ask(Prompt("Tag", _words_wanted, hint="vip, or -vip to take it off"))
        if text:
            word = text.strip()
            await self.do(Tag, leads=self.chosen(), tag=word.lstrip("-"), on=not word.startswith("-"))

    def action_assign(self) -> None:
        """Give to somebody."""
        self.run_worker(self._assign())

    async def _assign(self) -> None:
        people = await self.desk.read_after_writes(_people)
        names = ", ".join(handle for handle, _ in people[:8])
        answer = await self.ask(Prompt("Give to?", _words_wanted, hint=names))
        if answer:
            try:
                person = await self.desk.read_after_writes(_person, answer)
            except CockpitError as error:
                self.say(str(error), tone="bad")
                return
            await self.do(Assign, leads=self.chosen(), person_id=person)

    def action_reopen(self) -> None:
        """Take up again: wake what is snoozed, reopen what was dropped."""
        self.run_worker(self._reopen())

    async def _reopen(self) -> None:
        leads = await self.desk.read_after_writes(_leads, self.chosen())
        closed = tuple(lead.id for lead in leads if not lead.open)
        asleep = tuple(lead.id for lead in leads if lead.open and lead.snoozed_until)
        if closed:
            await self.do(Reopen, leads=closed)
        elif asleep:
            await self.do(Snooze, leads=asleep, until=None)
        else:
            self.say("That lead is open and awake.", tone="warn")

    def action_copy(self) -> None:
        """Copy an e-mail address or a phone number to the clipboard of the person's own terminal (OSC 52)."""
        self.run_worker(self._copy())

    async def _copy(self) -> None:
        leads = await self.desk.read_after_writes(_leads, self.chosen()[:1])
        values = [value for lead in leads for _, value in (*labelled(lead.emails), *labelled(lead.phones))]
        if not values:
            self.say("There is no e-mail and no phone to copy.", tone="warn")
            return
        value: str | None = values[0]
        if len(values) > 1:
            followers = [Follower(str(place), text, text) for place, text in enumerate(values[:9], 1)]
            value = await self.ask(WhichKey(followers))
        if value:
            self.app.copy_to_clipboard(value)
            self.say(f"{value} copied")


def _moment_and_words(text: str, now: int, hours: WorkingHours, *, with_words: bool) -> tuple[int, str]:
    """A moment at the beginning of a text, as many words as make one, and the words after it."""
    parts = text.split()
    if not with_words:
        return future_moment(text, now, hours.where, hours), ""
    for length in range(min(3, len(parts)), 0, -1):
        try:
            return future_moment(" ".join(parts[:length]), now, hours.where, hours), " ".join(parts[length:])
        except CockpitError:
            continue
    raise UsageError(f"{text!r} begins with no moment. Write it like: tomorrow 10:00 call back")


def _words_wanted(text: str) -> str:
    if not text.strip():
        raise UsageError("Type a few words, or leave with esc.")
    return "enter take it   esc leave"


def _leads(store: Store, ids: tuple[int, ...]) -> list[Lead]:
    return by_ids(store, ids)


def _people(store: Store) -> list[tuple[str, int]]:
    return [(person.handle, person.id) for person in everybody(store, active_only=True)]


def _person(store: Store, text: str) -> int:
    return find(store, text).id
