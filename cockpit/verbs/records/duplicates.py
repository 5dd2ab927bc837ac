"""Records of any noun that may be the same, as the command line tells them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from cockpit.answer import say_json
from cockpit.text_tables import Column, text_table
from data.kernel.commands import Reader
from data.kernel.ids import reference
from data.kernel.text import clean
from data.records.fields import Records
from data.records.timeline import Named

if TYPE_CHECKING:
    from cockpit.session import Session

_MOST = 50


def say_duplicates(
    session: Session,
    records: Records,
    read: Callable[[Reader, Sequence[int]], Sequence[Named]],
    *,
    as_json: bool,
) -> int:
    """Say which records of a noun look alike, the likeliest first, each with the command that makes them one.

    ``read`` gives records by their ids.
    """
    from data.records.duplicates import allowed, find_duplicates

    store = session.store
    pairs = allowed(store, records, session.person, find_duplicates(store, records)).pairs
    ids = [one for pair in pairs for one in (pair.record_a, pair.record_b)]
    names = {one.id: one.label or reference(one.id) for one in read(store, ids)}
    if as_json:
        say_json(
            [
                {
                    "a": reference(pair.record_a), "a_name": names[pair.record_a],
                    "b": reference(pair.record_b), "b_name": names[pair.record_b],
                    "score": pair.score, "why": list(pair.reasons),
                }
                for pair in pairs
            ]
        )  # fmt: skip
        return 0
    if not pairs:
        print(f"No two {records.plural} look alike.")
        return 0
    columns = [
        Column(records.word), Column("may be"), Column("score", True), Column("why"), Column("merge with"),
    ]  # fmt: skip
    rows = [
        (
            clean(names[pair.record_a], 34), clean(names[pair.record_b], 34), f"{pair.score} %",
            ", ".join(pair.reasons),
            f"cockpit {records.plural} merge {reference(pair.record_a)} {reference(pair.record_b)}",
        )
        for pair in pairs[:_MOST]
    ]  # fmt: skip
    print(text_table(columns, rows))
    if len(pairs) > _MOST:
        print(f"\n{_MOST} of {len(pairs):,} pairs; --json gives all")
    return 0
