"""The parts of ``cockpit leads`` on what the company has set: lists, statuses, times, the region of phones."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any, get_args

from cockpit.answer import say_json, say_result
from cockpit.parts import Parts
from cockpit.text_tables import Column, text_table
from cockpit.words import line, shown, whole
from data.kernel.commands import Result
from data.kernel.errors import UsageError
from data.leads.attention import times
from data.leads.fields import ListName
from data.leads.settings import (
    NEVER_COLD,
    AddChoice,
    EditChoice,
    EditStatus,
    RemoveChoice,
    SetPhoneRegion,
    SetTimes,
    statuses,
)
from data.points.kinds import all_kinds, find_kind
from data.records.choices import Choice, choices
from data.records.phone_region import phone_region

if TYPE_CHECKING:
    from cockpit.session import Session

_NOTHING = ("none", "no")
_NO_COUNTRY = "none"
"""The only word for no country: NO is Norway."""
_EMPTY = Choice(0, "", "(none)")


def add_to(parts: Parts) -> None:
    """Add the parts and their options."""
    _add_lists(parts)
    _add_statuses(parts)
    timer = parts.add(
        "times", "how soon to answer a message; --answer and --soon set it",
        "cockpit leads times --answer 30 --soon 10", _times,
    )  # fmt: skip
    timer.add_argument(
        "--answer", type=_minutes, metavar="MIN", help="minutes of working time an answer may take"
    )
    timer.add_argument("--soon", type=_minutes, metavar="MIN", help="minutes before that count as soon")
    region = parts.add(
        "region", "the country of phone numbers without a country code", "cockpit leads region PT", _region
    )
    region.add_argument(
        "region",
        nargs="?",
        metavar="COUNTRY",
        type=line,
        help="two letters, as PT or US; none for no country",
    )
    for part in (timer, region):
        part.add_argument("--json", action="store_true", help="the answer for machines")


def _add_lists(parts: Parts) -> None:
    lister = parts.add(
        "lists", "the company's lists to choose from: show, add, edit, remove", "cockpit leads lists", _lists
    )
    lister.add_argument("--json", action="store_true", help="the lists for machines")
    changes = Parts(lister)
    adder = changes.add(
        "add", "put an entry into a list", "cockpit leads lists add channel LinkedIn", _add_choice
    )
    editor = changes.add(
        "edit", "change an entry; leads that bear the old word keep it",
        'cockpit leads lists edit reason "no need" --key d', _edit_choice,
    )  # fmt: skip
    remover = changes.add(
        "remove", "take an entry out; leads that bear it keep it",
        "cockpit leads lists remove channel Fiverr", _remove_choice,
    )  # fmt: skip
    for part in (adder, editor, remover):
        part.add_argument("list", metavar="LIST", type=_list_name, help=", ".join(get_args(ListName)))
        part.add_argument("choice", metavar="NAME", help="the entry")
        part.add_argument("--json", action="store_true", help="the result for machines")
    editor.add_argument("--name", metavar="NEW", help="another name")
    for part in (adder, editor):
        part.add_argument(
            "--key", metavar="LETTER", help="the letter that chooses a reason or outcome (a free one)"
        )
        part.add_argument(
            "--kind", type=line, metavar="KIND", help='the activity that an outcome logs besides; "" for none'
        )


def _add_statuses(parts: Parts) -> None:
    shower = parts.add(
        "statuses",
        "what a lead can be, and when it goes cold: show, edit",
        "cockpit leads statuses",
        _statuses,
    )
    shower.add_argument("--json", action="store_true", help="the statuses for machines")
    editor = Parts(shower).add(
        "edit", "rename a status, or change when its leads go cold",
        "cockpit leads statuses edit qualified --cold-days 14", _edit_status,
    )  # fmt: skip
    editor.add_argument("code", metavar="STATUS", type=line, help="a status's code or name")
    editor.add_argument("--name", metavar="NEW", help="what it is called")
    editor.add_argument(
        "--cold-days", type=_days, metavar="N", help="days without a touch until a lead goes cold; never"
    )
    editor.add_argument("--json", action="store_true", help="the result for machines")


def _lists(options: argparse.Namespace, session: Session) -> int:
    found = {name: choices(session.store, name) for name in get_args(ListName)}
    if options.json:
        say_json(
            {
                f"{name}s": [{"name": entry.name, "key": entry.key, "kind": entry.kind} for entry in entries]
                for name, entries in found.items()
            }
        )
        return 0
    rows = [
        (name, entry.name, entry.key, f"logs a {entry.kind} besides" if entry.kind else "")
        for name, entries in found.items()
        for entry in entries or [_EMPTY]
    ]
    print(text_table([Column("list"), Column("name"), Column("key"), Column("")], rows))
    return 0


def _add_choice(options: argparse.Namespace, session: Session) -> int:
    return _say(
        options, session, AddChoice,
        list=options.list, choice=options.choice, key=options.key or "", kind=_kind(options, session) or "",
    )  # fmt: skip


def _edit_choice(options: argparse.Namespace, session: Session) -> int:
    changes = {"new_name": options.name, "key": options.key, "kind": _kind(options, session)}
    if all(value is None for value in changes.values()):
        raise UsageError('Say what to change. Example: cockpit leads lists edit reason "no need" --key d')
    return _say(options, session, EditChoice, list=options.list, choice=options.choice, **changes)


def _remove_choice(options: argparse.Namespace, session: Session) -> int:
    return _say(options, session, RemoveChoice, list=options.list, choice=options.choice)


def _kind(options: argparse.Namespace, session: Session) -> str | None:
    """The id of the kind that was named; empty where none is wanted, None where nothing was said."""
    if not options.kind or options.kind.lower() in _NOTHING:
        return None if options.kind is None else ""
    return find_kind(all_kinds(session.store), options.kind).code


def _statuses(options: argparse.Namespace, session: Session) -> int:
    found = statuses(session.store)
    if options.json:
        say_json(
            [
                {
                    "code": status.code,
                    "name": status.name,
                    "open": bool(status.open),
                    "cold_days": status.goes_cold_after,
                }
                for status in found
            ]
        )
        return 0
    rows = [
        (status.code, status.name, (status.goes_cold_after or "never") if status.open else "done")
        for status in found
    ]
    print(text_table([Column("status"), Column("name"), Column("cold after days")], rows))
    return 0


def _edit_status(options: argparse.Namespace, session: Session) -> int:
    if options.name is None and options.cold_days is None:
        raise UsageError("Say what to change. Example: cockpit leads statuses edit new --cold-days 5")
    return _say(
        options, session, EditStatus, code=options.code, new_name=options.name, cold_days=options.cold_days
    )


def _times(options: argparse.Namespace, session: Session) -> int:
    if options.answer is not None or options.soon is not None:
        return _say(options, session, SetTimes, response_minutes=options.answer, soon_minutes=options.soon)
    found = times(session.store)
    if options.json:
        say_json(found._asdict())
        return 0
    print(
        f"answer within {found.response_minutes} min of working time, soon from {found.soon_minutes} min before"
    )
    return 0


def _region(options: argparse.Namespace, session: Session) -> int:
    if options.region is not None:
        region = "" if options.region.lower() == _NO_COUNTRY else options.region
        return _say(options, session, SetPhoneRegion, region=region)
    region = phone_region(session.store)
    if options.json:
        say_json({"region": region or None})
    elif region:
        print(f"{region}: phone numbers without a country code are meant there")
    else:
        print(
            "none: phone numbers without a country code match only as they are. Set it: cockpit leads region PT"
        )
    return 0


def _list_name(text: str) -> str:
    """A list by its name, also in the plural. The command refuses what is none."""
    return line(text).lower().removesuffix("s")


def _minutes(text: str) -> int:
    number = whole(text)
    if number is None:
        raise UsageError(f"{shown(text)} is no number of minutes. Type it like: 30")
    return number


def _days(text: str) -> int:
    if text.strip().lower() == "never":
        return NEVER_COLD
    number = whole(text)
    if number is None or number == NEVER_COLD:
        raise UsageError(f"{shown(text)} is no number of days. Type it like 14, or: never")
    return number


def _say(options: argparse.Namespace, session: Session, command: Any, **payload: Any) -> int:
    result: Result = session.apply(command, **payload)
    return say_result(session, result, as_json=options.json)
