"""The manual page, in the language of man pages, made from the parsers."""

from __future__ import annotations

from collections.abc import Iterator

from cockpit import __version__
from cockpit.arguments import ROOMS
from cockpit.reference.commands import Argument, CommandLine, all_commands
from cockpit.settings import NAMES

_ABOUT = (
    (
        "Cockpit keeps a sales rep's week in one terminal: activities are logged by single keys, the week's points "
        "stand against the goal, and the inbox says whom to contact next."
    ),
    (
        "Without a verb it opens the screen, where ? explains the keys. The verbs below do the same for scripts, "
        "prompts and other machines. Most take --json."
    ),
)
_ENVIRONMENT = {
    "COCKPIT_DB": "The store's file, unless --db names one.",
    "COCKPIT_AS": "Who acts, unless --as names somebody.",
    "NO_COLOR": "Set to anything: the screen uses no colours.",
    "COLUMNS": "How many cells wide tables are written.",
    "XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_CACHE_HOME": "Where settings, the store and the demo lie.",
}
_FILES = {
    "~/.local/share/cockpit/cockpit.db": "The store, where nothing names another.",
    "~/.config/cockpit/settings": "This user's settings: lines of name = value. See cockpit settings.",
    "~/.config/cockpit/keys": "The keys that this user has changed. See cockpit keys.",
}
_EXIT_STATUS = {
    "0": "Done.",
    "1": "Refused by a rule, or the store cannot be used.",
    "2": "What was typed was not understood.",
    "130": "Interrupted.",
}
_KINDS_OF_CHARACTER = str.maketrans({"\\": "\\e", "-": "\\-", "\u2026": "..."})


def page() -> str:
    """The whole page."""
    return "\n".join(_lines(all_commands())) + "\n"


def _lines(commands: list[CommandLine]) -> Iterator[str]:
    program, *rest = commands
    yield from (
        f'.TH COCKPIT 1 "" "cockpit {__version__}" "User Commands"',
        *(".SH NAME", _text("cockpit - points, leads and the week of a sales rep")),
        *(".SH SYNOPSIS", ".B cockpit", _text("[VERB] [options]")),
        ".SH DESCRIPTION",
    )
    for paragraph in _ABOUT:
        yield from (".PP", _text(paragraph))
    yield ".SH OPTIONS OF EVERY VERB"
    yield from _arguments(program.arguments)
    by_room = {verb.split()[0]: room for room, verbs in ROOMS.items() for verb in verbs}
    for room in ROOMS:
        yield f".SH VERBS: {room.upper()}"
        for command in rest:
            if by_room[command.words[0]] == room:
                yield from _command(command)
    yield from _listed("SETTINGS", NAMES)
    yield from _listed("ENVIRONMENT", _ENVIRONMENT)
    yield from _listed("FILES", _FILES)
    yield from _listed("EXIT STATUS", _EXIT_STATUS)


def _command(command: CommandLine) -> Iterator[str]:
    if not command.arguments and not command.more:
        return  # a first word that does nothing by itself
    yield f'.SS "{_escaped("cockpit " + " ".join([*command.words, *map(_usage, command.places)]))}"'
    yield _text(f"{command.line[:1].upper()}{command.line[1:]}.")
    yield from _arguments(command.arguments)
    if command.more:
        yield from (".PP", ".nf", *map(_text, command.more.strip().splitlines()), ".fi")


def _usage(place: Argument) -> str:
    word = f"{place.value} ..." if place.is_many else place.value
    return word if place.is_needed else f"[{word}]"


def _arguments(arguments: tuple[Argument, ...]) -> Iterator[str]:
    for argument in arguments:
        names = ", ".join(f"\\fB{_escaped(name)}\\fR" for name in argument.names)
        value = f"\\fI{_escaped(argument.value)}\\fR" if argument.value else ""
        yield from (
            ".TP",
            " ".join(filter(None, (names, value))),
            _text(argument.help or argument.value.lower()),
        )


def _listed(title: str, rows: dict[str, str]) -> Iterator[str]:
    yield f".SH {title}"
    for name, words in rows.items():
        yield from (".TP", f"\\fB{_escaped(name)}\\fR", _text(words))


def _escaped(text: str) -> str:
    return text.translate(_KINDS_OF_CHARACTER).replace('"', "\\(dq")


def _text(text: str) -> str:
    """A line of text: one that would begin a request begins with nothing first."""
    escaped = _escaped(text)
    return f"\\&{escaped}" if escaped.startswith((".", "'")) else escaped
