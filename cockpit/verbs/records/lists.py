"""The part of a noun's verb on the company's lists to choose from: show them, add to them, edit and remove entries."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cockpit.answer import say_json, say_result
from cockpit.parts import Parts
from cockpit.text_tables import Column, text_table
from cockpit.words import line
from data.kernel.commands import Result
from data.kernel.errors import UsageError
from data.leads.fields import LISTS, ListName
from data.leads.settings import AddChoice, EditChoice, RemoveChoice
from data.points.kinds import all_kinds, find_kind
from data.records.choices import Choice, choices

if TYPE_CHECKING:
    from cockpit.session import Session

_NOTHING = ("none", "no")
_EMPTY = Choice(0, "", "(none)")


def add_lists(parts: Parts, verb: str, names: Sequence[ListName]) -> None:
    """Add the part that shows and changes the lists of a noun, as ``cockpit leads lists``."""

    def show(options: argparse.Namespace, session: Session) -> int:
        return _lists(options, session, names)

    lister = parts.add(
        "lists", "the company's lists to choose from: show, add, edit, remove", f"cockpit {verb} lists", show
    )
    lister.add_argument("--json", action="store_true", help="the lists for machines")
    changes = Parts(lister)
    adder = changes.add(
        "add", "put an entry into a list", f"cockpit {verb} lists add channel LinkedIn", _add_choice
    )
    editor = changes.add(
        "edit", "change an entry; what bears the old word keeps it",
        f"cockpit {verb} lists edit {names[0]} price --key d", _edit_choice,
    )  # fmt: skip
    remover = changes.add(
        "remove", "take an entry out; what bears it keeps it",
        f"cockpit {verb} lists remove channel Fiverr", _remove_choice,
    )  # fmt: skip
    for part in (adder, editor, remover):
        part.add_argument("list", metavar="LIST", type=_list_name, help=", ".join(names))
        part.add_argument("choice", metavar="NAME", help="the entry")
        part.add_argument("--json", action="store_true", help="the result for machines")
    editor.add_argument("--name", metavar="NEW", help="another name")
    for part in (adder, editor):
        part.add_argument(
            "--key", metavar="LETTER", help="the letter that chooses a reason or outcome (a free one)"
        )
        if "outcome" in names:
            _add_of_outcomes(part)
        else:
            part.set_defaults(kind=None, reaches=None)


def _add_of_outcomes(part: argparse.ArgumentParser) -> None:
    """The options on what an outcome of a call means."""
    part.add_argument(
        "--kind", type=line, metavar="KIND", help='the activity that an outcome logs besides; "" for none'
    )
    part.add_argument(
        "--reaches", choices=("yes", "no"),
        help="whether an outcome says that the person was reached: else steps and clocks go on (yes)",
    )  # fmt: skip


def _lists(options: argparse.Namespace, session: Session, names: Sequence[ListName]) -> int:
    found = {name: choices(session.store, name) for name in names}
    if options.json:
        say_json(
            {
                LISTS[name].replace(" ", "_"): [_choice_facts(entry) for entry in entries]
                for name, entries in found.items()
            }
        )
        return 0
    rows = [
        (name, entry.name, entry.key, _choice_words(entry))
        for name, entries in found.items()
        for entry in entries or [_EMPTY]
    ]
    print(text_table([Column("list"), Column("name"), Column("key"), Column("")], rows))
    return 0


def _choice_facts(entry: Choice) -> dict[str, Any]:
    facts: dict[str, Any] = {"name": entry.name, "key": entry.key, "kind": entry.kind}
    return {**facts, "reaches": bool(entry.reaches)} if entry.list == "outcome" else facts


def _choice_words(entry: Choice) -> str:
    """What an outcome does besides."""
    if not entry.reaches:
        return "reaches nobody: steps and clocks go on"
    return f"logs a {entry.kind} besides" if entry.kind else ""


def _add_choice(options: argparse.Namespace, session: Session) -> int:
    return _say(
        options, session, AddChoice,
        list=options.list, choice=options.choice, key=options.key or "", kind=_kind(options, session) or "",
        reaches=int(options.reaches != "no"),
    )  # fmt: skip


def _edit_choice(options: argparse.Namespace, session: Session) -> int:
    reaches = None if options.reaches is None else int(options.reaches == "yes")
    changes: dict[str, Any] = {
        "new_name": options.name, "key": options.key, "kind": _kind(options, session), "reaches": reaches,
    }  # fmt: skip
    if all(value is None for value in changes.values()):
        raise UsageError('Say what to change. Write it like: --key d, or --name "no budget"')
    return _say(options, session, EditChoice, list=options.list, choice=options.choice, **changes)


def _remove_choice(options: argparse.Namespace, session: Session) -> int:
    return _say(options, session, RemoveChoice, list=options.list, choice=options.choice)


def _kind(options: argparse.Namespace, session: Session) -> str | None:
    """The id of the kind that was named; empty where none is wanted, None where nothing was said."""
    if not options.kind or options.kind.lower() in _NOTHING:
        return None if options.kind is None else ""
    return find_kind(all_kinds(session.store), options.kind).code


def _list_name(text: str) -> str:
    """A list by its name, also in the plural. The command refuses what is none."""
    name = line(text).lower()
    return name if name in LISTS else name.removesuffix("s")


def _say(options: argparse.Namespace, session: Session, command: Any, **payload: Any) -> int:
    result: Result = session.apply(command, **payload)
    return say_result(session, result, as_json=options.json)
