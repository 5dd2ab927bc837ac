"""What can be done with customers by keys, wherever one stands: each a command that undo takes back."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from data.comments.subject import Subject
from data.customers.churn import MarkChurned, TakeBack
from data.customers.commands import AssignCustomers, NoteCustomer, TagCustomers
from data.customers.complaints import OpenComplaint, ResolveComplaint, open_complaints
from data.customers.customer import CUSTOMERS
from data.customers.overview import Row
from data.customers.renewals import RENEWALS, open_renewal
from data.customers.renewing import CloseRenewal, PlanRenewal
from data.customers.reviews import CollectReview
from data.customers.satisfaction import SCORES, Kind, TakeAnswer, checked_score
from data.customers.upsells import FindUpsell, OpenCustomerDeal, open_upsells
from data.customers.worth import amount_in
from data.kernel.commands import Result
from data.kernel.text import first_of
from data.leads.inbox import Lists
from data.points.score import Score
from data.records.changed_since import Sight
from data.records.choices import Choice
from screens.comments.speaks import Speaks
from screens.customers.keys import ANSWER_FOLLOWERS, RENEWAL_FOLLOWERS
from screens.customers.typed import amount_meaning, due, opportunity, review
from screens.customers.words import stars_meaning
from screens.deals.deal_keys import person_id_of
from screens.leads.lead_logging import LogsForLeads
from screens.records.changes_seen import ChangesSeen
from screens.records.finds_doubles import FindsDoubles
from screens.records.notes_and_tags import NotesAndTags, NotesRecords
from screens.shell.desk import Desk
from screens.shell.prompt import HOW, Prompt, words_wanted
from screens.shell.which_key import LETTERS, Follower
from widgets.keys import KeyEntry

if TYPE_CHECKING:
    from screens.records.doubles import Doubles

CUSTOMER_TABLES = frozenset(
    {
        *("customer", "value_change", "renewal", "upsell", "complaint", "satisfaction", "customer_review"),
        *("note", "comment", "lead", "deal", "currency_rate"),
    }
)
SEVERAL = frozenset(
    {
        "customer.tag",
        "customer.assign",
        "customer.mark",
        "customer.duplicates",
        "customer.add",
        "customer.import",
    }
)
"""Keys that take all marked customers or none; the others take one at a time."""
READING = frozenset({"customer.mark", "customer.edit", "customer.contact"})
"""Keys of customers that change nothing by themselves."""
NO_CONTACT = "No lead of this company: A on the inbox adds one."


class CustomerKeys(NotesRecords, LogsForLeads, ChangesSeen, FindsDoubles, Speaks):
    """The keys of customers, on a screen that stands on customers; letters log for one of their people."""

    TABLES: ClassVar[frozenset[str]] = CUSTOMER_TABLES
    RECORDS = CUSTOMERS
    NOTES_AND_TAGS: ClassVar[NotesAndTags] = NotesAndTags(NoteCustomer, TagCustomers)

    def __init__(self, desk: Desk, score: Score, lists: Lists, reasons: Sequence[Choice]) -> None:
        super().__init__(desk, score, lists)
        self.reasons = reasons

    # What a screen gives

    @abstractmethod
    def customer_row(self, customer_id: int) -> Row | None:
        """A customer that has been in sight."""

    def called(self, record_id: int) -> str:
        """What a customer in sight is called."""
        row = self.customer_row(record_id)
        return "" if row is None else row.customer.name

    def sight(self, customers: Sequence[int]) -> Sight:
        """What is seen now of customers."""
        rows = (self.customer_row(customer) for customer in customers)
        return self.sighted(CUSTOMERS, (row.customer for row in rows if row is not None))

    def currency_of(self, customer_id: int) -> str:
        """The currency in which a customer in sight is counted."""
        row = self.customer_row(customer_id)
        return "" if row is None else row.customer.currency

    def log_targets(self) -> tuple[int, ...]:
        """Of each of the customers one of its people; with a company that no lead says it is logged without."""
        rows = (self.customer_row(customer_id) for customer_id in self.chosen())
        return tuple(dict.fromkeys(row.contact for row in rows if row is not None and row.contact))

    def say_logged(self, result: Result) -> None:
        """Say what was logged; without anybody at the customer it is no contact with it."""
        if self.chosen() and not self.log_targets():
            self.say(f"{self.logged_words(result)}. {NO_CONTACT}", hint=self.undo_hint, tone="warn")
            return
        super().say_logged(result)

    def spoken_of(self) -> Subject | None:
        """The customer that keys take."""
        return Subject("customer", self.chosen()[0]) if len(self.chosen()) == 1 else None

    def refusal(self, entry: KeyEntry) -> str:
        """Customers of another's cockpit are for reading; most keys take one customer at a time."""
        reason = super().refusal(entry)
        if reason or not entry.id.startswith("customer."):
            return reason
        if not self.desk.is_own and entry.id not in READING:
            return self.only_reading()
        if entry.id not in SEVERAL and len(self.chosen()) > 1:
            return f"{entry.shown} takes one customer at a time: esc takes the marks away."
        return self._no_renewal() if entry.id == "customer.renew" else ""

    def _no_renewal(self) -> str:
        """Says that nothing can come of a renewal of the customer under the cursor, where none is open."""
        row = self.customer_row(self.chosen()[0]) if self.chosen() else None
        if row is None or row.customer.renewal_on:
            return ""
        return f"{row.customer.name} has no renewal that is open: {self.key('customer.due')} says when one is due."

    # What it says

    def action_complaint(self) -> None:
        """Ask what is wrong."""
        customer = self.chosen()[0]

        async def take(text: str) -> None:
            await self.do(OpenComplaint, customer_id=customer, text=text)

        self.ask_and_do(Prompt(f"Complaint of {self.whom()}: what is wrong?", words_wanted, take=take))

    def action_resolve(self) -> None:
        """Ask which complaint is resolved, where several are open, and what was done."""
        self.asking(self._resolve(self.chosen()[0]))

    async def _resolve(self, customer: int) -> None:
        waiting = await self.desk.read_after_writes(open_complaints, customer)
        if not waiting:
            self.say("It has no complaint that is open.", tone="warn")
            return
        complaint = await self._one_of(
            [(one.id, one.text) for one in waiting], f"Which complaint of {self.called(customer)}?"
        )
        if complaint is not None:
            self._ask_resolution(customer, complaint)

    async def _one_of(self, choices: Sequence[tuple[int, str]], question: str) -> int | None:
        """The one that there is, or that is chosen of several by its letter; None where none is."""
        if len(choices) == 1:
            return choices[0][0]
        followers = [
            Follower(letter, words, str(one)) for letter, (one, words) in zip(LETTERS, choices, strict=False)
        ]
        answer = await self.ask_letter(followers, question)
        return int(answer) if answer else None

    def _ask_resolution(self, customer: int, complaint: int) -> None:
        async def take(text: str) -> None:
            await self.do(ResolveComplaint, customer_id=customer, resolution=text, complaint_id=complaint)

        self.ask_and_do(
            Prompt(
                f"Resolved for {self.called(customer)}: what was done?",
                lambda _text: HOW,
                hint="credit of 10 %, or nothing",
                take=take,
            )
        )

    def action_answer(self) -> None:
        """Ask which question was answered, then the score."""
        self.asking(
            self._answer(
                self.chosen()[0], self.ask_letter(ANSWER_FOLLOWERS, f"What did {self.whom()} answer?")
            )
        )

    async def _answer(self, customer: int, asked: Awaitable[str | None]) -> None:
        answer = await asked
        for kind in SCORES:
            if kind == answer:
                self._ask_score(customer, kind)

    def _ask_score(self, customer: int, kind: Kind) -> None:
        least, most = SCORES[kind]

        def parted(text: str) -> tuple[int, str]:
            score, _, words = text.strip().partition(" ")
            return checked_score(kind, score), words.strip()

        def meaning(text: str) -> str:
            score, words = parted(text)
            return f"{kind.upper()} {score} of {most}" + (f": {words}" if words else "")

        async def take(text: str) -> None:
            score, words = parted(text)
            await self.do(TakeAnswer, customer_id=customer, kind=kind, score=score, text=words)

        question = f"{kind.upper()} of {self.called(customer)}, {least} to {most}"
        self.ask_and_do(Prompt(question, meaning, hint=f"{most - 1}, or with its words", take=take))

    def action_review(self) -> None:
        """Ask for stars, platform and words."""
        customer = self.chosen()[0]

        async def take(text: str) -> None:
            typed = review(text)
            await self.do(
                CollectReview,
                customer_id=customer,
                stars=typed.stars,
                platform=typed.platform,
                text=typed.words,
            )

        hint = "5, or 4.8 Upwork: quick and clear"
        self.ask_and_do(
            Prompt(
                f"Review of {self.whom()}: stars?",
                lambda text: stars_meaning(*review(text)),
                hint=hint,
                take=take,
            )
        )

    # Whether it stays, and grows

    def action_due(self) -> None:
        """Ask when the renewal is due."""
        self.asking(self._due(self.chosen()[0]))

    async def _due(self, customer: int) -> None:
        desk, currency = self.desk, self.currency_of(customer)
        waiting = await desk.read_after_writes(open_renewal, customer)
        sight = self.sighted(RENEWALS, [waiting])

        async def take(text: str) -> None:
            typed = due(text, currency, desk.clock(), desk.person)
            day, seen = typed.day.isoformat(), waiting.id if waiting else 0
            await self.do_seen(
                sight, PlanRenewal, customer_id=customer, due_on=day, amount=typed.amount, seen=seen
            )

        def meaning(text: str) -> str:
            return due(text, currency, desk.clock(), desk.person).words

        question = f"Renewal of {self.called(customer)} due: when?"
        await self.ask(Prompt(question, meaning, hint="1 mar 2027, or 90d; 4800", take=take))

    def action_renew(self) -> None:
        """Ask what came of the renewal."""
        self.asking(
            self._renew(
                self.chosen()[0],
                self.ask_letter(RENEWAL_FOLLOWERS, f"What came of the renewal of {self.whom()}?"),
            )
        )

    async def _renew(self, customer: int, asked: Awaitable[str | None]) -> None:
        waiting = await self.desk.read_after_writes(open_renewal, customer)
        closing = partial(
            self.do_seen,
            self.sighted(RENEWALS, [waiting]),
            CloseRenewal,
            customer_id=customer,
            seen=waiting.id if waiting else 0,
        )
        answer = await asked
        if answer == "renewed":
            await closing(outcome="renewed")
        elif answer == "other":
            await self._ask_renewed_amount(closing, customer)
        elif answer == "lost":
            reason = await self.ask_letter(
                self._reason_followers(), f"Why has {self.called(customer)} not renewed?"
            )
            if reason:
                await closing(outcome="lost", reason=reason)

    async def _ask_renewed_amount(self, closing: Callable[..., Awaitable[None]], customer: int) -> None:
        currency = self.currency_of(customer)

        async def take(text: str) -> None:
            await closing(outcome="renewed", amount=amount_in(text, currency))

        def meaning(text: str) -> str:
            return amount_meaning(text, currency)

        question = (
            f"Renewed with {self.called(customer)} for how much{f', in {currency}' if currency else ''}?"
        )
        await self.ask(Prompt(question, meaning, hint="4800", take=take))

    def _reason_followers(self) -> list[Follower]:
        return [Follower(reason.key, reason.name, reason.name) for reason in self.reasons]

    def action_churn(self) -> None:
        """The customer has left, with a reason from the company's list."""
        asked = self.ask_letter(self._reason_followers(), f"Why has {self.whom()} left?")
        customer = self.chosen()[0]
        self.asking(self._churn(self.sight([customer]), customer, asked))

    async def _churn(self, sight: Sight, customer: int, asked: Awaitable[str | None]) -> None:
        reason = await asked
        if reason:
            await self.do_seen(sight, MarkChurned, customer_id=customer, reason=reason)

    def action_back(self) -> None:
        """Take back who had left."""
        customer = self.chosen()[0]
        self.asking(self.do_seen(self.sight([customer]), TakeBack, customer_id=customer))

    def action_upsell(self) -> None:
        """Ask what more it could buy."""
        customer = self.chosen()[0]
        currency = self.currency_of(customer)

        async def take(text: str) -> None:
            found = opportunity(text, currency)
            await self.do(FindUpsell, customer_id=customer, what=found.what, amount=found.amount)

        def meaning(text: str) -> str:
            return opportunity(text, currency).words

        question = f"{self.whom()} could buy: what?"
        self.ask_and_do(Prompt(question, meaning, hint="a shop; 4800", take=take))

    def action_open_deal(self) -> None:
        """Open a deal: what was noted, a renewal that is due, or an expansion."""
        self.asking(self._open_deal(self.chosen()[0]))

    async def _open_deal(self, customer: int) -> None:
        noted = await self.desk.read_after_writes(open_upsells, customer)
        what = ""
        if len(noted) > 1:
            chosen = await self._one_of(
                [(one.id, one.what) for one in noted], f"A deal with {self.called(customer)} on what?"
            )
            if chosen is None:
                return
            what = next(one.what for one in noted if one.id == chosen)
        result = await self.desk.apply(OpenCustomerDeal, customer_id=customer, what=what)
        self.say(result.summary, hint="g f funnel  u undo", tone="good")
        self.reload()

    # Whose; with whom

    def action_assign(self) -> None:
        """Give to somebody."""
        chosen = self.chosen()
        sight = self.sight(chosen)

        async def take(text: str) -> None:
            person = await self.desk.read_after_writes(person_id_of, text)
            await self.do_seen(sight, AssignCustomers, customers=chosen, person_id=person)

        people = first_of(self.lists.people)
        self.ask_and_do(Prompt(f"Give {self.whom()} to?", words_wanted, hint=people, take=take))

    # The same customer twice

    def doubles(self) -> Doubles:
        """How two customers are held side by side."""
        from screens.customers.pair_rows import CUSTOMER_DOUBLES

        return CUSTOMER_DOUBLES

    def action_contact(self) -> None:
        """Open the lead with whom letters log."""
        row = self.customer_row(self.chosen()[0])
        if row is None or row.contact is None:
            self.say(NO_CONTACT, tone="warn")
            return
        self.asking(self._contact(row.contact))

    async def _contact(self, lead: int) -> None:
        from screens.leads.lead_page import LeadPage

        await self.open_page(LeadPage(self.desk, self.score, self.lists, lead))
        self.reload()
