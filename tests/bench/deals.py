"""The funnel over more than a hundred thousand deals: opened, narrowed, turned to other deals, and a deal moved.

Each view is measured from the key until the first deal is painted, and until the last thing is: all ids of a long list,
the charts, and the preview.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence

from data.people.commands import handle_from
from data.people.demo.words import company_words
from tests.bench.inbox import Painted
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
from tests.bench.setting import Setting
from tests.bench.terminal import Program

POINTS, FUNNEL = "\x1bOQ", "\x1bOS"
ROW = r">\s+[A-Z]\w"
"""The deal under the cursor, with its name: stages are written small."""

VIEWS = ("Vw", "Vl", "Vs", "Vr", "Vn", "Vo")
NARROWED = ("Ft1", "Fa", "Fc1", "Fa", "Fp1", "]", "]", "[", "[", "Fa")
"""A territory, a channel and a product line, each alone; the line over other periods as well."""
ORDERS = ("Ov", "Oc", "Oa", "Od", "Os")
MOVED = r"to (new|qualified|meeting)"
"""What stands on the row of a deal that moves between the first stages."""

TITLES = {
    "opened": "funnel opened",
    "narrowed": "another filter or period",
    "viewed": "won, lost, slipped, rotten",
    "sorted": "put in another order",
    "paged": "page down",
}
WHOLE = {name: f"{TITLES[name]}, all of it" for name in ("opened", "narrowed", "viewed", "sorted")}
Timings = dict[str, list[float]]


def funnel(setting: Setting) -> Sequence[Line]:
    """The first rep's funnel of hundreds of deals, and the admin's of all that there are."""
    own = _walked(setting, setting.environment)
    everybodys = _walked(setting, as_admin(setting))
    return [*_lines("own deals", own), *_lines("everybody's deals", everybodys)]


def deal_key(setting: Setting) -> Sequence[Line]:
    """``>`` and ``<`` to the deal's new stage, against a Textual app that only counts."""
    return [
        *_moved(setting, "own deals", setting.environment),
        *_moved(setting, "everybody's deals", as_admin(setting)),
    ]


def as_admin(setting: Setting) -> dict[str, str]:
    """The environment of a session of the admin's."""
    return setting.environment | {"COCKPIT_AS": handle_from(company_words().admin.name)}


def _walked(setting: Setting, environment: dict[str, str]) -> Timings:
    """Milliseconds of everything that one looks at in a funnel, in one session."""
    timings: Timings = {name: [] for name in (*TITLES, *WHOLE.values())}
    with Program(setting.cockpit, environment) as program:
        program.until(FULL_SCREEN)
        program.settle()
        program.press(FUNNEL)
        program.settle()
        for _ in range(setting.rounds(8)):
            program.press(POINTS)
            program.settle()
            painted = {
                "opened": [_painted(program, FUNNEL)],
                "narrowed": [_pressed(program, keys) for keys in NARROWED],
                "viewed": [_pressed(program, keys) for keys in VIEWS],
                "sorted": [_pressed(program, keys) for keys in ORDERS],
            }
            for name, moments in painted.items():
                timings[name] += [rows for rows, _ in moments]
                timings[WHOLE[name]] += [whole for _, whole in moments]
            for key in (PAGE_DOWN, PAGE_DOWN, PAGE_UP, PAGE_UP):
                timings["paged"].append(program.until(ROW, program.press(key)))
                program.settle()
    return timings


def _pressed(program: Program, keys: str) -> Painted:
    """The last of several keys: those before only show what may follow."""
    for key in keys[:-1]:
        program.press(key)
        program.settle()
    return _painted(program, keys[-1])


def _painted(program: Program, key: str) -> Painted:
    rows = program.until(ROW, program.press(key))
    return Painted(rows, program.until_quiet(painted=rows))


def _lines(whose: str, timings: Timings) -> Iterable[Line]:
    for name, title in TITLES.items():
        limit = PAGE_LIMIT if name == "paged" else VIEW_LIMIT
        yield Line(f"{whose}: {title}, p95", percentile(timings[name], SHARE), "ms", limit)
        if whole := WHOLE.get(name):
            yield Line(f"{whose}: {whole}, p95", percentile(timings[whole], SHARE), "ms", TO_KNOW)


def _moved(setting: Setting, whose: str, environment: dict[str, str]) -> Iterable[Line]:
    floor = counting(setting, setting.floor("counter_app"), "0 / 500")
    ours = _moving(setting, environment)
    try:
        samples = interleave(setting.rounds(30), {"ours": ours.__next__, "floor": floor.__next__})
    finally:
        ours.close()
        floor.close()
    yield compared(f"{whose}: a deal moved", samples["ours"], samples["floor"], KEY_LIMIT)
    p95 = percentile(samples["ours"], SHARE)
    yield Line(f"{whose}: a deal moved, p95", p95, "ms", TO_KNOW)


def _moving(setting: Setting, environment: dict[str, str]) -> Generator[float, None, None]:
    """Milliseconds from each ``>`` and ``<`` to the stage that the newest deal is on its way to."""
    with Program(setting.cockpit, environment) as program:
        program.until(FULL_SCREEN)
        program.settle()
        for keys in (FUNNEL, "O", "d"):
            program.press(keys)
            program.settle()
        while True:
            for key in "><":
                yield program.until(MOVED, program.press(key))
                program.settle()
