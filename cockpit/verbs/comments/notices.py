"""``cockpit notices``: what others said to you, and marking it as read."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cockpit.answer import say_json, say_result
from cockpit.parser import screen_width
from cockpit.parts import Parts
from cockpit.text_tables import WHOLE, Column, text_table
from cockpit.verbs.comments.which_subject import comment_facts, the_comment
from cockpit.verbs.records.record_words import instant
from data.calendar.days import clock_time, day_of, short_date
from data.comments.comment import Said
from data.comments.notices import Heard, ReadNotices, notices_of
from data.kernel.errors import Refused
from data.kernel.ids import reference
from data.kernel.text import clean

if TYPE_CHECKING:
    from cockpit.session import Session

EXAMPLE = """\
examples:
  cockpit notices
  cockpit notices list --all
  cockpit notices read 0fz6cvnfet3k4
  cockpit notices read"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The parts of the verb; without one, the list."""
    parts = Parts(parser)
    lister = parts.add(
        "list", "what others said to you and you have not read", "cockpit notices list --all", _list
    )
    lister.add_argument("--all", action="store_true", help="those that were read, too")
    lister.add_argument("--json", action="store_true", help="the notices for machines")
    reader = parts.add("read", "mark notices as read: one, or all", "cockpit notices read", _read)
    reader.add_argument(
        "reference", nargs="?", default="", metavar="REFERENCE", help="as the list shows it (all)"
    )
    reader.add_argument("--json", action="store_true", help="the result for machines")


def run(options: argparse.Namespace, session: Session) -> int:
    """Do one part."""
    code: int = options.run_part(options, session)
    return code


def _list(options: argparse.Namespace, session: Session) -> int:
    found = notices_of(session.store, session.person, with_read=options.all)
    if options.json:
        say_json([_facts(one, session) for one in found])
        return 0
    if not found:
        print("Nothing waits to be read. All that others said to you: cockpit notices list --all")
        return 0
    columns = [
        Column("when", drop=3), Column("who", least=6), Column("on", least=10), Column("what", least=12, drop=1),
        Column("reference", least=WHOLE),
    ]  # fmt: skip
    print(text_table(columns, [_row(one, session) for one in found], screen_width()))
    return 0


def _row(one: Heard, session: Session) -> tuple[object, ...]:
    comment, zone = one.comment, session.person.zone
    day, today = day_of(comment.at, zone), day_of(session.now, zone)
    words = ": ".join(filter(None, (comment.does, " ".join(comment.text.split()))))
    when = clock_time(comment.at, zone) if day == today else short_date(day, today)
    return when, clean(one.author, 20), clean(comment.about, 40), clean(words, 80), reference(comment.id)


def _facts(one: Heard, session: Session) -> dict[str, object]:
    read = instant(one.notice.read_at, session.person.zone)
    return {**comment_facts(Said(one.comment, one.author), session), "read": read}


def _read(options: argparse.Namespace, session: Session) -> int:
    notices: tuple[int, ...] = ()
    if options.reference:
        comment = the_comment(session, options.reference)
        found = notices_of(session.store, session.person, with_read=False)
        notices = tuple(one.notice.id for one in found if one.comment.id == comment.id)
        if not notices:
            raise Refused("That notice does not wait to be read.")
    return say_result(session, session.apply(ReadNotices, notices=notices), as_json=options.json)
