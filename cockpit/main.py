"""The command line: one parser, of which only the part for the verb at hand is built."""

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType
from typing import Any, NamedTuple, NoReturn

from cockpit.session import Session
from cockpit.settings import load
from data.errors import CockpitError, UsageError
from data.text import clean, clean_lines

EXIT_DONE, EXIT_REFUSED, EXIT_USAGE, EXIT_INTERRUPTED = 0, 1, 2, 130
LONGEST_COMPLAINT = 2_000

VERBS = {
    "init": "begin a store and its first person",
    "log": "log activities",
    "log list": "show entries of the log",
    "log edit": "change an entry of the log",
    "log delete": "remove an entry from the log",
    "undo": "take back your last change",
    "redo": "apply again what undo took back",
    "status": "one line for a prompt or a tmux bar",
    "week": "the Friday sheet of a week, or of a team",
    "leads": "the queue of leads, single leads, and files of leads",
    "points import": "bring in activities from a spreadsheet or a CRM's export",
    "export": "write activities, people or weeks to a file",
    "backup": "copy the store to a file",
    "restore": "put a backup in the store's place",
    "doctor": "check the store, and say what to do",
    "people": "add, list, edit or deactivate people",
    "kinds": "the kinds of activity and what they are worth",
    "goals": "the weekly goals",
    "days": "days off and holidays",
    "demo": "open the app on a made-up company, or write one to a file",
    "settings": "show or change this user's settings",
}
"""Every verb and its line of help. Each lives in ``cockpit/verbs`` under its own name, a blank as ``_``."""

QUICK = ("log", "undo", "redo", "status")
"""Verbs that finish before collecting garbage could pay."""

COMMON = {"--db": ("store", "FILE", "the store's file"), "--as": ("acts_as", "NAME", "who acts")}
"""Options that stand before or after the verb: where they go, and their help."""

TAKES_MOMENT = "--at"
"""The option whose value may begin with a dash: ``-2h`` is two hours ago, and no option of its own."""


vars(argparse)["_"] = str
"""Our words are English alone; argparse would search the disk for catalogues of its own first."""


class Typed(NamedTuple):
    """What was typed, taken apart: the verb (empty: none), its arguments, and the common options."""

    verb: str
    arguments: list[str]
    store: str
    acts_as: str


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Help that keeps the lines of its examples; knows the width without the import of ``shutil``."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=30, width=_columns())


class Parser(argparse.ArgumentParser):
    """A parser whose complaints are UsageErrors, and whose abbreviations are off."""

    def __init__(self, prog: str, **how: Any) -> None:
        super().__init__(prog, formatter_class=Formatter, allow_abbrev=False, add_help=False, **how)
        self.add_argument("-h", "--help", action="help", help="show this help and exit")

    def error(self, message: str) -> NoReturn:
        """Raise what argparse would print, with where to look."""
        raise UsageError(f"{clean(message, 300)}. Help: {self.prog} --help")


def run(arguments: Sequence[str]) -> int:
    """Do what the arguments say, and return the exit code: 0 done, 1 refused, 2 not understood."""
    try:
        code = _dispatch(list(arguments))
        print(end="", flush=True)
    except CockpitError as error:
        print(f"cockpit: {clean_lines(str(error), LONGEST_COMPLAINT)}", file=sys.stderr)
        return EXIT_USAGE if isinstance(error, UsageError) else EXIT_REFUSED
    except BrokenPipeError:
        _drop_output()
        return EXIT_REFUSED
    except OSError as error:
        _drop_output()
        print(f"cockpit: the system refuses: {clean(error.strerror or error)}.", file=sys.stderr)
        return EXIT_REFUSED
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    return code


def _drop_output() -> None:
    """Send what is still to be written nowhere, so that the end of the process does not trip over it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _dispatch(arguments: list[str]) -> int:
    typed = take_apart(arguments)
    if not typed.verb:
        options: argparse.Namespace | None = _overview().parse_args(typed.arguments)
        module = _module("open_app")
    else:
        module = _module(typed.verb)
        options = parser_for(typed.verb, module).parse_args(typed.arguments)
    if typed.verb not in QUICK:
        gc.enable()
    session = Session(load(os.environ), acts_as=typed.acts_as, store=typed.store)
    try:
        return int(module.run(options, session))
    finally:
        session.close()


def take_apart(arguments: Sequence[str]) -> Typed:
    """Find the verb and the common options. Raises UsageError for a verb that there is not."""
    common = dict.fromkeys(COMMON, "")
    rest: list[str] = []
    words = iter(arguments)
    for word in words:
        name, equals, value = word.partition("=")
        if word == "--":
            rest += [word, *words]
        elif name in COMMON:
            common[name] = value if equals else next(words, "")
            if not common[name]:
                raise UsageError(f"{name} needs a value: {name} {COMMON[name][1]}.")
        elif rest[-1:] == [TAKES_MOMENT] and word[:1] == "-" and word[1:2].isdecimal():
            rest[-1] = f"{TAKES_MOMENT}={word}"
        else:
            rest.append(word)
    verb, rest = _verb_of(rest)
    return Typed(verb, rest, common["--db"], common["--as"])


def _verb_of(words: list[str]) -> tuple[str, list[str]]:
    """The verb (of two words where there is such a one) and the words without it."""
    if words[:1] == ["help"]:
        words = [*words[1:], "--help"]
    place = next((place for place, word in enumerate(words) if not word.startswith("-")), None)
    if place is None:
        return "", words
    for length in (2, 1):
        verb = " ".join(words[place : place + length])
        if verb in VERBS:
            return verb, words[:place] + words[place + length :]
    parts = [verb for verb in VERBS if verb.startswith(f"{words[place]} ")]
    if parts:
        _show_parts(words, parts)
    raise UsageError(
        f"There is no verb {clean(words[place], 40)!r}.{_nearest(words[place])} All: cockpit --help"
    )


def _show_parts(words: list[str], verbs: list[str]) -> NoReturn:
    """Say which verbs of two words begin so: as help where it was asked for, else as a complaint."""
    lines = "; ".join(f"cockpit {verb}: {VERBS[verb]}" for verb in verbs)
    if not {"-h", "--help"} & set(words):
        raise UsageError(f"There is more to type. {lines}")
    print(lines.replace("; ", "\n"))
    raise SystemExit(EXIT_DONE)


def _nearest(word: str) -> str:
    from difflib import get_close_matches

    close = get_close_matches(word[:40], VERBS, n=1)
    return f" Did you mean: cockpit {close[0]}?" if close else ""


def parser_for(verb: str, module: ModuleType) -> Parser:
    """The parser of one verb."""
    line = VERBS[verb]
    parser = Parser(
        f"cockpit {verb}",
        description=f"{line[0].upper()}{line[1:]}.",
        epilog=module.EXAMPLE,
    )
    module.add_arguments(parser)
    _add_common(parser)
    return parser


def _overview() -> Parser:
    from cockpit import __version__

    width = max(map(len, VERBS)) + 2
    lines = "\n".join(f"  {verb:{width}}{line}" for verb, line in VERBS.items())
    parser = Parser(
        "cockpit",
        usage="cockpit [VERB] [options]",
        description="Points, leads and the week of a sales rep. Without a verb it opens the screen.",
        epilog=f"verbs:\n{lines}\n\nExample: cockpit log call -n 3     More: cockpit VERB --help",
    )
    parser.add_argument("--version", action="version", version=f"cockpit {__version__}")
    _add_common(parser)
    return parser


def _add_common(parser: Parser) -> None:
    """Name the common options in the help; ``take_apart`` has read them already."""
    for option, (name, metavar, line) in COMMON.items():
        parser.add_argument(option, dest=name, metavar=metavar, help=line)


def _columns() -> int:
    try:
        return max(int(os.environ.get("COLUMNS", "")) or os.get_terminal_size().columns, 40) - 2
    except (OSError, ValueError):
        return 78


def _module(verb: str) -> ModuleType:
    return import_module(f"cockpit.verbs.{verb.replace(' ', '_')}")
