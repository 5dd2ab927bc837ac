"""``cockpit backup``: a whole copy of the store, made while others keep working."""

from __future__ import annotations

import argparse
import os

from cockpit.session import Session
from data.backup.copies import backup_name, copy_to

EXAMPLE = """Examples:
  cockpit backup                        beside the store, with the time in its name
  cockpit backup /mnt/usb/cockpit.db

Nothing is replaced and no older backup is removed. Put one back with: cockpit restore FILE"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the verb."""
    parser.add_argument("file", nargs="?", default="", metavar="FILE", help="where to; a folder will do")
    parser.add_argument("--json", action="store_true", help="the result for machines")


def run(options: argparse.Namespace, session: Session) -> int:
    """Copy the store and say where to."""
    target = os.path.abspath(os.path.expanduser(options.file)) if options.file else session.path
    if os.path.isdir(target):
        target = os.path.join(target, os.path.basename(session.path))
        target = backup_name(target, session.now)
    elif not options.file:
        target = backup_name(target, session.now)
    copy_to(session.store.path, target)
    size = os.path.getsize(target)
    if options.json:
        import json

        print(json.dumps({"file": target, "bytes": size}))
    else:
        print(f"copied to {target}, {size / 1e6:,.1f} MB   (cockpit restore puts it back)")
    return 0
