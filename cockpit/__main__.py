"""The ``cockpit`` command."""

from __future__ import annotations

import os
import sys


def main() -> int:
    """Run the command line of this process, and return the exit code.

    ``python -m cockpit`` puts the working folder first on the path, where a stray ``data.py`` would be
    imported in the place of ours: refused before anything is.
    """
    home = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    if sys.path[:1] in ([""], [os.getcwd()]) and os.getcwd() != home:
        for name in ("data", "widgets", "screens"):
            if os.path.exists(f"{name}.py") or os.path.isdir(name):
                print(f"This folder holds a {name!r} that would be run instead of Cockpit's. "
                      "Start it as: cockpit", file=sys.stderr)
                return 1
    from cockpit.main import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
