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
from data.demo.history import Size
from data.kernel.errors import StoreError, UsageError
from data.kernel.text import clean
from data.schema import APPLICATION_ID, VERSION

if TYPE_CHECKING:
    from cockpit.session import Session

NOTICE = "This is the demo: people and numbers are made up, and made anew every day."
SEED = 7
DAYS_KEPT = 7
"""Days that a demo store stays: a session may be open on it for that long."""
HOUR_OF_TODAY = 15
"""With ``--today`` the store's history ends at this hour of that day, where the first rep is."""

SIZE_OPTIONS = ("reps", "activities", "leads", "seed", "today")

EXAMPLE = """\
examples:
  cockpit demo
  cockpit demo --to big.db --reps 200 --activities 1000000 --leads 100000
  cockpit demo --to fixed.db --seed 3 --today 2026-11-19     the same rows every time"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the verb."""
    usual = Size()
    parser.add_argument(
        "--to", metavar="FILE", type=line, default="", help="write a store there and do not open it"
    )
    parser.add_argument("--reps", metavar="N", type=_number, help=f"sellers ({usual.reps})")
    parser.add_argument("--activities", metavar="N", type=_number, help=f"entries ({usual.activities:,})")
    parser.add_argument("--leads", metavar="N", type=_number, help=f"leads ({usual.leads:,})")
    parser.add_argument("--seed", metavar="N", type=_number, help=f"another seed, another company ({SEED})")
    parser.add_argument("--today", metavar="DAY", type=line, help="the day on which the history ends (today)")


def run(options: argparse.Namespace, session: Session) -> int:
    """Open the demo of today, or write one of the size that was asked for."""
    if options.to:
        return _write(options, session)
    given = [
        name
        for name in ("reps", "activities", "leads", "seed", "today")
        if getattr(options, name) is not None
    ]
    if given:
        raise UsageError(f"--{given[0]} goes with --to FILE: cockpit demo --to demo.db --{given[0]} ...")
    return _open(options, session)


def _open(options: argparse.Namespace, session: Session) -> int:
    from cockpit.session import Session as NewSession
    from cockpit.verbs.store import open_app
    from data.demo.words import words
    from data.people.commands import handle_from

    path = todays_demo(session.now)
    demo = NewSession(session.settings, acts_as=handle_from(words().first.name), store=path)
    try:
        if open_app.has_terminal():
            return open_app.open_screen(demo, NOTICE)
        print(NOTICE, file=sys.stderr)
        return open_app.run(demo)
    finally:
        demo.close()


def todays_demo(now: int) -> str:
    """The path of today's demo store, written if need be; those of last week and before are removed."""
    from data.calendar.days import day_of, zone
    from data.demo.store import write_demo
    from data.demo.words import words

    folder = _cache_folder()
    today = day_of(now, zone(words().first.zone))
    path = os.path.join(folder, f"demo-{APPLICATION_ID:x}-{VERSION}-{today.isoformat()}.db")
    if not os.path.exists(path):
        _remove_old(folder, (today - timedelta(days=DAYS_KEPT)).isoformat())
        try:
            write_demo(path, Size(), SEED, now)
        except StoreError:
            if not os.path.exists(path):  # else another process was faster
                raise
    return path


def _cache_folder() -> str:
    home = os.path.expanduser("~")
    folder = os.path.join(os.environ.get("XDG_CACHE_HOME") or os.path.join(home, ".cache"), "cockpit")
    try:
        os.makedirs(folder, exist_ok=True)
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
    from data.demo.store import write_demo

    path = os.path.abspath(os.path.expanduser(options.to))
    refuse_odd_path(path)
    usual = Size()
    size = Size(
        usual.reps if options.reps is None else options.reps,
        usual.activities if options.activities is None else options.activities,
        usual.leads if options.leads is None else options.leads,
    )
    seed = SEED if options.seed is None else options.seed
    started = time.monotonic()
    write_demo(path, size, seed, _end_of_history(options.today, session))
    seconds, megabytes = time.monotonic() - started, os.path.getsize(path) / 1e6
    print(
        f"{clean(path)}: {size.activities:,} activities of {size.reps:,} reps over {size.weeks} weeks, "
        f"{megabytes:.0f} MB in {seconds:.1f} s   (cockpit --db {clean(options.to)})"
    )
    return 0


def _end_of_history(text: str | None, session: Session) -> int:
    from datetime import datetime
    from datetime import time as clock

    from data.calendar.days import day_of, instant, zone
    from data.calendar.moments import parse_day
    from data.demo.words import words

    if text is None:
        return session.now
    where = zone(words().first.zone)
    day = parse_day(text, day_of(session.now, where), where)
    if not 2021 <= day.year <= 2100:
        raise UsageError(f"{text!r} cannot be the demo's day. Write it like 2026-11-19.")
    return instant(datetime.combine(day, clock(HOUR_OF_TODAY), where))


def _number(text: str) -> int:
    plain = text.replace(",", "").replace("_", "")
    if not (plain.isascii() and plain.isdecimal()) or len(plain) > 12:
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is no whole number")
    return int(plain)
