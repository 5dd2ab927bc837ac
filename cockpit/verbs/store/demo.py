"""``cockpit demo``: open the app on a made-up company, or write such a store to a file."""

from __future__ import annotations

import argparse
import os
import sys
import time
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from cockpit.words import line
from data.demo.amounts import amounts
from data.kernel.errors import Refused, StoreError, UsageError
from data.kernel.private_files import make_folder
from data.kernel.text import clean
from data.schema import APPLICATION_ID, VERSION

if TYPE_CHECKING:
    from cockpit.session import Session

NOTICE = "This is the demo: people and numbers are made up, and made anew every day."
SEED = 7
DAYS_KEPT = 7
"""Days that a demo store stays: a session may be open on it for that long."""
HOUR_OF_TODAY = 15
"""With ``--today`` the store's history ends at this hour of that day, where the company is."""

EXAMPLE = """\
examples:
  cockpit demo
  cockpit demo --fresh        a new one in the place of today's
  cockpit demo --to big.db --reps 200 --activities 1000000 --leads 100000
  cockpit demo --to fixed.db --seed 3 --today 2026-11-19     the same rows every time"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the verb."""
    parser.add_argument(
        "--to", metavar="FILE", type=line, default="", help="write a store there and do not open it"
    )
    parser.add_argument(
        "--fresh",
        action="store_true",
        help="in the place of a demo that is there; what was done in it is lost",
    )
    parser.add_argument("--yes", action="store_true", help="do not ask about what is lost by --fresh")
    for name, amount in amounts().items():
        parser.add_argument(
            f"--{name}", metavar="N", type=_number, help=f"{amount.counts} ({amount.usual:,})"
        )
    parser.add_argument("--seed", metavar="N", type=_number, help=f"another seed, another company ({SEED})")
    parser.add_argument("--today", metavar="DAY", type=line, help="the day on which the history ends (today)")


def run(options: argparse.Namespace, session: Session) -> int:
    """Open the demo of today, or write one of the size that was asked for."""
    if options.to:
        return _write(options, session)
    given = [name for name in (*amounts(), "seed", "today") if getattr(options, name) is not None]
    if given:
        raise UsageError(f"--{given[0]} goes with --to FILE: cockpit demo --to demo.db --{given[0]} ...")
    return _open(options, session)


def _open(options: argparse.Namespace, session: Session) -> int:
    from cockpit.session import Session as NewSession
    from cockpit.verbs.store import open_app
    from data.people.commands import handle_from
    from data.people.demo.words import company_words

    path, is_new = todays_demo(session.now, options)
    demo = NewSession(session.settings, acts_as=handle_from(company_words().first.name), store=path)
    try:
        if open_app.has_terminal():
            return open_app.open_screen(demo, NOTICE, is_new=is_new)
        print(NOTICE, file=sys.stderr)
        return open_app.run(demo)
    finally:
        demo.close()


def todays_demo(now: int, options: argparse.Namespace) -> tuple[str, bool]:
    """The path of today's demo store, and whether it was written now; those of last week and before are removed."""
    from data.calendar.days import day_of, zone
    from data.demo.replace import replace_demo
    from data.demo.store import write_demo
    from data.story.story import WHERE

    folder = _cache_folder()
    today = day_of(now, zone(WHERE))
    path = os.path.join(folder, f"demo-{APPLICATION_ID:x}-{VERSION}-{today.isoformat()}.db")
    if os.path.exists(path):
        if options.fresh:
            _agree_to_loss(path, options)
            replace_demo(path, {}, SEED, now)
        return path, options.fresh
    _remove_old(folder, (today - timedelta(days=DAYS_KEPT)).isoformat())
    try:
        write_demo(path, {}, SEED, now)
    except StoreError:
        if not os.path.exists(path):  # else another process was faster
            raise
    return path, True


def _agree_to_loss(path: str, options: argparse.Namespace) -> None:
    """Say what the demo at a path holds that a new one will not. Raises Refused unless whoever sits there agrees."""
    from cockpit.agreement import agrees, can_ask
    from data.demo.replace import steps_taken

    steps = steps_taken(path)
    lost = f"{steps:,} step{'' if steps == 1 else 's'} taken in it {'is' if steps == 1 else 'are'} lost"
    if steps and not options.yes and can_ask():
        if not agrees(f"Replace the demo store {clean(path)}? {lost[:1].upper()}{lost[1:]}."):
            raise Refused("Nothing was changed.")
    else:
        print(f"The demo store {clean(path)} is replaced" + (f": {lost}." if steps else "."), file=sys.stderr)


def _cache_folder() -> str:
    home = os.path.expanduser("~")
    folder = os.path.join(os.environ.get("XDG_CACHE_HOME") or os.path.join(home, ".cache"), "cockpit")
    try:
        make_folder(folder)
    except OSError as error:
        raise StoreError(
            f"Cannot make the folder {folder}: {error.strerror}. Use: cockpit demo --to FILE"
        ) from error
    return folder


def _remove_old(folder: str, oldest_kept: str) -> None:
    """Remove the demos of days before that one, as 2026-11-19; of any version, as another may be in use too."""
    for name in sorted(os.listdir(folder)):
        day = name.partition(".db")[0][-len(oldest_kept) :]
        if name.startswith("demo-") and ".db" in name and day < oldest_kept:
            with suppress(FileNotFoundError):  # another process tidies up as well
                os.remove(os.path.join(folder, name))


def _write(options: argparse.Namespace, session: Session) -> int:
    from cockpit.session import refuse_odd_path
    from data.demo.replace import replace_demo
    from data.demo.store import write_demo

    path = os.path.abspath(os.path.expanduser(options.to))
    refuse_odd_path(path)
    given = {name: getattr(options, name) for name in amounts()}
    size = {name: number for name, number in given.items() if number is not None}
    seed = SEED if options.seed is None else options.seed
    started = time.monotonic()
    end, mode = _end_of_history(options.today, session), session.settings.file_mode
    if options.fresh and os.path.lexists(path):
        _agree_to_loss(path, options)
        story = replace_demo(path, size, seed, end, mode)
    else:
        story = write_demo(path, size, seed, end, mode)
    seconds, megabytes = time.monotonic() - started, os.path.getsize(path) / 1e6
    held = ", ".join(f"{number:,} {name}" for name, number in story.size.items())
    print(
        f"{clean(path)}: {held} over {story.weeks} weeks, {megabytes:.0f} MB in {seconds:.1f} s   "
        f"(cockpit --db {clean(options.to)})"
    )
    return 0


def _end_of_history(text: str | None, session: Session) -> int:
    from datetime import datetime
    from datetime import time as clock

    from data.calendar.days import day_of, instant, zone
    from data.calendar.moments import parse_day
    from data.story.story import WHERE

    if text is None:
        return session.now
    where = zone(WHERE)
    day = parse_day(text, day_of(session.now, where), where)
    if not 2021 <= day.year <= 2100:
        raise UsageError(f"{text!r} cannot be the demo's day. Write it like 2026-11-19.")
    return instant(datetime.combine(day, clock(HOUR_OF_TODAY), where))


def _number(text: str) -> int:
    plain = text.replace(",", "").replace("_", "")
    if not (plain.isascii() and plain.isdecimal()) or len(plain) > 12:
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is no whole number")
    return int(plain)
