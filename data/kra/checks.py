"""What the doctor asks of KRA: whether every item that was answered is one of its standard, and is there once."""

from __future__ import annotations

from collections.abc import Iterator

from data.kernel.commands import Reader
from data.kernel.finding import OK, WARNING, WRONG, Finding

_STRANGE = """
select count(*) from kra_item where not exists(
    select 1 from standard join standard_item on standard_item.standard_id = standard.id
    where standard.code = kra_item.standard and standard_item.code = kra_item.item)
"""
_TWICE = """
select count(*) from (select 1 from kra_item
    group by person_id, standard, cadence, first_day, run_id, item, carried_from having count(*) > 1)
"""
_UNJUDGED = """
select count(*) from kra_run where closed_at is not null and standard_id is null
"""


def check(reader: Reader, now: int) -> Iterator[Finding]:
    """How the runs stand."""
    del now
    strange, twice, unjudged = (int(reader.select(sql)[0][0]) for sql in (_STRANGE, _TWICE, _UNJUDGED))
    if strange or unjudged:
        yield Finding(
            "kra",
            WRONG,
            f"{strange:,} answers name an item that no standard has; {unjudged:,} closed runs name no version",
            code="doctor.kra_odd",
        )
    elif twice:
        yield Finding("kra", WARNING, f"{twice:,} items of runs were answered twice", code="doctor.kra_twice")
    else:
        yield Finding("kra", OK, "every answer belongs to an item")
