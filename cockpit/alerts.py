"""The bell and desktop notifications: before an answer is late, when a message or a comment comes in, when a week is
to be submitted.

They are for who looks elsewhere: none comes outside working hours, none twice, no notification while the terminal is
known to be in front, and none at all where the settings say ``quiet``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from cockpit.settings import Settings
from data.kernel.journal import Entry
from screens.shell.desk import Desk
from widgets.terminal import BELL, notification, notification_kind

if TYPE_CHECKING:
    from data.kernel.store import Store
    from data.people.alert import Alert
    from data.people.person import Person

TITLE = "Cockpit"


class Ways(NamedTuple):
    """How somebody is told: by the bell, by a notification of that kind (empty: by none); or not at all for now."""

    bell: bool
    kind: str
    is_quiet: bool = False


SILENT = Ways(bell=False, kind="")


def ways_of(settings: Settings, environment: Mapping[str, str]) -> Ways:
    """What a person's settings say, as far as the terminal is known to be able to."""
    kind = ""
    if settings.alerts in ("desktop", "both"):
        kind = {"osc9": "9", "osc777": "777"}.get(settings.notify) or notification_kind(environment)
    return Ways(settings.alerts in ("bell", "both"), kind, settings.quiet)


class Alerts:
    """Looks for what is to be heard of, and tells each thing once.

    ``send`` writes to the terminal, ``is_watched`` tells whether the terminal is known to be in front.
    """

    def __init__(
        self,
        desk: Desk,
        ways: Ways,
        environment: Mapping[str, str],
        send: Callable[[str], None],
        is_watched: Callable[[], bool],
    ) -> None:
        self._desk = desk
        self.ways = ways
        self._environment = environment
        self._send = send
        self._is_watched = is_watched
        self._told: set[tuple[int, int]] | None = None
        """The clocks told of, each by what it is about and when it is due; None before the first look."""

    async def look(self, entries: Collection[Entry] = ()) -> str:
        """Tell what is new, and return it in words. ``entries`` are what others have done since the last look.

        What runs out when the first look is taken is on the screen that was just opened: it is not told.
        """
        desk = self._desk
        if not desk.is_own:
            return ""
        came, clocks = await desk.read(_found, desk.person, [entry.id for entry in entries], desk.clock())
        late = [
            alert
            for alert in clocks
            if self._told is not None and (alert.about_id, alert.due_at) not in self._told
        ]
        self._told = {(alert.about_id, alert.due_at) for alert in clocks}
        return self._tell([*late, *came])

    def _tell(self, alerts: Sequence[Alert]) -> str:
        if not alerts:
            return ""
        more = f"; and {len(alerts) - 1} more" if len(alerts) > 1 else ""
        words = alerts[0].words + more
        if not self.ways.is_quiet:
            if self.ways.kind and not self._is_watched():
                self._send(notification(TITLE, words, self.ways.kind, self._environment))
            if self.ways.bell:
                self._send(BELL)
        return words


def _found(store: Store, person: Person, ids: Sequence[int], now: int) -> tuple[list[Alert], list[Alert]]:
    """What has come in with commands of these ids, and the clocks that run out."""
    from data.comments.notices import words_in
    from data.leads.alerts import clocks_running_out, messages_in
    from data.reviews.waiting import weeks_running_out

    came = [*messages_in(store, person, ids, now), *words_in(store, person, ids, now)] if ids else []
    return came, [*clocks_running_out(store, person, now), *weeks_running_out(store, person, now)]
