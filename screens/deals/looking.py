"""Looking around in the funnel: whose deals, which of them, narrowed to what, of which period, in which order."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Awaitable, Sequence
from typing import get_args

from data.deals.listing import ORDERS
from data.deals.narrowing import Narrowing, narrowings
from data.deals.overview import SPANS, FunnelLook, Overview, Which
from data.kernel.commands import Result
from data.kernel.store import Store
from data.people.person import Person
from data.people.reach import team_of
from screens.deals.deal_keys import DealKeys
from screens.deals.keys import NARROW_FOLLOWERS, ORDER_FOLLOWERS, VIEW_FOLLOWERS
from screens.deals.words import look_words
from screens.shell.which_key import choice_followers
from widgets.paged_list import PagedList


def theirs(look: FunnelLook, owners: tuple[int, ...] | None, whose: str) -> FunnelLook:
    """The same look at other people's deals."""
    return look._replace(narrowing=look.narrowing._replace(owners=owners), whose=whose)


def people_in_reach(store: Store, person: Person) -> list[Person]:
    """The sellers whose deals a person may look at."""
    return team_of(store, person)


class LooksAround(DealKeys):
    """The keys by which one looks at other deals."""

    overview: Overview
    """The funnel as it was last read."""
    wanted: FunnelLook
    """What is wished to be seen, and is seen once it is read."""

    @property
    @abstractmethod
    def deals(self) -> PagedList:
        """The list of the deals."""

    @abstractmethod
    def look_at(self, look: FunnelLook) -> None:
        """Show other deals."""

    def action_view(self) -> None:
        """Look at other people's deals, or at others of them."""
        self.asking(self._choose_view(self.ask_letter(VIEW_FOLLOWERS)))

    async def _choose_view(self, asked: Awaitable[str | None]) -> None:
        what, _, which = (await asked or "").partition(" ")
        if what == "which":
            self.look_at_numbers(next(one for one in get_args(Which) if one == which))
        elif which == "team" and not self.desk.person.leads:
            self.say("The team's deals are for managers: V m shows yours.", tone="warn")
        elif which == "person":
            people = await self.desk.read(people_in_reach, self.desk.person)
            handle = await self.ask_letter(choice_followers([person.handle for person in people]))
            person = next((one for one in people if one.handle == handle), None)
            if person is not None:
                self._look_newly(theirs(self.wanted, (person.id,), person.handle))
        elif which:
            owners = (self.desk.person.id,) if which == "mine" else None
            self._look_newly(theirs(self.wanted, owners, which))

    def _look_newly(self, look: FunnelLook) -> None:
        self.say("")
        self.deals.clear_marks()
        self.look_at(look)

    def look_at_numbers(self, which: Which, part: str = "") -> None:
        """Show the deals that a number counts."""
        self._look_newly(self.wanted._replace(which=which, part=part, stage=""))
        self.deals.focus()

    def action_numbers(self) -> None:
        """Open the numbers: what made them, and how."""
        self.asking(self._open_numbers())

    async def _open_numbers(self) -> None:
        from data.deals.explain import numbers_of, opened
        from screens.deals.numbers import Numbers

        desk, overview = self.desk, self.overview
        sections = await desk.read_after_writes(opened, desk.person, overview, desk.clock())
        answer = await self.ask(Numbers(f"The numbers: {look_words(overview.look)}", sections))
        if answer is None:
            return
        number = numbers_of(sections)[int(answer)]
        if number.behind is not None and number.behind.which is not None:
            self.look_at_numbers(number.behind.which, number.behind.part)
        elif number.behind is not None:
            await self._show_leads(f"{number.name} {number.value}", number.behind.leads)

    async def _show_leads(self, title: str, leads: Sequence[int]) -> None:
        from screens.deals.prospects import Prospects
        from screens.leads.lead_page import LeadPage

        lead = await self.ask(Prospects(title, self.desk, leads))
        if lead is not None:
            await self.open_page(LeadPage(self.desk, self.score, self.lists, int(lead)))
            self.reload()

    def action_forecast(self) -> None:
        """Show the forecasts of those whose deals one looks at."""
        from screens.forecasts.forecast_page import ForecastPage

        page = self.kept_page(ForecastPage, self.lists, self.losses, *self.looked_at())
        self.asking(self.show_page(page))

    def action_narrow(self) -> None:
        """Look at one territory, product line or channel alone."""
        self.asking(self._narrow(self.ask_letter(NARROW_FOLLOWERS)))

    async def _narrow(self, asked: Awaitable[str | None]) -> None:
        column = await asked
        if column is None:
            return
        narrowing = self.wanted.narrowing
        if column == "all":
            plain = narrowing._replace(channel="", territory="", product_line="")
            self._look_newly(self.wanted._replace(narrowing=plain))
            return
        found = await self.desk.read(narrowings)
        named = {
            "channel": found.channels, "territory": found.territories, "product_line": found.product_lines,
        }[column]  # fmt: skip
        if not named:
            self.say(f"No deal has a {column.replace('_', ' ')} yet.", tone="warn")
            return
        name = await self.ask_letter(choice_followers(named))
        if name:
            self._look_newly(self.wanted._replace(narrowing=_narrowed(narrowing, column, name)))

    def action_order(self) -> None:
        """Put the list in another order."""
        self.asking(self._choose_order(self.ask_letter(ORDER_FOLLOWERS)))

    async def _choose_order(self, asked: Awaitable[str | None]) -> None:
        answer = await asked
        for order in ORDERS:
            if order == answer:
                self.say("")
                self.look_at(self.wanted._replace(order=order))

    def action_longer(self) -> None:
        """A longer period."""
        self._change_span(1)

    def action_shorter(self) -> None:
        """A shorter period."""
        self._change_span(-1)

    def _change_span(self, step: int) -> None:
        place = SPANS.index(self.wanted.span) + step
        span = SPANS[place % len(SPANS)]
        self.look_at(self.wanted._replace(span=span))
        self.say(f"conversions, wins and losses of: {span}", tone="dim")

    def action_import(self) -> None:
        """Ask for a file of deals or products, show what it would bring, bring it in."""
        from data.deals.imports.deal_spec import DEAL_IMPORT
        from screens.imports.file_import import import_file

        self.asking(self._say_imported(import_file(self, self.desk, DEAL_IMPORT)))

    async def _say_imported(self, closed: Awaitable[Result | None]) -> None:
        result = await closed
        if result is not None:
            self.say(result.summary, hint=self.undo_hint, tone="good")
        self.reload()


def _narrowed(narrowing: Narrowing, column: str, name: str) -> Narrowing:
    if column == "channel":
        return narrowing._replace(channel=name)
    return (
        narrowing._replace(territory=name) if column == "territory" else narrowing._replace(product_line=name)
    )
