"""The parts of ``cockpit review`` that change something: submit, return, sign, answer, adjust."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from cockpit.answer import say_result
from cockpit.parts import Parts
from cockpit.verbs.reviews.which_week import add_week, add_whose, the_monday, the_person
from cockpit.words import shown
from data.comments.saying import AddComment
from data.comments.subject import week_of_person
from data.kernel.commands import Command
from data.kernel.errors import UsageError
from data.reviews.commands import AdjustWeek, ReturnWeek, SignWeek, SubmitWeek

if TYPE_CHECKING:
    from cockpit.session import Session

_POINTS = re.compile(r"[+-]?\d{1,6}")


def add_to(parts: Parts) -> None:
    """Add the parts and their options."""
    submitter = parts.add(
        "submit", "submit your week, with words or none",
        'cockpit review submit --words "Two demos moved to Monday"', _submit,
    )  # fmt: skip
    add_week(submitter)
    submitter.add_argument("--words", default="", metavar="TEXT", help="your words on it")
    returner = parts.add(
        "return", "return a submitted week, with a reason",
        'cockpit review return ben --reason "Friday\'s demo is not logged"', _return,
    )  # fmt: skip
    add_whose(returner)
    returner.add_argument("--reason", default="", metavar="TEXT", help="what is missing")
    signer = parts.add(
        "sign", "sign a week off: it is closed then", "cockpit review sign ben --week last", _sign
    )
    add_whose(signer)
    signer.add_argument("--words", default="", metavar="TEXT", help="your words on it")
    answerer = parts.add(
        "answer",
        "say something on a week, or answer",
        'cockpit review answer ben "Well done" --week last',
        _answer,
    )
    add_whose(answerer)
    answerer.add_argument("text", metavar="TEXT", help="what to say")
    adjuster = parts.add(
        "adjust", "correct a signed week by points more or less",
        'cockpit review adjust ben --points -25 --reason "A demo was logged twice" --week 2026-W47', _adjust,
    )  # fmt: skip
    add_whose(adjuster)
    adjuster.add_argument("--points", required=True, metavar="POINTS", help="as +10 or -25")
    adjuster.add_argument("--reason", default="", metavar="TEXT", help="why")


def _submit(options: argparse.Namespace, session: Session) -> int:
    return _do(options, session, SubmitWeek, "", words=options.words)


def _return(options: argparse.Namespace, session: Session) -> int:
    return _do(options, session, ReturnWeek, options.who, reason=options.reason)


def _sign(options: argparse.Namespace, session: Session) -> int:
    return _do(options, session, SignWeek, options.who, words=options.words)


def _adjust(options: argparse.Namespace, session: Session) -> int:
    word = options.points.strip()
    if not _POINTS.fullmatch(word):
        raise UsageError(
            f"{shown(options.points)} is no number of points. Write it like --points +10 or --points -25."
        )
    return _do(options, session, AdjustWeek, options.who, points=int(word), reason=options.reason)


def _answer(options: argparse.Namespace, session: Session) -> int:
    person = the_person(session, options.who)
    subject = week_of_person(person.id, the_monday(session, options.week, person))
    return say_result(
        session, session.apply(AddComment, subject=subject, text=options.text), as_json=options.json
    )


def _do(
    options: argparse.Namespace, session: Session, command: Callable[..., Command], who: str, **payload: Any
) -> int:
    person = the_person(session, who)
    monday = the_monday(session, options.week, person).isoformat()
    result = session.apply(command, person_id=person.id, monday=monday, **payload)
    return say_result(session, result, as_json=options.json)
