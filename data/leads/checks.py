"""What the doctor asks of leads: whether the match keys of phones are of the company's region."""

from __future__ import annotations

from collections.abc import Iterator

from data.kernel.commands import Reader
from data.kernel.finding import OK, WARNING, Finding
from data.leads.fields import LEADS
from data.records.phone_keys import phone_key_changes
from data.records.phone_region import phone_region


def check(reader: Reader, now: int) -> Iterator[Finding]:
    """How match keys stand."""
    del now
    region = phone_region(reader)
    astray = len(phone_key_changes(reader, LEADS, 0, region, range))
    where = region or "none"
    if astray:
        yield Finding(
            "phones",
            WARNING,
            f"{astray:,} match keys of phones are not those of the region {where}",
            code="doctor.phones_astray",
            values={"region": where},
        )
    else:
        yield Finding("phones", OK, f"match keys are those of the region {where}")
