"""The words that a value can be completed to: fixed ones, files, or what the store holds now."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, get_args

from cockpit.reference.commands import Argument, CommandLine

if TYPE_CHECKING:
    from cockpit.session import Session

FILES = "files"
"""A value that names a file."""

_BY_VALUE = {
    "FILE": FILES,
    "KIND": "kinds",
    "STATUS": "statuses",
    "PERSON": "people",
    "WHO": "people",
    "HANDLE": "people",
    "LIST": "lists",
}
_BY_TARGET = {
    "acts_as": "people",
    "of": "people",
    "channel": "channels",
    "source": "sources",
    "use_map": "maps",
    "setting": "settings",
}
_OF_ONE_COMMAND = {
    (("kinds", "add"), "code"): "",  # of a new kind there is no code yet
    (("leads", "disqualify"), "reason"): "reasons",
    (("deals", "lose"), "reason"): "losses",
    (("customers", "churn"), "reason"): "churns",
    (("customers", "renew"), "reason"): "churns",
    (("query",), "view"): "views",
}


def words_for(command: CommandLine, argument: Argument) -> str:
    """What completes an argument's value: ``FILES``, the name of words in the store, or nothing."""
    own = _OF_ONE_COMMAND.get((command.words, argument.target))
    if own is not None:
        return own
    return _BY_VALUE.get(argument.value) or _BY_TARGET.get(argument.target, "")


def _people(session: Session) -> Sequence[str]:
    from data.people.person import everybody

    return [person.handle for person in everybody(session.store, active_only=True)]


def _kinds(session: Session) -> Sequence[str]:
    from data.points.kinds import all_kinds

    return [kind.code for kind in all_kinds(session.store) if kind.active]


def _statuses(session: Session) -> Sequence[str]:
    from data.leads.settings import statuses

    return [status.code for status in statuses(session.store)]


def _lists(session: Session) -> Sequence[str]:
    from data.leads.fields import ListName

    return list(get_args(ListName))


def _choices(name: str) -> Callable[[Session], Sequence[str]]:
    def named(session: Session) -> Sequence[str]:
        from data.records.choices import choices

        return [choice.name for choice in choices(session.store, name)]

    return named


def _maps(session: Session) -> Sequence[str]:
    from data.imports.saved_maps import saved_maps
    from data.nouns import NOUNS, named

    nouns = [noun for spec in NOUNS.all for name in spec.imports for noun in named(name).nouns]
    return [one.name for one in saved_maps(session.store, session.person, nouns)]


def _views(session: Session) -> Sequence[str]:
    from data.nouns import NOUNS

    return list(NOUNS.views())


def _settings(session: Session) -> Sequence[str]:
    from cockpit.settings import NAMES

    return list(NAMES)


VALUES: Mapping[str, Callable[[Session], Sequence[str]]] = {
    "people": _people,
    "kinds": _kinds,
    "statuses": _statuses,
    "lists": _lists,
    "reasons": _choices("reason"),
    "losses": _choices("loss"),
    "churns": _choices("churn"),
    "channels": _choices("channel"),
    "sources": _choices("source"),
    "maps": _maps,
    "views": _views,
    "settings": _settings,
}
"""The words of the store, by the name that the scripts ask for them by."""
