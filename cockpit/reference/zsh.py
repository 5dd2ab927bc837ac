"""The script by which zsh completes, with a line on each word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cockpit.reference.commands import CommandLine
from cockpit.reference.completed import ASKED, Completed, first_place, options_of, path_of, quoted, valued
from cockpit.reference.values import FILES

_BEGIN = f"""\
#compdef cockpit
# What zsh completes for cockpit; made by: cockpit completion zsh
_cockpit_ask() {{
    local -a found
    found=("${{(@f)$({ASKED} "$1" 2>/dev/null)}}")
    [[ -n $found ]] && compadd -a found
}}
_cockpit() {{
    local cur=${{words[CURRENT]}} prev=${{words[CURRENT-1]}} at= word
    local -a found
    for word in "${{(@)words[2,CURRENT-1]}}"; do
        case "${{at:+$at }}$word" in"""


def zsh(commands: Sequence[CommandLine]) -> Iterator[str]:
    """The lines of the script."""
    yield _BEGIN
    known = "|".join(quoted(path_of(command)) for command in commands if command.words)
    yield f"            ({known}) at=${{at:+$at }}$word ;;"
    yield from ("        esac", "    done", '    case "$at:$prev" in')
    for place, found in valued(commands):
        yield f"        ({quoted(place)}) {_offer(found)}; return ;;"
    yield from ("    esac", "    if [[ $cur == -* ]]; then", '        case "$at" in')
    for command in commands:
        lines = {name: option.help for option in options_of(command, commands[0]) for name in option.names}
        yield f"            ({quoted(path_of(command))}) {_described('option', lines)} ;;"
    yield from ("        esac", "        return", "    fi", '    case "$at" in')
    for command in commands:
        offers = [_described("command", command.parts), _offer(first_place(command))]
        yield f"        ({quoted(path_of(command))}) {'; '.join(offers)} ;;"
    yield from (
        "    esac",
        "}",
        'if [[ $funcstack[1] == _cockpit ]]; then _cockpit "$@"; else compdef _cockpit cockpit; fi',
    )


def _described(what: str, lines: Mapping[str, str]) -> str:
    if not lines:
        return ":"
    rows = (quoted(f"{_escaped(word)}:{line}") for word, line in lines.items())
    return f"found=({' '.join(rows)}); _describe {what} found"


def _escaped(word: str) -> str:
    return word.replace(":", "\\:")


def _offer(found: Completed) -> str:
    if found.fixed:
        return f"compadd -- {' '.join(map(quoted, found.fixed))}"
    if found.named == FILES:
        return "_files"
    return f"_cockpit_ask {found.named}" if found.named else ":"
