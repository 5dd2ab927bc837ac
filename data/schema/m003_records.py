"""What a record of any noun has: lists to choose from, notes, match keys, pairs that are two, its commands, maps.

``record_table`` and ``record_id`` say which record is meant. Ids are unique across tables, so that the id alone
finds a row; indexes leave the table out.
"""

from __future__ import annotations

from sqlite_utils import Database

from data.schema.declare import create_partial_index, create_search, create_table


def build(database: Database) -> None:
    """``match_key`` holds normalised forms, by which imports and the search for duplicates match.

    ``record_event`` says which commands of the journal speak of a record, found without searching the journal; an
    import says it once, for all its records, by their ``batch_id``. ``import_map`` without an owner is the company's.
    """
    choice = create_table(
        database,
        "choice",
        {"id": int, "list": str, "name": str, "key": "", "kind": "", "reaches": 1, "touched": int | None},
    )
    choice.create_index(["list", "name"], "choice_name", unique=True)
    note = create_table(
        database,
        "note",
        {
            "id": int,
            "record_table": str,
            "record_id": int,
            "person_id": int,
            "at": int,
            "text": str,
            "touched": int | None,
        },
        references={"person_id": "person"},
    )
    note.create_index(["record_id", "at"], "note_record")
    create_search(database, "note", ["text"])
    match_key = create_table(
        database,
        "match_key",
        {
            "id": int,
            "record_table": str,
            "record_id": int,
            "kind": str,
            "value": str,
            "batch_id": int | None,
            "touched": int | None,
        },
    )
    match_key.create_index(["kind", "value", "record_id"], "match_key_value")
    match_key.create_index(["record_id"], "match_key_record")
    create_partial_index(database, "match_key_batch", "match_key", ["batch_id"])
    not_duplicate = create_table(
        database,
        "not_duplicate",
        {"id": int, "record_table": str, "record_a": int, "record_b": int, "touched": int | None},
    )
    not_duplicate.create_index(["record_a", "record_b"], "not_duplicate_pair", unique=True)
    create_table(
        database,
        "record_event",
        {"record_table": str, "record_id": int, "seq": int},
        key=("record_id", "seq"),
        without_rowid=True,
    )
    create_table(
        database,
        "import_map",
        {
            "id": int,
            "noun": str,
            "name": str,
            "owner_id": int | None,
            "columns": str,
            "touched": int | None,
        },
        references={"owner_id": "person"},
    )
    database.execute("create unique index import_map_name on import_map(noun, name, ifnull(owner_id, 0))")
