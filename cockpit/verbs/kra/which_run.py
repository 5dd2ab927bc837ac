"""What the parts of ``cockpit kra`` share: whose runs, which run, which item, and how these are told to machines."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from cockpit.verbs.records.record_words import instant
from cockpit.words import line
from data.calendar.days import day_of
from data.kernel.errors import Refused
from data.kra.cadence import parse_span
from data.kra.find import find_item, runs_in
from data.kra.overview import ItemView, RunView
from data.kra.standard import find_standard
from data.people.person import Person, find
from data.people.reach import may_read

if TYPE_CHECKING:
    from cockpit.session import Session


def add_whose(parser: argparse.ArgumentParser) -> None:
    """The option that names whose runs are meant."""
    parser.add_argument("--for", dest="who", type=line, default="", metavar="WHO", help="somebody's (yours)")


def add_which(parser: argparse.ArgumentParser) -> None:
    """The options that name a run."""
    parser.add_argument("--standard", type=line, default="", metavar="STANDARD", help="of one standard")
    parser.add_argument(
        "--period",
        type=line,
        default="",
        metavar="PERIOD",
        help="of another period, as 2026-W47 (the present)",
    )
    add_whose(parser)


def add_item(parser: argparse.ArgumentParser) -> None:
    """The argument that names one item, and the options that say of which run."""
    parser.add_argument("item", metavar="ITEM", type=line, help="its code, or the beginning of its title")
    add_which(parser)


def the_person(session: Session, options: argparse.Namespace) -> Person:
    """Whose runs are meant. Raises Refused for somebody whom one does not reach."""
    if not options.who:
        return session.person
    person = find(session.store, options.who)
    if not may_read(session.store, session.person, person):
        raise Refused(f"{person.name}'s runs are for {person.name}, the manager and admins to read.")
    return person


def the_runs(session: Session, options: argparse.Namespace) -> list[RunView]:
    """The runs that the options leave."""
    person = the_person(session, options)
    today = day_of(session.now, person.zone)
    span = parse_span(options.period, today) if options.period else None
    standard = find_standard(session.store, session.person, options.standard).code if options.standard else ""
    found = runs_in(session.store, person, session.now, span, standard)
    if not found:
        whose = "You run" if person.id == session.person.id else f"{person.name} runs"
        raise Refused(f"{whose} no standard in that period.", code="kra.none_run")
    return found


def the_item(session: Session, options: argparse.Namespace) -> tuple[RunView, ItemView]:
    """The item that is meant, and its run. Raises Refused that names those who could be."""
    person = the_person(session, options)
    today = day_of(session.now, person.zone)
    runs = the_runs(session, options)
    return find_item(
        runs if options.period else [run for run in runs if not run.is_closed] or runs, options.item, today
    )


def run_facts(run: RunView, person: Person) -> dict[str, Any]:
    """A run for machines."""
    progress = run.progress
    return {
        "person": person.handle,
        "standard": run.standard.code,
        "title": run.standard.title,
        "version": run.standard.version,
        "cadence": run.key.cadence,
        "period": run.span.label,
        "first_day": run.span.first.isoformat(),
        "last_day": run.span.last.isoformat(),
        "about": run.run.about if run.run else "",
        "event": run.run.event if run.run else "",
        "due": run.due.isoformat(),
        "overdue": run.is_overdue,
        "closed_at": instant(run.run.closed_at if run.run else None, person.zone),
        "reopened_because": run.run.reopened if run.run else "",
        "done": progress.done,
        "of": progress.of,
        "open": progress.left,
        "items": [item_facts(view, person) for view in run.items],
        "comments": [comment.text for comment in run.comments],
    }


def item_facts(view: ItemView, person: Person) -> dict[str, Any]:
    """An item of a run for machines."""
    item, row = view.item, view.row
    return {
        "item": item.code,
        "area": item.area,
        "title": item.title,
        "judged": item.judged,
        "metric": item.metric or None,
        "ownership": item.ownership,
        "shared_with": item.shared_with,
        "carried_from": view.carried_from or None,
        "state": view.answer.state or "open",
        "verdict": view.answer.verdict,
        "reason": row.reason if row else "",
        "number": None if row is None or row.number is None else row.number / 100,
        "value": view.value,
        "counts": view.counts,
        "target": view.target,
        "at": instant(row.at if row and not view.answer.is_open else None, person.zone),
        "evidence": [
            {"text": one.text, "about": one.about_table or None, "at": instant(one.at, person.zone)}
            for one in view.evidence
        ],
        "evidence_asked_for": view.is_asked_for_evidence,
        "comments": [comment.text for comment in view.comments],
    }
