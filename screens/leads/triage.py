"""What can be done with leads by keys, wherever one stands: each a command that undo takes back."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence

from data.deals.from_lead import OpenDeal
from data.kernel.commands import Result
from data.kernel.store import Store
from data.leads.commands import AddNote, Assign, Tag
from data.leads.lead import Lead, by_ids
from data.leads.triage import Disqualify, Qualify, ReceiveMessage, Reopen, SetNextStep, Snooze
from data.people.person import find
from data.records.lines import labelled
from screens.leads.keys import QUALIFY_FOLLOWERS
from screens.leads.lead_logging import LogsForLeads
from screens.leads.typed_moments import moment_meaning, typed_moment
from screens.shell.prompt import Prompt, words_wanted
from screens.shell.which_key import Follower, WhichKey
from widgets.keys import KeyEntry

ONE_AT_A_TIME = frozenset(
    {"lead.message", "lead.note", "lead.edit", "lead.copy", "lead.company", "lead.deal"}
)
"""Keys that take one lead: what came in, was noted or is known differs from lead to lead."""

READING = frozenset({"lead.mark", "lead.copy", "lead.edit", "lead.company"})
"""Keys of leads that change nothing by themselves."""


class LeadTriage(LogsForLeads):
    """The keys of triage, on a screen that stands on leads."""

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

    def action_qualify(self) -> None:
        """Toggle an answer (yes, no, open), or call the lead qualified."""
        self.asking(self._qualify(self.chosen(), self.ask_letter(QUALIFY_FOLLOWERS)))

    async def _qualify(self, chosen: tuple[int, ...], asked: Awaitable[str | None]) -> None:
        answer = await asked
        if answer == "qualified":
            await self.do(Qualify, leads=chosen, answers={}, qualified=True)
        elif answer is not None:
            leads = await self.desk.read_after_writes(by_ids, chosen)
            before = getattr(leads[0], answer) if leads else None
            following = {None: 1, 1: 0, 0: None}[before]
            await self.do(Qualify, leads=chosen, answers={answer: following})

    def action_drop(self) -> None:
        """Turn away, with a reason from the company's list or in one's own words."""
        followers = [
            Follower(letter=reason.key, label=reason.name, answer=reason.name)
            for reason in self.lists.reasons
        ]
        if all(follower.letter != "o" for follower in followers):
            followers.append(Follower(letter="o", label="other, in words", answer="?other"))
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
            self.say("No company is known of that lead: E fills it in.", tone="warn")
            return
        await self.open_page(CompanyPage(self.desk, self.score, self.lists, leads[0].id))
        self.reload()

    def action_open_deal(self) -> None:
        """Open a deal from the lead."""
        self.asking(self._open_deal(self.chosen()[0]))

    async def _open_deal(self, lead: int) -> None:
        result = await self.desk.apply(OpenDeal, lead_id=lead)
        self.say(result.summary, hint="g f funnel  u undo", tone="good")
        self.reload()

    def action_duplicates(self) -> None:
        """Look for the same lead twice; two that are marked are held side by side at once."""
        from screens.leads.duplicates import Duplicates

        self.asking(self._duplicates(self.ask_result(Duplicates(self.desk, self.chosen()))))

    async def _duplicates(self, closed: Awaitable[Result | None]) -> None:
        last = await closed
        if last is not None:
            self.say_done(last)
        self.reload()


def _reach(leads: Sequence[Lead]) -> list[str]:
    return [value for lead in leads for _, value in (*labelled(lead.emails), *labelled(lead.phones))]


def _person(store: Store, text: str) -> int:
    return find(store, text).id
