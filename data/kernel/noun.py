"""The tables of the core itself, and its steps back and forth."""

from data.kernel.nouns import Noun
from data.kernel.tables import Reference, Table

NOUN = Noun(
    "kernel",
    tables=(
        Table(
            "journal",
            references=(
                Reference("actor", "person"),
                Reference("subject", "person"),
                Reference("target", "journal"),
                Reference("undone_by", "journal"),
            ),
        ),
        Table("setting", row="data.kernel.settings:Setting"),
        Table("guard"),
        Table("store_version"),
        Table("search_rests"),
        Table("reference_place"),
    ),
    strip_tables=frozenset({"setting"}),
    refusals={
        "the store has moved on": (
            "A newer Cockpit has brought this store up to date while this one was open. "
            "Nothing was written; start again."
        ),
    },
    commands=("data.kernel.undo:Undo", "data.kernel.undo:Redo"),
)
