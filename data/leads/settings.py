"""Commands on what a company has set: lists to choose from, statuses of leads, times, phone region.

All are an admin's. What records hold already stays as it is: they bear the words of a list, not its entries.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import NamedTuple, get_args

from data.kernel.commands import (
    CLOCKS,
    COMPANY,
    MATCH_KEYS,
    Change,
    Deciding,
    Decision,
    Reader,
    command,
)
from data.kernel.errors import Refused, UsageError
from data.kernel.rows import added, changed, removed, select_records
from data.kernel.settings import setting_changes
from data.kernel.text import bounded, clean
from data.leads.attention import Times, times
from data.leads.companies.company import COMPANIES
from data.leads.fields import LEADS, LISTS, ListName
from data.leads.response_clocks import all_changes
from data.points.kinds import kind_named
from data.records.choices import Choice, choices
from data.records.match_keys import no_keys_since
from data.records.phone_keys import phone_key_changes

MOST_MINUTES = 7 * 24 * 60
MOST_DAYS = 365
NEVER_COLD = 36_500
"""Days that stand for never: dates that lie a hundred years ahead can be moved back, empty ones could not."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_TAKEN_LETTERS: Mapping[str, str] = {"reason": "o", "outcome": "cugjk", "loss": "", "churn": ""}
"""The lists that are chosen from by a letter, and what else the letters after their key mean."""
_REASONS = ("reason", "loss", "churn")
"""The lists that have to be chosen from."""
NAME_LIMIT = 80


class Status(NamedTuple):
    """A status of leads; an open one goes cold after ``cold_days`` without a touch."""

    id: int
    code: str
    name: str
    open: int
    cold_days: int | None
    touched: int | None = None

    @property
    def goes_cold_after(self) -> int | None:
        """The days without a touch after which its leads go cold; None for never."""
        return None if self.cold_days == NEVER_COLD else self.cold_days


def statuses(reader: Reader) -> list[Status]:
    """The statuses in their order."""
    return select_records(reader, Status, "lead_status", "order by id")


@command("choice.add", COMPANY)
class AddChoice(NamedTuple):
    """A new entry of a list. ``kind`` is the activity that an outcome logs besides.

    ``key`` is the letter of a reason or outcome; without one it gets a letter that is free. ``reaches`` is 0 for an
    outcome that says that nobody was reached.
    """

    id: int
    actor: int
    at: int
    list: ListName
    choice: str
    key: str = ""
    kind: str = ""
    reaches: int = 1

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a name or letter that the list has already."""
        wanted = Choice(self.id, self.list, self.choice, self.key, self.kind, self.reaches)
        entry = _checked_choice(reader, wanted)
        by_letter = f", on key {entry.key}" if entry.key else ""
        return Decision(
            f"{entry.name} added to the {LISTS[self.list]}{by_letter}",
            [added("choice", entry)],
            whose=(COMPANY,),
        )


@command("choice.edit", COMPANY)
class EditChoice(NamedTuple):
    """Change an entry of a list; a None leaves as it is."""

    id: int
    actor: int
    at: int
    list: ListName
    choice: str
    new_name: str | None = None
    key: str | None = None
    kind: str | None = None
    reaches: int | None = None

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a name or letter that another entry has."""
        entry = _existing_choice(reader, self.list, self.choice)
        wanted = entry._replace(
            name=entry.name if self.new_name is None else self.new_name,
            key=entry.key if self.key is None else self.key,
            kind=entry.kind if self.kind is None else self.kind,
            reaches=entry.reaches if self.reaches is None else self.reaches,
        )
        change = changed("choice", entry, _checked_choice(reader, wanted), self.id)
        if change is None:
            raise Refused("That changes nothing.")
        return Decision(
            f"{LISTS[self.list].removesuffix('s')} {entry.name} changed", [change], whose=(COMPANY,)
        )


@command("choice.remove", COMPANY)
class RemoveChoice(NamedTuple):
    """Take an entry out of a list. What bears it keeps it."""

    id: int
    actor: int
    at: int
    list: ListName
    choice: str

    def decide(self, reader: Deciding) -> Decision:
        """Refuses to empty a list of reasons: no lead could be turned away any more, no deal be lost."""
        entry = _existing_choice(reader, self.list, self.choice)
        left = reader.select("select count(*) from choice where list = ?", (self.list,))[0][0]
        if self.list in _REASONS and left == 1:
            raise Refused("One reason has to stay. Add another first.")
        return Decision(
            f"{entry.name} taken out of the {LISTS[self.list]}", [removed("choice", entry)], whose=(COMPANY,)
        )


@command("lead_status.edit", COMPANY, CLOCKS)
class EditStatus(NamedTuple):
    """Rename a status, or set after how many days without a touch its leads go cold; None leaves as it is.

    The dates on which leads of that status go cold move along. ``NEVER_COLD`` days are never.
    """

    id: int
    actor: int
    at: int
    code: str
    new_name: str | None = None
    cold_days: int | None = None

    def decide(self, reader: Deciding) -> Decision:
        """Refuses days for a status whose leads are done."""
        status = _existing_status(reader, self.code)
        edited = status
        if self.new_name is not None:
            edited = edited._replace(name=_checked_name(self.new_name))
        if self.cold_days is not None:
            if not status.open:
                raise Refused(f"Leads that are {status.name} are done and do not go cold.")
            if self.cold_days != NEVER_COLD:
                _refuse_out_of_range(self.cold_days, MOST_DAYS, "days until a lead goes cold")
            edited = edited._replace(cold_days=self.cold_days)
        change = changed("lead_status", status, edited, self.id)
        if change is None:
            raise Refused("That changes nothing.")
        return Decision(f"status {edited.name} changed", [change], whose=(COMPANY,))


@command("lead.times", COMPANY, CLOCKS)
class SetTimes(NamedTuple):
    """How many minutes of working time an answer may take, and how many left count as soon; None leaves.

    Clocks that run are set anew.
    """

    id: int
    actor: int
    at: int
    response_minutes: int | None = None
    soon_minutes: int | None = None

    def decide(self, reader: Deciding) -> Decision:
        """Refuses less than a minute, more than a week, and a time for soon above that to answer."""
        changes: list[Change] = []
        said: list[str] = []
        for setting, minutes in (
            ("response_minutes", self.response_minutes),
            ("soon_minutes", self.soon_minutes),
        ):
            if minutes is None:
                continue
            what = setting.replace("_", " ")
            _refuse_out_of_range(minutes, MOST_MINUTES, what)
            moved = setting_changes(reader, self, setting, str(minutes))
            changes += moved
            said += [f"{what} {minutes}"] if moved else []
        self._check_order(times(reader))
        if not changes:
            raise Refused("That changes nothing.")
        if self.response_minutes is not None:
            changes += all_changes(reader, self, minutes=self.response_minutes)
        return Decision(", ".join(said), changes, whose=(COMPANY,))

    def _check_order(self, found: Times) -> None:
        answer = found.response_minutes if self.response_minutes is None else self.response_minutes
        soon = found.soon_minutes if self.soon_minutes is None else self.soon_minutes
        if soon > answer:
            raise UsageError(
                f"An answer within {answer} min cannot be due soon from {soon} min before.",
                code="times.soon_too_long",
                answer=answer,
                soon=max(answer // 2, 1),
            )


@command("lead.region", COMPANY, MATCH_KEYS)
class SetPhoneRegion(NamedTuple):
    """The two-letter country in which numbers without a country code are meant; empty for none.

    The match keys of all phones follow, also where the region stays and some are not in line with it.
    """

    id: int
    actor: int
    at: int
    region: str

    def decide(self, reader: Deciding) -> Decision:
        """Refuses what is no country."""
        region = self.region.strip().upper()
        if region:
            import phonenumbers

            if region not in phonenumbers.SUPPORTED_REGIONS:
                raise UsageError(f"{clean(region, 20)!r} is no country. Write two letters, like PT or US.")
        changes = setting_changes(reader, self, "phone_region", region)
        ids = partial(reader.new_ids, self.at)
        keys = [
            change
            for records in (LEADS, COMPANIES)
            for change in phone_key_changes(reader, records, self.id, region, ids)
        ]
        if not changes and not keys:
            raise Refused("That changes nothing.")
        follow = f", {len(keys):,} match key{'s' if len(keys) != 1 else ''} changed" if keys else ""
        return Decision(
            f"phone region {region or 'none'}{follow}",
            [*changes, *keys],
            whose=(COMPANY,),
            statements=[no_keys_since(reader, self.id)],
        )


def _existing_status(reader: Reader, text: str) -> Status:
    """The status of that code or name, without regard to case."""
    word = text.strip().casefold()
    found = statuses(reader)
    for status in found:
        if word in (status.code, status.name.casefold()):
            return status
    codes = ", ".join(status.code for status in found)
    raise Refused(f"There is no status {clean(text, 40)!r}. Statuses: {codes}.")


def _existing_choice(reader: Reader, name: ListName, choice: str) -> Choice:
    """The entry of a list that is called so, without regard to case."""
    _check_list(name)
    word = clean(choice, NAME_LIMIT).casefold()
    entries = choices(reader, name)
    for entry in entries:
        if entry.name.casefold() == word:
            return entry
    names = ", ".join(entry.name for entry in entries) or "none"
    raise Refused(f"{clean(choice, 40)!r} is not among the {LISTS[name]}: {names}.")


def _checked_choice(reader: Reader, wanted: Choice) -> Choice:
    """An entry made fit for its list, with a letter where the list is chosen from by one."""
    _check_list(wanted.list)
    entry = wanted._replace(name=_checked_name(wanted.name), key=wanted.key.strip().lower())
    if entry.key and not (len(entry.key) == 1 and entry.key.isascii() and entry.key.isalpha()):
        raise UsageError(f"{clean(entry.key, 20)!r} is no letter. Give one of a to z.")
    if entry.kind:
        if entry.list != "outcome":
            raise UsageError("Only an outcome logs an activity besides.")
        kind_named(reader, entry.kind)
        if not entry.reaches:
            raise UsageError(
                f"{entry.name} logs a {entry.kind} besides: somebody was reached. Leave out one of the two."
            )
    if not entry.reaches and entry.list != "outcome":
        raise UsageError("Only an outcome says whether somebody was reached.")
    others = [other for other in choices(reader, entry.list) if other.id != entry.id]
    for other in others:
        if other.name.casefold() == entry.name.casefold():
            raise Refused(f"{other.name} is among the {LISTS[wanted.list]} already.")
    return entry._replace(key=_letter(entry, {other.key: other.name for other in others}))


def _letter(entry: Choice, taken: Mapping[str, str]) -> str:
    """The letter of an entry: the one that is wanted, else one of its name, else any that is free."""
    key = entry.key
    if entry.list not in _TAKEN_LETTERS:
        if key:
            raise UsageError("Channels and sources are not chosen by a letter.")
        return ""
    if key and key in taken:
        raise Refused(f"The key {key} is taken by {taken[key]}.")
    free = [letter for letter in _LETTERS if letter not in taken and letter not in _TAKEN_LETTERS[entry.list]]
    if key and key not in free:
        raise Refused(f"The key {key} means something else there. Free: {' '.join(free)}.")
    if not key and not free:
        raise Refused(f"All letters are taken. Take out one of the {entry.list} entries first.")
    of_name = [letter for letter in entry.name.lower() if letter in free]
    return key or (of_name or free)[0]


def _check_list(name: str) -> None:
    if name not in get_args(ListName):
        raise UsageError(f"{clean(name, 40)!r} is no list. Lists: {', '.join(get_args(ListName))}.")


def _checked_name(text: str) -> str:
    name = bounded(text, NAME_LIMIT, "A name")
    if not name:
        raise UsageError("That needs a name.")
    return name


def _refuse_out_of_range(number: int, most: int, what: str) -> None:
    if not 1 <= number <= most:
        raise UsageError(f"{what}: a whole number from 1 to {most:,}, not {number:,}.")
