"""What can be done with quotes by keys, on any screen that stands on deals or on quotes themselves."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Awaitable, Sequence
from datetime import date

from data.calendar.days import full_day
from data.kernel.errors import UsageError
from data.kernel.store import Store
from data.quotes.offering import PresentQuotes, RequestQuotes
from data.quotes.quote import OUTCOMES, QUOTES, Outcome, Quote
from data.quotes.settling import ReopenQuotes, SettleQuotes
from data.quotes.timeline import quotes_of_deal
from data.records.money import money_words
from data.records.own_currency import with_units
from screens.leads.lead_logging import LogsForLeads
from screens.quotes.keys import QUOTE_FOLLOWERS
from screens.records.changes_seen import ChangesSeen
from screens.records.typed_fields import amount_words, typed_day
from screens.shell.prompt import Prompt
from screens.shell.which_key import Follower, choice_followers

UNTIL_HINT = "30d, 18 dec; nothing: no end"
ALL = Follower("0", "all of them", "all")


class QuoteKeys(LogsForLeads, ChangesSeen):
    """One key, and a letter behind it for each thing that happens with a quote."""

    # What a screen gives

    @abstractmethod
    def deals_to_quote(self) -> tuple[int, ...]:
        """The deals of which a quote can be asked for."""

    @abstractmethod
    async def quotes_at_hand(self) -> Sequence[Quote]:
        """The quotes that the key is about."""

    @abstractmethod
    async def open_quotes(self) -> None:
        """Show all quotes."""

    # Keys

    def action_quotes(self) -> None:
        """Ask what happened with the quote."""
        self.asking(self._quote(self.ask_letter(QUOTE_FOLLOWERS)))

    async def _quote(self, asked: Awaitable[str | None]) -> None:
        answer = await asked
        if answer == "request":
            await self.do(RequestQuotes, deals=self.deals_to_quote())
        elif answer == "present":
            await self._present()
        elif answer == "reopen":
            await self._reopen()
        elif answer == "list":
            await self.open_quotes()
        for outcome in OUTCOMES:
            if outcome == answer:
                await self._settle(outcome)

    async def _present(self) -> None:
        waiting = [quote for quote in await self.quotes_at_hand() if quote.status == "requested"]
        if not waiting:
            self.say("No quote waits to be presented here.", hint="Q r requests one", tone="warn")
            return
        worth: str | None = None
        if len(waiting) == 1 and waiting[0].amount is None:
            unit = waiting[0].currency or self.lists.unit

            def meaning(text: str) -> str:
                if not text.strip():
                    raise UsageError("Type an amount, or leave with esc.")
                return amount_words(text, unit)

            question = f"What does the quote come to, in {unit}?"
            worth = await self.ask(Prompt(question, meaning, hint="12000 or 12000 EUR"))
            if worth is None:
                return
        what = waiting[0].label if len(waiting) == 1 else f"{len(waiting)} quotes"

        async def take(text: str) -> None:
            until = self._until(text)
            ids = tuple(quote.id for quote in waiting)
            sight = self.sighted(QUOTES, waiting)
            await self.do_seen(sight, PresentQuotes, quotes=ids, amount=worth, valid_until=until)

        question = f"{what}: presented. Until which day does it hold?"
        await self.ask(Prompt(question, self._until_meaning, hint=UNTIL_HINT, take=take))

    def _until(self, text: str) -> str:
        return typed_day(text, self.desk.clock(), self.desk.person).isoformat() if text.strip() else ""

    def _until_meaning(self, text: str) -> str:
        until = self._until(text)
        return f"holds until {full_day(date.fromisoformat(until))}" if until else "no end is said"

    async def _settle(self, outcome: Outcome) -> None:
        wanted = ("presented",) if outcome == "accepted" else ("requested", "presented")
        found = [quote for quote in await self.quotes_at_hand() if quote.status in wanted]
        chosen = await self._chosen(found, f"Which quote is {outcome}?")
        if not found:
            what = "was presented and waits for an answer" if outcome == "accepted" else "is open"
            self.say(f"No quote {what} here.", tone="warn")
        if chosen:
            await self.do_seen(self.sighted(QUOTES, found), SettleQuotes, quotes=chosen, outcome=outcome)

    async def _reopen(self) -> None:
        found = [quote for quote in await self.quotes_at_hand() if not quote.is_open]
        if not found:
            self.say("No quote was settled here.", tone="warn")
        if chosen := await self._chosen(found, "Which quote is taken up again?"):
            await self.do_seen(self.sighted(QUOTES, found), ReopenQuotes, quotes=chosen)

    async def _chosen(self, found: Sequence[Quote], question: str) -> tuple[int, ...]:
        """Those of the quotes that are meant: the only one, else what is answered."""
        if len(found) < 2:
            return tuple(quote.id for quote in found)
        labels = [", ".join(filter(None, (quote.label, _worth(quote)))) for quote in found]
        answer = await self.ask_letter([*choice_followers(labels), ALL], question)
        if answer == ALL.answer:
            return tuple(quote.id for quote in found)
        return tuple(quote.id for quote, label in zip(found, labels, strict=True) if label == answer)[:1]


def quotes_of_deals(store: Store, deals: Sequence[int]) -> list[Quote]:
    """The quotes of some deals, deal by deal."""
    return with_units(store, (quote for deal in deals for quote in quotes_of_deal(store, deal)))


def _worth(quote: Quote) -> str:
    return money_words(quote.amount, quote.currency)
