"""Notes and tags of records by keys: what the screens of a noun do alike, as its ``NotesAndTags`` say."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, NamedTuple

from data.kernel.commands import Command
from screens.records.names_chosen import NamesChosen
from screens.shell.prompt import Prompt, words_wanted
from widgets.typed_line import LINES


class NotesAndTags(NamedTuple):
    """The commands by which records of a noun are noted on and tagged.

    ``note`` takes the record's id, called as its table with ``_id``; ``tag`` takes ids, called as the noun's plural.
    """

    note: Callable[..., Command]
    tag: Callable[..., Command]


class NotesRecords(NamesChosen):
    """A screen that stands on records of a noun, whose keys note on them and tag them."""

    NOTES_AND_TAGS: ClassVar[NotesAndTags]

    def action_note(self) -> None:
        """Write a note."""
        record, noun = self.chosen()[0], self.NOTES_AND_TAGS

        async def take(text: str) -> None:
            await self.do(noun.note, **{f"{self.RECORDS.table}_id": record}, text=text)

        self.ask_and_do(Prompt(f"Note on {self.whom()}", words_wanted, joined_by=LINES, take=take))

    def action_tag(self) -> None:
        """Put tags on or take them off."""
        chosen, noun = self.chosen(), self.NOTES_AND_TAGS

        async def take(text: str) -> None:
            word = text.strip()
            is_on = not word.startswith("-")
            await self.do(noun.tag, **{self.RECORDS.plural: chosen}, tag=word.lstrip("-"), on=is_on)

        hint = "vip, fair: two tags; -vip takes one off"
        self.ask_and_do(Prompt(f"Tag {self.whom()}", words_wanted, hint=hint, take=take))
