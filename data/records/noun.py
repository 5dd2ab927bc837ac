"""What belongs to records of any noun: notes, match keys, said to be two, lists to choose from."""

from data.kernel.nouns import Noun
from data.kernel.tables import Reference, Table

_RECORD = Reference("record_id", "", table_column="record_table")

NOUN = Noun(
    "records",
    tables=(
        Table("choice", row="data.records.choices:Choice", called="name"),
        Table(
            "note",
            row="data.records.notes:Note",
            search="note_search",
            references=(_RECORD, Reference("person_id", "person")),
        ),
        Table(
            "match_key",
            row="data.records.match_keys:MatchKey",
            references=(_RECORD._replace(part=True),),
            keeps_batch=True,
        ),
        Table(
            "not_duplicate",
            row="data.records.merge:NotDuplicate",
            references=(
                _RECORD._replace(column="record_a", history=True),
                _RECORD._replace(column="record_b", history=True),
            ),
        ),
        Table("record_event", references=(_RECORD._replace(history=True),)),
    ),
)
