"""The scorecard of a month: of one rep after another, and of all of them together."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence

from data.calendar.days import day_of
from data.calendar.periods import period_of
from data.kernel.store import Store
from data.kpi.scope import Scope, of_person, of_team
from data.kpi.scorecard import TREND, answering_for, scorecard
from data.opening import open_store
from data.people.person import Person, everybody
from tests.bench.measure import Line, percentile
from tests.bench.setting import Setting

MOST_OF_PERSON, MOST_OF_TEAM = 150.0, 2.0
"""Milliseconds at the 95th percentile for a person, seconds for everybody."""
SHARE = 0.95


def scorecards(setting: Setting) -> Sequence[Line]:
    """All KPIs of a rep with the trend of half a year, and of everybody against the month before."""
    store = open_store(str(setting.store))
    try:
        people = everybody(store, active_only=True)
        admin = next(person for person in people if person.role == "admin")
        sellers = [person for person in people if person.sells]
        chosen = random.Random(1).sample(sellers, min(len(sellers), setting.rounds(40)))
        alone = [_seconds(store, admin, of_person(store, admin, person), TREND) * 1000 for person in chosen]
        team = of_team(store, admin)
        together = sorted(_seconds(store, admin, team, 1) for _ in range(setting.rounds(5)))
    finally:
        store.close()
    return [
        Line("scorecard of a person, p95", percentile(alone, SHARE), "ms", MOST_OF_PERSON),
        Line(f"scorecard of {len(team.people)} people", together[len(together) // 2], "s", MOST_OF_TEAM),
    ]


def _seconds(store: Store, viewer: Person, scope: Scope, back: int) -> float:
    now = time.time_ns() // 1_000_000
    period = period_of("month", day_of(now, viewer.zone))
    started = time.perf_counter()
    scorecard(store, scope, period, viewer.zone, now, back=back, answering=answering_for(store, scope))
    return time.perf_counter() - started
