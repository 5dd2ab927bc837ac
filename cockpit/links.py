"""E-mails, phones and pages as links on the command line, where it writes to a terminal that knows links."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from data.records.lines import labelled
from widgets.terminal import linked, takes_links, target_of

if TYPE_CHECKING:
    from cockpit.session import Session

Show = Callable[[str], str]
"""How a cleaned line is written."""


def with_links(session: Session, form: str) -> Show:
    """How the lines of a field of that form are written: with links, or as they are."""
    if not session.settings.links or not takes_links(sys.stdout, os.environ):
        return str
    return lambda line: _linked(line, form)


def _linked(line: str, form: str) -> str:
    for _, value in labelled(line):
        line = line.replace(value, linked(value, target_of(form, value)), 1)
    return line
