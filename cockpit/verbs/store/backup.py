"""``cockpit backup``: a whole copy of the store, made while others keep working."""

from __future__ import annotations

import argparse
import os

from cockpit.answer import say_json, say_result
from cockpit.session import Session
from cockpit.text_tables import Column, text_table
from cockpit.words import whole
from data.backup.cluster_copies import copy_out
from data.backup.copies import backup_name, copy_to
from data.backup.daily import Backup, back_up_today, backups_of, folder_of, remove_old
from data.backup.rotation import Keep, SetBackupsKept, backups_kept
from data.kernel.cluster_engine import ClusterEngine
from data.kernel.engine import is_cluster
from data.kernel.errors import Refused, UsageError
from data.kernel.text import clean

EXAMPLE = """Examples:
  cockpit backup                        beside the store, with the time in its name
  cockpit backup /mnt/usb/cockpit.db
  cockpit backup --list                 those that were made by themselves
  cockpit backup --keep 7,4,12          the newest of 7 days, 4 weeks, 12 months; 0,0,0: make none
  cockpit backup --daily                today's, where there is none yet: for cron

The first session of a day makes a backup by itself, in a folder beside the store. What is copied by hand
replaces nothing and is never removed. Put one back with: cockpit restore FILE"""


CLUSTER_COPY = "cockpit.db"
"""What a copy of a store that several hosts keep is called, unless it is told."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the verb."""
    which = parser.add_mutually_exclusive_group()
    which.add_argument("file", nargs="?", default="", metavar="FILE", help="where to; a folder will do")
    which.add_argument("--daily", action="store_true", help="today's, where there is none yet")
    which.add_argument("--list", action="store_true", help="what was made by itself")
    which.add_argument(
        "--keep", type=_keep, metavar="DAYS,WEEKS,MONTHS", help="of how many of each the newest is kept"
    )
    parser.add_argument("--json", action="store_true", help="the result for machines")


def run(options: argparse.Namespace, session: Session) -> int:
    """Copy the store and say where to, or see to the backups that are made by themselves."""
    if options.keep is not None:
        result = session.apply(SetBackupsKept, keep=tuple(options.keep))
        if not options.keep.is_off:
            remove_old(session.store.path, options.keep)
        return say_result(session, result, as_json=options.json)
    if is_cluster(session.path) and (options.list or options.daily):
        raise Refused(
            "Its hosts back such a store up; a copy by hand is made with a file.", code="cluster.backup"
        )
    if options.list:
        return _list(options, session)
    if options.daily:
        return _daily(options, session)
    beside = CLUSTER_COPY if is_cluster(session.path) else session.path
    target = os.path.abspath(os.path.expanduser(options.file or beside))
    if os.path.isdir(target):
        target = os.path.join(target, os.path.basename(beside))
        target = backup_name(target, session.now)
    elif not options.file:
        target = backup_name(target, session.now)
    if isinstance(session.store.engine, ClusterEngine):
        copy_out(session.store.engine, target)
    else:
        copy_to(session.store.path, target)
    return _say(target, os.path.getsize(target), as_json=options.json)


def _say(path: str, size: int, *, as_json: bool) -> int:
    if as_json:
        say_json({"file": path, "bytes": size})
    else:
        print(f"copied to {path}, {_megabytes(size)}   (cockpit restore puts it back)")
    return 0


def _daily(options: argparse.Namespace, session: Session) -> int:
    made = back_up_today(session.store.path, session.now, backups_kept(session.store))
    if made is not None:
        return _say(made.path, made.size, as_json=options.json)
    there = backups_of(session.path)
    if options.json:
        say_json({"file": None, "newest": there[0].path if there else None})
    else:
        print(f"Nothing to do: {_newest(there)}")
    return 0


def _newest(there: list[Backup]) -> str:
    return f"the newest backup is {clean(there[0].path)}" if there else "backups are switched off."


def _list(options: argparse.Namespace, session: Session) -> int:
    keep, there = backups_kept(session.store), backups_of(session.path)
    if options.json:
        files = [{"file": one.path, "at": one.at.isoformat(), "bytes": one.size} for one in there]
        say_json({"folder": folder_of(session.path), "keep": keep._asdict(), "backups": files})
        return 0
    if there:
        rows = [
            (f"{one.at:%Y-%m-%d %H:%M}", _megabytes(one.size), os.path.basename(one.path)) for one in there
        ]
        print(text_table([Column("made (UTC)"), Column("size", True), Column("file")], rows))
    else:
        print("None yet: the first session of a day makes one.")
    print(
        f"\nKept: {'none is made' if keep.is_off else keep.words()}. Folder: {clean(folder_of(session.path))}"
    )
    return 0


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"


def _keep(text: str) -> Keep:
    counts = [whole(part) for part in text.split(",")]
    if len(counts) != 3 or None in counts:
        raise UsageError("--keep takes days, weeks and months. Type it like: --keep 7,4,12")
    return Keep(*(count or 0 for count in counts))
