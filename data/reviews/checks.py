"""What the doctor asks of signed weeks: whether each is as it was signed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from data.calendar.days import week_label
from data.kernel.commands import Reader
from data.kernel.finding import OK, WRONG, Finding
from data.kernel.rows import select_records
from data.people.signed_weeks import SignedWeek
from data.reviews.frozen import sealed
from data.reviews.review import SIGNED_WEEK

_NAMED = 5
_GONE = """
select count(*) from journal where name = 'week.sign_off' and undone_by is null and not exists(
    select 1 from signed_week where signed_week.person_id = ifnull(journal.subject, journal.actor)
    and signed_week.signed_at = journal.at)
"""


def check(reader: Reader, now: int) -> Iterator[Finding]:
    """Signed weeks that were edited since by other means, and signatures that are gone."""
    del now
    weeks = select_records(reader, SignedWeek, SIGNED_WEEK, "where fingerprint <> '' order by monday, id")
    edited = [week for week in weeks if sealed(reader, week).seal == "edited"]
    gone = int(reader.select(_GONE)[0][0])
    if edited:
        names: dict[int, str] = dict(reader.select("select id, handle from person"))
        named = ", ".join(
            f"{week_label(date.fromisoformat(week.monday))} of {names.get(week.person_id, 'somebody')}"
            for week in edited[:_NAMED]
        )
        more = f" and {len(edited) - _NAMED} more" if len(edited) > _NAMED else ""
        text = f"{len(edited):,} of {len(weeks):,} differ from what was signed: {named}{more}"
        yield Finding("signed weeks", WRONG, text, code="doctor.weeks_edited")
    if gone:
        text = f"{gone:,} signatures are gone"
        yield Finding("signed weeks", WRONG, text, code="doctor.weeks_edited")
    if not edited and not gone:
        yield Finding("signed weeks", OK, f"{len(weeks):,} with a fingerprint, which holds")
