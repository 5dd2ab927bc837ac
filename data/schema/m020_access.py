"""The public keys by which persons come in over SSH: a key is one person's."""

from __future__ import annotations

from sqlite_utils import Database

from data.schema.declare import create_table
from data.schema.m002_people import keep_person


def build(database: Database) -> None:
    """Whoever has a key stays."""
    key = create_table(
        database,
        "ssh_key",
        {
            "id": int,
            "person_id": int,
            "kind": str,
            "body": str,
            "fingerprint": str,
            "label": str,
            "added_at": int,
            "touched": int | None,
        },
        references={"person_id": "person"},
    )
    key.create_index(["fingerprint"], "ssh_key_fingerprint", unique=True)
    key.create_index(["person_id"], "ssh_key_person")
    keep_person(database, "person_with_ssh_key", "select 1 from ssh_key where person_id = old.id")
