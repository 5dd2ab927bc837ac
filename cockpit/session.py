"""One run of the program: which store, who acts, what time it is."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import date, datetime

from cockpit.settings import Settings, place_of
from data.calendar.days import day_of, zone
from data.kernel.engine import is_cluster
from data.kernel.errors import Refused, UsageError
from data.kernel.quick_typing import TYPE_CHECKING, Any
from data.kernel.store import Store
from data.kernel.text import clean, first_of
from data.opening import open_store
from data.people.person import Person, by_handle, default_person, everybody, find, only_one
from data.schema.store_file import StoreMissing

if TYPE_CHECKING:
    from data.kernel.commands import Command, Result
    from data.kernel.ids import IdMaker

LONGEST_NAME = 120


class Session:
    """The store and the person of one run, opened when first asked for.

    ``is_bound`` binds the session to the person of exactly the handle ``acts_as`` (a key's own, over SSH): neither
    the environment nor the settings then say who acts.
    """

    def __init__(
        self, settings: Settings, *, acts_as: str = "", store: str = "", is_bound: bool = False
    ) -> None:
        self.settings = settings
        path = place_of(store) if store else settings.store
        # What belongs to a store lies beside the file itself, by whatever link one comes to it.
        self.path = os.path.realpath(path) if os.path.islink(path) else path
        self._is_bound = is_bound
        self._asked = clean(acts_as or ("" if is_bound else settings.acts_as), LONGEST_NAME)
        self._store: Store | None = None
        self._person: Person | None = None

    @property
    def now(self) -> int:
        """The present instant, Unix milliseconds; ``COCKPIT_NOW`` (an ISO time) holds it still."""
        fixed = os.environ.get("COCKPIT_NOW")
        if fixed:
            try:
                moment = datetime.fromisoformat(fixed)
                return round(moment.timestamp() * 1000)
            except (ValueError, OverflowError, OSError):
                raise UsageError(f"COCKPIT_NOW is {fixed!r}. Write it like 2026-11-19T14:05+00:00.") from None
        return time.time_ns() // 1_000_000

    @property
    def store(self) -> Store:
        """The store. Raises StoreError where it is missing or unfit."""
        if self._store is None:
            refuse_odd_path(self.path)
            self._store = open_store(self.path, password=self.settings.password)
        return self._store

    @property
    def is_missing(self) -> bool:
        """Whether there is no store yet. Raises StoreError where the nodes that should keep it do not answer."""
        if not is_cluster(self.path):
            return not os.path.lexists(self.path)
        try:
            self.store  # noqa: B018  # opened, or not there
        except StoreMissing:
            return True
        return False

    @property
    def person(self) -> Person:
        """Who acts: ``--as``, ``COCKPIT_AS``, the settings, else the only active person of the store,
        else the person on whom the store opens (a demo's first rep).

        Raises Refused where that is nobody, or could be several.
        """
        if self._person is None:
            self._person = self._identify()
        return self._person

    def reach(self) -> None:
        """Open the store, where there is one, and find out who acts. Raises Unreachable where no node answers."""
        if not self.is_missing:
            self.person  # noqa: B018  # found, or not there

    def stand_in(self, person: Person) -> None:
        """Take it from what was known last who acts, as the store cannot be asked."""
        self._person = person

    @property
    def asked_for(self) -> str:
        """Who was said to act, as it was typed; empty where nobody was named."""
        return self._asked

    @property
    def is_named(self) -> bool:
        """Whether it was said who acts, so that more people in the store make no difference."""
        return bool(self._asked)

    @property
    def bound_to(self) -> Person | None:
        """The person to whom the session is bound; None in one where whoever can read the store's file is trusted."""
        return self.person if self._is_bound else None

    @property
    def whoever(self) -> Person | None:
        """Who acts, or None where it could be several: for what is the company's and needs no name.

        Raises Refused where somebody was named who is not there.
        """
        try:
            return self.person
        except Refused:
            if self.is_named:
                raise
            return None

    @property
    def today(self) -> date:
        """Today where the acting person is, or where this machine is if nobody was named."""
        person = self.whoever
        if person is not None:
            return day_of(self.now, person.zone)
        from data.begin import local_time_zone

        return day_of(self.now, zone(local_time_zone()))

    def _identify(self) -> Person:
        if self._asked or self._is_bound:
            found = (by_handle if self._is_bound else find)(self.store, self._asked)
            if not found.active:
                raise Refused(f"{found.name} is no longer active.", code="person.inactive")
            return found
        only = only_one(self.store)
        if only is not None:
            return only
        first = default_person(self.store)
        if first is not None:
            return first
        names = first_of([person.handle for person in everybody(self.store, active_only=True)])
        raise Refused(
            f"Who are you? Say it with --as, COCKPIT_AS or: cockpit settings as NAME. People: {names}."
        )

    def apply(self, command: Callable[..., Command], **payload: Any) -> Result:
        """Make a command of the acting person at the present instant, and apply it."""
        return self.store.apply(self.made(command, self.store.ids, **payload))

    def made(self, command: Callable[..., Command], ids: IdMaker, **payload: Any) -> Command:
        """A command of the acting person at the present instant."""
        now = self.now
        return command(ids.new(now), self.person.id, now, **payload)

    def close(self) -> None:
        """Let go of the store."""
        if self._store is not None:
            self._store.close()


def refuse_odd_path(path: str) -> None:
    """Raise UsageError for a path with bytes that are no text: SQLite cannot be asked for such a file."""
    try:
        path.encode()
    except UnicodeEncodeError:
        raise UsageError(
            "The store's path holds bytes that are no text. Name another file with --db."
        ) from None
