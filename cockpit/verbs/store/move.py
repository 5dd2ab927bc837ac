"""``cockpit move``: the store from its file to several hosts, or back."""

from __future__ import annotations

import argparse
import os

from cockpit.agreement import agrees, can_ask
from cockpit.answer import say_json
from cockpit.session import Session
from cockpit.words import line
from data.backup.moving import Moved, move, stay
from data.kernel.cluster_engine import ClusterEngine
from data.kernel.engine import is_cluster
from data.kernel.errors import Refused, StoreError, UsageError
from data.kernel.file_engine import FileEngine
from data.schema.store_file import check_file

EXAMPLE = """Examples:
  cockpit move --to rqlite://host1:4001,host2:4001,host3:4001
  cockpit --db rqlite://host1:4001 move --to cockpit.db
  cockpit move --stay                   give up a move that was broken off

From the beginning on the store that is left takes nothing more. The two are compared, table by table.
A move that was broken off goes on by the same command. Afterwards everybody says:
  cockpit settings store PLACE"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the verb."""
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--to", type=line, metavar="PLACE", help="rqlite://host:port,host:port, or a file")
    what.add_argument("--stay", action="store_true", help="give up a move: the store takes commands again")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument("--json", action="store_true", help="the result for machines; needs --yes")


def run(options: argparse.Namespace, session: Session) -> int:
    """Move the store, or have it stay."""
    source = _engine(session.path, session)
    try:
        if options.stay:
            place = stay(source, session.now)
            print(f"The store stays here, and not at {place}. It takes commands again.")
            return 0
        return _move(options, session, source)
    finally:
        source.close()


def _move(options: argparse.Namespace, session: Session, source: FileEngine | ClusterEngine) -> int:
    to = _place(options.to)
    if is_cluster(to) == is_cluster(session.path):
        raise UsageError("A store moves from a file to rqlite://..., or from there to a file.")
    if not options.yes:
        _ask(session.path, to, options.json)
    if not is_cluster(to):
        return _say(move(source, to, session.now), to, as_json=options.json)
    target = ClusterEngine(to, session.settings.password)
    try:
        return _say(move(source, target, session.now), to, as_json=options.json)
    finally:
        target.close()


def _engine(path: str, session: Session) -> FileEngine | ClusterEngine:
    """The engine of the store, be it closed for a move or not. Raises StoreError where there is none."""
    if not is_cluster(path):
        check_file(path)
        return FileEngine(path)
    engine = ClusterEngine(path, session.settings.password)
    try:
        if not engine.version():
            raise StoreError(f"There is no store at {path}.", code="store.missing")
    except BaseException:
        engine.close()
        raise
    return engine


def _place(text: str) -> str:
    return text if is_cluster(text) else os.path.abspath(os.path.expanduser(text))


def _ask(path: str, to: str, is_json: bool) -> None:
    if is_json or not can_ask():
        raise Refused("Nothing was changed: moving a store needs --yes where nobody can be asked.")
    if not agrees(f"Move {path} to {to}? It takes nothing more here from then on."):
        raise Refused("Nothing was changed.")


def _say(moved: Moved, to: str, *, as_json: bool) -> int:
    if as_json:
        say_json({"store": to, **moved._asdict()})
    else:
        print(f"moved to {to}: {moved.rows:,} rows of {moved.tables} tables, all alike on both sides")
        print(f"Next, for everybody: cockpit settings store {to}")
    return 0
