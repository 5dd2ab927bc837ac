"""Measure the numbers to beat: ``python -m tests.bench [--rows log,first,...] [--quick]``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import NamedTuple

from tests.bench.board import board
from tests.bench.cluster import cluster
from tests.bench.deals import deal_key, funnel
from tests.bench.import_activities import activities
from tests.bench.import_deals import deals
from tests.bench.inbox import inbox, inbox_key, ten_times_the_store
from tests.bench.leads import duplicates, imports
from tests.bench.measure import Lacking, Left, Line, printed
from tests.bench.pages import customers, pages
from tests.bench.processes import quick_log, sharing
from tests.bench.scorecard import scorecards
from tests.bench.screen import first_numbers, full_screen, key_to_painted, moving
from tests.bench.session import left_open
from tests.bench.setting import Setting, held, setting
from tests.bench.ssh import over_ssh
from tests.bench.team import team
from tests.bench.terminal import NotPaintedError


class Row(NamedTuple):
    """One row of the table: what it is about, and how it is measured."""

    what: str
    measure: Callable[[Setting], Sequence[Line]]


ROWS = {
    "log": Row("one log as a whole process", quick_log),
    "first": Row("first numbers on the screen", first_numbers),
    "full": Row("first full screen", full_screen),
    "key": Row("from key to painted", key_to_painted),
    "moving": Row("weeks turned, lists opened, pages down", moving),
    "inbox": Row("the inbox opened, narrowed, sorted, turned and paged", inbox),
    "lead-key": Row("from key to painted, on a lead", inbox_key),
    "funnel": Row("the funnel opened, narrowed, turned and paged", funnel),
    "deal-key": Row("from key to painted, a deal moved", deal_key),
    "board": Row("the board and the handovers opened, and turned", board),
    "customers": Row("the customers opened, narrowed, sorted and paged", customers),
    "pages": Row("the quotes and the forecast opened", pages),
    "team": Row("the team of everybody opened", team),
    "duplicates": Row("the same lead twice", duplicates),
    "leads": Row("leads from a file", imports),
    "activities": Row("activities from a file", activities),
    "deals": Row("deals from a file", deals),
    "scorecard": Row("the scorecard of a month", scorecards),
    "share": Row("many processes on one file", sharing),
    "ssh": Row("sessions over SSH", over_ssh),
    "cluster": Row("a store that three nodes keep", cluster),
    "idle": Row("a session left open", left_open),
    "ten": Row("ten times the leads: it takes half an hour and 8 GB", ten_times_the_store),
}
"""The table, in its order."""
WHERE_ASKED = {"ten"}
"""Rows that are measured only where they are asked for."""


def main(arguments: Sequence[str]) -> int:
    """Print every row; the exit code is 1 where a number was not beaten or could not be measured."""
    names = list(ROWS)
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "--rows",
        default=",".join(name for name in names if name not in WHERE_ASKED),
        help=f"some of: {', '.join(names)}",
    )
    parser.add_argument(
        "--quick", action="store_true", help="a smaller store, few rounds: to try, not to judge"
    )
    options = parser.parse_args(arguments)
    wanted = options.rows.split(",")
    if unknown := set(wanted) - set(names):
        parser.error(f"no such row: {', '.join(sorted(unknown))}")
    with setting(quick=options.quick) as place:
        print(f"{held(place.size)}; ours / floor, medians\n")
        done = [_measured(name, row, place) for name, row in ROWS.items() if name in wanted]
    return 0 if all(done) else 1


def _measured(name: str, row: Row, place: Setting) -> bool:
    print(f"{name}: {row.what}", flush=True)
    try:
        lines = row.measure(place)
    except Left as reason:
        print(f"  left  {reason}")
        return True
    except (Lacking, NotPaintedError) as problem:
        print(f"  n/a   {problem}")
        return False
    for line in lines:
        print(printed(line), flush=True)
    return all(line.passes for line in lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
