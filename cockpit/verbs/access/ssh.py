"""``cockpit ssh``: who comes in over SSH by which key, and what the host needs for it."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from cockpit.answer import say_json, say_result
from cockpit.parser import screen_width
from cockpit.parts import Parts
from cockpit.sshd_files import follow, keys_path, lines_for, look_over, sshd_config, write_keys
from cockpit.text_tables import Column, text_table
from cockpit.verbs.store.doctor import say_findings
from cockpit.words import line, shown, whole
from data.access.commands import AddKey, RemoveKey, SetIdle, idle_minutes
from data.access.keys import all_keys, find_key, keys_of
from data.access.public_key import LONGEST_FILE
from data.calendar.days import day_of
from data.kernel.errors import Refused, UsageError
from data.kernel.text import clean
from data.people.person import by_ids, find

if TYPE_CHECKING:
    from cockpit.session import Session

EXAMPLE = """\
examples:
  cockpit ssh setup                       once, as the user whose store it is
  cockpit ssh sshd > cockpit.conf         what sshd is to be told
  cockpit ssh add maria maria.pub         then she types: ssh -t USER@HOST
  cockpit ssh list
  cockpit ssh remove maria
  cockpit ssh idle 60
  cockpit ssh doctor

Over SSH there is the screen, and: ssh USER@HOST log call -n 3
(also undo, redo, status, week, review, leads import, export)"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The parts of the verb."""
    parts = Parts(parser)
    lister = parts.add("list", "who may come in, by which key", "cockpit ssh list", _list)
    lister.add_argument("--json", action="store_true", help="the keys for machines")
    adder = parts.add("add", "let a person in by a key", "cockpit ssh add maria maria.pub", _add)
    adder.add_argument("who", metavar="WHO", type=line, help="handle, e-mail address or name")
    adder.add_argument(
        "file", metavar="FILE", help="the public key, as id_ed25519.pub; - is the standard input"
    )
    remover = parts.add(
        "remove", "let nobody in by a key any more", "cockpit ssh remove maria --key SHA256:nThbg6", _remove
    )
    remover.add_argument("who", metavar="WHO", type=line, help="handle, e-mail address or name")
    remover.add_argument("--key", default="", type=line, metavar="KEY", help="which, where there are several")
    remover.add_argument("--all", action="store_true", help="all keys of the person")
    setter = parts.add("setup", "write the lines of authorized_keys", "cockpit ssh setup", _setup)
    setter.add_argument("--dry-run", action="store_true", help="show them, and write nothing")
    teller = parts.add("sshd", "what sshd is to be told", "cockpit ssh sshd > cockpit.conf", _sshd)
    idler = parts.add(
        "idle", "after how many minutes without a key a session ends", "cockpit ssh idle 60", _idle
    )
    idler.add_argument(
        "minutes", metavar="MINUTES", nargs="?", type=line, help="1 to 1440; without: as it is"
    )
    doctor = parts.add("doctor", "look at keys, files and rights of this host", "cockpit ssh doctor", _doctor)
    doctor.add_argument("--json", action="store_true", help="the findings for machines")
    for part in (adder, remover, setter, teller, doctor):
        part.add_argument("--keys-file", default=keys_path(), metavar="FILE", help="another authorized_keys")


def run(options: argparse.Namespace, session: Session) -> int:
    """Run the part that was named."""
    return int(options.run_part(options, session))


def _list(options: argparse.Namespace, session: Session) -> int:
    keys = all_keys(session.store)
    people = {one.id: one for one in by_ids(session.store, [key.person_id for key in keys])}
    facts = [
        {
            "person": people[key.person_id].handle,
            "active": bool(people[key.person_id].active),
            "kind": key.kind,
            "fingerprint": key.fingerprint,
            "label": key.label,
            "added": day_of(key.added_at, people[key.person_id].zone).isoformat(),
        }
        for key in keys
    ]
    if options.json:
        say_json(facts)
        return 0
    if not facts:
        print("Nobody comes in over SSH yet. Let somebody in: cockpit ssh add WHO FILE")
        return 0
    columns = [
        Column("person"),
        Column("kind"),
        Column("fingerprint"),
        Column("called"),
        Column("added"),
        Column(""),
    ]
    rows = [
        (
            *(fact["person"], fact["kind"], fact["fingerprint"], fact["label"], fact["added"]),
            "" if fact["active"] else "no longer active",
        )
        for fact in facts
    ]
    print(text_table(columns, rows, screen_width()))
    return 0


def _add(options: argparse.Namespace, session: Session) -> int:
    person = find(session.store, options.who)
    say_result(session, session.apply(AddKey, person_id=person.id, text=_key_text(options.file)))
    _follow(options, session)
    return 0


def _key_text(path: str) -> str:
    """What stands in the file of a key. Raises UsageError where it is no text, Refused where it cannot be read."""
    try:
        if path == "-":
            return sys.stdin.buffer.read(LONGEST_FILE + 1).decode()
        with open(os.path.expanduser(path), "rb") as file:
            return file.read(LONGEST_FILE + 1).decode()
    except OSError as error:
        raise Refused(
            f"Cannot read {shown(path)}: {error.strerror}. Give the file of a public key."
        ) from error
    except UnicodeDecodeError:
        raise UsageError(
            f"{shown(path)} is no text, and so no public key. Give the file that ends in .pub."
        ) from None


def _remove(options: argparse.Namespace, session: Session) -> int:
    person = find(session.store, options.who)
    keys = keys_of(session.store, person)
    if not keys:
        raise Refused(f"{person.name} has no key.")
    if options.key:
        keys = [find_key(keys, options.key)]
    elif len(keys) > 1 and not options.all:
        raise Refused(f"{person.name} has {len(keys)} keys.", code="key.which")
    for key in keys:
        say_result(session, session.apply(RemoveKey, key_id=key.id))
    _follow(options, session)
    return 0


def _follow(options: argparse.Namespace, session: Session) -> None:
    """Bring authorized_keys in line where that was set up here, else say what remains to be done."""
    if follow(session, options.keys_file) is not None:
        print(f"{clean(options.keys_file)} follows.")
    else:
        print("It counts once sshd knows. As the user whose store this is: cockpit ssh setup")


def _setup(options: argparse.Namespace, session: Session) -> int:
    if options.dry_run:
        print("\n".join(lines_for(session)) or "No key is in the store yet.")
        return 0
    count = write_keys(session, options.keys_file)
    print(f"{count:,} {'key' if count == 1 else 'keys'} written.")
    return say_findings(look_over(session, options.keys_file), options.keys_file, as_json=False)


def _sshd(options: argparse.Namespace, session: Session) -> int:
    print(sshd_config(options.keys_file), end="")
    return 0


def _idle(options: argparse.Namespace, session: Session) -> int:
    if options.minutes is None:
        print(f"Sessions over SSH end after {idle_minutes(session.store):,} minutes without a key.")
        return 0
    minutes = whole(options.minutes)
    if minutes is None:
        raise UsageError(f"Minutes are a whole number from 1 to 1440, not {shown(options.minutes)}, like 30.")
    return say_result(session, session.apply(SetIdle, minutes=minutes))


def _doctor(options: argparse.Namespace, session: Session) -> int:
    return say_findings(look_over(session, options.keys_file), options.keys_file, as_json=options.json)
