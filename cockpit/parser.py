"""The parsers of the command line, loaded where there is something to parse: a verb, or a look at all of them."""

import os
from types import ModuleType

from cockpit.arguments import COMMON, ROOMS, VERBS
from cockpit.plain_argparse import argparse
from data.kernel.errors import UsageError
from data.kernel.quick_typing import Any, NoReturn
from data.kernel.text import clean

USUAL_WIDTH, LEAST_WIDTH = 80, 40
"""Cells of a line where nothing tells how many there are, and the fewest that are made use of."""


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Help that keeps the lines of its examples; knows the width without the import of ``shutil``."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=30, width=(screen_width() or USUAL_WIDTH) - 2)


class Parser(argparse.ArgumentParser):
    """A parser whose complaints are UsageErrors, and whose abbreviations are off."""

    def __init__(self, prog: str, **how: Any) -> None:
        super().__init__(prog, formatter_class=Formatter, allow_abbrev=False, add_help=False, **how)
        self.add_argument("-h", "--help", action="help", help="show this help and exit")

    def error(self, message: str) -> NoReturn:
        """Raise what argparse would print, with where to look."""
        raise UsageError(f"{clean(message, 300)}. Help: {self.prog} --help")


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


def overview() -> Parser:
    from cockpit import __version__

    width = max(map(len, VERBS)) + 2
    lines = "\n".join(
        f"{room}:\n" + "\n".join(f"  {verb:{width}}{line}" for verb, line in verbs.items())
        for room, verbs in ROOMS.items()
    )
    parser = Parser(
        "cockpit",
        usage="cockpit [VERB] [options]",
        description="Points, leads and the week of a sales rep. Without a verb it opens the screen.",
        epilog=f"{lines}\n\nExample: cockpit log call -n 3     More: cockpit VERB --help",
    )
    parser.add_argument("--version", action="version", version=f"cockpit {__version__}")
    _add_common(parser)
    return parser


def _add_common(parser: Parser) -> None:
    """Name the common options in the help; ``take_apart`` has read them already."""
    for option, (name, metavar, line) in COMMON.items():
        parser.add_argument(option, dest=name, metavar=metavar, help=line)


def screen_width() -> int | None:
    """The cells of a line on the terminal, or those that COLUMNS asks for; None where output goes elsewhere."""
    asked = os.environ.get("COLUMNS", "")
    if asked.isascii() and asked.isdigit() and int(asked):
        return max(int(asked), LEAST_WIDTH)
    try:
        return max(os.get_terminal_size().columns or USUAL_WIDTH, LEAST_WIDTH)
    except OSError:
        return None
