"""The command line: what was typed is understood, done, and answered with an exit code."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from cockpit.arguments import Typed, module_of, take_apart
from cockpit.session import Session
from cockpit.settings import load
from data.kernel.errors import CockpitError, UsageError
from data.kernel.quick_typing import TYPE_CHECKING, Any
from data.kernel.text import clean, clean_lines

if TYPE_CHECKING:
    from types import ModuleType

EXIT_DONE, EXIT_REFUSED, EXIT_USAGE, EXIT_INTERRUPTED = 0, 1, 2, 130
LONGEST_COMPLAINT = 2_000

FORCED = "serve"
"""The verb of a session that a key over SSH has forced: it trusts nothing that the client could have said."""

QUICK = ("log", "undo", "redo", "status")
"""Verbs that finish before collecting garbage could pay."""


def run(arguments: Sequence[str]) -> int:
    """Do what the arguments say, and return the exit code: 0 done, 1 refused, 2 not understood."""
    try:
        code = _dispatch(list(arguments))
        print(end="", flush=True)
    except CockpitError as error:
        from cockpit.advice import worded

        print(f"cockpit: {clean_lines(worded(error), LONGEST_COMPLAINT)}", file=sys.stderr)
        return EXIT_USAGE if isinstance(error, UsageError) else EXIT_REFUSED
    except BrokenPipeError:
        _drop_output()
        return EXIT_REFUSED
    except OSError as error:
        _drop_output()
        print(f"cockpit: the system refuses: {clean(error.strerror or error)}.", file=sys.stderr)
        return EXIT_REFUSED
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    return code


def _drop_output() -> None:
    """Send what is still to be written nowhere, so that the end of the process does not trip over it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _dispatch(arguments: list[str]) -> int:
    typed = take_apart(arguments)
    is_forced = typed.verb == FORCED
    if is_forced:
        from cockpit.forced import scrub

        scrub(os.environ)
    doing = _doing(typed)
    if typed.verb not in QUICK:
        gc.enable()
    session = Session(load(os.environ), acts_as=typed.acts_as, store=typed.store, is_bound=is_forced)
    try:
        return doing(session)
    finally:
        session.close()


def _doing(typed: Typed) -> Callable[[Session], int]:
    """What was asked for, ready to be done with a session. Raises UsageError where it is not understood."""
    if not typed.verb:
        if typed.arguments:
            from cockpit.parser import overview

            overview().parse_args(typed.arguments)
        open_app: Callable[[Session], int] = import_module("cockpit.verbs.store.open_app").run
        return open_app
    module = import_module(module_of(typed.verb))
    options = _plainly_read(typed, module) if typed.verb in QUICK else None
    if options is None:
        from cockpit.parser import parser_for

        options = parser_for(typed.verb, module).parse_args(typed.arguments)
    return lambda session: int(module.run(options, session))


def _plainly_read(typed: Typed, module: ModuleType) -> Any:
    """What a quick verb was told; None where only ``argparse`` can tell."""
    from cockpit.plain_line import PlainLine

    line = PlainLine()
    module.add_arguments(line)
    return line.read(typed.arguments)
