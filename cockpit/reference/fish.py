"""The script by which fish completes, with a line on each word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cockpit.reference.commands import Argument, CommandLine
from cockpit.reference.completed import ASKED, Completed, completed, first_place, options_of, path_of
from cockpit.reference.values import FILES

_BEGIN = """\
# What fish completes for cockpit; made by: cockpit completion fish
function __cockpit_at
    set -l at ''
    set -l typed (commandline -opc)
    for word in $typed[2..-1]
        switch (string trim -- "$at $word")"""


def fish(commands: Sequence[CommandLine]) -> Iterator[str]:
    """The lines of the script."""
    yield _BEGIN
    yield f"            case {' '.join(_quoted(path_of(command)) for command in commands if command.words)}"
    yield from (
        '                set at (string trim -- "$at $word")',
        "        end",
        "    end",
        '    test "$at" = "$argv[1]"',
        "end",
        "complete -c cockpit -f",
    )
    for command in commands:
        begin = f"complete -c cockpit -n {_quoted('__cockpit_at ' + _quoted(path_of(command)))}"
        for part, line in command.parts.items():
            yield f"{begin} -a {_quoted(part)} -d {_quoted(line)}"
        offer = _offer(first_place(command))
        if offer:
            yield f"{begin} {offer}"
        for option in options_of(command, commands[0]):
            yield f"{begin} {_names(option)} {_value(command, option)}-d {_quoted(option.help)}"


def _names(option: Argument) -> str:
    return " ".join(f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in option.names)


def _value(command: CommandLine, option: Argument) -> str:
    if not option.value:
        return ""
    found = completed(command, option)
    return "-r -F " if found.named == FILES else f"-x {_offer(found)} ".replace("  ", " ")


def _offer(found: Completed) -> str:
    if found.fixed:
        return f"-a {_quoted(' '.join(found.fixed))}"
    if found.named == FILES:
        return "-F"
    return f"-a {_quoted(f'({ASKED} {found.named} 2>/dev/null)')}" if found.named else ""


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
