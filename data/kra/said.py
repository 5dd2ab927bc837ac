"""What is said of runs and their items: comments, whose place is the item and the day the run's first one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple, cast

from data.comments.comment import ASKS, Comment, comments_of_person
from data.comments.saying import Saying, checked_text, said
from data.comments.subject import PERSON, About, Subject
from data.kernel.commands import TEAM, Deciding, Decision, Reader, command
from data.kernel.errors import Refused
from data.kra.answering import item_of_run
from data.kra.cadence import Cadence
from data.kra.run import RunKey

_OURS = "kra"
_ASKED = "Please show evidence."


class OnRun(NamedTuple):
    """A comment on a run: on one of its items by its code, or on all of it (empty)."""

    item: str
    comment: Comment


def subject_of(key: RunKey, item: str = "") -> Subject:
    """A run, or one of its items, as what is spoken of."""
    place = " ".join((_OURS, key.standard, key.cadence, str(key.run_id or ""), item))
    return Subject(PERSON, key.person_id, key.first_day, place)


def comments_by_run(reader: Reader, person_id: int, first_day: str) -> Mapping[RunKey, Sequence[OnRun]]:
    """What was said of somebody's runs that begin on a day or later, the oldest first."""
    found: defaultdict[RunKey, list[OnRun]] = defaultdict(list)
    for comment in comments_of_person(reader, person_id, first_day):
        ours, _, rest = comment.place.partition(" ")
        if ours == _OURS:
            standard, cadence, run, item = rest.split(" ")
            key = RunKey(person_id, standard, cast(Cadence, cadence), comment.day, int(run) if run else None)
            found[key].append(OnRun(item, comment))
    return found


@command("kra.comment", TEAM)
class CommentItem(NamedTuple):
    """Say something on an item of a run, or on the whole run (``item`` empty); ``asks`` for evidence."""

    id: int
    actor: int
    at: int
    run: RunKey
    text: str
    item: str = ""
    asks: bool = False

    def decide(self, reader: Deciding) -> Decision:
        """Refuses an empty comment, and asking oneself for evidence."""
        person = self.run.person_id
        title = item_of_run(reader, self.run, self.item).title if self.item else self.run.standard
        if self.asks and self.actor == person:
            raise Refused("Evidence is asked for by somebody else: add yours.")
        text = checked_text(self.text or (_ASKED if self.asks else ""))
        saying = Saying(
            subject_of(self.run, self.item), About(title, person), text, ASKS if self.asks else ""
        )
        does = "evidence asked for" if self.asks else "comment"
        return Decision(
            f"{title}: {does}: {text.splitlines()[0]}", said(reader, self, saying), whose=(person,)
        )
