"""Verbs of several parts, such as ``cockpit people add``: each part with its options and its example."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from cockpit.parser import Parser

if TYPE_CHECKING:
    from cockpit.session import Session

Run = Callable[[argparse.Namespace, "Session"], int]


class _PartParser(Parser):
    """The parser of a part, which complains itself of what it does not know: its help is where to look."""

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """What argparse finds. Raises UsageError where something is left over."""
        known, unknown = super().parse_known_args(args, namespace)
        if unknown:
            self.error(f"unrecognized arguments: {' '.join(unknown)}")
        return known, unknown


class Parts:
    """The parts of one verb. Where none is named, the first that was added is run."""

    def __init__(self, parser: argparse.ArgumentParser) -> None:
        self._parser = parser
        self._adder = parser.add_subparsers(metavar="PART", prog=parser.prog, parser_class=_PartParser)

    def add(self, name: str, line: str, example: str, run: Run) -> argparse.ArgumentParser:
        """A part's parser, for its options."""
        part: argparse.ArgumentParser = self._adder.add_parser(
            name, help=line, description=f"{line[0].upper()}{line[1:]}.", epilog=f"Example: {example}"
        )
        part.set_defaults(run_part=run)
        if self._parser.get_default("run_part") is None:
            self._parser.set_defaults(run_part=lambda _, session: run(part.parse_args([]), session))
        return part
