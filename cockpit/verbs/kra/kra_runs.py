"""The parts of ``cockpit kra`` on whole runs: begin one at an event, close, open again."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cockpit.agreement import agrees, can_ask
from cockpit.answer import say_result
from cockpit.parts import Parts
from cockpit.verbs.kra.kra_answer import about_of
from cockpit.verbs.kra.which_run import add_which, add_whose, the_person, the_runs
from cockpit.words import line
from data.kernel.errors import Refused
from data.kra.answering import BeginRun
from data.kra.closing import CloseRun, ReopenRun, WhatIsOpen
from data.kra.find import find_run
from data.kra.overview import RunView
from data.kra.standard import find_standard

if TYPE_CHECKING:
    from cockpit.session import Session


def add_to(parts: Parts) -> None:
    """Add the parts and their options."""
    beginner = parts.add(
        "begin",
        "begin a run at an event",
        "cockpit kra begin sales-executive handover --deal website",
        _begin,
    )
    beginner.add_argument(
        "named", metavar="STANDARD", type=line, help="its code, or the beginning of its title"
    )
    beginner.add_argument("event", metavar="EVENT", type=line, help="which event, as handover")
    beginner.add_argument("--note", default="", metavar="TEXT", help="what it is about")
    for name in ("lead", "deal", "company"):
        beginner.add_argument(
            f"--{name}", default="", metavar=name.upper(), help=f"the {name} that it is about"
        )
    add_whose(beginner)
    closer = parts.add(
        "close", "close a run", "cockpit kra close sales-executive --period week --carry", _close
    )
    closer.add_argument("run", metavar="STANDARD", type=line, help="its code, or the beginning of its title")
    add_which(closer)
    what = closer.add_mutually_exclusive_group()
    what.add_argument("--carry", action="store_true", help="carry what is open over to the next period")
    what.add_argument("--yes", action="store_true", help="what is open counts as not done")
    opener = parts.add(
        "reopen",
        "open a closed run again",
        "cockpit kra reopen sales-executive --period 2026-W47 --for ben --reason typo",
        _reopen,
    )
    opener.add_argument("run", metavar="STANDARD", type=line, help="its code, or the beginning of its title")
    opener.add_argument("--reason", default="", help="why")
    add_which(opener)
    for parser in (beginner, closer, opener):
        parser.add_argument("--json", action="store_true", help="the result for machines")


def _begin(options: argparse.Namespace, session: Session) -> int:
    person = the_person(session, options)
    standard = find_standard(session.store, session.person, options.named)
    result = session.apply(
        BeginRun,
        person_id=person.id,
        standard=standard.code,
        event=options.event,
        text=options.note,
        about=about_of(options, session),
    )
    return say_result(session, result, as_json=options.json)


def _the_run(options: argparse.Namespace, session: Session, *, closed: bool) -> RunView:
    runs = the_runs(session, options)
    fitting = [run for run in runs if run.is_closed == closed]
    return find_run(fitting or runs, options.run)


def _close(options: argparse.Namespace, session: Session) -> int:
    run = _the_run(options, session, closed=False)
    what: WhatIsOpen = "carry" if options.carry else "leave" if options.yes else ""
    try:
        result = session.apply(CloseRun, run=run.key, what_is_open=what)
    except Refused as error:
        if error.code != "kra.items_open" or not can_ask() or not agrees(_question(run)):
            raise
        result = session.apply(CloseRun, run=run.key, what_is_open="leave")
    return say_result(session, result, as_json=options.json)


def _question(run: RunView) -> str:
    left = ", ".join(view.item.title for view in run.left)
    return f"Still open: {left}. Close {run.standard.title} all the same?"


def _reopen(options: argparse.Namespace, session: Session) -> int:
    run = _the_run(options, session, closed=True)
    return say_result(
        session, session.apply(ReopenRun, run=run.key, reason=options.reason), as_json=options.json
    )
