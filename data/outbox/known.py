"""What a person's machine knows of a store that it cannot reach: who one is there, and what can be logged."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from hashlib import blake2b
from typing import Any, NamedTuple

from data.kernel import journal
from data.kernel.commands import Reader
from data.kernel.errors import StoreError
from data.kernel.private_files import make_file, make_folder
from data.people.person import Person
from data.points.kinds import Kind, all_kinds


class Known(NamedTuple):
    """A store by the id of its first command, the person who acts there, and the kinds of activity."""

    store: int
    person: Person
    kinds: tuple[Kind, ...]


def known_now(reader: Reader, person: Person) -> Known:
    """What the store says now."""
    return Known(journal.first(reader), person, tuple(all_kinds(reader)))


def known_file(folder: str, address: str, acts_as: str) -> str:
    """Where it is kept what one knows of the store of an address as who acts by that name."""
    name = blake2b(f"{address}\n{acts_as}".encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
    return os.path.join(folder, f"{name}.known")


def remember(file: str, known: Known) -> None:
    """Keep it for when no node answers. Raises StoreError where the file cannot be written."""
    if recall(file) == known:
        return
    facts = {
        "store": known.store,
        "person": known.person._asdict(),
        "kinds": [kind._asdict() for kind in known.kinds],
    }
    draft = f"{file}.{os.getpid()}.{os.urandom(4).hex()}"
    try:
        make_folder(os.path.dirname(file))
        with open(make_file(draft), "w", encoding="utf-8") as out:
            json.dump(facts, out, ensure_ascii=False)
        os.replace(draft, file)
    except OSError as error:
        raise StoreError(f"Cannot write {file}: {error.strerror}.") from error


def recall(file: str) -> Known | None:
    """What was known last; None where that is nothing, or was written by another version of this program."""
    try:
        with open(file, encoding="utf-8") as text:
            return _from_facts(json.load(text))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _from_facts(facts: Mapping[str, Any]) -> Known:
    kinds = tuple(Kind(**kind) for kind in facts["kinds"])
    return Known(int(facts["store"]), Person(**facts["person"]), kinds)
