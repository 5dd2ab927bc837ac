"""The parts of ``cockpit leads`` on what the company has set: lists, statuses, times, the region of phones."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from cockpit.answer import say_json, say_result
from cockpit.parts import Parts
from cockpit.text_tables import Column, text_table
from cockpit.verbs.records.lists import add_lists
from cockpit.words import line, shown, whole
from data.kernel.commands import Result
from data.kernel.errors import UsageError
from data.leads.attention import times
from data.leads.settings import (
    NEVER_COLD,
    EditStatus,
    SetPhoneRegion,
    SetTimes,
    statuses,
)
from data.records.phone_region import phone_region

if TYPE_CHECKING:
    from cockpit.session import Session

_NO_COUNTRY = "none"
"""The only word for no country: NO is Norway."""


def add_to(parts: Parts) -> None:
    """Add the parts and their options."""
    add_lists(parts, "leads", ("reason", "outcome", "channel", "source"))
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
