"""Commands on kinds of activity: add, edit (which also retires), and change what one is worth."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from data.calendar.days import day_of, full_day
from data.kernel.commands import COMPANY, Deciding, Decision, command
from data.kernel.errors import Refused, UsageError
from data.kernel.rows import added, changed, select_records
from data.kernel.text import bounded, clean
from data.people.goal import points_words
from data.people.person import by_id
from data.points.kinds import Kind, all_kinds, kind_named

KEYS_FOR_MOVING = frozenset("jkguq")
"""Letters that move, undo or leave on every screen, so that no kind may have one."""

RESERVED_CODES = frozenset({"list", "edit", "delete"})
"""Words that ``cockpit log`` takes for what to do, not for a kind."""

NAME_LIMIT = 40
MOST_POINTS = 1_000


class Scale(NamedTuple):
    """What one of a kind is worth, done on the day ``effective_on`` or later, until another scale is in force."""

    id: int
    kind: str
    effective_on: str
    points: int
    touched: int | None = None


@command("kind.add", COMPANY)
class AddKind(NamedTuple):
    """Add a kind that is worth ``points`` from the day ``effective_on``."""

    id: int
    actor: int
    at: int
    code: str
    key: str
    title: str
    plural: str
    points: int
    effective_on: str
    burst_count: int = 30
    burst_minutes: int = 10

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a code, key or name that is taken."""
        kinds = all_kinds(reader)
        title = bounded(self.title, NAME_LIMIT, "A name")
        kind = Kind(
            self.id,
            code=checked_code(self.code),
            name=title,
            plural=bounded(self.plural, NAME_LIMIT, "A plural") or f"{title}s",
            key=checked_key(self.key, kinds),
            position=max((other.position for other in kinds), default=0) + 1,
            burst_count=self.burst_count,
            burst_minutes=self.burst_minutes,
        )
        refuse_taken_names(kinds, kind)
        scale = Scale(self.id, kind.code, self.effective_on, checked_worth(self.points))
        return Decision(
            f"kind {kind.code} added on key {kind.key}: {points_words(self.points)} each",
            [added("kind", kind), added("scale", scale)],
            whose=(COMPANY,),
        )


@command("kind.edit", COMPANY)
class EditKind(NamedTuple):
    """Change how a kind is called, its key, its burst limit, or whether it can be logged; None leaves it."""

    id: int
    actor: int
    at: int
    code: str
    key: str | None = None
    title: str | None = None
    plural: str | None = None
    burst_count: int | None = None
    burst_minutes: int | None = None
    active: int | None = None

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a key or name that is taken."""
        kinds = all_kinds(reader)
        kind = kind_named(reader, self.code)
        others = [other for other in kinds if other.id != kind.id]
        edited = kind._replace(
            name=kind.name if self.title is None else bounded(self.title, NAME_LIMIT, "A name"),
            plural=kind.plural if self.plural is None else bounded(self.plural, NAME_LIMIT, "A plural"),
            burst_count=kind.burst_count if self.burst_count is None else self.burst_count,
            burst_minutes=kind.burst_minutes if self.burst_minutes is None else self.burst_minutes,
            active=kind.active if self.active is None else self.active,
        )
        refuse_taken_names(others, edited, kind)
        if self.key is not None:
            edited = edited._replace(key=checked_key(self.key, others))
        change = changed("kind", kind, edited, self.id)
        if change is None:
            raise Refused("That changes nothing.")
        what = {0: "retired", 1: "back in use"}.get(-1 if self.active is None else self.active, "changed")
        return Decision(f"kind {kind.code} {what}", [change], whose=(COMPANY,))


@command("kind.rate", COMPANY)
class RateKind(NamedTuple):
    """Change what one of a kind is worth, for activities done on ``effective_on`` or later.

    Entries keep the points with which they were logged.
    """

    id: int
    actor: int
    at: int
    code: str
    points: int
    effective_on: str

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a day before today: the past does not move."""
        kind = kind_named(reader, self.code)
        worth = checked_worth(self.points)
        day = date.fromisoformat(self.effective_on)
        today = day_of(self.at, by_id(reader, self.actor).zone)
        if day < today:
            raise UsageError(f"The past does not move: a worth can change on {today} or later, not on {day}.")
        scale = Scale(self.id, kind.code, self.effective_on, worth)
        which = "where kind = ? and effective_on = ?"
        stored = select_records(reader, Scale, "scale", which, (scale.kind, scale.effective_on))
        summary = f"{kind.name} is worth {points_words(worth)} from {full_day(day)}"
        if not stored:
            return Decision(summary, [added("scale", scale)], whose=(COMPANY,))
        change = changed("scale", stored[0], stored[0]._replace(points=worth), self.id)
        if change is None:
            raise Refused("That changes nothing.")
        return Decision(summary, [change], whose=(COMPANY,))


def checked_code(text: str) -> str:
    """A code: 2 to 40 letters a-z, digits and dashes, a letter first. Raises UsageError otherwise."""
    code = text.strip().lower()
    fits = all(c.isascii() and (c.isalnum() or c == "-") for c in code)
    if not fits or not 2 <= len(code) <= NAME_LIMIT or not code[0].isalpha():
        raise UsageError(
            f"{clean(text, 40)!r} cannot be a kind's id. Use letters, digits and dashes, like site-visit."
        )
    if code in RESERVED_CODES:
        raise UsageError(f"No kind can be called {code!r}.", code="kind.word_taken", word=code)
    return code


def checked_key(text: str, others: list[Kind]) -> str:
    """A key letter that is free. Raises UsageError, naming those that are free, otherwise."""
    key = text.strip().lower()
    taken = KEYS_FOR_MOVING | {kind.key for kind in others}
    if len(key) != 1 or key not in "abcdefghijklmnopqrstuvwxyz" or key in taken:
        free = " ".join(letter for letter in "abcdefghijklmnopqrstuvwxyz" if letter not in taken)
        raise UsageError(f"{clean(text, 20)!r} is no free key. Free: {free or 'none'}.")
    return key


def checked_worth(points: int) -> int:
    """Points of one activity. Raises UsageError unless from 0 to 1000."""
    if not 0 <= points <= MOST_POINTS:
        raise UsageError(
            f"One activity is worth a whole number from 0 to {MOST_POINTS} points, not {points}."
        )
    return points


def refuse_taken_names(others: list[Kind], kind: Kind, before: Kind | None = None) -> None:
    """Raise Refused for a name that means another kind already, UsageError for one of a letter or none.

    A name that the kind had ``before`` may stay.
    """
    if len(kind.name) < 2 or len(kind.plural) < 2:
        raise UsageError("A kind needs a name of two letters or more.")
    taken = {word.lower() for other in others for word in (other.code, other.name, other.plural)}
    former = () if before is None else (before.code, before.name, before.plural)
    for word in (kind.code, kind.name, kind.plural):
        if word.lower() in taken and word not in former:
            raise Refused(f"Another kind is called {word!r} already.")
