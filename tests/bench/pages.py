"""Customers, quotes and the forecast over a hundred thousand deals: opened, and the customers narrowed, sorted, paged.

Each view is measured from the key until its first record is painted, with the numbers above it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tests.bench.deals import FUNNEL, POINTS, as_admin
from tests.bench.inbox import ESCAPE, TYPED
from tests.bench.measure import Line, percentile
from tests.bench.screen import FULL_SCREEN, PAGE_DOWN, PAGE_LIMIT, PAGE_UP, SHARE, VIEW_LIMIT
from tests.bench.setting import Setting
from tests.bench.terminal import Program

CUSTOMERS, FORECAST, QUOTES = "\x1b[17~", "M", "Ql"
"""F6, and the keys of the pages on the funnel."""
ORDERS = "nvsrcw"
"""Every order of the customers, the one that they open in last."""
RECORD = r">\s+\w|Nothing matches"
"""The record under the cursor, with its words (before they are read, there are dots), or what an empty list says."""
QUOTE = r"value\s+status.*?>\s+\w"
"""The first record below the headings of the quotes: below those of the funnel, seen until then, there are others."""
MONTH, SUGGESTED, DEAL = r"\[\w{3} \d{4}\]", r"suggested [\d,]+", r"why\s+\w"
"""On the page of the forecast the month, what is known of it, and the first deal below its heading."""
OF_CUSTOMERS = {
    "opened": "customers opened",
    "typed": "customers narrowed by a letter",
    "sorted": "customers in another order",
    "paged": "customers, page down",
}
OF_PAGES = {"quotes": "quotes opened", "forecast": "forecast opened", "month": "forecast of another month"}
Timings = dict[str, list[float]]


def customers(setting: Setting) -> Sequence[Line]:
    """The first rep's customers, who fill no page, and the admin's of everybody."""
    own = _through_customers(setting, setting.environment, ())
    everybodys = _through_customers(setting, as_admin(setting), (PAGE_DOWN, PAGE_DOWN, PAGE_UP, PAGE_UP))
    return [*_lines("own", OF_CUSTOMERS, own), *_lines("everybody's", OF_CUSTOMERS, everybodys)]


def pages(setting: Setting) -> Sequence[Line]:
    """Quotes and forecast of the first rep's funnel, and of everybody's."""
    own = _through_pages(setting, setting.environment)
    everybodys = _through_pages(setting, as_admin(setting))
    return [*_lines("own", OF_PAGES, own), *_lines("everybody's", OF_PAGES, everybodys)]


def _through_customers(setting: Setting, environment: dict[str, str], pages: Sequence[str]) -> Timings:
    timings: Timings = {name: [] for name in OF_CUSTOMERS}
    with Program(setting.cockpit, environment) as program:
        program.until(FULL_SCREEN)
        program.settle()
        _pressed(program, CUSTOMERS)
        for _ in range(setting.rounds(8)):
            _pressed(program, POINTS)
            timings["opened"].append(_painted(program, CUSTOMERS))
            _pressed(program, "/")
            timings["typed"] += [_painted(program, letter) for letter in TYPED]
            _pressed(program, ESCAPE)
            for order in ORDERS:
                _pressed(program, "O")
                timings["sorted"].append(_painted(program, order))
            timings["paged"] += [_painted(program, key) for key in pages]
    return timings


def _through_pages(setting: Setting, environment: dict[str, str]) -> Timings:
    timings: Timings = {name: [] for name in OF_PAGES}
    with Program(setting.cockpit, environment) as program:
        program.until(FULL_SCREEN)
        program.settle()
        for keys in (FUNNEL, FORECAST, ESCAPE, QUOTES[0], QUOTES[1], ESCAPE):
            _pressed(program, keys)
        for _ in range(setting.rounds(12)):
            timings["forecast"].append(_painted(program, FORECAST, MONTH, SUGGESTED, DEAL))
            timings["month"] += [_painted(program, key, MONTH) for key in "]["]
            _pressed(program, ESCAPE)
            _pressed(program, QUOTES[0])
            timings["quotes"].append(_painted(program, QUOTES[1], QUOTE))
            _pressed(program, ESCAPE)
    return timings


def _pressed(program: Program, key: str) -> None:
    program.press(key)
    program.settle()


def _painted(program: Program, key: str, *patterns: str) -> float:
    """Milliseconds from a key until all of this is painted, in whatever order; without patterns, a record."""
    moment = program.press(key)
    took = max(program.until(pattern, moment) for pattern in patterns or (RECORD,))
    program.settle()
    return took


def _lines(whose: str, titles: dict[str, str], timings: Timings) -> Iterable[Line]:
    for name, title in titles.items():
        if not timings[name]:
            continue
        limit = PAGE_LIMIT if name == "paged" else VIEW_LIMIT
        yield Line(f"{whose} {title}, p95", percentile(timings[name], SHARE), "ms", limit)
