"""What a verb says of its import, the options that every import has, and what of a file was said with them."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from data.kernel.errors import UsageError

if TYPE_CHECKING:
    from cockpit.session import Session
    from data.imports.options import Options
    from data.imports.plan import Plan
    from data.imports.spec import ImportSpec


class MeaningOption(NamedTuple):
    """The option that says what words of a file mean: its name, what such a meaning is called, an example, help."""

    option: str
    meaning: str
    example: str
    help: str


class ImportVerb(NamedTuple):
    """The import of a noun. ``spec`` loads what the noun declares: only an import needs it."""

    spec: Callable[[], ImportSpec[Any]]
    takes: str
    """What files it takes, for the help."""
    meanings: MeaningOption | None = None
    takes_week: bool = False
    """Whether a file may name weekdays alone, so that its week can be said."""
    for_others: bool = False
    """Whether ``--for`` says whose the rows without an owner are."""
    hints: Callable[[], Mapping[str, str]] = dict
    """What can be done about rows that are left out, by the words of the reason."""
    about_new: Callable[[Plan[Any], Session], Sequence[str]] | None = None
    """Lines about what would come, for the preview."""
    worth: Callable[[int], str] | None = None
    """Points in words, where records are worth some."""


def add_options(parser: argparse.ArgumentParser, verb: ImportVerb) -> None:
    """Add the options of an import to its parser."""
    parser.add_argument("files", nargs="+", metavar="FILE", help=verb.takes)
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument("--dry-run", action="store_true", help="show what would happen, and write nothing")
    parser.add_argument(
        "--map", default="", metavar="FIELD=COLUMN,...", help="which columns hold what; title=none: no column"
    )
    parser.add_argument("--save-map", default="", metavar="NAME", help="keep the columns for files to come")
    parser.add_argument("--use-map", default="", metavar="NAME", help="the columns as they were kept")
    if verb.meanings is not None:
        parser.add_argument(
            verb.meanings.option, dest="meanings", action="append", default=[],
            metavar=f"NAME={verb.meanings.meaning.upper()},...", help=verb.meanings.help,
        )  # fmt: skip
    parser.add_argument(
        "--owner", action="append", default=[], metavar="NAME or IN THE FILE=NAME,...",
        help=f"whose the rows {'without an owner' if verb.for_others else 'of nobody known'} are (yours), "
        "or who an owner in the file is",
    )  # fmt: skip
    if verb.for_others:
        parser.add_argument(
            "--for", dest="other", default="", metavar="NAME", help="whose rows without owner are"
        )
    parser.add_argument("--remember", action="store_true", help="keep what --owner says for later imports")
    if verb.takes_week:
        parser.add_argument("--week", default="", help="the week of a sheet that names only weekdays")
    parser.add_argument(
        "--system", default="", metavar="NAME", help="whose ids the file's are, where two files have the same"
    )
    parser.add_argument("--sheet", help="the sheet of a workbook")
    parser.add_argument("--encoding", help="the file's encoding, where it is not detected")
    parser.add_argument("--delimiter", help="what separates cells, where it is not detected")
    parser.add_argument("--mend", action="store_true", help='put letters right that are broken: "MÃ¼ller"')
    parser.add_argument(
        "--no-header", action="store_true", help="the first row is a record: no names of columns"
    )
    parser.add_argument(
        "--report", default="", metavar="FILE", help="write the rows left out, with their reasons, to a CSV"
    )
    parser.add_argument("--json", action="store_true", help="the result for machines; does not ask")


def said_of_files(verb: ImportVerb, options: argparse.Namespace, session: Session) -> Options:
    """What was said of the files. Raises UsageError where that makes no sense."""
    from data.calendar.days import day_of, parse_week
    from data.imports.options import Options, parse_owners, parse_pairs
    from data.imports.source_systems import system_named
    from data.people.person import find

    if options.map and options.use_map:
        raise UsageError("Say --map or --use-map, not both.")
    meanings: dict[str, str] = {}
    if verb.meanings is not None:
        meanings = parse_pairs(options.meanings, f"{verb.meanings.option} {verb.meanings.example}")
    owners, owner = parse_owners(options.owner, "--owner 'pam.beesly@example.com=pam'")
    owner = (options.other if verb.for_others else "") or owner
    if options.remember and not owners:
        raise UsageError("--remember keeps what --owner says. Name an owner.")
    week = options.week if verb.takes_week else ""
    return Options(
        sheet=options.sheet,
        encoding=options.encoding,
        delimiter=options.delimiter,
        header=not options.no_header,
        mend=options.mend,
        mapping=options.map,
        use_map=options.use_map,
        owners=owners,
        owner=find(session.store, owner) if owner else None,
        meanings=meanings,
        week=parse_week(week, day_of(session.now, session.person.zone)) if week else None,
        system=system_named(options.system) if options.system else "",
    )
