"""``cockpit outreach``: how many new prospects were contacted this month, against which targets."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cockpit.answer import say_json, say_result
from cockpit.parser import screen_width
from cockpit.parts import Parts
from cockpit.text_tables import Column, text_table
from cockpit.verbs.deals.funnel_numbers import outreach_facts
from cockpit.verbs.deals.which_deal import add_narrowing, narrowing
from cockpit.words import line
from data.calendar.days import day_of
from data.deals.months import days_of_month
from data.deals.outreach import WAYS, SetOutreachTarget, all_targets, outreach_of, targets
from data.deals.period import cohort
from data.deals.quotas import checked_month
from data.kernel.errors import UsageError
from data.kernel.text import clean
from data.people.person import find, handles_by_id

if TYPE_CHECKING:
    from cockpit.session import Session

EXAMPLE = """\
examples:
  cockpit outreach
  cockpit outreach list --of ben --month 2026-10 --json
  cockpit outreach set --for ben --prospects 60 --calls 40 --emails 50 --meetings 8
  cockpit outreach set --for ben              no target any more
  cockpit outreach targets"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The parts of the verb."""
    parts = Parts(parser)
    lister = parts.add("list", "new prospects contacted in a month", "cockpit outreach list --of ben", _list)
    add_narrowing(lister)
    setter = parts.add("set", "set the targets of a month", "cockpit outreach set --prospects 60", _set)
    setter.add_argument(
        "--for", dest="who", type=line, metavar="WHO", help="whose (everybody's who has none)"
    )
    for way in WAYS:
        setter.add_argument(f"--{way}", metavar="N", help=f"how many {way} a month")
    known = parts.add("targets", "every target that was set", "cockpit outreach targets", _targets)
    for part in (lister, setter):
        part.add_argument("--month", default="", metavar="MONTH", help="as 2026-12 (this month)")
    for part in (lister, setter, known):
        part.add_argument("--json", action="store_true", help="the result for machines")


def run(options: argparse.Namespace, session: Session) -> int:
    """Do one part."""
    code: int = options.run_part(options, session)
    return code


def _month(options: argparse.Namespace, session: Session) -> str:
    today = day_of(session.now, session.person.zone)
    return checked_month(options.month) if options.month else today.isoformat()[:7]


def _number(text: str | None) -> int | None:
    if text is None:
        return None
    if not text.isdecimal():
        raise UsageError(f"{clean(text, 20)!r} is no target. Write a whole number, like 40.")
    return int(text)


def _set(options: argparse.Namespace, session: Session) -> int:
    result = session.apply(
        SetOutreachTarget,
        from_month=_month(options, session),
        person_id=find(session.store, options.who).id if options.who else None,
        prospects=_number(options.prospects),
        calls=_number(options.calls),
        emails=_number(options.emails),
        meetings=_number(options.meetings),
    )
    return say_result(session, result, as_json=options.json)


def _list(options: argparse.Namespace, session: Session) -> int:
    month, look, person = _month(options, session), narrowing(options, session), session.person
    period = cohort(*days_of_month(month), person)
    done, aims = outreach_of(session.store, person, look, period), targets(session.store, person, look, month)
    if options.json:
        say_json({"month": month, **outreach_facts(done, aims), "engaged": len(done.engaged)})
        return 0
    columns = [Column(f"new prospects in {month}"), Column("contacted", True), Column("target", True)]
    rows = [
        ("in all" if way == "prospects" else way, len(leads), "" if aims[way] is None else aims[way])
        for way, leads in done.by_way.items()
    ]
    print(text_table(columns, rows, screen_width()))
    return 0


def _targets(options: argparse.Namespace, session: Session) -> int:
    found = all_targets(session.store)
    handles = handles_by_id(session.store)
    if options.json:
        say_json([{**one._asdict(), "person": handles.get(one.person_id or 0)} for one in found])
        return 0
    if not found:
        print("No target is set. Set one: cockpit outreach set --prospects 60 --calls 40")
        return 0
    columns = [Column("whose"), Column("from"), *(Column(way, True) for way in WAYS)]
    rows = [
        (
            handles.get(one.person_id or 0, "everybody"),
            one.from_month,
            *("" if one.of(way) is None else one.of(way) for way in WAYS),
        )
        for one in found
    ]
    print(text_table(columns, rows, screen_width()))
    return 0
