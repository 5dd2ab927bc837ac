"""``cockpit query``: ask the store in SQL, over documented views."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from cockpit.formats import format_of
from cockpit.parser import screen_width
from cockpit.text_tables import Column, markdown_table, text_table
from cockpit.words import line, shown, whole
from data.backup.protected_files import refuse_replacing
from data.files.export import FORMATS as FILE_FORMATS
from data.files.export import Format, write_table, write_text
from data.kernel.errors import Refused, UsageError
from data.kernel.text import clean
from data.query.ask import asked, views_to_read

if TYPE_CHECKING:
    from cockpit.session import Session
    from data.query.ask import Answer

EXAMPLE = """\
examples:
  cockpit query                                   the views that there are
  cockpit query --view week_points                the columns of one
  cockpit query "select person, week, points, goal from week_points where reached = 0"
  cockpit query "select source, count(*) leads from leads where created >= :since group by source" \\
      --param since=2026-10-01 --out sources.xlsx
  cockpit query "select * from activities" --format csv > activities.csv

Views and their columns stay as they are when tables change: docs/views.md. A query only reads. A value
that is a plain number is filled in as one; beside a text that SQL has made write cast(:year as text)."""

FORMATS = ("table", "md", *FILE_FORMATS)
FOR_EYES = ("table", "md")
"""Formats that are looked at, row by row."""

ROWS_FOR_EYES = 1_000
SECONDS, MOST_SECONDS = 60, 3_600


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the verb."""
    parser.add_argument("sql", nargs="?", metavar="SQL", help="one SELECT; without it, the views are listed")
    parser.add_argument(
        "--view", default="", metavar="NAME", type=line, help="show what a view's columns mean"
    )
    parser.add_argument(
        "--param",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="fill in :NAME; may be given several times",
    )
    parser.add_argument("--format", choices=FORMATS, help="default: by the file's ending, else table")
    parser.add_argument("--out", default="-", metavar="FILE", help="where to; - is the standard output")
    parser.add_argument(
        "--limit", type=_number, metavar="N", help=f"at most so many rows (table and md: {ROWS_FOR_EYES:,})"
    )
    parser.add_argument(
        "--seconds", type=_number, default=SECONDS, metavar="N", help=f"at most so long ({SECONDS})"
    )


def run(options: argparse.Namespace, session: Session) -> int:
    """Answer a query, or tell what can be asked."""
    form = format_of(options.format, options.out, FORMATS, "table")
    if options.out != "-" and session.bound_to is not None:
        raise Refused("This session writes no files on the host.")
    if form == "xlsx" and options.out == "-" and sys.stdout.isatty():
        raise UsageError("A workbook is no text for a terminal. Name a file: --out FILE.xlsx")
    refuse_replacing(options.out, session.path)
    if options.sql is None:
        return _tell(options, session, form)
    if options.view:
        raise UsageError("A query, or --view: not both.")
    limit = options.limit or (ROWS_FOR_EYES if form in FOR_EYES else None)
    with asked(
        session.store,
        options.sql,
        dict(map(_named_value, options.param)),
        seconds=min(options.seconds, MOST_SECONDS),
        limit=limit,
        bound_to=session.bound_to,
    ) as answer:
        count = _give(answer, form, options.out)
    if options.out != "-":
        print(f"wrote {_rows(count)} to {clean(options.out)}")
    if answer.is_cut:
        print(f"cockpit: only the first {_rows(count)}; more with --limit N.", file=sys.stderr)
    return 0


def _tell(options: argparse.Namespace, session: Session, form: str) -> int:
    """The views, or the columns of one, in the format that was asked for."""
    if options.param or options.limit:
        raise UsageError("There is no query. Help: cockpit query --help")
    views = views_to_read(session.bound_to)
    columns, rows = ["view", "a row is"], [(view.name, view.about) for view in views.values()]
    if options.view:
        if options.view not in views:
            raise UsageError(f"There is no view {shown(options.view)}. Views: {', '.join(views)}.")
        columns, rows = ["column", "meaning"], list(views[options.view].columns.items())
    _write(columns, rows, form, options.out)
    return 0


def _give(answer: Answer, form: str, out: str) -> int:
    """Write an answer, and return how many rows it had; a file of data takes them as they come."""
    if form not in FOR_EYES:
        return write_table(out, cast(Format, form), answer.columns, answer)
    rows = list(answer)
    _write(answer.columns, rows, form, out)
    return len(rows)


def _write(columns: Sequence[str], rows: Sequence[Sequence[object]], form: str, out: str) -> None:
    if form not in FOR_EYES:
        write_table(out, cast(Format, form), columns, rows)
        return
    headings = [Column(name, _is_numbers([row[at] for row in rows])) for at, name in enumerate(columns)]
    if form == "md":
        write_text(out, markdown_table(headings, rows))
        return
    write_text(out, text_table(headings, rows, screen_width() if out == "-" else None))


def _is_numbers(cells: Sequence[object]) -> bool:
    filled = [cell for cell in cells if cell is not None]
    return bool(filled) and all(isinstance(cell, int | float) for cell in filled)


def _named_value(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    name = name.lstrip(":")
    if not equals or not name.isidentifier():
        raise UsageError(
            f"--param takes NAME=VALUE, not {shown(text)}. Type it like: --param since=2026-10-01"
        )
    return name, value


def _number(text: str) -> int:
    number = whole(text)
    if not number:
        raise UsageError(f"{shown(text)} is no whole number above 0. Type it like: --limit 100")
    return number


def _rows(count: int) -> str:
    return f"{count:,} {'row' if count == 1 else 'rows'}"
