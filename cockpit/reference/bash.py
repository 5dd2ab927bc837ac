"""The script by which bash completes. No word of a store is ever evaluated: each is quoted before bash gets it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cockpit.reference.commands import CommandLine
from cockpit.reference.completed import ASKED, Completed, first_place, options_of, path_of, quoted, valued
from cockpit.reference.values import FILES

_BEGIN = f"""\
# What bash completes for cockpit; made by: cockpit completion bash
_cockpit_offer() {{
    local word
    for word in "$@"; do
        [[ $word == "$cur"* ]] && COMPREPLY+=("$(printf %q "$word")")
    done
}}
_cockpit_ask() {{
    local word
    while IFS= read -r word; do
        _cockpit_offer "$word"
    done < <({ASKED} "$1" 2>/dev/null)
}}
_cockpit_files() {{
    local word
    compopt -o filenames 2>/dev/null
    while IFS= read -r word; do
        COMPREPLY+=("$word")
    done < <(compgen -f -- "$cur")
}}
_cockpit() {{
    local cur=${{COMP_WORDS[COMP_CWORD]}} prev=${{COMP_WORDS[COMP_CWORD-1]}} at= i
    COMPREPLY=()
    for ((i = 1; i < COMP_CWORD; i++)); do
        case "${{at:+$at }}${{COMP_WORDS[i]}}" in"""


def bash(commands: Sequence[CommandLine]) -> Iterator[str]:
    """The lines of the script."""
    yield _BEGIN
    known = "|".join(quoted(path_of(command)) for command in commands if command.words)
    yield f"            {known}) at=${{at:+$at }}${{COMP_WORDS[i]}} ;;"
    yield from ("        esac", "    done", '    case "$at:$prev" in')
    for place, found in valued(commands):
        yield f"        {quoted(place)}) {_offer(found)}; return ;;"
    yield from ("    esac", '    case "$at:$cur" in')
    for command in commands:
        names = tuple(name for option in options_of(command, commands[0]) for name in option.names)
        yield f"        {quoted(path_of(command) + ':-')}*) {_offer(Completed(names))}; return ;;"
    yield from ("    esac", '    case "$at" in')
    for command in commands:
        offers = (_offer(found) for found in (Completed(tuple(command.parts)), first_place(command)))
        yield f"        {quoted(path_of(command))}) {'; '.join(offers)} ;;"
    yield from ("    esac", "}", "complete -F _cockpit cockpit")


def _offer(found: Completed) -> str:
    if found.fixed:
        return f"_cockpit_offer {' '.join(map(quoted, found.fixed))}"
    if found.named == FILES:
        return "_cockpit_files"
    return f"_cockpit_ask {found.named}" if found.named else ":"
