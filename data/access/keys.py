"""The public keys of the store, and whom each of them lets in."""

from __future__ import annotations

from typing import NamedTuple

from data.kernel.commands import Reader
from data.kernel.errors import Refused
from data.kernel.rows import select_records
from data.people.person import Person, by_ids

LEAST_SHOWN = 6
"""Characters of a fingerprint, behind ``SHA256:``, by which a key may be named."""


class SshKey(NamedTuple):
    """One public key of a person. ``added_at`` is Unix milliseconds."""

    id: int
    person_id: int
    kind: str
    body: str
    fingerprint: str
    label: str
    added_at: int
    touched: int | None = None


def all_keys(reader: Reader) -> list[SshKey]:
    """Every key, in the order in which they were added."""
    return select_records(reader, SshKey, "ssh_key", "order by added_at, label, id")


def keys_of(reader: Reader, person: Person) -> list[SshKey]:
    """A person's keys."""
    return select_records(
        reader, SshKey, "ssh_key", "where person_id = ? order by added_at, label, id", (person.id,)
    )


def find_key(keys: list[SshKey], text: str) -> SshKey:
    """The key meant by a part of its fingerprint or by its label. Raises Refused where that is none, or several."""
    wanted = text.removeprefix("SHA256:")
    found = [key for key in keys if text == key.label or _begins(key, wanted)]
    if len(found) == 1:
        return found[0]
    raise Refused("That could be several keys." if found else "There is no such key.", code="key.which")


def _begins(key: SshKey, wanted: str) -> bool:
    return len(wanted) >= LEAST_SHOWN and key.fingerprint.removeprefix("SHA256:").startswith(wanted)


def refusal(reader: Reader, person_id: int, fingerprint: str) -> str:
    """Why somebody may no longer be here; empty where nothing is against it.

    ``fingerprint`` is that of the key that was used, empty where it is not known.
    """
    found = by_ids(reader, [person_id])
    if not found:
        return "Nobody of that name is in the store any more."
    if not found[0].active:
        return f"{found[0].name} is no longer active."
    if fingerprint and not reader.select(
        "select 1 from ssh_key where fingerprint = ? and person_id = ?", (fingerprint, person_id)
    ):
        return f"That key is not one of {found[0].name}'s, or was removed."
    return ""
