"""Looking around among customers: whose, which of them, in which order, over which period."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Awaitable

from data.customers.overview import Wish
from data.customers.queue import ORDERS, WHICH
from data.deals.overview import SPANS
from screens.customers.customer_keys import CustomerKeys
from screens.customers.keys import ORDER_FOLLOWERS, VIEW_FOLLOWERS
from screens.deals.looking import people_in_reach
from screens.shell.which_key import choice_followers
from widgets.paged_list import PagedList


class LooksAtCustomers(CustomerKeys):
    """The keys by which one looks at other customers."""

    wanted: Wish
    """What is wished to be seen, and is seen once it is read."""

    @property
    @abstractmethod
    def customers(self) -> PagedList:
        """The list of the customers."""

    @abstractmethod
    def look_at(self, wish: Wish) -> None:
        """Show other customers."""

    def action_view(self) -> None:
        """Look at other people's customers, or at others of them."""
        self.asking(self._choose_view(self.ask_letter(VIEW_FOLLOWERS)))

    async def _choose_view(self, asked: Awaitable[str | None]) -> None:
        what, _, which = (await asked or "").partition(" ")
        if what == "which":
            found = next(one for one in WHICH if one == which)
            self._look_newly(self.wanted._replace(look=self.wanted.look._replace(which=found)))
        elif which == "team" and not self.desk.person.leads:
            self.say("The team's customers are for managers: V m shows yours.", tone="warn")
        elif which == "person":
            people = await self.desk.read(people_in_reach, self.desk.person)
            handle = await self.ask_letter(choice_followers([person.handle for person in people]))
            person = next((one for one in people if one.handle == handle), None)
            if person is not None:
                self._look_at_theirs((person.id,), person.handle)
        elif which:
            self._look_at_theirs((self.desk.person.id,) if which == "mine" else None, which)

    def _look_at_theirs(self, owners: tuple[int, ...] | None, whose: str) -> None:
        look = self.wanted.look._replace(owners=owners)
        self._look_newly(self.wanted._replace(look=look, whose=whose))

    def _look_newly(self, wish: Wish) -> None:
        self.say("")
        self.customers.clear_marks()
        self.look_at(wish)

    def action_order(self) -> None:
        """Put the list in another order."""
        self.asking(self._choose_order(self.ask_letter(ORDER_FOLLOWERS)))

    async def _choose_order(self, asked: Awaitable[str | None]) -> None:
        answer = await asked
        for order in ORDERS:
            if order == answer:
                self.say("")
                self.look_at(self.wanted._replace(look=self.wanted.look._replace(order=order)))

    def action_longer(self) -> None:
        """A longer period."""
        self._change_span(1)

    def action_shorter(self) -> None:
        """A shorter period."""
        self._change_span(-1)

    def _change_span(self, step: int) -> None:
        span = SPANS[(SPANS.index(self.wanted.span) + step) % len(SPANS)]
        self.look_at(self.wanted._replace(span=span))
        self.say(f"growth, answers, renewals of: {span}", tone="dim")
