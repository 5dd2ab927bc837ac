"""``cockpit restore``: put a backup in the place of the store, keeping what was there."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from cockpit.agreement import agrees, can_ask
from cockpit.session import Session
from data.backup.cluster_copies import copied
from data.backup.copies import Contents, Restored, backup_name, inspect, restore
from data.backup.lost import Lost, lost_by
from data.backup.moving import restore_into
from data.kernel.cluster_engine import ClusterEngine
from data.kernel.engine import is_cluster
from data.kernel.errors import Refused
from data.kernel.text import clean
from data.opening import newer, open_store
from data.schema import MOVED, VERSION

EXAMPLE = """Example: cockpit restore cockpit-20261120-170000.db

The backup is checked first, and it is shown what would be lost. A sound store is copied beside itself
and then replaced from within: running sessions see one change. A damaged one is moved aside and kept;
begin running sessions again then. What several hosts keep is copied into this folder first.
What there is to put back: cockpit backup --list"""

MOST_PEOPLE = 8
KEPT_OF_HOSTS = "cockpit.db"
"""What the copy of a store that several hosts keep is called, with the time, in the present folder."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the verb."""
    parser.add_argument("file", metavar="FILE", help="the backup")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument("--dry-run", action="store_true", help="show what would be lost, and change nothing")
    parser.add_argument("--json", action="store_true", help="the result for machines; needs --yes")


def run(options: argparse.Namespace, session: Session) -> int:
    """Check the backup, ask, and put it back."""
    backup = os.path.abspath(os.path.expanduser(options.file))
    contents = inspect(backup)
    lost = _lost_by(session, backup)
    if options.dry_run:
        return _preview(options, session, contents, lost)
    if not options.json:
        print("\n".join(_lost_words(lost, session)))
    if not options.yes:
        _ask(session.path, contents, options.json)
    done = _restore(session, backup)
    open_store(session.path, password=session.settings.password).close()
    if options.json:
        import json

        kept = {"kept_as": done.kept_as or None, "was_damaged": done.was_damaged}
        facts = {**kept, **contents._asdict(), "lost": None if lost is None else lost.steps}
        print(json.dumps({"store": session.path, **facts}))
        return 0
    print(f"restored {session.path}: {_described(contents)}")
    if done.kept_as:
        print(f"what was there is kept as {done.kept_as}")
    if done.was_damaged:
        print("It was damaged. Begin every running session again.")
    return 0


def _lost_by(session: Session, backup: str) -> Lost | None:
    if not is_cluster(session.path):
        return lost_by(session.path, backup)
    with _on_hosts(session) as engine:
        if not engine.version():
            return Lost()
        with copied(engine) as copy:
            return lost_by(copy, backup)


def _restore(session: Session, backup: str) -> Restored:
    if not is_cluster(session.path):
        return restore(session.path, backup, session.now)
    with _on_hosts(session) as engine:
        kept_as = backup_name(os.path.abspath(KEPT_OF_HOSTS), session.now, "before-restore")
        return restore_into(engine, backup, kept_as, session.now)


@contextmanager
def _on_hosts(session: Session) -> Iterator[ClusterEngine]:
    """The engine of a store of several hosts, whatever they keep but what a newer program wrote."""
    engine = ClusterEngine(session.path, session.settings.password)
    try:
        version = engine.version()
        if VERSION < version != MOVED:
            raise newer(session.path, version)
        yield engine
    finally:
        engine.close()


def _preview(options: argparse.Namespace, session: Session, contents: Contents, lost: Lost | None) -> int:
    if options.json:
        import json

        print(json.dumps({**contents._asdict(), "lost": None if lost is None else lost._asdict()}))
        return 0
    print(f"a backup of {_described(contents)}")
    print("\n".join(_lost_words(lost, session)))
    return 0


def _lost_words(lost: Lost | None, session: Session) -> Iterator[str]:
    """What would be lost, by whom, and the newest of it."""
    if lost is None:
        yield f"There is no sound store at {clean(session.path)}: what it held cannot be told."
        return
    if not lost.steps:
        yield "Nothing would be lost: the backup has every step of the store."
    else:
        people = ", ".join(f"{count:,} by {clean(name)}" for name, count in lost.by[:MOST_PEOPLE])
        more = f", and {len(lost.by) - MOST_PEOPLE} more" if len(lost.by) > MOST_PEOPLE else ""
        yield f"Would be lost: {lost.steps:,} {'step' if lost.steps == 1 else 'steps'}, {people}{more}. The newest:"
        for step in lost.newest:
            yield f"  {_moment(step.at)}  {clean(step.who, 40)}: {clean(step.summary, 120)}"
    if lost.gained:
        yield f"It has {lost.gained:,} {'step' if lost.gained == 1 else 'steps'} that the store has not."


def _ask(path: str, contents: Contents, is_json: bool) -> None:
    """Raise Refused unless the person at the terminal agrees."""
    if is_json or not can_ask():
        raise Refused("Nothing was changed: replacing a store needs --yes where nobody can be asked.")
    if not agrees(f"Replace {path} by a backup of {_described(contents)}?"):
        raise Refused("Nothing was changed.")


def _described(contents: Contents) -> str:
    people = f"{contents.people:,} {'person' if contents.people == 1 else 'people'}"
    return f"{people}, {contents.entries:,} entries, last change {_moment(contents.last_at)}"


def _moment(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).strftime("%Y-%m-%d %H:%M UTC")
