"""The parts of ``cockpit kra`` on standards: which there are, who runs one, one's own from a file."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING, Any

from cockpit.answer import say_json, say_result
from cockpit.parser import screen_width
from cockpit.parts import Parts
from cockpit.text_tables import Column, markdown_table, text_table
from cockpit.verbs.kra.which_run import add_whose, the_person
from cockpit.words import day, line
from data.calendar.days import day_of
from data.kernel.errors import Refused, UsageError
from data.kernel.private_files import make_file
from data.kernel.text import clean
from data.kra.measuring import metrics
from data.kra.shipped import shipped, shipped_texts
from data.kra.standard import assignments_of, find_standard, newest_version, versions_of
from data.kra.standard_commands import AssignStandard, EditItem, LoadStandard
from data.kra.standard_file import LONGEST_FILE, StandardFact, read_standard, written
from data.people.reach import reach_of

if TYPE_CHECKING:
    from cockpit.session import Session


def add_to(parts: Parts) -> None:
    """Add the parts and their options."""
    lister = parts.add("standards", "the standards that there are", "cockpit kra standards", _standards)
    lister.add_argument("--md", action="store_true", help="as Markdown")
    taker = parts.add("take", "run a standard from now on", "cockpit kra take sales-executive", _take)
    taker.add_argument("--since", default="", metavar="DAY", help="from which day on (today)")
    dropper = parts.add("drop", "run a standard no longer", "cockpit kra drop sales-executive", _drop)
    for parser in (taker, dropper):
        parser.add_argument("code", metavar="STANDARD", type=line, help="its code: cockpit kra standards")
        add_whose(parser)
    newer = parts.add(
        "new",
        "write a standard to a file, to be changed",
        "cockpit kra new sales-executive --out mine.toml",
        _new,
    )
    newer.add_argument(
        "copied", nargs="?", default="", metavar="STANDARD", type=line, help="which one to copy"
    )
    newer.add_argument("--code", type=line, default="", help="the new standard's code")
    newer.add_argument("--title", type=line, default="", help="the new standard's title")
    newer.add_argument("--out", default="-", metavar="FILE", help="where to; - is the standard output")
    checker = parts.add("check", "check the file of a standard", "cockpit kra check mine.toml", _check)
    loader = parts.add("load", "bring in a standard from a file", "cockpit kra load mine.toml --mine", _load)
    loader.add_argument("--mine", action="store_true", help="your own, not the company's")
    for parser in (checker, loader):
        parser.add_argument("file", metavar="FILE", help="a TOML file: cockpit kra new")
    editor = parts.add(
        "edit",
        "change an item of a standard",
        "cockpit kra edit sales-executive ranking --cadence month",
        _edit,
    )
    editor.add_argument("code", metavar="STANDARD", type=line, help="its code, or the beginning of its title")
    editor.add_argument("item", metavar="ITEM", type=line, help="the code of the item")
    editor.add_argument("--title", type=line, help="what it is called")
    editor.add_argument("--cadence", help="day, week, month or quarter")
    editor.add_argument("--target", default="", help="the number to reach, as 3; none: it is ticked")
    editor.add_argument("--unit", type=line, help="of the number, as visits")
    switch = editor.add_mutually_exclusive_group()
    switch.add_argument("--off", action="store_true", help="leave it out from now on")
    switch.add_argument("--on", action="store_true", help="let it count again")
    for parser in (lister, taker, dropper, checker, loader, editor):
        parser.add_argument("--json", action="store_true", help="the result for machines")


def target_typed(text: str) -> float:
    """A target as it is typed. Raises UsageError for what is none."""
    try:
        return float(text.replace(",", ""))
    except ValueError:
        raise UsageError(f"A target is a number, as 1200 or 4.9, not {clean(text, 20)!r}.") from None


def _standards(options: argparse.Namespace, session: Session) -> int:
    store, person = session.store, session.person
    reach = reach_of(store, person)
    running = {one.standard for one in assignments_of(store, [person.id]) if not one.until}
    versions = versions_of(store)
    stored = {one.code: one for one in versions.newest() if reach.holds(one.owner_id)}
    rows: list[dict[str, Any]] = [
        {
            "standard": one.code,
            "title": one.title,
            "items": sum(item.active for item in versions.items(one)),
            "version": one.version,
            "whose": "company" if one.owner_id is None else "own",
            "you_run_it": one.code in running,
            "source": one.source,
        }
        for one in stored.values()
    ]
    rows += [
        {
            "standard": code, "title": fact.title, "items": len(fact.item), "version": 1, "whose": "with the program",
            "you_run_it": False, "source": fact.source,
        }
        for code, fact in shipped().items()
        if code not in stored
    ]  # fmt: skip
    rows.sort(key=lambda row: (not row["you_run_it"], row["title"]))
    if options.json:
        say_json(rows)
        return 0
    columns = [
        Column("standard", least=20), Column("title", least=16), Column("items", True), Column("version", True, drop=2),
        Column("whose", drop=1), Column("runs"),
    ]  # fmt: skip
    cells = [
        (
            row["standard"],
            row["title"],
            row["items"],
            row["version"],
            row["whose"],
            "you" if row["you_run_it"] else "",
        )
        for row in rows
    ]
    print(markdown_table(columns, cells) if options.md else text_table(columns, cells, screen_width()))
    return 0


def _take(options: argparse.Namespace, session: Session) -> int:
    person = the_person(session, options)
    today = day_of(session.now, person.zone)
    since = day(options.since, today, person.zone).isoformat() if options.since else ""
    result = session.apply(
        AssignStandard, standard=_code(options.code, session), person_id=person.id, since=since
    )
    return say_result(session, result, as_json=options.json)


def _drop(options: argparse.Namespace, session: Session) -> int:
    person = the_person(session, options)
    code = _code(options.code, session)
    result = session.apply(AssignStandard, standard=code, person_id=person.id, runs=False)
    return say_result(session, result, as_json=options.json)


def _code(word: str, session: Session) -> str:
    """The code of a standard of the store, or of one that came with the program."""
    if word in shipped_texts():
        return word
    return find_standard(session.store, session.person, word).code


def _new(options: argparse.Namespace, session: Session) -> int:
    text = text_of(options.copied, session)
    fact = read_standard(text, options.copied or "new", metrics())
    if options.code or options.title:
        changed = {"code": options.code or fact.code, "title": options.title or fact.title}
        text = written(fact.model_copy(update=changed))
        read_standard(text, "new", metrics())
    if options.out == "-":
        sys.stdout.write(text)
        return 0
    _write(options.out, text, session.settings.file_mode)
    print(
        f"{clean(fact.title)} written to {clean(options.out, 200)}. Change it, then: cockpit kra check FILE"
    )
    return 0


def text_of(word: str, session: Session) -> str:
    """The text of a standard: of the store, where it has it, else of the program; a first one where none is named."""
    texts = shipped_texts()
    if not word:
        return _FIRST
    stored = newest_version(session.store, word) if word in texts else None
    if stored is None and word in texts:
        return texts[word]
    return (stored or find_standard(session.store, session.person, word)).text


def _write(path: str, text: str, mode: int) -> None:
    """Write a new file. Raises Refused where there is one, UsageError where none can be."""
    try:
        with os.fdopen(make_file(path, mode), "w", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise Refused(f"There is something at {clean(path, 200)} already. Nothing was changed.") from None
    except OSError as error:
        raise UsageError(f"{clean(path, 200)} cannot be written: {error.strerror}.") from None


def _read(path: str) -> str:
    """The text of a file. Raises UsageError where it cannot be read."""
    try:
        with open(path, encoding="utf-8") as file:
            return file.read(LONGEST_FILE + 1)
    except UnicodeDecodeError:
        raise UsageError(f"{clean(path, 200)} is no text in UTF-8, as TOML files are.") from None
    except OSError as error:
        raise UsageError(f"{clean(path, 200)} cannot be read: {error.strerror}.") from None


def _check(options: argparse.Namespace, session: Session) -> int:
    del session
    fact = read_standard(_read(options.file), options.file, metrics())
    if options.json:
        say_json(
            {"standard": fact.code, "title": fact.title, "areas": len(fact.area), "items": len(fact.item)}
        )
    else:
        print(_fine(fact))
    return 0


def _fine(fact: StandardFact) -> str:
    kinds = {
        judged: sum(item.judged == judged for item in fact.item) for judged in ("measured", "number", "tick")
    }
    counts = ", ".join(f"{count} by {judged}" for judged, count in kinds.items() if count)
    return (
        f"{fact.title} ({fact.code}) is in order: {len(fact.area)} areas, {len(fact.item)} items, {counts}."
    )


def _load(options: argparse.Namespace, session: Session) -> int:
    owner = session.person.id if options.mine else None
    result = session.apply(LoadStandard, text=_read(options.file), owner_id=owner, name=options.file)
    return say_result(session, result, as_json=options.json)


def _edit(options: argparse.Namespace, session: Session) -> int:
    standard = find_standard(session.store, session.person, options.code)
    columns: dict[str, Any] = {
        name: value
        for name, value in (
            ("title", options.title),
            ("cadence", options.cadence),
            ("unit", options.unit),
        )
        if value is not None
    }
    if options.target:
        columns["target"] = None if options.target == "none" else target_typed(options.target)
    columns |= {"active": False} if options.off else {"active": True} if options.on else {}
    if not columns:
        raise UsageError("Say what changes: --title, --cadence, --target, --unit, --off or --on.")
    result = session.apply(EditItem, standard=standard.code, item=options.item, columns=columns)
    return say_result(session, result, as_json=options.json)


_FIRST = """\
# A standard: what you are responsible for. Check it with: cockpit kra check FILE
code = "my-standard"
title = "What I am responsible for"

[[area]]
code = "clients"
title = "Clients"
about = "What must be done in this area."

[[item]]
code = "call-back"
area = "clients"
title = "Call back whoever called"
cadence = "day"            # day, week, month, quarter, or event with event = "handover"

[[item]]
code = "visits"
area = "clients"
title = "Customers visited"
cadence = "week"
judged = "number"          # tick (as above), number, or measured with metric = "discount-rate"
bound = "at least"
target = 3
unit = "visits"
"""
