"""Whatever a file holds: read or refused in words, every row accounted for, and twice changes nothing."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.kernel.errors import CockpitError
from tests.data.points_import.conftest import Desk

WORDS = """
Mon Tue Wednesday 2026-11-16 16/11/2026 11/17/2026 Week_47 2026-W47 Calls Outbound_Calls Emails
Demo_Self_Led Close_Won_Deals Call Meeting Note Total Points Type Date Owner Count Outcome Id Notes
pam jim nobody 1 12 0 -1 3.5 1e9 1000 99999 46342 =1+1 [red]x[/] 31.02.2026 9999-12-31 0001-01-01
2026-11-16T25:00 2026-11-16_10:20 2026-11-16T23:59:59-12:00 \x1b[2J \u202ex １２
"""
CELLS = st.sampled_from(
    ["", " ", "a\nb", '"', *(word.replace("_", " ") for word in WORDS.split())]
) | st.text(max_size=8)
HEADS = st.sampled_from(
    [
        [],
        ["Type", "Date", "Owner", "Count", "Outcome", "Id"],
        ["2026-W47", "Mon", "Tue", "Wed", "Total"],
        ["Date", "Calls", "Emails", "Demo Self Led", "Total"],
    ]
)
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=6), min_size=1, max_size=8)


@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow])
@given(HEADS, ROWS)
def test_any_grid_is_read_or_refused_and_counts_once(head: list[str], rows: list[list[str]]) -> None:
    with TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        lines = [
            ",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in [head, *rows] if row
        ]
        path = desk.file("\n".join(lines) + "\n")
        try:
            plan = desk.bring(path)
        except CockpitError:
            assert desk.points() == 0
            return
        found = plan.found
        assert len(plan.drafts) >= len(found.new) + len(found.updates) + len(found.removals)
        if plan.reading.unit == "row":
            assert sum(plan.accounts().values()) == sum(wording.rows for wording in plan.reading.wordings)
        assert desk.points() == found.points
        again = desk.bring(path)
        assert again.found.is_empty
        assert again.rejected == plan.rejected
        desk.store.close()
