"""What belongs to records of any noun: notes, match keys, said to be two, lists to choose from."""

from data.kernel.nouns import Noun
from data.kernel.tables import Reference, Table

_RECORD = Reference("record_id", "", table_column="record_table")

NOUN = Noun(
    "records",
    tables=(
        Table("choice", called="name"),
        Table("note", search="note_search", references=(_RECORD, Reference("person_id", "person"))),
        Table("match_key", references=(_RECORD._replace(part=True),), keeps_batch=True),
        Table(
            "not_duplicate",
            references=(
                _RECORD._replace(column="record_a", history=True),
                _RECORD._replace(column="record_b", history=True),
            ),
        ),
        Table("record_event", references=(_RECORD._replace(history=True),)),
    ),
)
