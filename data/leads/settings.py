"""Commands on what a company has set for its leads: lists to choose from, statuses, times, phone region.

All are an admin's. What leads hold already stays as it is: they bear the words of a list, not its entries.
"""

from __future__ import annotations

from typing import NamedTuple, get_args

from data.commands import Change, Decision, Reader, column_names, delete, existing_row, insert, update
from data.engine import Value
from data.errors import Refused, UsageError
from data.leads.choices import ListName
from data.leads.clocks import NewTime, company_changes
from data.leads.keys import normal_phone, phone_region
from data.leads.lead import labelled
from data.permissions import COMPANY
from data.points.kinds import kind_named
from data.text import bounded, clean

MOST_MINUTES = 7 * 24 * 60
MOST_DAYS = 365
NAME_LIMIT = 80


class Status(NamedTuple):
    """A status of leads; an open one goes cold after ``cold_days`` without a touch."""

    code: str
    name: str
    open: int
    cold_days: int | None


def statuses(reader: Reader) -> list[Status]:
    """The statuses in their order."""
    rows = reader.select("select code, name, open, cold_days from lead_status order by id")
    return [Status(*row) for row in rows]


class AddChoice(NamedTuple):
    """A new entry of a list. ``key`` is its letter, ``kind`` the activity that an outcome logs besides."""

    id: int
    actor: int
    at: int
    list: ListName
    choice: str
    key: str = ""
    kind: str = ""
    name: str = "list add"
    right: str = COMPANY

    def decide(self, reader: Reader) -> Decision:
        """Refuses a name or letter that the list has already."""
        row = _checked_choice(reader, self.list, {"name": self.choice, "key": self.key, "kind": self.kind})
        return Decision(
            f"{row['name']!s} added to the {self.list}s",
            [insert("choice", self.id, {"list": self.list, **row})],
        )


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
    name: str = "list edit"
    right: str = COMPANY

    def decide(self, reader: Reader) -> Decision:
        """Refuses a name or letter that another entry has."""
        row = existing_row(reader, "choice", _choice_id(reader, self.list, self.choice))
        wanted: dict[str, Value] = {
            "name": row["name"] if self.new_name is None else self.new_name,
            "key": row["key"] if self.key is None else self.key,
            "kind": row["kind"] if self.kind is None else self.kind,
        }
        columns = _checked_choice(reader, self.list, wanted, row["id"])
        change = update("choice", row, self.id, columns)
        if change is None:
            raise Refused("That changes nothing.")
        return Decision(f"{self.list} {row['name']!s} changed", [change])


class RemoveChoice(NamedTuple):
    """Take an entry out of a list. Leads that bear it keep it."""

    id: int
    actor: int
    at: int
    list: ListName
    choice: str
    name: str = "list remove"
    right: str = COMPANY

    def decide(self, reader: Reader) -> Decision:
        """Refuses to empty the list of reasons: nobody could turn a lead away any more."""
        row = existing_row(reader, "choice", _choice_id(reader, self.list, self.choice))
        left = reader.select("select count(*) from choice where list = ?", (self.list,))[0][0]
        if self.list == "reason" and left == 1:
            raise Refused("One reason has to stay. Add another first.")
        return Decision(f"{row['name']!s} taken out of the {self.list}s", [delete("choice", row)])


class EditStatus(NamedTuple):
    """Rename a status, or set after how many days without a touch its leads go cold; None leaves as it is.

    The dates on which leads of that status go cold move along.
    """

    id: int
    actor: int
    at: int
    code: str
    new_name: str | None = None
    cold_days: int | None = None
    name: str = "status edit"
    right: str = COMPANY

    def decide(self, reader: Reader) -> Decision:
        """Refuses days for a status whose leads are done."""
        rows = reader.select("select id from lead_status where code = ?", (self.code,))
        if not rows:
            known = ", ".join(status.code for status in statuses(reader))
            raise Refused(f"There is no status {clean(self.code, 40)!r}. Statuses: {known}.")
        row = existing_row(reader, "lead_status", rows[0][0])
        columns: dict[str, Value] = {}
        if self.new_name is not None:
            columns["name"] = _checked_name(self.new_name)
        if self.cold_days is not None:
            if not row["open"]:
                raise Refused(f"Leads that are {row['name']} are done and do not go cold.")
            columns["cold_days"] = _within(self.cold_days, MOST_DAYS, "days until a lead goes cold")
        change = update("lead_status", row, self.id, columns)
        if change is None:
            raise Refused("That changes nothing.")
        return Decision(f"status {columns.get('name', row['name'])!s} changed", [change])


class SetTimes(NamedTuple):
    """How many minutes of working time an answer may take, and how many left count as soon; None leaves.

    Clocks that run are set anew.
    """

    id: int
    actor: int
    at: int
    response_minutes: int | None = None
    soon_minutes: int | None = None
    name: str = "response times"
    right: str = COMPANY

    def decide(self, reader: Reader) -> Decision:
        """Refuses less than a minute and more than a week."""
        changes: list[Change] = []
        said: list[str] = []
        for setting, minutes in (
            ("response_minutes", self.response_minutes),
            ("soon_minutes", self.soon_minutes),
        ):
            if minutes is None:
                continue
            what = setting.replace("_", " ")
            value = str(_within(minutes, MOST_MINUTES, what))
            changed = _setting_change(reader, self.id + len(changes), setting, value, self.id)
            changes += changed
            said += [f"{what} {value}"] if changed else []
        if not changes:
            raise Refused("That changes nothing.")
        if self.response_minutes is not None:
            changes += company_changes(reader, self, NewTime(minutes=self.response_minutes))
        return Decision(", ".join(said), changes)


class SetPhoneRegion(NamedTuple):
    """The two-letter country in which numbers without a country code are meant; empty for none.

    The match keys of all phones follow.
    """

    id: int
    actor: int
    at: int
    region: str
    name: str = "phone region"
    right: str = COMPANY

    def decide(self, reader: Reader) -> Decision:
        """Refuses what is no country."""
        region = self.region.strip().upper()
        if region:
            import phonenumbers

            if region not in phonenumbers.SUPPORTED_REGIONS:
                raise UsageError(f"{clean(region, 20)!r} is no country. Write two letters, like PT or US.")
        changes = _setting_change(reader, self.id, "phone_region", region, self.id)
        if not changes:
            raise Refused("That changes nothing.")
        changes += _phone_keys(reader, self.id, phone_region(reader), region)
        return Decision(f"phone region {region or 'none'}", changes)


def _phone_keys(reader: Reader, command_id: int, old: str, new: str) -> list[Change]:
    """The phone keys whose form differs between two regions. Numbers with a country code never do."""
    names = column_names(reader, "lead_key")
    keys: dict[tuple[int, str], dict[str, Value]] = {}
    for found in reader.select(
        f"select {', '.join(names)} from lead_key where kind = 'phone' order by lead_id"
    ):
        row = dict(zip(names, found, strict=True))
        keys[(row["lead_id"], row["value"])] = row
    changes: list[Change] = []
    for lead_id, phones in reader.select("select id, phones from lead where phones <> ''"):
        for _, number in labelled(phones):
            if number.lstrip().startswith(("+", "00")):
                continue
            row = keys.pop((lead_id, normal_phone(number, old)), {})
            wanted = normal_phone(number, new)
            change = update("lead_key", row, command_id, {"value": wanted}) if row else None
            changes += [] if change is None else [change]
    return changes


def _setting_change(reader: Reader, row_id: int, name: str, value: str, command_id: int) -> list[Change]:
    rows = reader.select("select id from setting where name = ?", (name,))
    if not rows:
        return [insert("setting", row_id, {"name": name, "value": value})] if value else []
    change = update("setting", existing_row(reader, "setting", rows[0][0]), command_id, {"value": value})
    return [] if change is None else [change]


def _choice_id(reader: Reader, name: ListName, choice: str) -> int:
    _check_list(name)
    rows = reader.select("select id from choice where list = ? and name = ?", (name, choice))
    if not rows:
        raise Refused(f"{clean(choice, 40)!r} is not among the {name}s.")
    return int(rows[0][0])


def _checked_choice(
    reader: Reader, name: ListName, columns: dict[str, Value], own_id: int = 0
) -> dict[str, Value]:
    _check_list(name)
    row: dict[str, Value] = {
        "name": _checked_name(str(columns["name"])),
        "key": str(columns["key"] or "").strip().lower(),
        "kind": str(columns["kind"] or ""),
    }
    key = str(row["key"])
    if key and not (len(key) == 1 and key.isascii() and key.isalpha()):
        raise UsageError(f"{clean(key, 20)!r} is no letter. Give one of a to z.")
    if row["kind"]:
        if name != "outcome":
            raise UsageError("Only an outcome logs an activity besides.")
        kind_named(reader, str(row["kind"]))
    for column in ("name", "key"):
        sql = f"select name from choice where list = ? and {column} = ? collate nocase and id <> ?"
        taken = reader.select(sql, (name, row[column], own_id)) if row[column] else []
        if taken:
            raise Refused(f"{row[column]!r} is taken by {taken[0][0]}.")
    return row


def _check_list(name: str) -> None:
    if name not in get_args(ListName):
        raise UsageError(f"{clean(name, 40)!r} is no list. Lists: {', '.join(get_args(ListName))}.")


def _checked_name(text: str) -> str:
    name = bounded(text, NAME_LIMIT, "A name")
    if not name:
        raise UsageError("That needs a name.")
    return name


def _within(number: int, most: int, what: str) -> int:
    if not 1 <= number <= most:
        raise UsageError(f"{what}: a whole number from 1 to {most:,}, not {number:,}.")
    return number
