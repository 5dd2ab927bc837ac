"""``cockpit serve``: what a key over SSH opens. Not typed by anybody: ``cockpit ssh setup`` writes it."""

from __future__ import annotations

import argparse
import os
from importlib import import_module
from typing import TYPE_CHECKING

from cockpit.forced import ASKED, COMMANDS, INPUT, checked, sent, words_of
from cockpit.words import line
from data.access.commands import idle_minutes
from data.access.keys import refusal
from data.kernel.engine import is_cluster
from data.kernel.errors import Refused, Unreachable, UsageError
from data.people.person import Person

if TYPE_CHECKING:
    from cockpit.session import Session

EXAMPLE = """\
example, as it stands in authorized_keys, where cockpit ssh setup puts it:
  command="cockpit serve --db FILE --as maria --key SHA256:...",restrict,pty ssh-ed25519 ... maria"""

MOST_SENT = 200_000_000
"""Bytes of a file that is sent along."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the verb."""
    parser.add_argument(
        "--key", default="", type=line, metavar="FINGERPRINT", help="the key that was used, as SHA256:..."
    )


def run(options: argparse.Namespace, session: Session) -> int:
    """Show the screen, or do the one command that the client asks for.

    Raises Refused where the person or the key is no longer there, no node answers that could say so, or the command is
    none of those on the list.
    """
    try:
        person = _let_in(options.key, session)
    except Unreachable as error:
        raise Refused(f"Whether you may come in cannot be asked: {error.why}. Nothing was done.") from error
    limit = idle_minutes(session.store) * 60
    _settle_in(session, person)
    words = words_of(os.environ.pop(ASKED, ""))
    if words:
        return _do(words, session, limit)
    from cockpit.verbs.store.open_app import has_terminal, open_screen

    if has_terminal():
        return open_screen(session, guest=(options.key, limit))
    from cockpit.verbs.points import week

    return week.print_current(session)


def _let_in(key: str, session: Session) -> Person:
    person = session.bound_to
    if person is None:
        raise UsageError("It is not said who comes in. Write the line anew: cockpit ssh setup")
    why = refusal(session.store, person.id, key)
    if why:
        raise Refused(why)
    return person


def _settle_in(session: Session, person: Person) -> None:
    """Give somebody who has no home here a folder, for settings, keys, what is half typed and what waits to be sent.

    It lies beside the store; of one that other hosts keep, in the home of this host's user.
    """
    from cockpit.settings import load, state_folder

    if is_cluster(session.path):
        from data.kernel import journal

        people = os.path.join(state_folder(os.environ, "people"), f"{journal.first(session.store):x}")
    else:
        people = f"{os.path.splitext(session.path)[0]}-people"
    folder = os.path.join(people, str(person.id))
    os.environ["XDG_CONFIG_HOME"] = os.environ["XDG_STATE_HOME"] = folder
    readers = session.settings.readers
    session.settings = load({**os.environ, "COCKPIT_DB": session.path})._replace(readers=readers)


def _do(words: list[str], session: Session, patience: int) -> int:
    """Do one command; what it is to read has to come in so many seconds."""
    verb, rest = checked(words)
    if not COMMANDS[verb].reads:
        return _run(verb, rest, session)
    with sent(MOST_SENT, patience) as path:
        return _run(verb, [*(word for word in rest if word != INPUT), path], session, path)


def _run(verb: str, rest: list[str], session: Session, path: str = "") -> int:
    from cockpit.arguments import module_of, take_apart
    from cockpit.parser import parser_for

    typed = take_apart([*verb.split(), *rest])
    if typed.verb not in (verb, verb.partition(" ")[0]):
        raise Refused(f"Over SSH there is no {typed.verb}. Nothing was done.")
    module = import_module(module_of(typed.verb))
    options = parser_for(typed.verb, module).parse_args(typed.arguments)
    if path and options.files != [path]:
        raise Refused("Over SSH a file is sent along, and none of the host's is read. Nothing was done.")
    return int(module.run(options, session))
