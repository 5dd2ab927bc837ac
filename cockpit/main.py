"""The command line: one parser, of which only the part for the verb at hand is built."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType
from typing import NoReturn

from cockpit.session import Session
from cockpit.settings import load
from data.errors import CockpitError, UsageError

EXIT_DONE, EXIT_REFUSED, EXIT_USAGE = 0, 1, 2

VERBS = {
    "init": "begin a store and its first person",
    "log": "log activities; list, edit or delete entries",
    "undo": "take back your last change",
    "redo": "apply again what undo took back",
    "status": "one line for a prompt or a tmux bar",
    "week": "the Friday sheet of a week",
}
"""Every verb and its line of help. Each lives in ``cockpit/verbs`` under its own name."""


class Parser(argparse.ArgumentParser):
    """A parser whose complaints are UsageErrors, and whose abbreviations are off."""

    def error(self, message: str) -> NoReturn:
        """Raise what argparse would print, with where to look."""
        raise UsageError(f"{message}. Help: {self.prog} --help")


def run(arguments: Sequence[str]) -> int:
    """Do what the arguments say, and return the exit code: 0 done, 1 refused, 2 not understood."""
    try:
        return _dispatch(list(arguments))
    except CockpitError as error:
        print(f"cockpit: {error}", file=sys.stderr)
        return EXIT_USAGE if isinstance(error, UsageError) else EXIT_REFUSED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_REFUSED
    except KeyboardInterrupt:
        return 130


def _dispatch(arguments: list[str]) -> int:
    verb = _verb_in(arguments)
    parser = _parser(verb)
    options = parser.parse_args(arguments)
    session = Session(load(os.environ), acts_as=options.acts_as, store=options.store)
    try:
        if verb is None:
            from cockpit.verbs import open_app

            return open_app.run(options, session)
        return int(_module(verb).run(options, session))
    finally:
        session.close()


def _verb_in(arguments: Sequence[str]) -> str | None:
    """The first word that is not an option, if it is a verb."""
    words = iter(arguments)
    for word in words:
        if word in ("--db", "--as"):
            next(words, None)
        elif not word.startswith("-"):
            return word if word in VERBS else ""
    return None


def _parser(verb: str | None) -> Parser:
    parser = Parser(
        prog="cockpit",
        description="Points, leads and the week of a sales rep. Without a verb it opens the screen.",
        epilog="Example: cockpit log call -n 3     More: cockpit VERB --help",
        allow_abbrev=False,
    )
    _add_common(parser, default="")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", parser_class=Parser)
    for name, line in VERBS.items():
        if verb and name != verb:
            continue
        module = _module(name) if name == verb else None
        part = verbs.add_parser(
            name,
            help=line,
            description=f"{line[0].upper()}{line[1:]}.",
            epilog=getattr(module, "EXAMPLE", None),
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        _add_common(part, default=argparse.SUPPRESS)
        if module is not None:
            module.add_arguments(part)
    return parser


def _add_common(parser: argparse.ArgumentParser, default: str) -> None:
    parser.add_argument("--db", dest="store", metavar="FILE", default=default, help="the store's file")
    parser.add_argument("--as", dest="acts_as", metavar="NAME", default=default, help="who acts")


def _module(verb: str) -> ModuleType:
    return import_module(f"cockpit.verbs.{verb}")
