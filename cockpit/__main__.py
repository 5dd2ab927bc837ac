"""The ``cockpit`` command."""

from __future__ import annotations

import gc
import io
import os
import sys


def main() -> int:
    """Run the command line of this process, and return the exit code.

    A short command makes too little garbage to be worth collecting; ``run`` turns the collector on for the
    long ones.

    ``python -m cockpit`` puts the working folder first on the path, where a stray ``data.py`` would be
    imported in the place of ours: refused before anything is.
    """
    home = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    if sys.path[:1] in ([""], [os.getcwd()]) and os.getcwd() != home:
        for name in ("data", "widgets", "screens"):
            if os.path.exists(f"{name}.py") or os.path.isdir(name):
                print(
                    f"This folder holds a {name!r} that would be run instead of Cockpit's. "
                    "Start it as: cockpit",
                    file=sys.stderr,
                )
                return 1
    gc.disable()
    for stream in (sys.stdout, sys.stderr):
        # A terminal or a file that lacks a letter gets its number; Python would end with an error.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    from cockpit.main import run

    return leave(run(sys.argv[1:]))


def leave(code: int) -> int:
    """End the process at once where nothing is left to tidy up, else return the exit code.

    Taking the interpreter apart costs a short command a tenth of its time. With threads or children about
    (the screen, an import) the ordinary way out is taken.
    """
    if "threading" in sys.modules or "coverage" in sys.modules:
        return code
    print(end="", flush=True)
    print(end="", flush=True, file=sys.stderr)
    os._exit(code)


if __name__ == "__main__":
    sys.exit(main())
