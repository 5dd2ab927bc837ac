"""Search that knows how words are spelled: the search table's words, and letters with several accents.

``lead_search_terms`` looks into the search table's own index: it stores nothing and needs no triggers, and one
finds in it a word spelled nearly so without reading any lead. The search tables are filled anew, as they took
letters with two accents (as in Nguyễn) for others than the plain ones.
"""

from __future__ import annotations

from collections.abc import Iterator

from data.kernel.engine import Statement
from data.kernel.ids import IdMaker


def _fill_anew(search: str) -> tuple[str, ...]:
    return (
        f"drop table {search}",
        f"""create virtual table {search} using fts5(
            words, content = '', detail = none, prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 2'
        )""",
        f"insert into {search}(rowid, words) select id, words from {search}_words",
    )


STATEMENTS: tuple[str, ...] = (
    *_fill_anew("lead_search"),
    *_fill_anew("note_search"),
    "create virtual table lead_search_terms using fts5vocab(lead_search, row)",
)


def seeds(ids: IdMaker, now: int) -> Iterator[Statement]:
    """Nothing new to begin with."""
    del ids, now
    yield from ()
