"""What a person at the terminal waits for: first numbers, the full screen, a key's answer, another view."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Generator, Sequence

from data.people.demo.company import FIRST_REPS_WEEK
from tests.bench.measure import TO_KNOW, Line, compared, interleave, percentile
from tests.bench.setting import Setting
from tests.bench.terminal import NotPaintedError, Program

FIRST_LIMIT = 3.0
FULL_LIMIT = 1.3
KEY_LIMIT = 2.0
VIEW_LIMIT = 150.0
PAGE_LIMIT = 30.0
SHARE = 0.95

TOTAL = r"(\d+) / \d+"
"""The week's total as the status line shows it."""

FULL_SCREEN = r"u undo.*g go to|g go to.*u undo|\? help.*u undo"
"""The key bar, painted last: the whole screen is there."""

EMPTY_SCREEN = r"q Leave"

PAGE_DOWN = "\x1b[6~"
PAGE_UP = "\x1b[5~"


def first_numbers(setting: Setting) -> Sequence[Line]:
    """Start to the week's total, against a Python that does nothing in a terminal."""
    nothing = [sys.executable, "-c", "pass"]
    samples = interleave(
        setting.rounds(20),
        {"ours": _painted(setting, setting.cockpit, TOTAL), "floor": _ended(setting, nothing)},
    )
    return [compared("cockpit, first numbers", samples["ours"], samples["floor"], FIRST_LIMIT)]


def full_screen(setting: Setting) -> Sequence[Line]:
    """Start to the key bar, against an empty Textual app."""
    samples = interleave(
        setting.rounds(12),
        {
            "ours": _painted(setting, setting.cockpit, FULL_SCREEN),
            "floor": _painted(setting, setting.floor("empty_app"), EMPTY_SCREEN),
        },
    )
    return [compared("cockpit, first full screen", samples["ours"], samples["floor"], FULL_LIMIT)]


def key_to_painted(setting: Setting) -> Sequence[Line]:
    """``c`` to the new total, against a Textual app that only counts."""
    painted = counting(setting, setting.floor("counter_app"), "0 / 500")
    ours = counting(setting, setting.cockpit, FULL_SCREEN)
    try:
        samples = interleave(setting.rounds(60), {"ours": ours.__next__, "floor": painted.__next__})
    finally:
        ours.close()
        painted.close()
    line = compared("c to the new total", samples["ours"], samples["floor"], KEY_LIMIT)
    p95 = percentile(samples["ours"], SHARE)
    return [line, Line("c to the new total, p95", p95, "ms", TO_KNOW)]


def moving(setting: Setting) -> Sequence[Line]:
    """Other weeks, the whole week's log and its pages: every view painted, at the 95th percentile."""
    turned: list[float] = []
    listed: list[float] = []
    paged: list[float] = []
    with Program(setting.cockpit, setting.environment) as program:
        program.until(FULL_SCREEN)
        program.settle()
        for _ in range(setting.rounds(20)):
            turned.append(_answer(program, "[", rf"week {FIRST_REPS_WEEK - 1} of"))
            turned.append(_answer(program, "]", rf"week {FIRST_REPS_WEEK} of"))
            listed.append(_answer(program, "W", r"\S"))
            paged += [_answer(program, key, r"\S") for key in (PAGE_DOWN, PAGE_UP)]
            listed.append(_answer(program, "T", r"\S"))
    return [
        Line("another week painted, p95", percentile(turned, SHARE), "ms", VIEW_LIMIT),
        Line("log of the week or the day painted, p95", percentile(listed, SHARE), "ms", VIEW_LIMIT),
        Line("page down painted, p95", percentile(paged, SHARE), "ms", PAGE_LIMIT),
    ]


def _painted(setting: Setting, command: Sequence[str], pattern: str) -> Callable[[], float]:
    def once() -> float:
        with Program(command, setting.environment) as program:
            return program.until(pattern)

    return once


def _ended(setting: Setting, command: Sequence[str]) -> Callable[[], float]:
    def once() -> float:
        with Program(command, setting.environment) as program:
            return program.until_end()

    return once


def counting(
    setting: Setting, command: Sequence[str], ready: str, open_first: str = ""
) -> Generator[float, None, None]:
    """Milliseconds from each ``c`` to the total that is one higher. Close it to end the program.

    ``open_first`` is the key of the screen on which it is pressed.
    """
    with Program(command, setting.environment) as program:
        program.until(ready)
        found = re.search(TOTAL, program.text)
        if found is None:
            raise NotPaintedError(f"no total in {program.text[-500:]!r}")
        total = int(found[1])
        program.settle()
        if open_first:
            program.press(open_first)
            program.settle()
        while True:
            total += 1
            yield _answer(program, "c", rf"(?<!\d){total}(?!\d)")


def _answer(program: Program, key: str, pattern: str) -> float:
    moment = program.press(key)
    took = program.until(pattern, moment)
    program.settle()
    return took
