"""The inbox over a hundred thousand leads: opened, narrowed as one types, sorted, turned to other views, paged.

Each view is measured from the key until its rows are painted, and until the last thing is: all ids of a long list,
its numbers, and the preview.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from typing import NamedTuple

from data.demo.words import words
from data.people.commands import handle_from
from tests.bench.measure import TO_KNOW, Line, compared, interleave, percentile
from tests.bench.screen import (
    FULL_SCREEN,
    KEY_LIMIT,
    PAGE_DOWN,
    PAGE_LIMIT,
    PAGE_UP,
    SHARE,
    VIEW_LIMIT,
    counting,
)
from tests.bench.setting import Setting, ten_times
from tests.bench.terminal import Program

POINTS, INBOX = "\x1bOQ", "\x1bOR"
ESCAPE = "\x1b"
TYPED = "mar"
ORDERS = "nctdw"
VIEWS = "wusdm"
"""Every order and view of the inbox, the one it opens on last."""

ROW = r">\s+\w|Nobody waits"
"""The row under the cursor, with its words (before they are read, there are dots), or what an empty list says."""

TITLES = {
    "opened": "inbox opened",
    "typed": "narrowed by a letter",
    "sorted": "put in another order",
    "viewed": "another view",
    "paged": "page down",
    "previewed": "page down and its preview",
}
WHOLE = {name: f"{TITLES[name]}, all of it" for name in ("opened", "typed", "sorted", "viewed")}
"""Of a long list the first rows are painted before the rest is read."""
Timings = dict[str, list[float]]


def inbox(setting: Setting) -> Sequence[Line]:
    """The first rep's inbox of hundreds of leads, and the admin's view of everybody's."""
    admin = handle_from(words().admin.name)
    own = _walked(setting, setting.environment, VIEWS)
    all_leads = _walked(setting, setting.environment | {"COCKPIT_AS": admin}, "mt")
    return [*_lines("own leads", own), *_lines("everybody's leads", all_leads)]


def ten_times_the_store(small: Setting) -> Sequence[Line]:
    """The inbox and a log over ten times as many leads and activities, reps and all."""
    with ten_times(quick=small.quick) as large:
        return [*inbox(large), *inbox_key(large)]


def inbox_key(setting: Setting) -> Sequence[Line]:
    """``c`` on a lead to the new total, against a Textual app that only counts."""
    floor = counting(setting, setting.floor("counter_app"), "0 / 500")
    ours = counting(setting, setting.cockpit, FULL_SCREEN, open_first=INBOX)
    try:
        samples = interleave(setting.rounds(40), {"ours": ours.__next__, "floor": floor.__next__})
    finally:
        ours.close()
        floor.close()
    p95 = percentile(samples["ours"], SHARE)
    return [
        compared("c on a lead to the new total", samples["ours"], samples["floor"], KEY_LIMIT),
        Line("c on a lead to the new total, p95", p95, "ms", TO_KNOW),
    ]


def _walked(setting: Setting, environment: dict[str, str], views: str) -> Timings:
    """Milliseconds of everything that one does in an inbox, in one session."""
    timings: Timings = {name: [] for name in (*TITLES, *WHOLE.values())}
    with Program(setting.cockpit, environment) as program:
        program.until(FULL_SCREEN)
        program.settle()
        program.press(INBOX)
        program.settle()
        _chosen(program, "V", views[-1])
        for _ in range(setting.rounds(12)):
            program.press(POINTS)
            program.settle()
            painted = {
                "opened": [_painted(program, INBOX)],
                "typed": list(_typing(program)),
                "sorted": [_chosen(program, "O", order) for order in ORDERS],
                "viewed": [_chosen(program, "V", view) for view in views],
            }
            for name, moments in painted.items():
                timings[name] += [rows for rows, _ in moments]
                timings[WHOLE[name]] += [whole for _, whole in moments]
            for key in (PAGE_DOWN, PAGE_DOWN, PAGE_UP, PAGE_UP):
                moment = program.press(key)
                timings["paged"].append(program.until(ROW, moment))
                timings["previewed"].append(program.until_quiet())
    return timings


class Painted(NamedTuple):
    """Milliseconds from a key until the rows in sight are painted, and until the last thing is."""

    rows: float
    whole: float


def _typing(program: Program) -> Generator[Painted, None, None]:
    """Each letter of a filter; it is left again."""
    program.press("/")
    program.settle()
    for letter in TYPED:
        yield _painted(program, letter)
    program.press(ESCAPE)
    program.settle()


def _chosen(program: Program, leader: str, follower: str) -> Painted:
    """The second of two keys: the first only shows what may follow."""
    program.press(leader)
    program.settle()
    return _painted(program, follower)


def _painted(program: Program, key: str) -> Painted:
    rows = program.until(ROW, program.press(key))
    return Painted(rows, program.until_quiet(painted=rows))


def _lines(whose: str, timings: Timings) -> Iterable[Line]:
    for name, title in TITLES.items():
        limit = {"paged": PAGE_LIMIT, "previewed": TO_KNOW}.get(name, VIEW_LIMIT)
        yield Line(f"{whose}: {title}, p95", percentile(timings[name], SHARE), "ms", limit)
        if whole := WHOLE.get(name):
            yield Line(f"{whose}: {whole}, p95", percentile(timings[whole], SHARE), "ms", TO_KNOW)
