"""The options of an export of records, and writing it."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast

from cockpit.formats import format_of
from data.kernel.commands import Reader
from data.kernel.errors import UsageError
from data.kernel.text import clean

if TYPE_CHECKING:
    from cockpit.session import Session
    from data.files.export import Format

FORMATS = ("csv", "tsv", "xlsx", "json")


def add_export(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--format", choices=FORMATS, help="by the file's ending (csv)")
    parser.add_argument("--out", default="-", metavar="FILE", help="the file, or - for the screen (-)")


def export_to(
    options: argparse.Namespace,
    session: Session,
    ids: Sequence[int],
    export: Callable[[Reader, Sequence[int], str, Format, int], int],
    words: tuple[str, str],
) -> int:
    """Write records of these ids, say how many, and return it. ``words`` are what one and several are called."""
    from data.backup.protected_files import refuse_replacing

    chosen = cast("Format", format_of(options.format, options.out, FORMATS, "csv"))
    if chosen == "xlsx" and options.out == "-":
        raise UsageError(f"A workbook goes to a file: --out {words[1]}.xlsx")
    refuse_replacing(options.out, session.path)
    written = export(session.store, ids, options.out, chosen, session.settings.file_mode)
    if options.out != "-":
        print(f"{written:,} {words[written != 1]} written to {clean(options.out)}")
    return written
