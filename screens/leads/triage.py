"""What can be done with leads by keys, wherever one stands: each a command that undo takes back."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Any

from data.calendar.moment_in_text import snooze_of, step_of
from data.calendar.moments import moment_words
from data.comments.subject import Subject
from data.deals.from_lead import OpenDeal
from data.kernel.commands import Command, Result
from data.kernel.errors import Refused
from data.kernel.ids import from_reference
from data.kernel.store import Guard, Store
from data.kernel.text import first_of
from data.leads.commands import AddNote, Assign, Tag
from data.leads.fields import ANSWERS, FOLLOWING, LEADS
from data.leads.lead import Lead, by_ids
from data.leads.triage import Disqualify, Qualify, ReceiveMessage, Reopen, SetNextStep, Snooze, answer_of
from data.leads.win import WinLeads
from data.people.person import find
from data.records.changed_since import Sight
from data.records.lines import labelled
from screens.comments.speaks import Speaks
from screens.handovers.hands_over import HandsOver
from screens.handovers.record_pages import page_of
from screens.leads.keys import QUALIFY_FOLLOWERS
from screens.leads.lead_logging import LogsForLeads
from screens.leads.words import question_followers
from screens.records.changes_seen import ChangesSeen
from screens.records.finds_doubles import FindsDoubles
from screens.records.names_chosen import NamesChosen
from screens.shell.prompt import Prompt, words_wanted
from screens.shell.which_key import Follower, WhichKey
from widgets.keys import KeyEntry
from widgets.typed_line import LINES

if TYPE_CHECKING:
    from screens.records.doubles import Doubles

ONE_AT_A_TIME = frozenset(
    {
        *("lead.message", "lead.note", "lead.edit", "lead.copy", "lead.log", "lead.company", "lead.deal"),
        "lead.hand_over",
    }
)
"""Keys that take one lead: what came in, was noted or is known differs from lead to lead."""

WIDEST_QUESTION = "willing to meet: open \u2192 yes"
"""The longest label of a question with its answers."""
IN_WORDS = "in words"
"""The answer of whoever wants none of the company's reasons."""
STEP_HINT = "tomorrow 3pm call back; off: none"

READING = frozenset({"lead.mark", "lead.copy", "lead.edit", "lead.company"})
"""Keys of leads that change nothing by themselves."""


class LeadTriage(NamesChosen, LogsForLeads, ChangesSeen, FindsDoubles, HandsOver, Speaks):
    """The keys of triage, on a screen that stands on leads."""

    RECORDS = LEADS

    def refusal(self, entry: KeyEntry) -> str:
        """Leads of another's cockpit are for reading; some keys take one lead at a time."""
        reason = super().refusal(entry)
        if reason or not entry.id.startswith(("lead.", "block")):
            return reason
        if not self.desk.is_own and entry.id not in READING:
            return self.only_reading()
        if entry.id in ONE_AT_A_TIME and len(self.chosen()) > 1:
            return f"{entry.shown} takes one lead at a time: esc takes the marks away."
        return ""

    @abstractmethod
    def lead(self, lead_id: int) -> Lead | None:
        """A lead as it has been in sight."""

    def sight(self, leads: Sequence[int]) -> Sight:
        """What is seen now of leads."""
        return self.sighted(LEADS, map(self.lead, leads))

    def called(self, record_id: int) -> str:
        """What a lead in sight is called."""
        lead = self.lead(record_id)
        return lead.label if lead else ""

    def spoken_of(self) -> Subject | None:
        """The lead that keys take."""
        return Subject("lead", self.chosen()[0]) if len(self.chosen()) == 1 else None

    async def do(
        self, command: Callable[..., Command], guard: Guard | None = None, /, **payload: Any
    ) -> None:
        """Apply a command and say what it did: one of ``leads`` has dealt with them."""
        with self.dealt_with.dealing(payload.get("leads", ())):
            await super().do(command, guard, **payload)

    def action_qualify(self) -> None:
        """Give a question its next answer (open, yes, no), or call the lead qualified or won."""
        chosen, hint = self.chosen(), WhichKey(QUALIFY_FOLLOWERS, widest=WIDEST_QUESTION)
        self.asking(self._qualify(self.sight(chosen), chosen, self.ask(hint)))
        self.run_worker(self.told(self._tell_answers(chosen, hint)))

    async def _tell_answers(self, chosen: tuple[int, ...], hint: WhichKey) -> None:
        """Show beside each letter the answer that there is, and the one that the letter gives."""
        hint.relabel(question_followers(await self.desk.read_after_writes(by_ids, chosen)))

    async def _qualify(self, sight: Sight, chosen: tuple[int, ...], asked: Awaitable[str | None]) -> None:
        answer = await asked
        if answer == "qualified":
            await self.do_seen(sight, Qualify, leads=chosen, answers={}, qualified=True)
        elif answer == "won":
            await self.do_seen(sight, WinLeads, leads=chosen)
        elif answer is not None:
            before = answer_of(await self.desk.read_after_writes(by_ids, chosen), answer)
            given = FOLLOWING[before]

            async def doing(guard: Guard | None) -> Result:
                return await self.desk.apply(Qualify, guard, leads=chosen, answers={answer: given})

            result = await self.theirs_or_mine(sight, doing)
            if result is None:
                return
            letter = next(one.letter for one in QUALIFY_FOLLOWERS if one.answer == answer)
            again = f"Q {letter} again: {ANSWERS[FOLLOWING[given]]}"
            self.say(result.summary, hint=f"{again}  u undo", tone="good")
            self.reload()

    def action_log_detail(self) -> None:
        """Log with a note, or for another day."""
        self.asking(self._log_detail(self.chosen()[0]))

    async def _log_detail(self, lead: int) -> None:
        from screens.points.log_form import LogForm

        await self.confirmed()
        (found,) = await self.desk.read_after_writes(by_ids, [lead])
        result = await self.ask_result(LogForm(self.desk, list(self.kinds()), lead=found))
        if result is not None:
            self.say_logged(result)
            self.reload()
            await self.say_flagged(result)

    def action_drop(self) -> None:
        """Turn away, with a reason from the company's list or in one's own words."""
        followers = [
            Follower(letter=reason.key, label=reason.name, answer=reason.name)
            for reason in self.lists.reasons
        ]
        if all(follower.letter != "o" for follower in followers):
            followers.append(Follower(letter="o", label="other, in words", answer=IN_WORDS))
        chosen = self.chosen()
        why = f"{self.whom()} turned away: why?"
        self.asking(self._drop(self.sight(chosen), chosen, why, self.ask_letter(followers, why)))

    async def _drop(
        self, sight: Sight, chosen: tuple[int, ...], why: str, asked: Awaitable[str | None]
    ) -> None:
        answer = await asked
        if answer == IN_WORDS:
            await self.ask(
                Prompt(
                    why,
                    words_wanted,
                    hint="in your own words",
                    take=lambda text: self.do_seen(sight, Disqualify, leads=chosen, reason=text),
                )
            )
        elif answer is not None:
            await self.do_seen(sight, Disqualify, leads=chosen, reason=answer)

    def action_snooze(self) -> None:
        """Put out of sight until a moment."""
        desk = self.desk

        def meaning(text: str) -> str:
            now, hours = desk.clock(), desk.person.hours
            until = snooze_of(text, now, hours)
            return "awake" if until is None else moment_words(until, now, hours.where)

        hint, chosen = "2d, fri 3pm, next week, 24 dec; off wakes", self.chosen()
        sight = self.sight(chosen)
        self.ask_and_do(
            Prompt(
                f"Snooze {self.whom()} until?",
                meaning,
                hint=hint,
                take=lambda text: self._snooze(sight, chosen, text),
            )
        )

    async def _snooze(self, sight: Sight, chosen: tuple[int, ...], text: str) -> None:
        until = snooze_of(text, self.desk.clock(), self.desk.person.hours)
        await self.do_seen(sight, Snooze, leads=chosen, until=until)

    def action_next_step(self) -> None:
        """Plan the next step: a moment and words, in either order, or words alone."""
        desk = self.desk

        def meaning(text: str) -> str:
            return step_of(text, desk.clock(), desk.person.hours).told(desk.clock(), desk.person.hours)

        chosen = self.chosen()
        sight = self.sight(chosen)
        question = f"Next step with {self.whom()}: when and what?"

        async def take(text: str) -> None:
            await self.do_seen(sight, SetNextStep, leads=chosen, **self._meant(text))

        self.ask_and_do(Prompt(question, meaning, hint=STEP_HINT, take=take))

    def _meant(self, answer: str) -> dict[str, Any]:
        step = step_of(answer, self.desk.clock(), self.desk.person.hours)
        return {"follow_up_at": step.at, "text": step.words}

    def ask_step(self, name: str, value: str = "") -> Awaitable[str | None]:
        """Ask what to do next with a lead, and when; an empty answer is none."""
        desk = self.desk

        def meaning(text: str) -> str:
            if not text.strip():
                return "enter none   esc leave"
            return step_of(text, desk.clock(), desk.person.hours).told(desk.clock(), desk.person.hours)

        return self.ask(Prompt(f"Next step with {name}?", meaning, value=value, hint=STEP_HINT))

    async def plan(self, lead: Lead, answer: str) -> None:
        """Put on disk what was answered to that."""

        async def doing(guard: Guard | None) -> Result:
            return await self.desk.apply(SetNextStep, guard, leads=(lead.id,), **self._meant(answer))

        await self.theirs_or_mine(self.sighted(LEADS, [lead]), doing)

    def action_received(self) -> None:
        """A message came in now."""
        lead, at = self.chosen()[0], self.desk.clock()
        self.ask_and_do(
            Prompt(
                f"What came in from {self.whom()}?",
                lambda text: text or "a message",
                hint="may stay empty",
                joined_by=LINES,
                take=lambda text: self.do(ReceiveMessage, lead_id=lead, received_at=at, text=text),
            )
        )

    def action_note(self) -> None:
        """Write a note."""
        lead = self.chosen()[0]
        self.ask_and_do(
            Prompt(
                f"Note on {self.whom()}",
                words_wanted,
                joined_by=LINES,
                take=lambda text: self.do(AddNote, lead_id=lead, text=text),
            )
        )

    def action_tag(self) -> None:
        """Put tags on or take them off."""
        hint, chosen = "vip, hot lead: two tags; -vip takes one off", self.chosen()
        question = f"Tag {self.whom()}"
        self.ask_and_do(Prompt(question, words_wanted, hint=hint, take=lambda text: self._tag(chosen, text)))

    async def _tag(self, chosen: tuple[int, ...], text: str) -> None:
        word = text.strip()
        await self.do(Tag, leads=chosen, tag=word.lstrip("-"), on=not word.startswith("-"))

    def action_assign(self) -> None:
        """Give to somebody."""
        hint, chosen = first_of(self.lists.people), self.chosen()
        sight = self.sight(chosen)

        async def take(text: str) -> None:
            person = await self.desk.read_after_writes(_person, text)
            await self.do_seen(sight, Assign, leads=chosen, person_id=person)

        self.ask_and_do(Prompt(f"Give {self.whom()} to?", words_wanted, hint=hint, take=take))

    def action_reopen(self) -> None:
        """Take up again: wake what is snoozed, reopen what was dropped."""
        chosen = self.chosen()
        self.asking(self._reopen(self.sight(chosen), chosen))

    async def _reopen(self, sight: Sight, chosen: tuple[int, ...]) -> None:
        leads = await self.desk.read_after_writes(by_ids, chosen)
        closed = tuple(lead.id for lead in leads if not lead.open)
        asleep = tuple(lead.id for lead in leads if lead.open and lead.snoozed_until)
        if closed:
            await self.do_seen(sight, Reopen, leads=closed)
        elif asleep:
            await self.do_seen(sight, Snooze, leads=asleep, until=None)
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
            followers = [
                Follower(letter=str(place), label=text, answer=text)
                for place, text in enumerate(values[:9], 1)
            ]
            value = await self.ask_letter(followers)
        if value:
            self.app.copy_to_clipboard(value)
            self.say(f"{value} copied")

    def action_company(self) -> None:
        """Open the company of the lead."""
        self.asking(self._company(self.chosen()[:1]))

    async def _company(self, chosen: tuple[int, ...]) -> None:
        from screens.leads.company_page import CompanyPage

        leads = await self.desk.read_after_writes(by_ids, chosen)
        if not any(lead.company for lead in leads):
            self.say(f"No company is known of that lead: {self.key('lead.edit')} fills it in.", tone="warn")
            return
        page = CompanyPage(self.desk, self.score, self.lists, leads[0].id)
        page.dealt_with = self.dealt_with
        await self.open_page(page)
        self.reload()

    def action_open_deal(self) -> None:
        """Open a deal from the lead, or show the one that it has."""
        self.asking(self._open_deal(self.chosen()[0]))

    async def _open_deal(self, lead: int) -> None:
        try:
            result = await self.desk.apply(OpenDeal, lead_id=lead)
        except Refused as error:
            if error.code != "deal.lead_has_one":
                raise
            deal, _ = from_reference(str(error.values["deal"]))
            await self.open_page(await page_of(self, "deal", deal))
        else:
            hint = f"{self.key('lead.deal')} shows it  {self.undo_hint}"
            self.say(result.summary, hint=hint, tone="good")
        self.reload()

    def action_hand_over(self) -> None:
        """Offer the qualified lead to whoever sells."""
        self.asking(self.offer("lead", self.chosen()[0]))

    def doubles(self) -> Doubles:
        """How two leads are held side by side."""
        from screens.leads.pair_rows import LEAD_DOUBLES

        return LEAD_DOUBLES

    async def judged(self, chosen: tuple[int, ...], closed: Awaitable[Result | None]) -> Result | None:
        """Wait until the dialog is left; the chosen leads are dealt with meanwhile."""
        with self.dealt_with.dealing(chosen):
            return await closed


def _reach(leads: Sequence[Lead]) -> list[str]:
    return [value for lead in leads for _, value in (*labelled(lead.emails), *labelled(lead.phones))]


def _person(store: Store, text: str) -> int:
    return find(store, text).id
