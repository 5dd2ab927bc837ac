"""``cockpit review``: the page of a week, in every form; submit, return, sign, answer, adjust; lists of weeks."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cockpit.formats import format_of
from cockpit.parser import screen_width
from cockpit.parts import Parts
from cockpit.verbs.reviews import review_change, review_list
from cockpit.verbs.reviews.forms import as_json, as_markdown, as_sheet, as_text
from cockpit.verbs.reviews.which_week import the_monday, the_person
from cockpit.words import line
from data.kernel.errors import Refused, UsageError
from data.kernel.text import clean
from data.reviews.glance import Reviewed, reviewed

if TYPE_CHECKING:
    from cockpit.session import Session

EXAMPLE = """\
examples:
  cockpit review
  cockpit review --week last --person ben --format html --out ben.html
  cockpit review --week 2026-W47 --out week.xlsx      in the shape of the spreadsheet; it comes in again
  cockpit review submit --words "Two demos moved to Monday"
  cockpit review list --state submitted
  cockpit review sign ben --week last"""

FORMATS = ("text", "md", "html", "xlsx", "json")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the page; the parts of the verb."""
    parser.set_defaults(run_part=_show)
    parser.add_argument(
        "--week",
        dest="shown_week",
        type=line,
        default="",
        metavar="WEEK",
        help="as last, 2026-W47, or a day in it",
    )
    parser.add_argument(
        "--person", dest="shown_person", type=line, default="", metavar="WHO", help="somebody's (yours)"
    )
    parser.add_argument("--format", choices=FORMATS, help="text (as the file's name says, else text)")
    parser.add_argument("--out", default="", metavar="FILE", help="write to a file, which is replaced")
    parts = Parts(parser)
    review_change.add_to(parts)
    review_list.add_to(parts)


def run(options: argparse.Namespace, session: Session) -> int:
    """Do one part, or show the page."""
    if options.run_part is not _show and (options.shown_week or options.shown_person or options.out):
        raise UsageError(
            "The options of the page stand alone; a part has its own behind it: cockpit review --help"
        )
    code: int = options.run_part(options, session)
    return code


def _show(options: argparse.Namespace, session: Session) -> int:
    out = "" if options.out == "-" else options.out
    form = format_of(options.format, options.out, FORMATS, "text")
    if form == "xlsx" and not out:
        raise UsageError("A workbook goes to a file. Type: cockpit review --out week.xlsx")
    if out:
        from data.backup.protected_files import refuse_replacing

        refuse_replacing(out, session.path)
    person = the_person(session, options.shown_person)
    if not person.sells and not options.shown_person:
        raise Refused(f"{person.name} does not sell: there is no week to review.", code="week.of_no_seller")
    monday = the_monday(session, options.shown_week, person)
    found = reviewed(session.store, session.person, person, monday, session.now)
    if form == "xlsx":
        from data.files.export import write_table

        write_table(out, "xlsx", *as_sheet(found), session.settings.file_mode)
    elif out:
        from data.files.export import write_text

        write_text(out, _text(found, form, None), session.settings.file_mode)
    else:
        print(_text(found, form, screen_width()))
        return 0
    print(f"Written: {clean(out)}")
    return 0


def _text(found: Reviewed, form: str, width: int | None) -> str:
    if form == "html":
        from cockpit.verbs.reviews.html_page import as_html

        return as_html(found)
    if form == "json":
        return as_json(found)
    return as_markdown(found) if form == "md" else as_text(found, width)
