"""``cockpit team``: who of the team needs attention, and why, with everybody's week."""

from __future__ import annotations

import argparse
from datetime import tzinfo
from typing import TYPE_CHECKING, Any

from cockpit.answer import say_json, say_result
from cockpit.parser import screen_width
from cockpit.text_tables import WHOLE, Column, markdown, markdown_table, text_table
from cockpit.verbs.records.record_words import instant
from data.calendar.days import week_label
from data.kernel.errors import Refused
from data.kernel.text import clean
from data.points.headline import plain
from data.team.member import Member
from data.team.need import by_need, by_rank, reasons
from data.team.ranking import SetRanking
from data.team.team import Team, team_as_of
from data.team.words import last_words, pace_words, undone_parts, week_words, why_words
from widgets.charts.sparkline import sparkline

if TYPE_CHECKING:
    from cockpit.session import Session

EXAMPLE = """\
examples:
  cockpit team
  cockpit team --order rank
  cockpit team --md
  cockpit team --json
  cockpit team --ranking off       your team is ranked no more; of an admin, no team

Who needs attention comes first: answers overdue, nothing logged, behind the pace, KRA runs overdue, deals
stuck, leads cold, weeks unsent, entries flagged. The ranking is by the share of the goal."""

NEED, RANK, NAME = "need", "rank", "name"
_SPARKS = 8


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """In which order, and how it is told."""
    parser.add_argument("--order", choices=(NEED, RANK, NAME), default=NEED, help="need, rank or name (need)")
    parser.add_argument("--ranking", choices=("on", "off"), help="switch the ranking of the team on or off")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--json", action="store_true", help="the team for machines")
    how.add_argument("--md", action="store_true", help="the team in Markdown")


def run(options: argparse.Namespace, session: Session) -> int:
    """Print the team. Raises Refused for who reviews nobody."""
    if not session.person.leads:
        raise Refused("The team is for managers and admins. Your own: cockpit week")
    if options.ranking:
        result = session.apply(SetRanking, on=options.ranking == "on")
        return say_result(session, result, as_json=options.json)
    team = team_as_of(session.store, session.person, session.now)
    if options.order == RANK and not team.is_ranked:
        raise Refused("This team is not ranked. Switch it on: cockpit team --ranking on")
    members = _ordered(team, options.order)
    if options.json:
        say_json(_facts(team, members))
        return 0
    if not members:
        print(
            "Nobody is in your team yet. An admin says who reviews whom: cockpit people edit WHO --manager you"
        )
        return 0
    columns, rows = _table(members, team, session, is_ranked=options.order == RANK)
    score, undone = plain(team.totals.score.score_parts()), plain(undone_parts(team.totals))
    if options.md:
        heading = f"# Team of {markdown(clean(team.manager.name))}, {week_label(team.weeks[-1].monday)}"
        print(f"{heading}\n\n{markdown(score)}\n\n{markdown(undone)}\n\n{markdown_table(columns, rows)}")
        return 0
    print(f"{score}\n{undone}\n\n{text_table(columns, rows, screen_width())}")
    return 0


def _ordered(team: Team, order: str) -> list[Member]:
    if order == RANK:
        return by_rank(team.members)
    return by_need(team.members) if order == NEED else sorted(team.members, key=lambda one: one.person.name)


def _table(
    members: list[Member], team: Team, session: Session, *, is_ranked: bool
) -> tuple[list[Column], list[tuple[object, ...]]]:
    columns = [
        *([Column("rank", True)] if is_ranked else []), Column("name", least=10), Column("week", True, least=WHOLE),
        Column("pace", least=WHOLE), Column("weeks", least=WHOLE, drop=2), Column("last", drop=1, least=WHOLE),
        Column("why", least=24),
    ]  # fmt: skip
    hours = session.person.hours
    rows: list[tuple[object, ...]] = [
        (
            *((place if one.of_team.goal else "",) if is_ranked else ()),
            clean(one.person.name), week_words(one), pace_words(one),
            sparkline([week.points for week in one.weeks[-_SPARKS:]]), last_words(one, team.now, hours),
            why_words(one),
        )
        for place, one in enumerate(members, 1)
    ]  # fmt: skip
    return columns, rows


def _facts(team: Team, members: list[Member]) -> dict[str, Any]:
    score = team.totals.score
    undone = {name: number for name, number in team.totals._asdict().items() if name != "score"}
    return {
        "manager": team.manager.handle,
        "week": week_label(team.weeks[-1].monday),
        "totals": {**score._asdict(), **undone},
        "weeks": [
            {
                "week": week_label(one.monday), "points": one.points, "goal": one.goal,
                "reached": one.reached, "with_goal": one.with_goal,
            }
            for one in team.weeks
        ],
        "ranked": team.is_ranked,
        "people": [_member_facts(one, team.manager.zone) for one in members],
    }  # fmt: skip


def _member_facts(one: Member, zone: tzinfo) -> dict[str, Any]:
    return {
        "person": one.person.handle,
        "name": one.person.name,
        "onboarding_week": one.number,
        "week": week_label(one.weeks[-1].monday),
        "points": one.total,
        "goal": one.goal,
        "pace": one.pace,
        "weeks": [week.points for week in one.weeks],
        "last_activity": instant(one.last_at, zone),
        "waiting": one.queue.waiting,
        "over": one.queue.breached,
        "minutes_over": one.over,
        "cold": one.queue.cold,
        "stuck": one.stuck,
        "kra_due": one.runs.due,
        "kra_overdue": one.runs.overdue,
        "to_sign": one.to_sign,
        "unsent": one.unsent,
        "bursts": one.flags.bursts,
        "logged_late": one.flags.late,
        "reasons": [reason.words for reason in reasons(one)],
    }
