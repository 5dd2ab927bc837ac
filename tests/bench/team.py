"""The team of everybody, opened."""

from __future__ import annotations

from collections.abc import Sequence

from tests.bench.deals import as_admin
from tests.bench.measure import Line, percentile
from tests.bench.screen import SHARE, VIEW_LIMIT
from tests.bench.setting import Setting
from tests.bench.terminal import Program

TEAM, INBOX = "\x1b[18~", "\x1bOR"
"""F7 and F3."""
SHOWN = r"of \d+ on pace"


def team(setting: Setting) -> Sequence[Line]:
    """The admin's team of all reps."""
    opened: list[float] = []
    with Program(setting.cockpit, as_admin(setting)) as program:
        program.until(SHOWN)
        for _ in range(setting.rounds(20)):
            program.settle()
            program.press(INBOX)
            program.settle()
            opened.append(program.until(SHOWN, program.press(TEAM)))
    return [Line("team of everybody opened, p95", percentile(opened, SHARE), "ms", VIEW_LIMIT)]
