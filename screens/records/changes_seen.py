"""What is changed of records in sight: where somebody has changed it meanwhile, that is said and asked about."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any, NamedTuple, Protocol, TypeVar

from textual.screen import Screen

from data.kernel.commands import Command, Decision, Reader
from data.kernel.errors import ChangedSince
from data.kernel.store import Guard
from data.records.changed_since import Sight, sight_of
from data.records.fields import Records
from screens.shell.main_screen import MainScreen
from screens.shell.which_key import Follower, WhichKey

MINE = "mine"
WHOSE_FOLLOWERS = (Follower("t", "keep theirs", "theirs"), Follower("m", "put mine in its place", MINE))
"""The letters where somebody has changed what one is changing."""
LEFT = "That stays as it is."

Done = TypeVar("Done")


class Seen(Protocol):
    """What was seen before it is changed."""

    def guard(self, reader: Reader, command: Command, decision: Decision) -> None:
        """Raise ChangedSince where somebody else has changed it since."""
        ...


async def theirs_or_mine_over(
    dialog: Screen[Any], sight: Seen, doing: Callable[[Guard | None], Awaitable[Done]]
) -> Done | None:
    """What came of a change made in a dialog; None where somebody has changed what was seen, and theirs is kept."""
    try:
        return await doing(sight.guard)
    except ChangedSince as changed:
        answer = await dialog.app.push_screen_wait(WhichKey(WHOSE_FOLLOWERS, str(changed)))
    return await doing(None) if answer == MINE else None


class ChangesSeen(MainScreen):
    """A screen whose keys change records that it shows."""

    def sighted(self, records: Records, rows: Iterable[NamedTuple | None]) -> Sight:
        """What is seen now of records; those that are None were never in sight."""
        return sight_of(records, (row for row in rows if row is not None), self.desk.given)

    async def do_seen(self, sight: Seen, command: Callable[..., Command], **payload: Any) -> None:
        """Apply a command to what was seen, and say what it did; theirs or mine, where that is the question.

        Raises what the store raises.
        """

        async def doing(guard: Guard | None) -> bool:
            await self.do(command, guard, **payload)
            return True

        await self.theirs_or_mine(sight, doing)

    async def theirs_or_mine(
        self,
        sight: Seen,
        doing: Callable[[Guard | None], Awaitable[Done]],
        letters: Sequence[Follower] = WHOSE_FOLLOWERS,
    ) -> Done | None:
        """What came of a change; None where somebody has changed what was seen, and theirs is kept.

        One of the ``letters`` answers MINE: the change is made all the same.
        """
        try:
            return await doing(sight.guard)
        except ChangedSince as changed:
            if await self.ask_letter(letters, str(changed)) == MINE:
                return await doing(None)
        self.reload()
        self.say(LEFT)
        return None
