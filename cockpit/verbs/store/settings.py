"""``cockpit settings``: show or change this user's settings."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

from cockpit.session import refuse_odd_path
from cockpit.settings import CHOICES, NAMES, save
from cockpit.text_tables import Column, text_table
from cockpit.words import line, shown
from data.kernel.errors import UsageError
from data.kernel.text import clean
from data.people.person import find

if TYPE_CHECKING:
    from cockpit.session import Session

EXAMPLE = """\
examples:
  cockpit settings
  cockpit settings as maria
  cockpit settings alerts both     a notification and the bell; quiet yes: neither, for now
  cockpit settings theme ""        back to the default"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the verb."""
    parser.add_argument("setting", nargs="?", metavar="NAME", type=line, help=", ".join(NAMES))
    parser.add_argument("value", nargs="?", metavar="VALUE", help='its new value; "" removes it')
    parser.add_argument("--json", action="store_true", help="the settings for machines")


def run(options: argparse.Namespace, session: Session) -> int:
    """Print the settings in force, or set one."""
    if options.setting is not None and options.setting not in NAMES:
        raise UsageError(f"There is no setting {shown(options.setting)}. Settings: {', '.join(NAMES)}.")
    if options.value is None:
        return _show(options, session)
    value = _checked(options.setting, options.value, session)
    save(session.settings.file, options.setting, value)
    print(f"{options.setting} is now {clean(value) or 'the default'}, in {clean(session.settings.file)}")
    return 0


def _show(options: argparse.Namespace, session: Session) -> int:
    settings = session.settings
    values = {
        "store": settings.store,
        "as": settings.acts_as,
        "theme": settings.theme,
        "alerts": settings.alerts,
        "notify": settings.notify,
        "quiet": "yes" if settings.quiet else "no",
        "links": "yes" if settings.links else "no",
        "files": settings.readers,
        "password": "(set)" if settings.password else "",
    }
    if options.setting:
        values = {options.setting: values[options.setting]}
    if options.json:
        from cockpit.answer import say_json

        say_json(values)
        return 0
    rows = [(name, value or "(not set)", NAMES[name]) for name, value in values.items()]
    print(text_table([Column("name"), Column("value"), Column("meaning")], rows))
    print(f"\nFile: {clean(settings.file)}")
    return 0


def _checked(name: str, value: str, session: Session) -> str:
    if not value:
        return ""
    if name == "as":
        return find(session.store, line(value)).handle
    if name in CHOICES:
        if value not in CHOICES[name]:
            raise UsageError(f"{name} is one of: {', '.join(CHOICES[name])}, not {shown(value)}.")
        return value
    refuse_odd_path(value)
    if not value.isprintable() or value != value.strip():
        raise UsageError(
            "A path in the settings holds printable characters alone, and no blanks at its ends."
        )
    return os.path.abspath(os.path.expanduser(value))
