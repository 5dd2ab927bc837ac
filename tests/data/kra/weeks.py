"""A week of a small standard, as tests of runs and of standards look at it."""

from __future__ import annotations

from data.kra.measuring import measured
from data.kra.overview import RunView, run_view
from data.kra.run import RunKey
from tests.data.leads.house import House

STANDARD = """\
code = "mine"
title = "Mine"

[[area]]
code = "work"
title = "Work"

[[item]]
code = "review"
area = "work"
title = "Go through it"
cadence = "week"

[[item]]
code = "report"
area = "work"
title = "Report on it"
cadence = "week"
after = ["review"]

[[item]]
code = "visits"
area = "work"
title = "Customers visited"
cadence = "week"
judged = "number"
bound = "at least"
target = 3
unit = "visits"

[[item]]
code = "calls"
area = "work"
title = "Calls made"
cadence = "week"
judged = "measured"
metric = "points"

[[item]]
code = "papers"
area = "work"
title = "Papers complete"
cadence = "event"
event = "handover"
"""
"""One item of each sort."""


def view(house: House, key: RunKey) -> RunView:
    """A run as it stands."""
    found = run_view(house.store, house.person(key.person_id), key, house.now, measured)
    assert found is not None
    return found


def states(house: House, key: RunKey) -> dict[str, str]:
    """How the items of a run stand."""
    return {one.item.code: one.answer.state or one.answer.verdict for one in view(house, key).items}
