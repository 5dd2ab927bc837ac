"""What can be done with items and runs by keys: each a command that undo takes back."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Awaitable
from functools import partial
from typing import Any

from data.comments.subject import Subject
from data.kernel.commands import Result
from data.kernel.errors import UsageError
from data.kra.answering import (
    AddEvidence,
    BeginRun,
    EnterNumber,
    TickItem,
    answer_as_it_stands,
    answer_of,
)
from data.kra.closing import CloseRun, ReopenRun
from data.kra.due import Answer
from data.kra.find import events_in_force, find_about
from data.kra.numbers import number_words, reached, target_words, typed_number
from data.kra.overview import ItemView, RunView
from data.kra.run import DONE, NOT_APPLICABLE, NOT_DONE, OPEN
from data.kra.said import CommentItem, subject_of
from data.people.person import Person
from data.records.as_it_stood import AsItStood
from screens.comments.speaks import Speaks
from screens.kra.keys import CLOSE_FOLLOWERS
from screens.kra.words import open_titles, run_name
from screens.records.changes_seen import ChangesSeen
from screens.shell.prompt import HOW, Prompt, words_wanted
from screens.shell.which_key import Follower
from widgets.keys import KeyEntry
from widgets.typed_line import LINES

ANSWERS = frozenset(
    {"kra.done", "kra.not_done", "kra.not_applicable", "kra.number", "kra.evidence", "kra.close"}
)
"""Keys that only whoever runs the standard has."""
NOTHING_HERE = "There is no item here: S takes up a standard."
EVIDENCE_HINT = "words, a link, or lead: ana, deal: website, company: acme"


class KraKeys(Speaks, ChangesSeen):
    """The keys of items and runs."""

    # What a screen gives

    @abstractmethod
    def under_cursor(self) -> tuple[RunView, ItemView] | None:
        """The item under the cursor, and its run."""

    @abstractmethod
    def whose(self) -> Person:
        """Whose runs these are."""

    @abstractmethod
    def paint(self, run: RunView, view: ItemView, answer: Answer) -> None:
        """Show an answer at once, before it is on disk."""

    @abstractmethod
    def go_on_at_the_top(self) -> None:
        """Once the runs are read again, put the cursor on the first item."""

    def refusal(self, entry: KeyEntry) -> str:
        """Others' runs are for reading and commenting; what is measured or closed takes no answer."""
        reason = super().refusal(entry)
        if reason or not entry.id.startswith("kra."):
            return reason
        found = self.under_cursor()
        if found is None:
            return NOTHING_HERE
        run, view = found
        is_own, actor = self.whose().id == self.desk.actor.id, self.desk.actor
        if entry.id in ANSWERS:
            return self._no_answer(entry, run, view, is_own=is_own)
        if entry.id == "kra.ask" and is_own:
            return "Evidence is asked for by a manager: ; adds yours."
        if entry.id == "kra.reopen" and not actor.leads:
            return "A manager opens a closed run again. u takes back your own last step."
        if entry.id == "kra.reopen" and not run.is_closed:
            return "That run is open."
        return ""

    def _no_answer(self, entry: KeyEntry, run: RunView, view: ItemView, *, is_own: bool) -> str:
        if not is_own:
            return f"That is {self.whose().name}'s run: {self.key('comment')} comments, Q asks for evidence."
        if run.is_closed:
            return "That run is closed, with what was done in it. A manager opens it again."
        if entry.id in ("kra.close", "kra.evidence"):
            return ""
        if not view.is_mine_to_answer:
            return "That is measured from the store: nobody ticks it. enter shows what it is made of."
        if entry.id == "kra.number" and view.item.judged != "number":
            return "That item is ticked: space."
        return ""

    def _chosen(self) -> tuple[RunView, ItemView]:
        found = self.under_cursor()
        if found is None:
            raise UsageError(NOTHING_HERE)
        return found

    def _seen(self, run: RunView, view: ItemView) -> AsItStood:
        """What was answered to an item, as it was read."""
        read = partial(answer_as_it_stands, key=run.key, item=view.item, carried_from=view.carried_from)
        return AsItStood(f"the item {view.item.title}", answer_of(view.row), read, self.desk.given)

    # Items

    def action_done(self) -> None:
        """Tick, or take the tick away; what is judged by a number asks for it."""
        run, view = self._chosen()
        if view.item.judged == "number" and view.answer.is_open:
            self.action_number()
            return
        self._tick(run, view, OPEN if view.answer.state == DONE else DONE)

    def action_not_done(self) -> None:
        """Say that it was not done, or take that back."""
        run, view = self._chosen()
        self._tick(run, view, OPEN if view.answer.state == NOT_DONE else NOT_DONE)

    def _tick(self, run: RunView, view: ItemView, state: str) -> None:
        self.paint(run, view, Answer(state))
        self.asking(self._ticked(run, view, state))

    async def _ticked(self, run: RunView, view: ItemView, state: str) -> None:
        try:
            await self.do_seen(self._seen(run, view), TickItem, state=state, **_which(run, view))
        finally:
            self.reload()  # where it was refused, too: it is painted as if it were done

    def action_not_applicable(self) -> None:
        """Ask why it does not apply."""
        run, view = self._chosen()
        seen = self._seen(run, view)

        async def take(text: str) -> None:
            await self.do_seen(seen, TickItem, state=NOT_APPLICABLE, reason=text, **_which(run, view))

        self.ask_and_do(Prompt(f"Why does it not apply: {view.item.title}?", words_wanted, take=take))

    def action_number(self) -> None:
        """Ask for the number."""
        run, view = self._chosen()
        item, seen = view.item, self._seen(run, view)

        def meaning(text: str) -> str:
            if not text.strip():
                return HOW
            number = typed_number(text, item.unit)
            kept = item.target is None or reached(number, item.bound, item.target)
            return f"{number_words(number, item.unit)}: {'met' if kept else 'missed'}"

        async def take(text: str) -> None:
            number = typed_number(text, item.unit) if text.strip() else None
            await self.do_seen(seen, EnterNumber, number=number, **_which(run, view))

        target = target_words(item.bound, item.target, item.unit)
        before = "" if view.row is None or view.row.number is None else number_words(view.row.number)
        self.ask_and_do(
            Prompt(f"{item.title} ({target})", meaning, value=before, hint="12 or 4.5", take=take)
        )

    def action_evidence(self) -> None:
        """Ask for what shows it."""
        run, view = self._chosen()

        async def take(text: str) -> None:
            words, about = await self.desk.read_after_writes(find_about, self.desk.actor, text)
            await self.do(AddEvidence, text=words, about=about, **_which(run, view))

        self.ask_and_do(
            Prompt(
                f"What shows it: {view.item.title}?",
                words_wanted,
                hint=EVIDENCE_HINT,
                joined_by=LINES,
                take=take,
            )
        )

    def spoken_of(self) -> Subject | None:
        """The item under the cursor."""
        found = self.under_cursor()
        return None if found is None else subject_of(found[0].key, found[1].item.code)

    def action_comment(self) -> None:
        """Show what was said of the item, and take what is said."""
        run, view = self._chosen()
        item = view.item.code

        def say_it(text: str) -> Awaitable[Result]:
            return self.desk.apply(CommentItem, run=run.key, text=text, item=item)

        self.asking(self.speak_of(subject_of(run.key, item), view.item.title, say_it))

    def action_ask_evidence(self) -> None:
        """Ask for evidence, with a few words."""
        run, view = self._chosen()

        async def take(text: str) -> None:
            await self.do(CommentItem, run=run.key, text=text, item=view.item.code, asks=True)

        self.ask_and_do(
            Prompt(
                f"Which evidence would you see of: {view.item.title}?",
                words_wanted,
                joined_by=LINES,
                take=take,
            )
        )

    # Runs

    def action_close_run(self) -> None:
        """Close the run under the cursor; where something is open, show it and ask once what becomes of it."""
        run, _ = self._chosen()
        left = run.left
        if not left:
            self.asking(self._close_run(run, ""))
            return
        followers = [one for one in CLOSE_FOLLOWERS if run.key.cadence != "event" or one.answer != "carry"]
        question = f"Close {run_name(run)}? {open_titles(left)}"
        self.asking(self._close(run, self.ask_letter(followers, question)))

    async def _close(self, run: RunView, asked: Awaitable[str | None]) -> None:
        answer = await asked
        if answer in ("carry", "leave"):
            await self._close_run(run, answer)

    async def _close_run(self, run: RunView, what_is_open: str) -> None:
        """Close a run, and go on with what is on top then."""
        self.go_on_at_the_top()
        await self.do(CloseRun, run=run.key, what_is_open=what_is_open)

    def action_reopen(self) -> None:
        """Ask why the run is opened again."""
        run, _ = self._chosen()

        async def take(text: str) -> None:
            await self.do(ReopenRun, run=run.key, reason=text)

        question = f"Why is it opened again: {run_name(run)}?"
        self.ask_and_do(Prompt(question, words_wanted, take=take))

    def action_begin(self) -> None:
        """Ask at which event a run begins, and what it is about."""
        if self.whose().id != self.desk.actor.id:
            self.say(f"Only {self.whose().name} begins runs here. You are reading.", tone="warn")
            return
        self.asking(self._begin())

    async def _begin(self) -> None:
        person = self.desk.actor
        events = await self.desk.read_after_writes(events_in_force, person, self.desk.clock())
        if not events:
            self.say("No standard that you run has items for an event.", tone="warn")
            return
        letters = [
            Follower(letter, f"{event}, {title}", f"{code} {event}")
            for letter, (code, title, event) in zip("123456789", events, strict=False)
        ]
        chosen = await self.ask_letter(letters) if len(letters) > 1 else letters[0].answer
        if chosen is None:
            return
        code, _, event = chosen.partition(" ")

        async def take(text: str) -> None:
            words, about = await self.desk.read_after_writes(find_about, person, text)
            await self.do(BeginRun, person_id=person.id, standard=code, event=event, text=words, about=about)

        await self.ask(Prompt(f"What is the {event} about?", words_wanted, hint=EVIDENCE_HINT, take=take))


def _which(run: RunView, view: ItemView) -> dict[str, Any]:
    """Which item a command is about."""
    return {"run": run.key, "item": view.item.code, "carried_from": view.carried_from}
