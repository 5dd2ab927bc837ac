"""``cockpit comments``: what was said of a lead, deal, customer, day or week."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cockpit.answer import say_json
from cockpit.parts import Parts
from cockpit.verbs.comments.which_subject import add_subjects, comment_facts, the_subject
from data.calendar.days import clock_time, day_of, short_date
from data.comments.comment import thread
from data.kernel.ids import reference
from data.kernel.text import clean, clean_lines

if TYPE_CHECKING:
    from cockpit.session import Session

EXAMPLE = """\
examples:
  cockpit comments lead acme
  cockpit comments week last --of ben"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The parts of the verb: one for each kind of subject."""
    add_subjects(Parts(parser), "what was said of", "cockpit comments {}".format, _show)


def run(options: argparse.Namespace, session: Session) -> int:
    """Do one part."""
    code: int = options.run_part(options, session)
    return code


def _show(options: argparse.Namespace, session: Session) -> int:
    found = thread(session.store, the_subject(options, session))
    if options.json:
        say_json([comment_facts(one, session) for one in found])
        return 0
    if not found:
        kind = options.subject_kind
        print(
            f'Nothing was said of that {kind} yet. Say something: cockpit comment {kind} {kind.upper()} "..."'
        )
        return 0
    person, today = session.person, day_of(session.now, session.person.zone)
    for one in found:
        comment = one.comment
        when = f"{short_date(day_of(comment.at, person.zone), today)} {clock_time(comment.at, person.zone)}"
        does = f"   {comment.does}" if comment.does else ""
        print(f"{clean(one.author)}   {when}{does}   ({reference(comment.id)})")
        for text in clean_lines(comment.text).split("\n"):
            print(f"  {text}")
    return 0
