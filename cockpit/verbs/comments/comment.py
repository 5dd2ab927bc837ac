"""``cockpit comment``: say something on a lead, deal, customer, day or week, or answer."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cockpit.answer import say_result
from cockpit.parts import Parts
from cockpit.verbs.comments.which_subject import add_subjects, the_comment, the_subject
from data.comments.saying import AddComment

if TYPE_CHECKING:
    from cockpit.session import Session

EXAMPLE = """\
examples:
  cockpit comment lead acme "Who decides there?"
  cockpit comment deal website "Ask for the order first"
  cockpit comment week last --of ben "Well done"
  cockpit comment answer 0fz6cvnfet3k4 "Pat does"

It reaches whose the record is, and who has spoken of it before; on one's own the manager."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The parts of the verb: one for each kind of subject, and to answer."""
    parts = Parts(parser)
    example = 'cockpit comment {} "Who decides there?"'
    for part in add_subjects(parts, "say something on", example.format, _say):
        part.add_argument("text", metavar="TEXT", help="what to say")
    answer = parts.add(
        "answer",
        "answer a comment, by its reference",
        'cockpit comment answer 0fz6cvnfet3k4 "Pat does"',
        _answer,
    )
    answer.add_argument(
        "reference", metavar="REFERENCE", help="as cockpit notices and cockpit comments show it"
    )
    answer.add_argument("text", metavar="TEXT", help="what to say")
    answer.add_argument("--json", action="store_true", help="the result for machines")


def run(options: argparse.Namespace, session: Session) -> int:
    """Do one part."""
    code: int = options.run_part(options, session)
    return code


def _say(options: argparse.Namespace, session: Session) -> int:
    result = session.apply(AddComment, subject=the_subject(options, session), text=options.text)
    return say_result(session, result, as_json=options.json)


def _answer(options: argparse.Namespace, session: Session) -> int:
    subject = the_comment(session, options.reference).subject
    return say_result(
        session, session.apply(AddComment, subject=subject, text=options.text), as_json=options.json
    )
