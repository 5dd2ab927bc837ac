"""What can be done with deals by keys, wherever one stands: each a command that undo takes back."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual.screen import Screen

from data.calendar.moment_in_text import step_of
from data.comments.subject import Subject
from data.deals.commands import AssignDeals, EditDeal, NoteDeal, SetDealStep, TagDeals
from data.deals.deal import DEALS, Deal
from data.deals.lines import DealLine, SetLines, lines_as_typed, lines_of, typed_lines
from data.deals.moving import LoseDeals, MoveDeals, ReopenDeal, WinDeal, stage_meant
from data.deals.narrowing import Narrowing
from data.deals.overview import at_first
from data.deals.pricing import Pricing, pricing_of
from data.kernel.commands import Command, Result
from data.kernel.errors import Refused
from data.kernel.rows import records_by_ids
from data.kernel.store import Guard, Store
from data.kernel.text import first_of
from data.leads.inbox import Lists
from data.people.person import find
from data.points.score import Score
from data.quotes.quote import Quote
from data.records.changed_since import Sight
from data.records.choices import Choice
from screens.comments.speaks import Speaks
from screens.handovers.hands_over import HandsOver
from screens.handovers.keys import DEAL_FOLLOWERS
from screens.quotes.quote_keys import QuoteKeys, quotes_of_deals
from screens.records.finds_doubles import FindsDoubles
from screens.records.notes_and_tags import NotesAndTags, NotesRecords
from screens.records.typed_fields import field_meaning, typed_field
from screens.shell.advice import worded
from screens.shell.desk import Desk
from screens.shell.keeps_pages import KeepsPages
from screens.shell.prompt import Prompt, words_wanted
from screens.shell.which_key import Follower
from widgets.keys import KeyEntry

if TYPE_CHECKING:
    from screens.records.doubles import Doubles

DEAL_TABLES = frozenset(
    {"deal", "deal_line", "quote", "stage", "stage_change", "quota", "currency_rate", "note", "comment"}
)
ONE_AT_A_TIME = frozenset(
    {"deal.win", "deal.note", "deal.products", "deal.reopen", "deal.edit", "deal.lead", "deal.hand_over"}
)
"""Keys that take one deal: a win is logged by itself, and what is known differs from deal to deal."""
READING = frozenset({"deal.mark", "deal.edit", "deal.lead"})
"""Keys of deals that change nothing by themselves."""
HINTS = {"day": "18 dec, 30d, end of month", "money": "12000 EUR"}
"""How particulars are typed that a stage takes, by their form."""
NO_LEAD = "That deal came from no lead."


class DealKeys(NotesRecords, FindsDoubles, QuoteKeys, HandsOver, Speaks, KeepsPages):
    """The keys of deals, on a screen that stands on deals; letters log for the leads that these came from."""

    TABLES: ClassVar[frozenset[str]] = DEAL_TABLES
    RECORDS = DEALS
    NOTES_AND_TAGS: ClassVar[NotesAndTags] = NotesAndTags(NoteDeal, TagDeals)

    def __init__(self, desk: Desk, score: Score, lists: Lists, losses: Sequence[Choice]) -> None:
        super().__init__(desk, score, lists)
        self.losses = losses
        self._just_won: int | None = None
        """The deal that the last key has won: the next one may hand it over, wherever the cursor went."""

    # What a screen gives

    @abstractmethod
    def deal(self, deal_id: int) -> Deal | None:
        """A deal that has been in sight."""

    def called(self, record_id: int) -> str:
        """What a deal in sight is called."""
        deal = self.deal(record_id)
        return deal.label if deal else ""

    def sight(self, deals: Sequence[int]) -> Sight:
        """What is seen now of deals."""
        return self.sighted(DEALS, map(self.deal, deals))

    def takes(self, entry: KeyEntry) -> tuple[int, ...]:
        """The deals that a key takes: those chosen, and to be handed over first the one that was won just now."""
        if entry.id == "deal.hand_over" and self._just_won is not None:
            return (self._just_won,)
        return self.chosen()

    async def action_press(self, entry_id: str) -> None:
        """Run a key's action; a deal won just now is handed over by the very next key, or as any other."""
        if entry_id != "deal.hand_over":
            self._just_won = None
        await super().action_press(entry_id)

    def log_targets(self) -> tuple[int, ...]:
        """The leads that the chosen deals came from; what has none is logged without."""
        deals = (self.deal(deal_id) for deal_id in self.chosen())
        return tuple(dict.fromkeys(deal.lead_id for deal in deals if deal and deal.lead_id))

    def refusal(self, entry: KeyEntry) -> str:
        """Deals of another's cockpit are for reading; some keys take one deal at a time."""
        reason = super().refusal(entry)
        if reason or not entry.id.startswith("deal."):
            return reason
        if not self.desk.is_own and entry.id not in READING:
            return self.only_reading()
        if entry.id in ONE_AT_A_TIME and len(self.takes(entry)) > 1:
            return f"{entry.shown} takes one deal at a time: esc takes the marks away."
        return ""

    def spoken_of(self) -> Subject | None:
        """The deal that keys take."""
        return Subject("deal", self.chosen()[0]) if len(self.chosen()) == 1 else None

    def doubles(self) -> Doubles:
        """How two deals are held side by side."""
        from screens.deals.pair_rows import DEAL_DOUBLES

        return DEAL_DOUBLES

    # Moving, winning, losing

    def action_move_on(self) -> None:
        """Move to the next stage."""
        self.move_to(self.chosen(), ">")

    def action_move_back(self) -> None:
        """Move to the stage before."""
        self.move_to(self.chosen(), "<")

    def move_to(self, deals: tuple[int, ...], stage: str) -> None:
        """Move deals to a stage, or on by one; where one lacks what the stage takes, that is asked for."""
        sight = self.sight(deals)
        self.show_moving(deals, stage)
        self.asking(self._move(sight, deals, stage))

    def show_moving(self, deals: Sequence[int], stage: str) -> None:
        """Show at once where deals are on their way to, where the screen shows that."""

    async def moving_painted(self) -> None:
        """Wait until that is painted."""
        await self.painted()

    async def _move(self, sight: Sight, deals: tuple[int, ...], stage: str) -> None:
        # A write that ran beside the painting would hold it up.
        await self.moving_painted()
        try:
            await self._do_complete(sight, deals, MoveDeals, deals=deals, stage=stage)
        finally:
            self.reload()

    def action_win(self) -> None:
        """Close as won."""
        deal = self.chosen()[0]
        self.asking(self._win(self.sight([deal]), deal))

    async def _win(self, sight: Sight, deal: int) -> None:
        if await self._do_complete(sight, (deal,), WinDeal, deal_id=deal):
            self._just_won = deal
        self.reload()

    async def _do_complete(
        self, sight: Sight, chosen: tuple[int, ...], command: Callable[..., Command], **payload: Any
    ) -> bool:
        """Whether a command was applied; where one deal lacks what its stage takes, that is asked for first."""

        async def doing(guard: Guard | None) -> Result:
            seen = [row for row in sight.rows.values() if isinstance(row, Deal)]
            if guard is None and command is MoveDeals and len(seen) == 1:
                payload["stage"] = await self.desk.read(stage_meant, seen[0], payload["stage"])
            return await self.desk.apply(command, guard, **payload)

        try:
            result = await self.theirs_or_mine(sight, doing)
        except Refused as error:
            if error.code != "deal.lacks" or len(chosen) != 1:
                raise
            if await self._fill_in(chosen[0], error):
                return await self._do_complete(sight, chosen, command, **payload)
            self.say(worded(error), tone="warn")
            return False
        if result is None:
            return False
        points = f", {result.points:+d}" if result.points else ""
        hint = (
            f"{self.key('deal.hand_over')} hand over  {self.undo_hint}"
            if command is WinDeal
            else self.undo_hint
        )
        self.say(f"{result.summary}{points}", hint=hint, tone="good")
        return True

    async def _fill_in(self, deal_id: int, error: Refused) -> bool:
        """Ask for the first particular that is missing; whether it was given."""
        deal = (await self.desk.read_after_writes(_deals, (deal_id,)))[0]
        columns = str(error.values["columns"]).split()
        column = next(column for column in columns if getattr(deal, column) in (None, ""))
        field, desk, unit = DEALS.field(column), self.desk, deal.currency or self.lists.unit

        def meaning(text: str) -> str:
            return field_meaning(field, text, desk.clock(), desk.person, unit)

        stage = str(error.values["stage"])
        what = f"{field.label} in {unit}" if field.form == "money" else field.label
        question = f"{stage[:1].upper()}{stage[1:]} takes the {what}: what is it?"
        answer = await self.ask(Prompt(question, meaning, hint=HINTS.get(field.form, "")))
        if answer is None:
            return False
        said = {column: typed_field(field, answer, desk.clock(), desk.person)}

        async def doing(guard: Guard | None) -> Result:
            return await desk.apply(EditDeal, guard, deal_id=deal_id, columns=said)

        # Where somebody else has filled it in meanwhile and that is kept, nothing lacks any more.
        await self.theirs_or_mine(self.sighted(DEALS, [deal]), doing)
        return True

    def action_lose(self) -> None:
        """Close as lost, with a reason from the company's list."""
        followers = [Follower(reason.key, reason.name, reason.name) for reason in self.losses]
        chosen = self.chosen()
        asked = self.ask_letter(followers, f"{self.whom()} lost: why?")
        self.asking(self._lose(self.sight(chosen), chosen, asked))

    async def _lose(self, sight: Sight, chosen: tuple[int, ...], asked: Awaitable[str | None]) -> None:
        reason = await asked
        if reason:
            await self.do_seen(sight, LoseDeals, deals=chosen, reason=reason)

    def action_reopen(self) -> None:
        """Take up again what was won or lost."""
        deal = self.chosen()[0]
        self.asking(self.do_seen(self.sight([deal]), ReopenDeal, deal_id=deal))

    # What is next; whose

    def action_next_step(self) -> None:
        """Plan the next step: a moment, then words."""
        desk = self.desk

        def meaning(text: str) -> str:
            return step_of(text, desk.clock(), desk.person.hours).told(desk.clock(), desk.person.hours)

        chosen = self.chosen()
        sight = self.sight(chosen)
        question = f"Next step with {self.whom()}: when and what?"
        hint = "tomorrow 3pm call back; off: none"

        async def take(text: str) -> None:
            step = step_of(text, desk.clock(), desk.person.hours)
            await self.do_seen(sight, SetDealStep, deals=chosen, follow_up_at=step.at, next_step=step.words)

        self.ask_and_do(Prompt(question, meaning, hint=hint, take=take))

    def action_assign(self) -> None:
        """Give to somebody."""
        chosen = self.chosen()
        sight = self.sight(chosen)

        async def take(text: str) -> None:
            person = await self.desk.read_after_writes(person_id_of, text)
            await self.do_seen(sight, AssignDeals, deals=chosen, person_id=person)

        question, hint = f"Give {self.whom()} to?", first_of(self.lists.people)
        self.ask_and_do(Prompt(question, words_wanted, hint=hint, take=take))

    def action_hand_over(self) -> None:
        """Offer the won deal to its project, or to who keeps the customer."""
        deal = self._just_won or self.chosen()[0]
        self._just_won = None
        self.asking(self._hand_over(deal, self.ask_letter(DEAL_FOLLOWERS)))

    async def _hand_over(self, deal: int, asked: Awaitable[str | None]) -> None:
        kind = await asked
        if kind is not None:
            await self.offer(kind, deal)

    # What is quoted

    def deals_to_quote(self) -> tuple[int, ...]:
        """The chosen deals."""
        return self.chosen()

    async def quotes_at_hand(self) -> Sequence[Quote]:
        """The quotes of the chosen deals."""
        return await self.desk.read_after_writes(quotes_of_deals, self.chosen())

    def looked_at(self) -> tuple[Narrowing, str]:
        """Whose deals are looked at, and a word for that: the own ones, by a manager all."""
        look = at_first(self.desk.person)
        return look.narrowing, look.whose

    async def open_quotes(self) -> None:
        """Show the page of quotes."""
        await self.show_quotes()

    async def show_quotes(self, sought: int | None = None) -> None:
        """Show the page of quotes, the cursor on one where that is said."""
        from screens.quotes.quotes_page import QuotesPage

        made_of = (self.lists, self.losses, *self.looked_at())
        if sought is None:
            await self.show_page(self.kept_page(QuotesPage, *made_of))
            return
        page = QuotesPage(self.desk, self.score, *made_of, sought)
        page.reload()
        await self.show_page(page)

    async def show_page(self, page: Screen[None]) -> None:
        """Show a page, and read again what may have changed on it once it is left."""
        await self.open_page(page)
        self.reload()

    # What is sold, and where it came from

    def action_products(self) -> None:
        """Ask for what is sold, as it is."""
        self.asking(self._products(self.chosen()[0]))

    async def _products(self, deal: int) -> None:
        lines, pricing = await self.desk.read_after_writes(_sold, deal)
        seen, sight = tuple(line.id for line in lines), self.sight([deal])

        async def take(text: str) -> None:
            async def doing(guard: Guard | None) -> bool:
                known = None if guard is None else seen
                await self.do(SetLines, guard, deal_id=deal, lines=typed_lines(text), seen=known)
                return True

            await self.theirs_or_mine(sight, doing)

        question = f"Sold with {self.called(deal)}: product:pieces:price, parted by ;"
        hint = pricing.example or "no product is there yet: cockpit products add"
        await self.ask(Prompt(question, pricing.meaning, value=lines_as_typed(lines), hint=hint, take=take))

    def action_lead(self) -> None:
        """Open the lead that the deal came from."""
        self.asking(self._lead(self.chosen()[0]))

    async def _lead(self, deal_id: int) -> None:
        from screens.leads.lead_page import LeadPage

        deals = await self.desk.read_after_writes(_deals, (deal_id,))
        if not deals or deals[0].lead_id is None:
            self.say(NO_LEAD, tone="warn")
            return
        await self.open_page(LeadPage(self.desk, self.score, self.lists, deals[0].lead_id))
        self.reload()


def _deals(store: Store, ids: Sequence[int]) -> list[Deal]:
    return records_by_ids(store, Deal, "deal", ids)


def _sold(store: Store, deal_id: int) -> tuple[list[DealLine], Pricing]:
    return lines_of(store, deal_id), pricing_of(store, deal_id)


def person_id_of(store: Store, text: str) -> int:
    """The id of the person that somebody means. Raises Refused where there is none."""
    return find(store, text).id
