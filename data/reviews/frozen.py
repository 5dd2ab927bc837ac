"""What a signature is worth: a fingerprint of a week's entries and of its page, and whether both are as they were.

Nothing that this program does changes a signed week; whoever edits the file by other means is told by this.
"""

from __future__ import annotations

import json
from typing import Literal, NamedTuple

from data.kernel.commands import Reader
from data.people.signed_weeks import SignedWeek
from data.reviews.page import WeekPage, from_text, to_text

_ENTRY = "id, kind, count, points, at, day, note, outcome, lead_id"
"""What of an entry counts: all that was logged, and by no command changes once the week is signed."""

Seal = Literal["", "none", "edited"]
"""As it was signed; signed before there were fingerprints; changed since by other means than this program."""


class Sealed(NamedTuple):
    """What a week was signed with: its page (None: none was kept), and whether it is as it was."""

    page: WeekPage | None
    seal: Seal
    words: str = ""
    """What was changed, as far as it can be told."""


def fingerprint(reader: Reader, week: SignedWeek) -> str:
    """The SHA-256 over who signed what when, the week's entries as they are now, and the page that was kept."""
    from hashlib import sha256

    made = sha256()
    head = [week.person_id, week.monday, week.signed_by, week.signed_at]
    for line in (head, *map(list, _entries(reader, week))):
        made.update(json.dumps(line, ensure_ascii=False).encode() + b"\n")
    made.update(week.page.encode())
    return made.hexdigest()


def sealed_with(reader: Reader, week: SignedWeek, page: WeekPage) -> SignedWeek:
    """A signed week that keeps this page, with the fingerprint over it and the week's entries."""
    kept = week._replace(page=to_text(page))
    return kept._replace(fingerprint=fingerprint(reader, kept))


def sealed(reader: Reader, week: SignedWeek) -> Sealed:
    """What a week was signed with, and whether that stands."""
    if not week.fingerprint:
        return Sealed(None, "none", "signed without a fingerprint")
    try:
        page = from_text(week.page)
    except ValueError:
        return Sealed(None, "edited", "its page cannot be read any more")
    if fingerprint(reader, week) == week.fingerprint:
        return Sealed(page, "")
    entries = _entries(reader, week)
    points = sum(int(str(entry[3])) for entry in entries)
    if (len(entries), points) != (page.entries, page.total):
        return Sealed(
            page,
            "edited",
            f"signed with {page.entries:,} entries of {page.total:,} points, "
            f"holds {len(entries):,} of {points:,} now",
        )
    return Sealed(page, "edited", "its entries, its page or its signature are not those that were signed")


def _entries(reader: Reader, week: SignedWeek) -> list[tuple[object, ...]]:
    rows = reader.select(
        f"select {_ENTRY} from activity where person_id = ? and day between ? and ? order by id",
        (week.person_id, week.monday, week.sunday),
    )
    return [tuple(row) for row in rows]
