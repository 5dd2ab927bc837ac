"""``cockpit people``: add, list, edit or deactivate people."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING, Any

from cockpit.answer import say_json, say_result
from cockpit.imports.verb import ImportVerb, add_options
from cockpit.keys_follow import say_followed
from cockpit.parts import Parts
from cockpit.text_tables import Column, text_table
from cockpit.words import line, points
from data.calendar.days import day_of, full_day, monday_of, onboarding_week
from data.calendar.hours import DEFAULT_HOURS
from data.calendar.moments import parse_day
from data.kernel.errors import UsageError
from data.kernel.text import clean
from data.leads.queue import open_leads_of
from data.people.aliases import aliases_by_person
from data.people.commands import NAMELESS_HANDLE, AddPerson, EditPerson, handle_from
from data.people.goal import goal_of, goal_rules
from data.people.goal_commands import NewGoal, begins_on
from data.people.leaving import LeavePerson
from data.people.person import ROLES, Person, by_id, everybody, find, handles_by_id
from data.people.sales_roles import SALES_ROLES

if TYPE_CHECKING:
    from cockpit.session import Session
    from data.imports.spec import ImportSpec

EXAMPLE = """\
examples:
  cockpit people list
  cockpit people add "Li Wei" --start 2026-11-02 --manager maria
  cockpit people edit li --hours "Mon-Thu 08:00-17:00, Fri 08:00-13:00"
  cockpit people edit li --sales-role SE
  cockpit people import team.csv
  cockpit people deactivate li --to ben      ben goes on with what is open of li's"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The parts of the verb."""
    parts = Parts(parser)
    lister = parts.add("list", "show the people", "cockpit people list --all", _list)
    lister.add_argument("--all", action="store_true", help="also those no longer active")
    lister.add_argument("--json", action="store_true", help="the people for machines")
    adder = parts.add(
        "add", "add a person", 'cockpit people add "Li Wei" --start 2026-11-02 --manager maria', _add
    )
    adder.add_argument("person_name", metavar="NAME", help="the person's name")
    _add_particulars(adder)
    editor = parts.add(
        "edit", "change a person's particulars", "cockpit people edit li --role manager", _edit
    )
    editor.add_argument("who", metavar="WHO", type=line, help="handle, e-mail address or name")
    editor.add_argument("--name", help="another name")
    editor.add_argument("--active", action="store_const", const=1, help="active again")
    _add_particulars(editor)
    importer = parts.add(
        "import", "bring in a sales team from a file", "cockpit people import team.csv", _import
    )
    add_options(importer, IMPORT)
    leaver = parts.add(
        "deactivate",
        "keep a person's records and take the access",
        "cockpit people deactivate li --to ben",
        _leave,
    )
    leaver.add_argument("who", metavar="WHO", type=line, help="handle, e-mail address or name")
    leaver.add_argument(
        "--to",
        dest="heir",
        metavar="WHO",
        type=line,
        help="who goes on with the open leads, deals, handovers, customers and the team",
    )


def _add_particulars(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--handle", help="a short name to type, as li")
    parser.add_argument("--email", type=line, help="e-mail address")
    parser.add_argument("--role", type=line, metavar="ROLE", help=", ".join(ROLES))
    parser.add_argument(
        "--sales-role", type=line, metavar="ROLE",
        help="; ".join(f"{role.code}: {role.name}" for role in SALES_ROLES) + "; none: all of it",
    )  # fmt: skip
    parser.add_argument("--sells", choices=("yes", "no"), help="whether the person logs points (yes)")
    parser.add_argument(
        "--manager", type=line, metavar="HANDLE", help="who reviews the weeks; none for nobody"
    )
    parser.add_argument("--territory", type=line, metavar="NAME", help="where the person sells, as North")
    parser.add_argument(
        "--start", type=line, metavar="DAY", help="the first day, as 2026-11-02 (a new person's: today)"
    )
    parser.add_argument("--zone", type=line, help="time zone, as Europe/Lisbon")
    parser.add_argument("--hours", type=line, help='working hours, as "Mon-Fri 09:00-17:30"')
    parser.add_argument(
        "--goal", type=points, metavar="POINTS", help="a weekly goal of the person's own, from this Monday"
    )
    parser.add_argument(
        "--alias",
        action="append",
        default=[],
        metavar="TEXT",
        help="a name in imported files; may be repeated",
    )


def _team() -> ImportSpec[Any]:
    from data.deals.imports.team_spec import TEAM_IMPORT

    return TEAM_IMPORT


IMPORT = ImportVerb(_team, "CSV, TSV, XLSX or JSON of who sells, for which manager, in which territory")


def _import(options: argparse.Namespace, session: Session) -> int:
    from cockpit.imports.run import run_import

    return run_import(IMPORT, options, session)


def run(options: argparse.Namespace, session: Session) -> int:
    """Run the part that was named."""
    return int(options.run_part(options, session))


def _add(options: argparse.Namespace, session: Session) -> int:
    today = day_of(session.now, session.person.zone)
    columns: dict[str, Any] = {
        "name": options.person_name,
        "handle": "",
        "role": "rep",
        "start_date": today.isoformat(),
        "time_zone": session.person.time_zone,
        "working_hours": DEFAULT_HOURS,
        **_columns(options, session),
    }
    result = session.apply(
        AddPerson,
        columns=columns,
        goal=_goal(options, session),
        aliases=tuple(options.alias),
    )
    say_result(session, result)
    added = by_id(session.store, result.id)
    handle = added.handle
    _say_goal(_goal(options, session), added, session)
    if not options.handle and handle_from(options.person_name) == NAMELESS_HANDLE:
        print(f"No handle can be made of the name. Another: cockpit people edit {handle} --handle HANDLE")
    if not options.start:
        print(f"The first day is today, {today}. Another: cockpit people edit {handle} --start DAY")
    if not session.is_named:
        print(
            f"There are several people now. Say once who you are: cockpit settings as {session.person.handle}"
        )
    return 0


def _edit(options: argparse.Namespace, session: Session) -> int:
    person = find(session.store, options.who)
    columns = _columns(options, session)
    columns |= {"name": options.name} if options.name is not None else {}
    columns |= {"active": 1} if options.active else {}
    if not columns and options.goal is None and not options.alias:
        raise UsageError("Say what to change. Example: cockpit people edit li --role manager")
    result = session.apply(
        EditPerson,
        person_id=person.id,
        columns=columns,
        goal=_goal(options, session),
        aliases=tuple(options.alias),
    )
    say_result(session, result)
    say_followed(session, result.id)
    _say_goal(_goal(options, session), by_id(session.store, person.id), session)
    return 0


def _say_goal(goal: NewGoal | None, person: Person, session: Session) -> None:
    """From when a goal counts that does not count yet."""
    if goal is None or goal.points is None:
        return
    begins = begins_on(goal, person.start)
    if begins > monday_of(day_of(session.now, person.zone)):
        print(
            f"The goal counts from week {onboarding_week(person.start, begins)} of onboarding, "
            f"{full_day(begins)}. From the first week: "
            f"cockpit goals set {goal.points} --for {person.handle} --weeks 1-"
        )


def _leave(options: argparse.Namespace, session: Session) -> int:
    person = find(session.store, options.who)
    if options.heir:
        heir = find(session.store, options.heir)
        gone = session.apply(LeavePerson, person_id=person.id, heir_id=heir.id)
        say_result(session, gone)
        say_followed(session, gone.id)
        return 0
    gone = session.apply(EditPerson, person_id=person.id, columns={"active": 0})
    say_result(session, gone)
    say_followed(session, gone.id)
    left = open_leads_of(session.store, person.id)
    if left:
        leads = "1 open lead" if left == 1 else f"{left:,} open leads"
        print(
            f"{clean(person.name)} leaves {leads}: cockpit leads list --view unassigned\n"
            "Give one away: cockpit leads assign LEAD PERSON. Many: mark them in the inbox (g i, V u), then @\n"
            f"All that is open in one step: cockpit undo, cockpit people deactivate {person.handle} --to WHO"
        )
    return 0


def _first_day(options: argparse.Namespace, session: Session) -> str | None:
    if options.start is None:
        return None
    where = session.person.zone
    return parse_day(options.start, day_of(session.now, where), where).isoformat()


def _columns(options: argparse.Namespace, session: Session) -> dict[str, Any]:
    """The columns of the table that the options name."""
    named = {
        "handle": options.handle,
        "email": options.email,
        "role": options.role,
        "sales_role": _sales_role(options),
        "start_date": _first_day(options, session),
        "time_zone": options.zone,
        "working_hours": options.hours,
        "territory": options.territory,
    }
    columns: dict[str, Any] = {name: value for name, value in named.items() if value is not None}
    if options.sells is not None:
        columns["sells"] = int(options.sells == "yes")
    if options.manager is not None:
        nobody = options.manager.lower() in ("", "none", "nobody")
        columns["manager_id"] = None if nobody else find(session.store, options.manager).id
    return columns


def _sales_role(options: argparse.Namespace) -> str | None:
    role: str | None = options.sales_role
    return "" if role is not None and role.lower() in ("", "none") else role


def _goal(options: argparse.Namespace, session: Session) -> NewGoal | None:
    if options.goal is None:
        return None
    monday = monday_of(day_of(session.now, session.person.zone))
    return NewGoal(options.goal or None, monday.isoformat())


def _list(options: argparse.Namespace, session: Session) -> int:
    people = everybody(session.store, active_only=not options.all)
    handles = handles_by_id(session.store)
    aliases = aliases_by_person(session.store)
    facts = [
        _facts(person, session)
        | {"manager": handles.get(person.manager_id or 0), "aliases": aliases.get(person.id, [])}
        for person in people
    ]
    if options.json:
        say_json(facts)
        return 0
    columns = [
        Column("handle"), Column("name"), Column("role"), Column("sells as", is_spare=True),
        Column("manager"), Column("start"), Column("goal", True), Column("zone"), Column("working hours"), Column(""),
    ]  # fmt: skip
    rows = [
        (
            fact["handle"], fact["name"], fact["role"], fact["sales_role"], fact["manager"], fact["start"],
            "" if fact["goal"] is None else fact["goal"], fact["zone"], fact["hours"], _remarks(fact),
        )
        for fact in facts
    ]  # fmt: skip
    print(text_table(columns, rows))
    return 0


def _remarks(fact: dict[str, Any]) -> str:
    words = [] if fact["active"] else ["no longer active"]
    words += [] if fact["sells"] else ["does not sell"]
    words += [fact["territory"]] if fact["territory"] else []
    words += [f"alias {', '.join(fact['aliases'])}"] if fact["aliases"] else []
    return "; ".join(words)


def _facts(person: Person, session: Session) -> dict[str, Any]:
    store = session.store
    monday: date = monday_of(day_of(session.now, person.zone))
    return {
        "handle": person.handle,
        "name": person.name,
        "email": person.email,
        "role": person.role,
        "sales_role": person.sales_role,
        "sells": bool(person.sells),
        "territory": person.territory,
        "start": person.start_date,
        "zone": person.time_zone,
        "hours": person.working_hours,
        "goal": goal_of(goal_rules(store, person.id), person.start, monday),
        "active": bool(person.active),
    }
