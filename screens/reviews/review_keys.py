"""What can be done with a week under review by keys: each a command that undo takes back."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import Any, NamedTuple

from data.comments.subject import Subject, week_of_person
from data.kernel.commands import Command
from data.kernel.errors import UsageError
from data.reviews.commands import AdjustWeek, ReturnWeek, SignWeek, SubmitWeek
from data.reviews.glance import Reviewed
from data.reviews.review import week_words
from screens.comments.speaks import Speaks
from screens.shell.prompt import HOW, Check, Prompt, words_wanted
from widgets.keys import KeyEntry
from widgets.typed_line import LINES

BY_REVIEWERS = frozenset({"review.sign", "review.return", "review.adjust"})
OF_A_WEEK = BY_REVIEWERS | {"review.submit", "review.earlier", "review.later"}
OR_NONE = "a few words, or none"


class Asked(NamedTuple):
    """What is done with a week, once a line was typed: the question, what the line means in words, and as columns."""

    command: Callable[..., Command]
    question: str
    means: Check
    payload: Callable[[str], dict[str, Any]]
    hint: str = OR_NONE
    joined_by: str = " "
    goes_on: bool = False
    """Whether the week waits no more, and the next one is looked at where one goes through a list."""


class ReviewKeys(Speaks):
    """The keys of a week, on a screen that shows the page of one."""

    @abstractmethod
    def week(self) -> Reviewed | None:
        """The week that is looked at, once it was read."""

    @abstractmethod
    def go_on(self) -> None:
        """Look at the next week, where one goes through a list of them."""

    def refusal(self, entry: KeyEntry) -> str:
        """Whoever lived the week submits it, whoever reviews it signs."""
        reason = super().refusal(entry)
        if reason or entry.id not in OF_A_WEEK:
            return reason
        found = self.week() if self.is_mounted else None
        if found is None:
            return "No week is looked at: enter opens the one under the cursor."
        is_own = found.person.id == self.desk.actor.id
        if entry.id == "review.submit":
            if not is_own:
                return f"{found.person.name} submits that week."
            return self._why_not(found, "submitted")
        if entry.id in BY_REVIEWERS:
            if is_own and found.reviewer:
                return f"Nobody reviews their own week: {found.reviewer} reviews yours."
            if not is_own and not self.desk.actor.leads:
                return f"The manager of {found.person.name} does that."
            return self._of_reviewers(entry, found)
        return ""

    def _of_reviewers(self, entry: KeyEntry, found: Reviewed) -> str:
        if entry.id == "review.adjust":
            return "" if found.stands.signed else "That week is open: its entries can be corrected."
        if entry.id == "review.return" and found.stands.state != "submitted" and not found.stands.signed:
            return "That week is not submitted."
        return self._why_not(found)

    def _why_not(self, found: Reviewed, *states: str) -> str:
        if found.stands.signed:
            return f"{found.signer} signed that week: it is closed. {self.key('review.adjust')} adjusts it."
        return f"That week was {found.stands.state} already." if found.stands.state in states else ""

    def spoken_of(self) -> Subject | None:
        """The week that is looked at."""
        found = self.week()
        return None if found is None else week_of_person(found.person.id, found.monday)

    def action_submit(self) -> None:
        """Ask for words, and submit."""
        self._ask(
            Asked(
                SubmitWeek, "Submit {week}: what would you say of it?", any_words, words_of, joined_by=LINES
            )
        )

    def action_sign(self) -> None:
        """Ask for words, and sign."""
        question = "Sign {week}, {points} points: what would you say?"
        self._ask(Asked(SignWeek, question, any_words, words_of, joined_by=LINES, goes_on=True))

    def action_send_back(self) -> None:
        """Ask for the reason, and return."""
        question, hint = "Return {week}: what is missing?", "Friday's demo is not logged"
        self._ask(Asked(ReturnWeek, question, words_wanted, reason_of, hint, goes_on=True))

    def action_adjust(self) -> None:
        """Ask for points and the reason, and adjust."""
        question, hint = (
            "Adjust {week}, {points} points: by how many, and why?",
            "-25 a demo was logged twice",
        )
        self._ask(Asked(AdjustWeek, question, adjustment_words, adjustment_of, hint))

    def _ask(self, asked: Asked) -> None:
        found = self.week()
        if found is None:
            return
        person, monday = found.person, found.monday

        async def take(text: str) -> None:
            week = {"person_id": person.id, "monday": monday.isoformat()}
            await self.do(asked.command, **week, **asked.payload(text))
            if asked.goes_on:
                self.go_on()

        question = asked.question.format(week=week_words(person, monday), points=f"{found.total:,}")
        self.ask_and_do(Prompt(question, asked.means, hint=asked.hint, joined_by=asked.joined_by, take=take))


def words_of(text: str) -> dict[str, Any]:
    """Words, or none."""
    return {"words": text.strip()}


def reason_of(text: str) -> dict[str, Any]:
    """A reason."""
    return {"reason": text.strip()}


def adjustment_of(text: str) -> dict[str, Any]:
    """Points and the reason behind them. Raises UsageError with an example."""
    number, _, reason = text.strip().partition(" ")
    if not number.lstrip("+-").isdecimal() or len(number) > 7 or not reason.strip():
        raise UsageError("Type the points and why, like: -25 a demo was logged twice")
    return {"points": int(number), "reason": reason.strip()}


def adjustment_words(text: str) -> str:
    """What a typed adjustment means."""
    meant = adjustment_of(text)
    return f"{meant['points']:+,d} points: {meant['reason']}"


def any_words(text: str) -> str:
    """Accepts any words, and none."""
    del text
    return HOW
