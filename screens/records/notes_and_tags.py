"""Notes and tags of records by keys: what the screens of a noun do alike, as its ``NotesAndTags`` say."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Awaitable, Callable
from typing import ClassVar, NamedTuple

from data.kernel.commands import Command
from data.records.fields import Records
from screens.shell.main_screen import MainScreen
from screens.shell.prompt import Prompt, words_wanted


class NotesAndTags(NamedTuple):
    """The commands by which records of a noun are noted on and tagged.

    ``note`` takes the record's id, called as its table with ``_id``; ``tag`` takes ids, called as the noun's plural.
    """

    records: Records
    note: Callable[..., Command]
    tag: Callable[..., Command]


class NotesRecords(MainScreen):
    """A screen that stands on records of a noun, whose keys note on them and tag them."""

    NOTES_AND_TAGS: ClassVar[NotesAndTags]

    @abstractmethod
    def chosen(self) -> tuple[int, ...]:
        """The records that a key takes: the marked ones, else the one under the cursor."""

    def action_note(self) -> None:
        """Write a note."""
        self.asking(self._note(self.chosen()[0], self.ask(Prompt("Note", words_wanted))))

    async def _note(self, record: int, asked: Awaitable[str | None]) -> None:
        text = await asked
        if text is not None:
            noun = self.NOTES_AND_TAGS
            await self.do(noun.note, **{f"{noun.records.table}_id": record}, text=text)

    def action_tag(self) -> None:
        """Put tags on or take them off."""
        prompt = Prompt("Tag", words_wanted, hint="vip, fair: two tags; -vip takes one off")
        self.asking(self._tag(self.chosen(), self.ask(prompt)))

    async def _tag(self, chosen: tuple[int, ...], asked: Awaitable[str | None]) -> None:
        text = await asked
        if text is not None:
            word, noun = text.strip(), self.NOTES_AND_TAGS
            is_on = not word.startswith("-")
            await self.do(noun.tag, **{noun.records.plural: chosen}, tag=word.lstrip("-"), on=is_on)
