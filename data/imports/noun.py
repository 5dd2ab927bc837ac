"""Imports as a room: the maps of columns that are kept for files which come again."""

from data.kernel.nouns import Noun
from data.kernel.tables import Reference, Table

NOUN = Noun(
    "imports",
    tables=(
        Table(
            "import_map",
            row="data.imports.saved_maps:ImportMap",
            called="name",
            references=(Reference("owner_id", "person"),),
            owner="owner_id",
        ),
    ),
    commands=("data.imports.saved_maps:SaveMap",),
)
