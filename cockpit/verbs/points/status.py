"""``cockpit status``: one line of plain ASCII for a prompt or a tmux bar."""

from __future__ import annotations

from cockpit.answer import say_json
from data.calendar.days import day_of, monday_of, week_label
from data.kernel.errors import Unreachable
from data.kernel.quick_typing import TYPE_CHECKING
from data.people.goal import no_goal_words, points_words
from data.points.week import week_of

if TYPE_CHECKING:
    import argparse

    from cockpit.session import Session
    from data.points.week import Week

EXAMPLE = """\
examples:
  cockpit status              312/500 pace 375 -63  today 44
  cockpit status --short      312/500 -63
  set -g status-right "#(cockpit status)"      in ~/.tmux.conf"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the verb."""
    parser.add_argument(
        "--short", action="store_true", help="points, goal and the distance to the pace alone"
    )
    parser.add_argument("--json", action="store_true", help="every number, for machines")


def run(options: argparse.Namespace, session: Session) -> int:
    """Print where the person stands now; where no node answers, that, and what waits to be sent."""
    try:
        return _tell(options, session)
    except Unreachable as error:
        from cockpit.offline import say_unreachable

        return say_unreachable(session, error, as_json=options.json)


def _tell(options: argparse.Namespace, session: Session) -> int:
    person, now = session.person, session.now
    week = week_of(session.store, person, monday_of(day_of(now, person.zone)), now)
    if options.json:
        from data.points.weeks import streak_of

        say_json(facts_of(week, streak_of(session.store, person, now)))
    else:
        print(short_line(week) if options.short else status_line(week))
    return 0


def status_line(week: Week) -> str:
    """``312/500 pace 375 -63  today 44``: behind the pace is minus."""
    today = f"  today {week.today_points}"
    if week.is_of_no_seller:
        return "no points are counted for who does not sell" + (
            "  team: cockpit week --team" if week.person.leads else ""
        )
    if week.goal is None:
        return f"{points_words(week.total)}, {no_goal_words(week.number, week.goal_from)}{today}"
    if week.pace is None:
        return f"{week.total}/{week.goal} no working days{today}"
    return f"{week.total}/{week.goal} pace {week.pace} {week.total - week.pace:+d}{today}"


def short_line(week: Week) -> str:
    """``312/500 -63``."""
    if week.is_of_no_seller:
        return "does not sell"
    if week.goal is None:
        return f"{week.total}"
    return f"{week.total}/{week.goal}" + ("" if week.pace is None else f" {week.total - week.pace:+d}")


def facts_of(week: Week, streak: int | None = None) -> dict[str, object]:
    """A week's numbers for machines; null stands for n/a. ``behind`` is pace minus points.

    The onboarding week is null before the start.
    """
    facts: dict[str, object] = {
        "person": week.person.handle,
        "name": week.person.name,
        "week": week_label(week.monday),
        "monday": week.monday.isoformat(),
        "onboarding_week": week.number if week.number > 0 else None,
        "sells": bool(week.person.sells),
        "points": week.total,
        "goal": week.goal,
        "goal_from_week": week.goal_from,
        "pace": week.pace,
        "behind": week.behind,
        "missing": week.missing,
        "today": week.today_points,
        "needed_a_day": week.needed_a_day,
        "days_left": week.days_left,
        "flagged": week.flagged,
        "signed_by": week.signed_by or None,
    }
    return facts if streak is None else {**facts, "streak": streak}
