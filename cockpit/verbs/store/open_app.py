"""``cockpit`` without a verb: the screen; without a terminal, the week as text."""

from __future__ import annotations

# Not ``signal``, which makes enumerations of its numbers first.
import _signal  # type: ignore[import-not-found]
import os
import sys

from cockpit.session import Session
from data.kernel.engine import is_cluster
from data.kernel.errors import CockpitError, Unreachable
from data.kernel.quick_typing import TYPE_CHECKING
from widgets.terminal import NORMAL_SCREEN, is_terminal, takes_links

if TYPE_CHECKING:
    from cockpit.settings import Settings
    from widgets.keys import Keymap

_COLLECT_AT = (2000, 5, 20)
"""The collector's thresholds. A pass over everything holds up the keys: it comes four times less often than usual."""


def run(session: Session) -> int:
    """Open the app, or print the week where there is no terminal to open it on.

    Where no node of the store answers, what is logged is kept until one does. Where there is no store yet, a terminal
    is asked for a name first. Raises StoreError where there is one that cannot be opened.
    """
    if not has_terminal():
        from cockpit.verbs.points import week

        return week.print_current(session)
    if is_cluster(session.path) and not _is_reached(session):
        return 0
    notice = ""
    if session.is_missing:
        from cockpit.first_start import begin

        notice = begin(session)
        if not notice:
            return 0
    return open_screen(session, notice)


def _is_reached(session: Session) -> bool:
    """Whether a node answers, now or once somebody has waited for one; False where the person left before."""
    try:
        session.reach()
    except Unreachable as error:
        from cockpit.no_node import await_node

        return await_node(session, error, _keymap(session.settings)[0])
    return True


def has_terminal() -> bool:
    """Whether both ends are a terminal that can show a screen."""
    return sys.stdin.isatty() and is_terminal(sys.stdout, os.environ)


def open_screen(
    session: Session, notice: str = "", *, is_new: bool = False, guest: tuple[str, float] | None = None
) -> int:
    """Paint the first numbers, then bring up the app; whoever is here for the first time is shown the first keys.

    ``guest`` is somebody who comes in over SSH: the fingerprint of the key, and after how many seconds without a key
    the session ends.
    """
    from cockpit.splash import paint
    from data.calendar.days import day_of, monday_of
    from data.points.week import week_of
    from data.points.weeks import streak_of

    person, now = session.person, session.now
    week = week_of(session.store, person, monday_of(day_of(now, person.zone)), now)
    streak = streak_of(session.store, person, now)
    _unwind_on_signals()
    leads = person.leads and _has_team(session)
    try:
        paint(week, "Team" if leads else "Points", streak)
        return _run_app(session, now, notice, is_new=is_new, leads=leads, guest=guest)
    except BaseException:
        # The first numbers stand on the alternate screen with the cursor hidden: never leave those behind.
        sys.stdout.write(NORMAL_SCREEN)
        sys.stdout.flush()
        raise


def _has_team(session: Session) -> bool:
    from data.team.team import has_team

    return has_team(session.store, session.person)


def _keymap(settings: Settings) -> tuple[Keymap, str]:
    """The keys that the person has changed, and what is wrong with their file: then the usual ones hold."""
    from widgets.keys import Keymap

    if not os.path.exists(settings.keys_file):
        return Keymap(), ""  # what checks a file imports all screens
    from cockpit.keymap import read_keymap

    try:
        return read_keymap(settings.keys_file), ""
    except CockpitError as error:
        from screens.shell.advice import worded

        return Keymap(), f"The usual keys hold. {worded(error)}"


def _unwind_on_signals() -> None:
    """Have signals unwind what is being done like any other end, until the app takes them."""

    def unwind(number: int, _frame: object) -> None:
        raise SystemExit(128 + number)

    for number in (_signal.SIGTERM, _signal.SIGHUP, _signal.SIGINT, _signal.SIGQUIT):
        if _signal.getsignal(number) != _signal.SIG_IGN:
            _signal.signal(number, unwind)


def _run_app(
    session: Session, now: int, notice: str, *, is_new: bool, leads: bool, guest: tuple[str, float] | None
) -> int:
    import gc
    from functools import partial

    gc.disable()
    from cockpit import daily_backup
    from cockpit.alerts import ways_of
    from cockpit.app import CockpitApp, TeamApp
    from cockpit.drafts import DraftFile, folder_of
    from cockpit.ending import run_to_its_end
    from cockpit.guest import Invitation
    from cockpit.keys_follow import follow_command
    from cockpit.settings import save
    from cockpit.themes import fitting
    from data.calendar.days import day_of, monday_of
    from data.points.board import board_of
    from data.points.entries import has_logged_nothing
    from data.points.why_goal import why_goal
    from screens.shell.desk import Desk

    person, settings = session.person, session.settings
    today = day_of(now, person.zone)
    seq = session.store.revision()
    board = board_of(session.store, person, monday_of(today), today, now, counts=False)
    # Who begins with a team is here to read, and may never log.
    is_first = is_new or (not leads and has_logged_nothing(session.store, person))
    why = why_goal(session.store, board.week) if is_first else None
    desk = Desk(session.store, person, person, lambda: session.now, seq)
    desk.reaches_files = session.bound_to is None
    desk.file_mode = settings.file_mode
    desk.shows_links = settings.links and takes_links(sys.stdout, os.environ)
    desk.follows = partial(follow_command, session)
    desk.keymap, trouble = _keymap(settings)
    if is_cluster(session.path):
        from cockpit.offline import outbox_of, remember

        desk.outbox = outbox_of(remember(session))
    drafts = DraftFile(folder_of(os.environ), session.path, person.id)
    app = (TeamApp if leads else CockpitApp)(
        desk,
        board,
        theme=fitting(os.environ, settings.theme),
        notice=notice,
        trouble=trouble,
        why=why,
        remember=lambda name, value: save(settings.file, name, value),
        ways=ways_of(settings, os.environ),
        drafts=drafts,
    )
    if guest is not None:
        app.invitation = Invitation(person.id, *guest)

    def complain(words: str) -> None:
        if app.is_running:
            app.call_from_thread(app.front.say, words, tone="warn")

    backup = daily_backup.begin(session.store, complain)

    def finish() -> None:
        backup.cancel()
        app.save_unfinished()
        drafts.close()
        desk.close()

    gc.enable()
    gc.set_threshold(*_COLLECT_AT)
    gc.freeze()
    code = run_to_its_end(app, finish)
    if app.farewell:
        print(app.farewell)
    return code
