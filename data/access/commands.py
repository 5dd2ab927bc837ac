"""Commands on access over SSH: keys are added and removed, and it is said how long a session may be left alone."""

from __future__ import annotations

from typing import NamedTuple

from data.access.keys import SshKey
from data.access.public_key import read_public_key
from data.kernel.commands import COMPANY, Deciding, Decision, Reader, command
from data.kernel.errors import Refused, UsageError
from data.kernel.rows import added, existing_record, removed, select_records
from data.kernel.settings import setting_changes
from data.people.person import by_id

IDLE_SETTING = "ssh_idle_minutes"
USUAL_IDLE, LONGEST_IDLE = 30, 24 * 60
"""Minutes for which a session over SSH may be left alone: where nothing is set, and at most."""


@command("access.add_key", COMPANY)
class AddKey(NamedTuple):
    """Let a person in by a key; ``text`` is what stands in its file."""

    id: int
    actor: int
    at: int
    person_id: int
    text: str

    def decide(self, reader: Deciding) -> Decision:
        """Refuses what is no key, a key that somebody has, and a person who is no longer active."""
        person = by_id(reader, self.person_id)
        key = read_public_key(self.text)
        if not person.active:
            raise Refused(f"{person.name} is no longer active.", code="person.inactive")
        there = select_records(reader, SshKey, "ssh_key", "where fingerprint = ?", (key.fingerprint,))
        if there and there[0].person_id == person.id:
            raise Refused(f"{person.name} has that key already.")
        if there:
            other = by_id(reader, there[0].person_id)
            raise Refused(
                f"That key is {other.name}'s. A key tells who somebody is: each has keys of their own."
            )
        row = SshKey(self.id, person.id, key.kind, key.body, key.fingerprint, key.label, self.at)
        return Decision(
            f"key of {person.name} added: {key.fingerprint}", [added("ssh_key", row)], whose=(COMPANY,)
        )


@command("access.remove_key", COMPANY)
class RemoveKey(NamedTuple):
    """Let nobody in by a key any more; sessions that came in by it end."""

    id: int
    actor: int
    at: int
    key_id: int

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a key that is gone."""
        key = existing_record(reader, SshKey, "ssh_key", self.key_id)
        person = by_id(reader, key.person_id)
        return Decision(
            f"key of {person.name} removed: {key.fingerprint}", [removed("ssh_key", key)], whose=(COMPANY,)
        )


@command("access.idle", COMPANY)
class SetIdle(NamedTuple):
    """Say for how many minutes a session over SSH may be left alone before it ends."""

    id: int
    actor: int
    at: int
    minutes: int

    def decide(self, reader: Deciding) -> Decision:
        """Refuses less than a minute and more than a day."""
        if not 1 <= self.minutes <= LONGEST_IDLE:
            raise UsageError(f"Minutes are a whole number from 1 to {LONGEST_IDLE:,}, like 30.")
        changes = setting_changes(reader, self, IDLE_SETTING, str(self.minutes))
        if not changes:
            raise Refused("That changes nothing.")
        unit = "minute" if self.minutes == 1 else "minutes"
        return Decision(
            f"sessions over SSH end after {self.minutes:,} {unit} without a key", changes, whose=(COMPANY,)
        )


def idle_minutes(reader: Reader) -> int:
    """For how many minutes a session over SSH may be left alone."""
    rows = reader.select("select value from setting where name = ?", (IDLE_SETTING,))
    return int(rows[0][0]) if rows else USUAL_IDLE
