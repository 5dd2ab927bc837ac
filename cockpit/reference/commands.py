"""Every command of the program with its options, as the parsers declare them."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from importlib import import_module
from typing import NamedTuple

from cockpit.arguments import COMMON, ROOMS, VERBS, module_of
from cockpit.parser import parser_for


class Argument(NamedTuple):
    """An option, or an argument that stands by its place (without ``names``).

    ``value`` is what its value is called, empty where it takes none. ``choices`` are all values that there are.
    """

    names: tuple[str, ...]
    value: str
    help: str
    choices: tuple[str, ...]
    is_needed: bool
    is_many: bool
    target: str


class CommandLine(NamedTuple):
    """A command by its words, such as ``("leads", "list")``; ``parts`` are the words that may follow them.

    ``more`` are its examples.
    """

    words: tuple[str, ...]
    line: str
    arguments: tuple[Argument, ...]
    parts: dict[str, str]
    more: str

    @property
    def options(self) -> tuple[Argument, ...]:
        """The arguments that have names."""
        return tuple(argument for argument in self.arguments if argument.names)

    @property
    def places(self) -> tuple[Argument, ...]:
        """The arguments that stand by their place."""
        return tuple(argument for argument in self.arguments if not argument.names)


def all_commands() -> list[CommandLine]:
    """Every command, in the order of the overview, each before its parts; first the program itself."""
    found = [command for verbs in ROOMS.values() for verb in verbs for command in _of_verb(verb)]
    by_words = {command.words: command for command in found}
    for words in list(by_words):
        # A verb of two words is a part of its first one, also where that is no verb by itself.
        for length in range(1, len(words)):
            if words[length] in getattr(by_words.get(words[:length]), "parts", ()):
                continue
            parent = words[:length]
            line = by_words[words].line
            known = by_words.get(parent) or CommandLine(parent, line, (), {}, "")
            by_words[parent] = known._replace(parts={**known.parts, words[length]: line})
    program = CommandLine((), "", _common(), {}, "")
    parts = {words[0]: by_words[words[:1]].line for words in by_words if len(words) == 1}
    ordered = dict.fromkeys(words[:length] for words in by_words for length in range(1, len(words) + 1))
    return [program._replace(parts=parts), *(by_words[words] for words in ordered)]


def _common() -> tuple[Argument, ...]:
    common = [
        Argument((option,), value, line, (), False, False, target)
        for option, (target, value, line) in COMMON.items()
    ]
    words = (("-h", "--help"), "show help and exit"), (("--version",), "show the version and exit")
    return (*common, *(Argument(names, "", line, (), False, False, "") for names, line in words))


def _of_verb(verb: str) -> Iterator[CommandLine]:
    parser = parser_for(verb, import_module(module_of(verb)))
    yield from _walk(tuple(verb.split()), VERBS[verb], parser)


def _walk(words: tuple[str, ...], line: str, parser: argparse.ArgumentParser) -> Iterator[CommandLine]:
    arguments: list[Argument] = []
    parts: dict[str, str] = {}
    below: list[tuple[str, str, argparse.ArgumentParser]] = []
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            lines = {choice.dest: choice.help or "" for choice in action._choices_actions}
            for name, child in action.choices.items():
                parts[name] = lines.get(name, "")
                below.append((name, parts[name], child))
        elif not {"--help", *COMMON} & set(action.option_strings):
            arguments.append(_argument(action))
    yield CommandLine(words, line, tuple(arguments), parts, parser.epilog or "")
    for name, line_of_part, child in below:
        yield from _walk((*words, name), line_of_part, child)


def _argument(action: argparse.Action) -> Argument:
    takes_value = action.nargs != 0
    choices = tuple(str(choice) for choice in action.choices or ())
    value = str(action.metavar or ("|".join(choices) if choices else action.dest.upper()))
    return Argument(
        tuple(action.option_strings),
        value if takes_value else "",
        (action.help or "").replace("%%", "%"),
        choices,
        action.required,
        action.nargs in ("*", "+"),
        action.dest,
    )
