"""``cockpit restore``: put a backup in the place of the store, keeping what was there."""

from __future__ import annotations

import argparse
import os
from datetime import UTC, datetime

from cockpit.agreement import agrees, can_ask
from cockpit.session import Session
from data.backup.copies import Contents, inspect, restore
from data.kernel.errors import Refused
from data.opening import open_store

EXAMPLE = """Example: cockpit restore cockpit-20261120-170000.db

The backup is checked first. A sound store is copied beside itself and then replaced from within: running
sessions see one change. A damaged one is moved aside and kept; begin running sessions again then."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the verb."""
    parser.add_argument("file", metavar="FILE", help="the backup")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument("--json", action="store_true", help="the result for machines; needs --yes")


def run(options: argparse.Namespace, session: Session) -> int:
    """Check the backup, ask, and put it back."""
    backup = os.path.abspath(os.path.expanduser(options.file))
    contents = inspect(backup)
    if not options.yes:
        _ask(session.path, contents, options.json)
    done = restore(session.path, backup, session.now)
    open_store(session.path).close()
    if options.json:
        import json

        kept = {"kept_as": done.kept_as or None, "was_damaged": done.was_damaged}
        print(json.dumps({"store": session.path, **kept, **contents._asdict()}))
        return 0
    print(f"restored {session.path}: {_described(contents)}")
    if done.kept_as:
        print(f"what was there is kept as {done.kept_as}")
    if done.was_damaged:
        print("It was damaged. Begin every running session again.")
    return 0


def _ask(path: str, contents: Contents, is_json: bool) -> None:
    """Raise Refused unless the person at the terminal agrees."""
    if is_json or not can_ask():
        raise Refused("Nothing was changed: replacing a store needs --yes where nobody can be asked.")
    if not agrees(f"Replace {path} by a backup of {_described(contents)}?"):
        raise Refused("Nothing was changed.")


def _described(contents: Contents) -> str:
    last = datetime.fromtimestamp(contents.last_at / 1000, UTC).strftime("%Y-%m-%d %H:%M UTC")
    people = f"{contents.people:,} {'person' if contents.people == 1 else 'people'}"
    return f"{people}, {contents.entries:,} entries, last change {last}"
