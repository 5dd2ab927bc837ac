"""What the funnel can be narrowed to, as letters to choose from."""

from __future__ import annotations

from collections.abc import Sequence

from data.deals.overview import FunnelLook
from data.kernel.store import Store
from data.people.person import Person
from data.people.reach import team_of
from screens.shell.which_key import Follower

LETTERS = "123456789abcdefghijklmnopqrstuvwxyz"


def choice_followers(names: Sequence[str]) -> list[Follower]:
    """Names behind digits and letters, as many as there are of these."""
    return [Follower(letter, name, name) for letter, name in zip(LETTERS, names, strict=False)]


def theirs(look: FunnelLook, owners: tuple[int, ...] | None, whose: str) -> FunnelLook:
    """The same look at other people's deals."""
    return look._replace(narrowing=look.narrowing._replace(owners=owners), whose=whose)


def people_in_reach(store: Store, person: Person) -> list[Person]:
    """The sellers whose deals a person may look at."""
    return team_of(store, person)
