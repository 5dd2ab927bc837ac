"""The parts of ``cockpit leads`` that change single leads."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from cockpit.answer import say_json, say_result
from cockpit.parts import Parts
from cockpit.verbs.leads.which_lead import add_lead, the_lead
from cockpit.verbs.records.particulars import add_particulars, said_particulars
from cockpit.words import moment
from data.calendar.moment_in_text import snooze_of, step_of_parts
from data.kernel.commands import Result
from data.kernel.errors import UsageError
from data.kernel.ids import reference
from data.leads.commands import AddLead, AddNote, Assign, EditLead, Tag
from data.leads.fields import LEADS, TOGGLES
from data.leads.merge import MergeLeads
from data.leads.shared_contacts import sharing_with
from data.leads.triage import Disqualify, Qualify, ReceiveMessage, Reopen, SetNextStep, Snooze
from data.leads.win import WinLeads
from data.people.person import find

if TYPE_CHECKING:
    from cockpit.session import Session

_NOBODY = ("nobody", "none")
_WHEN = "2d, in 2 h, tomorrow 3pm, mon 9:30, friday week, next week, 24 dec"


def add_to(parts: Parts) -> None:
    """Add the parts and their options."""
    adder = _part(parts, "add", "a new lead of yours", '--name "Ana Costa" --company Acme', _add)
    add_particulars(adder, LEADS)
    editor = _part(parts, "edit", "change particulars of a lead", "acme --title CFO", _edit, lead=True)
    add_particulars(editor, LEADS)
    message = _part(
        parts, "message", "a message came in: its clock starts", 'acme --text "Price?"', _message, lead=True
    )
    message.add_argument("--text", default="", help="what it says")
    message.add_argument("--channel", default="", help="how it came: Fiverr, Upwork, direct, ...")
    message.add_argument("--at", metavar="WHEN", help="when it came: 14:05, yesterday 16:30 (now)")
    note = _part(parts, "note", "write a note on a lead", 'acme "prefers mornings"', _note, lead=True)
    note.add_argument("text", nargs="+", metavar="TEXT", help="the note")
    snooze = _part(parts, "snooze", "put a lead out of sight for a while", "acme 2d", _snooze, lead=True)
    snooze.add_argument("when", nargs="+", metavar="WHEN", help=f"{_WHEN}, or off")
    step = _part(parts, "step", "what to do next, and when", "acme mon 9:30 send offer", _step, lead=True)
    step.add_argument(
        "when", nargs="+", metavar="WHEN TEXT", help=f"{_WHEN} before or after what to do, or no date; or off"
    )
    qualify = _part(
        parts, "qualify", "a lead that can become a deal", "acme --budget yes", _qualify, lead=True
    )
    for column, name in TOGGLES.items():
        qualify.add_argument(
            f"--{name.replace(' ', '-')}", dest=column, choices=("yes", "no", "open"), help=f"{name}: yes, no"
        )
    turned = _part(
        parts, "disqualify", "turn a lead away", 'acme --reason "no budget"', _disqualify, lead=True
    )
    turned.add_argument("--reason", required=True, help="why: time-waster, no budget, wrong fit, ...")
    _part(parts, "win", "close a lead as won, and log its deal once", "acme", _win, lead=True)
    _part(parts, "reopen", "take a lead up again", "acme", _reopen, lead=True)
    assign = _part(parts, "assign", "give a lead to a person", "acme li", _assign, lead=True)
    assign.add_argument("person", metavar="PERSON", help="handle, e-mail address or name; nobody")
    tag = _part(parts, "tag", "put a tag on a lead", "acme vip", _tag, lead=True)
    tag.add_argument("tag", nargs="+", metavar="TAG", help="a word or a few; commas part several tags")
    tag.add_argument("--off", action="store_true", help="take them off")
    merge = _part(parts, "merge", "make one lead of two", "ana@acme.example 0cn4q6x00mt40", _merge, lead=True)
    merge.add_argument("others", nargs="+", metavar="OTHER", help="the leads that go into the first")


def _part(
    parts: Parts,
    name: str,
    line: str,
    example: str,
    run: Callable[[argparse.Namespace, Session], int],
    *,
    lead: bool = False,
) -> argparse.ArgumentParser:
    parser = parts.add(name, line, f"cockpit leads {name} {example}", run)
    if lead:
        add_lead(parser)
    parser.add_argument("--json", action="store_true", help="the result for machines")
    return parser


def _add(options: argparse.Namespace, session: Session) -> int:
    columns = said_particulars(options, LEADS)
    if not columns:
        raise UsageError("A lead needs a name or a company: --name, --company.")
    result = session.apply(AddLead, columns=columns, custom=dict(options.added))
    sharing = sharing_with(session.store, session.person, result.id)
    if options.json:
        say_json(
            {
                "id": reference(result.id),
                "lead": reference(result.id),
                "summary": result.summary,
                "possible_duplicates": [reference(lead.id) for lead in sharing.leads],
            }
        )
        return 0
    also = f"; {sharing.words}" if sharing.words else ""
    also += ": cockpit leads duplicates" if sharing.leads else ""
    return say_result(session, result._replace(summary=result.summary + also))


def _edit(options: argparse.Namespace, session: Session) -> int:
    columns = said_particulars(options, LEADS)
    added = dict(options.added)
    if not columns and not added:
        raise UsageError("Say what changes, such as: --title CFO")
    return _say(options, session, EditLead, lead_id=_id(options, session), columns=columns, custom=added)


def _message(options: argparse.Namespace, session: Session) -> int:
    now = session.now
    came = now if options.at is None else moment(options.at, now, session.person)
    lead = _id(options, session)
    channel, text = options.channel, options.text
    return _say(options, session, ReceiveMessage, lead_id=lead, received_at=came, text=text, channel=channel)


def _note(options: argparse.Namespace, session: Session) -> int:
    return _say(options, session, AddNote, lead_id=_id(options, session), text=" ".join(options.text))


def _snooze(options: argparse.Namespace, session: Session) -> int:
    until = snooze_of(" ".join(options.when), session.now, session.person.hours)
    return _say(options, session, Snooze, leads=(_id(options, session),), until=until)


def _step(options: argparse.Namespace, session: Session) -> int:
    step = step_of_parts(options.when, session.now, session.person.hours)
    return _say(
        options, session, SetNextStep,
        leads=(_id(options, session),), follow_up_at=step.at, text=step.words,
    )  # fmt: skip


def _qualify(options: argparse.Namespace, session: Session) -> int:
    said = {"yes": 1, "no": 0, "open": None}
    answers = {
        column: said[getattr(options, column)] for column in TOGGLES if getattr(options, column) is not None
    }
    # Without an answer to a question the lead itself is judged.
    judged = True if not answers else None
    return _say(options, session, Qualify, leads=(_id(options, session),), answers=answers, qualified=judged)


def _disqualify(options: argparse.Namespace, session: Session) -> int:
    return _say(options, session, Disqualify, leads=(_id(options, session),), reason=options.reason)


def _win(options: argparse.Namespace, session: Session) -> int:
    return _say(options, session, WinLeads, leads=(_id(options, session),))


def _reopen(options: argparse.Namespace, session: Session) -> int:
    return _say(options, session, Reopen, leads=(_id(options, session),))


def _assign(options: argparse.Namespace, session: Session) -> int:
    is_nobody = options.person.strip().lower() in _NOBODY
    person = None if is_nobody else find(session.store, options.person).id
    return _say(options, session, Assign, leads=(_id(options, session),), person_id=person)


def _tag(options: argparse.Namespace, session: Session) -> int:
    return _say(
        options, session, Tag, leads=(_id(options, session),), tag=" ".join(options.tag), on=not options.off
    )


def _merge(options: argparse.Namespace, session: Session) -> int:
    others = tuple(the_lead(session, text).id for text in options.others)
    return _say(options, session, MergeLeads, keep=_id(options, session), others=others)


def _id(options: argparse.Namespace, session: Session) -> int:
    return the_lead(session, options.lead).id


def _say(options: argparse.Namespace, session: Session, command: Any, **payload: Any) -> int:
    result: Result = session.apply(command, **payload)
    return say_result(session, result, as_json=options.json)
