"""``cockpit keys``: the sheet of keys as this user has them, and changing one."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

from data.kernel.errors import UsageError
from data.kernel.text import clean

if TYPE_CHECKING:
    from cockpit.session import Session

EXAMPLE = """\
examples:
  cockpit keys
  cockpit keys lead.snooze S         another key
  cockpit keys redo U ctrl+y         several: the first one is shown
  cockpit keys lead.snooze ""        the usual one again

They stand in a file of their own, a line each: lead.snooze = S
The letters that log activities are the company's: cockpit kinds."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the verb."""
    parser.add_argument("id", nargs="?", metavar="ID", help="which key, by the last column of the sheet")
    parser.add_argument(
        "keys", nargs="*", metavar="KEY", help='its new keys: S, ;, f5, ctrl+t; "" brings back the usual'
    )
    parser.add_argument("--json", action="store_true", help="the sheet for machines")


def run(options: argparse.Namespace, session: Session) -> int:
    """Print the sheet, or change a key."""
    path = session.settings.keys_file
    if options.id is None:
        return _show(options, path)
    if not options.keys:
        raise UsageError(f"Say which key: cockpit keys {clean(options.id, 40)} S")
    from cockpit.keymap import change

    keys = [word for text in options.keys for word in text.split()]
    change(path, options.id, keys)
    now = " ".join(clean(word, 20) for word in keys) or "the usual one"
    print(f"{clean(options.id, 60)} is now {now}, in {clean(path)}. It holds from the next start on.")
    return 0


def _show(options: argparse.Namespace, path: str) -> int:
    from cockpit.keymap import read_keymap
    from cockpit.keysheet import sections

    found = sections(read_keymap(path))
    if options.json:
        from cockpit.answer import say_json

        say_json([{"section": title, **row._asdict()} for title, rows in found for row in rows])
        return 0
    from widgets.width import fit, width_of

    keys = max(width_of(row.key) for _, rows in found for row in rows)
    helps = max(width_of(row.help) for _, rows in found for row in rows)
    for title, rows in found:
        print(title)
        for row in rows:
            print(f"  {fit(row.key, keys)}  {fit(row.help, helps)}  {row.id}".rstrip())
        print()
    print(
        f"Yours: {clean(path)}"
        + ("" if os.path.exists(path) else ", which is not there: all are the usual ones")
    )
    return 0
