"""``cockpit completion``: the script by which a shell completes commands, options and words of the store."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from data.kernel.errors import CockpitError, UsageError
from data.kernel.text import clean

if TYPE_CHECKING:
    from cockpit.reference.commands import CommandLine
    from cockpit.session import Session

SHELLS = ("bash", "zsh", "fish")

EXAMPLE = """\
examples:
  cockpit completion bash > ~/.local/share/bash-completion/completions/cockpit
  cockpit completion zsh > ~/.zfunc/_cockpit        with fpath+=~/.zfunc before compinit in ~/.zshrc
  cockpit completion fish > ~/.config/fish/completions/cockpit.fish

A new shell then completes verbs, options, kinds, statuses, people and lists by the tab key."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the verb."""
    parser.add_argument(
        "shell", nargs="?", choices=SHELLS, metavar="SHELL", help=f"{', '.join(SHELLS)} (yours)"
    )
    parser.add_argument(
        "--values",
        metavar="WHAT",
        help="people, kinds, statuses ...: words of the store, as a script asks for them",
    )


def run(options: argparse.Namespace, session: Session) -> int:
    """Print a script, or the words that one asks for."""
    if options.values is not None:
        return _values(options.values, session)
    shell = options.shell or os.path.basename(os.environ.get("SHELL", ""))
    if shell not in SHELLS:
        raise UsageError(f"Say for which shell: {', '.join(SHELLS)}.")
    from cockpit.reference.commands import all_commands

    lines: Callable[[Sequence[CommandLine]], Iterator[str]]
    lines = getattr(import_module(f"cockpit.reference.{shell}"), shell)
    for line in lines(all_commands()):
        print(line)
    return 0


def _values(what: str, session: Session) -> int:
    """One word a line. Where there is no store, or it cannot say who acts, there is nothing to complete."""
    from cockpit.reference.values import VALUES

    if what not in VALUES:
        raise UsageError(f"There are no words called {clean(what, 40)!r}. There are: {', '.join(VALUES)}.")
    try:
        words = VALUES[what](session)
    except CockpitError:
        return 1
    for word in words:
        print(clean(word))
    return 0
