"""What can be typed behind a command, for the scripts of shells: its parts, options and values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cockpit.reference.commands import Argument, CommandLine
from cockpit.reference.values import words_for

ASKED = "cockpit completion --values"
"""By what a script asks for words of the store."""


class Completed(NamedTuple):
    """What completes a value: ``fixed`` words, or what is ``named`` (``FILES``, words of the store, or nothing)."""

    fixed: tuple[str, ...] = ()
    named: str = ""


def completed(command: CommandLine, argument: Argument) -> Completed:
    """What completes the value of an argument."""
    return Completed(argument.choices) if argument.choices else Completed(named=words_for(command, argument))


def options_of(command: CommandLine, program: CommandLine) -> list[Argument]:
    """The options of a command, and those of every command; only the program itself tells its version."""
    common = [option for option in program.options if not command.words or "--version" not in option.names]
    return [*command.options, *common] if command.words else common


def valued(commands: Sequence[CommandLine]) -> Iterator[tuple[str, Completed]]:
    """Each name of an option that takes a value, behind its command: ``leads list:--view``; and what completes it."""
    program = commands[0]
    for command in commands:
        for option in options_of(command, program):
            for name in option.names if option.value else ():
                yield f"{path_of(command)}:{name}", completed(command, option)


def first_place(command: CommandLine) -> Completed:
    """What completes the first argument that stands by its place."""
    return completed(command, command.places[0]) if command.places else Completed()


def path_of(command: CommandLine) -> str:
    """The words of a command."""
    return " ".join(command.words)


def quoted(text: str) -> str:
    """A text that bash and zsh take as it is."""
    return "'" + text.replace("'", "'\\''") + "'"
