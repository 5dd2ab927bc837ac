"""What can be done with leads by keys, wherever one stands: each a command that undo takes back."""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any

from textual import events
from textual.screen import Screen

from data.kernel.commands import Command, Result
from data.kernel.errors import CockpitError
from data.kernel.store import Store
from data.leads.commands import AddNote, Assign, Tag
from data.leads.inbox import Lists
from data.leads.lead import Lead, by_ids
from data.leads.triage import Disqualify, Qualify, ReceiveMessage, Reopen, SetNextStep, SetOutcome, Snooze
from data.people.person import find
from data.points.kinds import Kind
from data.points.score import Score
from data.records.choices import Choice
from data.records.lines import labelled
from screens.leads.keys import QUALIFY_FOLLOWERS
from screens.leads.triage_words import moment_meaning, typed_moment, words_wanted
from screens.shell.desk import Desk
from screens.shell.main_screen import ShellScreen
from screens.shell.prompt import Prompt
from screens.shell.typed_ahead import ASKING
from screens.shell.which_key import Follower, WhichKey
from widgets.keys import KeyEntry

ONE_AT_A_TIME = frozenset({"lead.message", "lead.note", "lead.edit", "lead.copy"})
"""Keys that take one lead: what came in, was noted or is known differs from lead to lead."""

READING = frozenset({"lead.mark", "lead.copy", "lead.edit"})
"""Keys of leads that change nothing by themselves."""


class TriageScreen(ShellScreen):
    """A screen that stands on one lead or on several that are marked."""

    def __init__(self, desk: Desk, score: Score, lists: Lists) -> None:
        super().__init__(desk, score)
        self.lists = lists
        self._call: asyncio.Future[int] | None = None
        """The entry of a call that was logged just now, or is being logged: its outcome may follow."""
        self._begun: deque[asyncio.Future[int] | None] = deque()

    @abstractmethod
    def chosen(self) -> tuple[int, ...]:
        """The leads that a triage key takes: the marked ones, else the one under the cursor."""

    def target_leads(self) -> tuple[int, ...]:
        """Activities belong to the leads that triage keys take."""
        return self.chosen()

    def refusal(self, entry: KeyEntry) -> str:
        """Leads of another's cockpit are for reading; some keys take one lead at a time."""
        reason = super().refusal(entry)
        if reason or not entry.id.startswith(("lead.", "block")):
            return reason
        if not self.desk.is_own and entry.id not in READING:
            return f"You are looking at {self.desk.person.name}'s cockpit: it is for reading."
        if entry.id in ONE_AT_A_TIME and len(self.chosen()) > 1:
            return f"{entry.shown} takes one lead at a time: esc takes the marks away."
        return ""

    # Calls and their outcomes

    @property
    def outcomes(self) -> Sequence[Choice]:
        """How a call can go."""
        return self.lists.outcomes

    def log_kind(self, kind: Kind, count: int) -> None:
        """Log; one call to one lead asks for its outcome with one more key."""
        if not self.desk.is_own:
            super().log_kind(kind, count)
            return
        is_call = kind.code == "call" and count == 1 and self.target_lead() is not None
        self._call = asyncio.get_running_loop().create_future() if is_call else None
        self._begun.append(self._call)
        super().log_kind(kind, count)

    async def apply_log(self, kind: Kind, count: int, leads: tuple[int, ...]) -> Result:
        """Put activities on disk; the outcome of a call can be told from then on."""
        call = self._begun.popleft()
        try:
            result = await super().apply_log(kind, count, leads)
        except CockpitError:
            if call is not None:
                call.cancel()
            raise
        if call is not None and not call.done():
            call.set_result(result.id)
        return result

    def say_logged(self, result: Result) -> None:
        """Say what was logged; of the newest call, which keys tell its outcome."""
        call = self._call
        if call is None or not call.done() or call.cancelled() or call.result() != result.id:
            super().say_logged(result)
            return
        keys = "  ".join(f"{outcome.key} {outcome.name}" for outcome in self.outcomes)
        self.say(self.logged_words(result), hint=f"{keys}  u undo", tone="good")

    def on_key(self, event: events.Key) -> None:
        """Right after a call its outcome's letter counts as that; otherwise it goes its way."""
        letter = event.character or ""
        outcome = next((outcome for outcome in self.outcomes if outcome.key == letter), None)
        if outcome is None:
            if self._kind_on(letter) is None:
                self._call = None
            return
        call, self._call = self._call, None
        if call is not None:
            event.prevent_default().stop()
            self.asking(self._set_outcome(call, outcome.name))

    async def _set_outcome(self, call: asyncio.Future[int], outcome: str) -> None:
        await self.do(SetOutcome, entry=await call, outcome=outcome)

    # What the actions are made of. A dialog is pushed before its action returns, so that letters typed right
    # after the key are the dialog's; its answer is awaited in a worker, while the screen lives on.

    def ask(self, dialog: Screen[str]) -> Awaitable[str | None]:
        """Show a dialog now; its answer can be awaited, None where it was left without one."""
        return self._answer_of(dialog)

    def ask_result(self, dialog: Screen[Result]) -> Awaitable[Result | None]:
        """The same, of a dialog that applies a command and answers with its result."""
        return self._answer_of(dialog)

    def open_page(self, page: Screen[None]) -> Awaitable[None]:
        """Show a page now; that it was left can be awaited."""
        return self._answer_of(page)

    def _answer_of(self, dialog: Screen[Any]) -> Awaitable[Any]:
        answered: asyncio.Future[Any] = asyncio.get_running_loop().create_future()

        def take(answer: Any) -> None:
            if not answered.done():
                answered.set_result(answer)

        self.app.push_screen(dialog, take)
        return answered

    def asking(self, doing: Coroutine[Any, Any, None]) -> None:
        """Run what waits for an answer, until the screen shows what came of it; where it fails, say why."""
        self.run_worker(self._asked(doing), name=ASKING)

    async def _asked(self, doing: Coroutine[Any, Any, None]) -> None:
        await self.told(doing)
        await self.reloaded()

    def ask_letter(self, followers: Sequence[Follower]) -> Awaitable[str | None]:
        """Ask for one of some letters; another letter is none of them, which is said."""
        return self._known_letter(self.ask(WhichKey(followers)))

    async def _known_letter(self, asked: Awaitable[str | None]) -> str | None:
        answer = await asked
        if answer is not None and answer.startswith("?"):
            self.say(f"{answer[1:]!r} is none of these.", tone="warn")
            return None
        return answer

    async def do(self, command: Callable[..., Command], **payload: Any) -> None:
        """Apply a command, say what it did, load again. Raises what the store raises."""
        result = await self.desk.apply(command, **payload)
        self.say(result.summary, hint="u undo", tone="good")
        self.reload()

    # Actions

    def action_qualify(self) -> None:
        """Toggle an answer (yes, no, open), or call the lead qualified."""
        self.asking(self._qualify(self.chosen(), self.ask_letter(QUALIFY_FOLLOWERS)))

    async def _qualify(self, chosen: tuple[int, ...], asked: Awaitable[str | None]) -> None:
        answer = await asked
        if answer == "qualified":
            await self.do(Qualify, leads=chosen, answers={}, qualified=True)
        elif answer is not None:
            leads = await self.desk.read_after_writes(by_ids, chosen)
            known = getattr(leads[0], answer) if leads else None
            following = {None: 1, 1: 0, 0: None}[known]
            await self.do(Qualify, leads=chosen, answers={answer: following})

    def action_drop(self) -> None:
        """Turn away, with a reason from the company's list or in one's own words."""
        followers = [Follower(reason.key, reason.name, reason.name) for reason in self.lists.reasons]
        if all(follower.letter != "o" for follower in followers):
            followers.append(Follower("o", "other, in words", "?other"))
        self.asking(self._drop(self.chosen(), self.ask(WhichKey(followers))))

    async def _drop(self, chosen: tuple[int, ...], asked: Awaitable[str | None]) -> None:
        answer = await asked
        if answer == "?other":
            answer = await self.ask(Prompt("Why?", words_wanted, hint="in your own words"))
        elif answer is not None and answer.startswith("?"):
            self.say(f"{answer[1:]!r} is none of these.", tone="warn")
            return
        if answer:
            await self.do(Disqualify, leads=chosen, reason=answer)

    def action_snooze(self) -> None:
        """Put out of sight until a moment."""
        desk = self.desk

        def meaning(text: str) -> str:
            return moment_meaning(text, desk.clock(), desk.person.hours, with_words=False)

        prompt = Prompt("Snooze until?", meaning, hint="2d, mon 9:30, next week, 2026-12-01")
        self.asking(self._snooze(self.chosen(), self.ask(prompt)))

    async def _snooze(self, chosen: tuple[int, ...], asked: Awaitable[str | None]) -> None:
        answer = await asked
        if answer is not None:
            until, _ = typed_moment(answer, self.desk.clock(), self.desk.person.hours, with_words=False)
            await self.do(Snooze, leads=chosen, until=until)

    def action_next_step(self) -> None:
        """Plan the next step: a moment, then words."""
        desk = self.desk

        def meaning(text: str) -> str:
            return moment_meaning(text, desk.clock(), desk.person.hours, with_words=True)

        prompt = Prompt("Next step: when, then what?", meaning, hint="tomorrow 10:00 call back")
        self.asking(self._next_step(self.chosen(), self.ask(prompt)))

    async def _next_step(self, chosen: tuple[int, ...], asked: Awaitable[str | None]) -> None:
        answer = await asked
        if answer is not None:
            at, words = typed_moment(answer, self.desk.clock(), self.desk.person.hours, with_words=True)
            await self.do(SetNextStep, leads=chosen, follow_up_at=at, text=words)

    def action_received(self) -> None:
        """A message came in now."""
        prompt = Prompt("What came in?", lambda text: text or "a message", hint="may stay empty")
        self.asking(self._received(self.chosen()[0], self.desk.clock(), self.ask(prompt)))

    async def _received(self, lead: int, at: int, asked: Awaitable[str | None]) -> None:
        text = await asked
        if text is not None:
            await self.do(ReceiveMessage, lead_id=lead, received_at=at, text=text)

    def action_note(self) -> None:
        """Write a note."""
        self.asking(self._note(self.chosen()[0], self.ask(Prompt("Note", words_wanted))))

    async def _note(self, lead: int, asked: Awaitable[str | None]) -> None:
        text = await asked
        if text is not None:
            await self.do(AddNote, lead_id=lead, text=text)

    def action_tag(self) -> None:
        """Put tags on or take them off."""
        prompt = Prompt("Tag", words_wanted, hint="vip, hot lead: two tags; -vip takes one off")
        self.asking(self._tag(self.chosen(), self.ask(prompt)))

    async def _tag(self, chosen: tuple[int, ...], asked: Awaitable[str | None]) -> None:
        text = await asked
        if text is not None:
            word = text.strip()
            await self.do(Tag, leads=chosen, tag=word.lstrip("-"), on=not word.startswith("-"))

    def action_assign(self) -> None:
        """Give to somebody."""
        prompt = Prompt("Give to?", words_wanted, hint=", ".join(self.lists.people[:8]))
        self.asking(self._assign(self.chosen(), self.ask(prompt)))

    async def _assign(self, chosen: tuple[int, ...], asked: Awaitable[str | None]) -> None:
        answer = await asked
        if answer is not None:
            person = await self.desk.read_after_writes(_person, answer)
            await self.do(Assign, leads=chosen, person_id=person)

    def action_reopen(self) -> None:
        """Take up again: wake what is snoozed, reopen what was dropped."""
        self.asking(self._reopen(self.chosen()))

    async def _reopen(self, chosen: tuple[int, ...]) -> None:
        leads = await self.desk.read_after_writes(by_ids, chosen)
        closed = tuple(lead.id for lead in leads if not lead.open)
        asleep = tuple(lead.id for lead in leads if lead.open and lead.snoozed_until)
        if closed:
            await self.do(Reopen, leads=closed)
        elif asleep:
            await self.do(Snooze, leads=asleep, until=None)
        else:
            self.say("Nothing to take up: that is open and awake.", tone="warn")

    def action_copy(self) -> None:
        """Copy an e-mail address or a phone number to the clipboard of the person's own terminal (OSC 52)."""
        self.asking(self._copy(self.chosen()[:1]))

    async def _copy(self, chosen: tuple[int, ...]) -> None:
        values = _reach(await self.desk.read_after_writes(by_ids, chosen))
        if not values:
            self.say("There is no e-mail and no phone to copy.", tone="warn")
            return
        value: str | None = values[0]
        if len(values) > 1:
            followers = [Follower(str(place), text, text) for place, text in enumerate(values[:9], 1)]
            value = await self.ask_letter(followers)
        if value:
            self.app.copy_to_clipboard(value)
            self.say(f"{value} copied")

    def action_duplicates(self) -> None:
        """Look for the same lead twice; two that are marked are held side by side at once."""
        from screens.leads.duplicates import Duplicates

        self.asking(self._duplicates(self.ask_result(Duplicates(self.desk, self.chosen()))))

    async def _duplicates(self, closed: Awaitable[Result | None]) -> None:
        last = await closed
        if last is not None:
            self.say(last.summary, hint="u undo", tone="good")
        self.reload()


def _reach(leads: Sequence[Lead]) -> list[str]:
    return [value for lead in leads for _, value in (*labelled(lead.emails), *labelled(lead.phones))]


def _person(store: Store, text: str) -> int:
    return find(store, text).id
