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
        Table("setting"),
        Table("guard"),
        Table("search_rests"),
    ),
    commands=("data.kernel.undo:Undo", "data.kernel.undo:Redo"),
)
