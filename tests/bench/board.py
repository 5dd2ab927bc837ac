"""The board and the handovers over a hundred thousand deals: opened, and the board turned to other periods."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tests.bench.deals import POINTS, as_admin
from tests.bench.measure import Line, percentile
from tests.bench.screen import FULL_SCREEN, SHARE, VIEW_LIMIT
from tests.bench.setting import Setting
from tests.bench.terminal import Program

HANDOVERS, BOARD = "gh", "gb"
OPENED = r"sales closed\s+[\d,]+"
LISTED = r"qualified handoffs"
PERIODS = (("Fw", r"\d{4}-W\d\d "), ("Fm", r"\d{4}-\d\d  "), ("Fq", r"\d{4}-Q\d "), ("Fm", r"\d{4}-\d\d  "))
"""Keys, and the name of the period that they show."""
TITLES = {"board": "board opened", "period": "another period", "handovers": "handovers opened"}
Timings = dict[str, list[float]]


def board(setting: Setting) -> Sequence[Line]:
    """The first rep's board, and the admin's of everybody."""
    own = _walked(setting, setting.environment)
    everybodys = _walked(setting, as_admin(setting))
    return [*_lines("own", own), *_lines("everybody's", everybodys)]


def _walked(setting: Setting, environment: dict[str, str]) -> Timings:
    """Milliseconds of everything that one looks at, in one session."""
    timings: Timings = {name: [] for name in TITLES}
    with Program(setting.cockpit, environment) as program:
        program.until(FULL_SCREEN)
        for key, shown in ((BOARD, OPENED), (HANDOVERS, LISTED)):
            _open(program, key, shown)
        for _ in range(setting.rounds(8)):
            for name, key, shown in (("handovers", HANDOVERS, LISTED), ("board", BOARD, OPENED)):
                program.settle()
                program.press(POINTS)
                timings[name].append(_open(program, key, shown))
            for keys, label in PERIODS:
                program.settle()
                program.press(keys[0])
                program.settle()
                timings["period"].append(program.until(label, program.press(keys[1])))
    return timings


def _open(program: Program, keys: str, shown: str) -> float:
    """Milliseconds from the key behind the leader, which is pressed before, until something is shown."""
    program.settle()
    program.press(keys[0])
    program.settle()
    return program.until(shown, program.press(keys[1]))


def _lines(whose: str, timings: Timings) -> Iterable[Line]:
    for name, title in TITLES.items():
        yield Line(f"{whose} {title}, p95", percentile(timings[name], SHARE), "ms", VIEW_LIMIT)
