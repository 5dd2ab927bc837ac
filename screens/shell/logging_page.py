"""Logging by single keys: digits gather a count, a kind's letter logs it, and the score moves at once."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from contextlib import suppress

from textual import events, on
from textual.worker import WorkerCancelled

from data.kernel.commands import Result
from data.kernel.errors import CockpitError, Unreachable
from data.kernel.tones import Tone
from data.points.kinds import Kind
from data.points.log import MOST_AT_ONCE, LogActivity
from data.points.score import Score
from data.points.standing import flag_reason
from screens.shell.advice import worded
from screens.shell.asking import ASKS_LETTER
from screens.shell.desk import Desk
from screens.shell.letter_behind import LetterBehind
from screens.shell.page import Page
from widgets.keys import RESERVED_LETTERS
from widgets.notice_line import MARKS

LONGEST_COUNT = 6
"""Digits of a count that are remembered: more than any entry takes."""

LOGGING = "logging"
"""The name of work that puts on disk what a letter has logged."""

PATIENCE = 1.0
"""Seconds after which a write that has not come back is explained."""


class LoggingPage(Page):
    """A page on which lowercase letters log activities; subclasses may log them for records of their own."""

    def __init__(self, desk: Desk, score: Score) -> None:
        super().__init__(desk)
        self.score = score
        self.count = ""
        """The digits typed so far."""
        self.letter_behind = LetterBehind(desk.clock)
        self._unconfirmed: list[int] = []
        self._written = 0

    @property
    def score(self) -> Score:
        """The present week's numbers, whichever week the page shows; ``load`` sets them."""
        return self._score

    @score.setter
    def score(self, score: Score) -> None:
        self._score = self.desk.score = score

    # What a page gives

    @abstractmethod
    def show_strip(self) -> None:
        """Show the score, ``pending`` points included."""

    @abstractmethod
    def shows_today(self) -> bool:
        """Whether what is logged now shows where one looks."""

    def log_targets(self) -> tuple[int, ...]:
        """The records that logged activities belong to: none, one, or several that each get an entry."""
        return ()

    async def apply_log(self, kind: Kind, count: int, targets: tuple[int, ...]) -> Result:
        """Put on disk what a letter has logged for ``targets``, as they were when it was pressed."""
        now = self.desk.clock()
        return await self.desk.log(kind.counted(count), LogActivity, kind=kind.code, count=count, done_at=now)

    # Letters and digits

    def on_key(self, event: events.Key) -> None:
        """Digits gather a count, a kind's letter logs it."""
        letter = event.character or ""
        kind = self.kind_on(letter)
        if _is_digit(letter):
            event.stop()
            self.set_count((self.count + letter)[:LONGEST_COUNT])
        elif kind is not None:
            event.stop()
            count = int(self.count or 1)
            self.set_count("")
            if 1 <= count <= MOST_AT_ONCE:
                self.log_kind(kind, count)
            else:
                self.say(f"One entry holds 1 to {MOST_AT_ONCE}: nothing was logged.", tone="warn")
        elif letter == "q":
            event.stop()
            self.call_later(self.run_action, "app.help_quit")

    def holds_behind(self, event: events.Key) -> bool:
        """Whether a key is not taken, as it was meant for one before it that was refused; says so, and why."""
        if self.letter_behind.holds(event, lambda: event.key in self.active_bindings):
            self.say(self.letter_behind.words)
            return True
        self.letter_behind.over()
        return False

    def is_taken(self, letter: str) -> bool:
        """Whether a letter is a digit, logs a kind, or tells how to quit."""
        return _is_digit(letter) or letter == "q" or self.kind_on(letter) is not None

    def say(self, text: str, *, hint: str = "", tone: Tone = "") -> None:
        """Show a message; a warning may be that the key that was pressed last is refused."""
        if tone in MARKS:
            self.letter_behind.refused(text)
        super().say(text, hint=hint, tone=tone)

    @on(events.Key)
    def _forget_count(self, event: events.Key) -> None:
        """A key that is no digit and logs no kind forgets the number; esc does so by itself."""
        letter = event.character or ""
        if event.key != "escape" and not _is_digit(letter) and self.kind_on(letter) is None:
            self.set_count("")

    def kinds(self) -> Iterable[Kind]:
        """The kinds that can be logged now."""
        return (total.kind for total in self.score.week.kinds if total.kind.active)

    def does_something(self, letter: str, before: str) -> bool:
        """Whether a letter logs or moves something, typed behind another; see ``screens.shell.prose``."""
        return self.kind_on(letter) is not None or letter in RESERVED_LETTERS

    def kind_on(self, letter: str) -> Kind | None:
        """The kind that a letter logs."""
        return next((kind for kind in self.kinds() if kind.key == letter), None) if letter else None

    def set_count(self, count: str) -> None:
        """Remember the digits typed so far, and show which letters may follow."""
        if self.count != count:
            self.count = count
            letters = "  ".join(f"{kind.key} {kind.name}" for kind in list(self.kinds())[:4])
            self.say(
                f"{count} \u2026   {letters}  \u2026" if count else "", hint="esc forget" if count else ""
            )

    def on_screen_suspend(self) -> None:
        """Forget the number, and a key that was pressed, unless it asks for a letter and may be refused behind that."""
        self.set_count("")
        if not self.app.screen.has_class(ASKS_LETTER):
            self.letter_behind.over()

    # Logging

    @property
    def pending(self) -> int:
        """The points that are on their way to disk."""
        return sum(self._unconfirmed)

    def log_kind(self, kind: Kind, count: int) -> None:
        """Log activities now: the score moves at once, the word "logged" comes after the commit."""
        if not self.desk.is_own:
            self.say(f"Only {self.desk.person.name} logs here. You are reading.", tone="warn")
            return
        targets = self.log_targets()
        worth = next(total.worth for total in self.score.week.kinds if total.kind.code == kind.code)
        points = worth * count * max(len(targets), 1)
        self._unconfirmed.append(points)
        self.show_strip()
        self.say(f"{kind.counted(count)} \u2026", tone="dim")
        self.run_worker(self._write_log(kind, count, targets, points), name=LOGGING)

    async def _write_log(self, kind: Kind, count: int, targets: tuple[int, ...], points: int) -> None:
        slow = self.set_timer(PATIENCE, self._explain_wait)
        try:
            result = await self.apply_log(kind, count, targets)
        except CockpitError as error:
            self.say(worded(error), tone="bad")
            self._put_down(points, is_there=not isinstance(error, Unreachable))
        else:
            self.say_logged(result)
            self._put_down(points, is_there=not result.waiting)
            with suppress(Unreachable):  # which the strip says; the log shows the flag
                await self.say_flagged(result)
        finally:
            slow.stop()

    def _put_down(self, points: int, *, is_there: bool) -> None:
        """Points are no longer on their way: the store is to tell what they came to, or they count for nothing yet."""
        if is_there:
            self._written += 1
            self.reload()
        else:
            self._unconfirmed.remove(points)
            self.show_strip()

    def _explain_wait(self) -> None:
        holder = self.desk.store.engine.holder()
        usual = "the disk\u2026" if self.desk.outbox is None else "a node to answer\u2026"
        self.say(f"Waiting for {holder or usual}", tone="dim")

    async def renew(self) -> None:
        """Load once; what was written before is in what was read, and pending no more."""
        confirmed = self._written
        await super().renew()
        del self._unconfirmed[:confirmed]
        self._written -= confirmed
        self.show_strip()

    async def confirmed(self) -> None:
        """Wait until what was logged so far is on disk and shown."""
        for worker in [worker for worker in self.workers if worker.node is self and worker.name == LOGGING]:
            with suppress(WorkerCancelled):
                await worker.wait()
        await self.reloaded()

    # Saying what was logged

    def say_logged(self, result: Result) -> None:
        """Say that an entry is on disk, and what it was worth; or that it waits."""
        self.say(self.logged_words(result), hint=self.undo_hint, tone="accent" if result.waiting else "good")

    async def say_flagged(self, result: Result) -> None:
        """Say so where an entry was flagged, and why; of one that waits it is not known yet."""
        if result.waiting:
            return
        flag = await self.desk.read_after_writes(flag_reason, result.id)
        if flag:
            words = f"{self.logged_words(result)}, flagged for review: {flag}"
            self.say(words, hint=self.undo_hint, tone="warn")

    def logged_words(self, result: Result) -> str:
        """What was logged and what it was worth, once it is on disk; or that it waits, and so counts for nothing."""
        if result.waiting:
            return f"{result.summary} kept, waiting to be sent"
        where = "" if self.shows_today() else ", for today"
        return f"{result.summary} logged{where}, {result.points:+d}"


def _is_digit(letter: str) -> bool:
    return letter.isdecimal() and letter.isascii()
