"""What undo and redo do not move: what was submitted of a week that is signed, a signature that was adjusted since; and
no signature comes back to a week that is another by now.
"""

from __future__ import annotations

from collections.abc import Sequence

from data.kernel.commands import Change, Reader
from data.kernel.errors import Refused
from data.kernel.rows import read_record
from data.people.signed_weeks import SignedWeek
from data.reviews.frozen import fingerprint
from data.reviews.review import ADJUSTMENT, REVIEW, SIGNED_WEEK, Review


def refuse_moving_signed(reader: Reader, changes: Sequence[Change]) -> None:
    """Raise Refused where changes would move what a signed week stands on."""
    for change in changes:
        if change.table == REVIEW:
            _refuse_of_signed(reader, change)
        elif change.table == SIGNED_WEEK and change.after is None:
            _refuse_adjusted(reader, change)
        elif change.table == SIGNED_WEEK and change.before is None:
            _refuse_other_week(reader, SignedWeek(**{**(change.after or {}), "id": change.id}))


def _refuse_of_signed(reader: Reader, change: Change) -> None:
    stored = read_record(reader, Review, REVIEW, change.id)
    columns = change.after or {}
    which = (stored.person_id, stored.monday) if stored else (columns["person_id"], columns["monday"])
    if reader.select("select 1 from signed_week where person_id = ? and monday = ?", which):
        raise Refused("That week is signed off by now, as it was submitted.")


def _refuse_adjusted(reader: Reader, change: Change) -> None:
    signed = read_record(reader, SignedWeek, SIGNED_WEEK, change.id)
    if signed is not None and reader.select(
        f"select 1 from {ADJUSTMENT} where person_id = ? and monday = ?", (signed.person_id, signed.monday)
    ):
        raise Refused("That week was adjusted since it was signed: take the adjustments back first.")


def _refuse_other_week(reader: Reader, signed: SignedWeek) -> None:
    if signed.fingerprint and fingerprint(reader, signed) != signed.fingerprint:
        raise Refused("That week has changed since it was signed: it is to be signed anew.")
