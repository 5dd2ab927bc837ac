"""``cockpit`` without a verb: the screen; without a terminal, the week as text."""

from __future__ import annotations

import argparse
import os
import sys

from cockpit.session import Session


def run(options: argparse.Namespace, session: Session) -> int:
    """Open the app, or print the week where there is no terminal to open it on."""
    if not has_terminal():
        from cockpit.verbs import week

        return week.print_current(session)
    return open_screen(session)


def has_terminal() -> bool:
    """Whether both ends are a terminal that can show a screen."""
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "dumb") not in ("", "dumb", "unknown")


def open_screen(session: Session, notice: str = "") -> int:
    """Paint the first numbers, then bring up the app."""
    from cockpit.splash import paint
    from data.calendar.days import day_of, monday_of
    from data.points.week import week_of
    from data.points.weeks import streak_of

    person, now = session.person, session.now
    today = day_of(now, person.zone)
    week = week_of(session.store, person, monday_of(today), now)
    paint(week, "Points", streak_of(session.store, person, now))

    import gc

    gc.disable()
    from cockpit.app import CockpitApp
    from data.points.board import board_of
    from screens.desk import Desk

    seq = session.store.revision()
    board = board_of(session.store, person, monday_of(today), today, now)
    desk = Desk(session.store, person, person, lambda: session.now, seq)
    app = CockpitApp(desk, board, theme=session.settings.theme, notice=notice)
    gc.enable()
    gc.freeze()
    try:
        app.run()
    finally:
        desk.close()
    return app.return_code or 0
