"""What can be done with a week under review by keys: each a command that undo takes back."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from data.comments.subject import Subject, week_of_person
from data.kernel.errors import UsageError
from data.reviews.commands import AdjustWeek, ReturnWeek, SignWeek, SubmitWeek
from data.reviews.glance import Reviewed
from screens.comments.speaks import Speaks
from screens.shell.prompt import HOW, Prompt, words_wanted
from widgets.keys import KeyEntry

BY_REVIEWERS = frozenset({"review.sign", "review.return", "review.adjust"})
OF_A_WEEK = BY_REVIEWERS | {"review.submit", "review.earlier", "review.later"}
OR_NONE = "a few words, or none"


class ReviewKeys(Speaks):
    """The keys of a week, on a screen that shows the page of one."""

    @abstractmethod
    def week(self) -> Reviewed | None:
        """The week that is looked at, once it was read."""

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
        self._ask("Submit the week: what would you say of it?", SubmitWeek, "words")

    def action_sign(self) -> None:
        """Ask for words, and sign."""
        found = self.week()
        whose = "" if found is None else f" of {found.person.name}, {found.page.total:,} points"
        self._ask(f"Sign the week{whose}: what would you say?", SignWeek, "words")

    def action_send_back(self) -> None:
        """Ask for the reason, and return."""
        self._ask(
            "Return the week: what is missing?", ReturnWeek, "reason", hint="Friday's demo is not logged"
        )

    def _ask(self, question: str, command: Any, name: str, *, hint: str = OR_NONE) -> None:
        found = self.week()
        if found is None:
            return
        week = {"person_id": found.person.id, "monday": found.monday.isoformat()}

        async def take(text: str) -> None:
            await self.do(command, **week, **{name: text.strip()})

        check = words_wanted if name == "reason" else _any_words
        self.ask_and_do(Prompt(question, check, hint=hint, take=take))

    def action_adjust(self) -> None:
        """Ask for points and the reason, and adjust."""
        found = self.week()
        if found is None:
            return
        week = {"person_id": found.person.id, "monday": found.monday.isoformat()}

        async def take(text: str) -> None:
            points, reason = typed_adjustment(text)
            await self.do(AdjustWeek, **week, points=points, reason=reason)

        question = f"Adjust {found.page.total + found.stands.adjusted:,} points by how many, and why?"
        self.ask_and_do(Prompt(question, _adjustment_words, hint="-25 a demo was logged twice", take=take))


def typed_adjustment(text: str) -> tuple[int, str]:
    """Points and the reason behind them. Raises UsageError with an example."""
    number, _, reason = text.strip().partition(" ")
    if not number.lstrip("+-").isdecimal() or len(number) > 7 or not reason.strip():
        raise UsageError("Type the points and why, like: -25 a demo was logged twice")
    return int(number), reason.strip()


def _adjustment_words(text: str) -> str:
    points, reason = typed_adjustment(text)
    return f"{points:+,d} points: {reason}"


def _any_words(text: str) -> str:
    del text
    return HOW
