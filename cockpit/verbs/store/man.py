"""``cockpit man``: the manual page, shown at a terminal, written where output goes elsewhere."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cockpit.session import Session

EXAMPLE = """\
examples:
  cockpit man
  cockpit man > ~/.local/share/man/man1/cockpit.1     then: man cockpit"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The verb has no options of its own."""


def run(options: argparse.Namespace, session: Session) -> int:
    """Show the page by the machine's own ``man``; print it where there is none, or nobody looks at a terminal."""
    from cockpit.reference.manual import page
    from widgets.terminal import is_terminal

    text = page()
    if is_terminal(sys.stdout, os.environ) and session.bound_to is None and _shown(text):
        return 0
    print(text, end="")
    return 0


def _shown(text: str) -> bool:
    import shutil
    import subprocess
    from tempfile import NamedTemporaryFile

    man = shutil.which("man")
    if man is None:
        return False
    with NamedTemporaryFile("w", suffix=".1", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        return subprocess.run([man, file.name], check=False).returncode == 0
