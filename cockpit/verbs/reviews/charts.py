"""Charts of a week as drawings within a page: points by day against the goal, and what they are made of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape
from itertools import accumulate

from data.calendar.days import DAY_NAMES
from data.kernel.text import clean
from data.reviews.page import WeekPage

WIDTH, HEIGHT = 380, 210
_LEFT, _TOP, _BOTTOM = 40, 24, 26
_BAR, _LINE, _GOAL, _TEXT = "#2f6fdb", "#0b3b8c", "#b25e09", "#565e6b"
_LABELS = 130
"""Room to the left of bars that lie, for their names."""


def bars_by_day(page: WeekPage) -> str:
    """A bar a day, the sum of the week as a line over them, and the goal as a dashed line."""
    points = [day.points for day in page.days]
    sums = list(accumulate(points))
    top = max(*sums, page.goal or 0, 1)
    wide, room = (WIDTH - _LEFT) / len(points), HEIGHT - _TOP - _BOTTOM

    def height(value: int) -> float:
        return HEIGHT - _BOTTOM - room * value / top

    parts = [_title("Points by day, their sum, and the goal")]
    for place, value in enumerate(points):
        x = _LEFT + place * wide
        day = DAY_NAMES[date.fromisoformat(page.days[place].day).weekday()]
        parts.append(
            f'<rect x="{x + wide * 0.2:.1f}" y="{height(value):.1f}" width="{wide * 0.6:.1f}" '
            f'height="{HEIGHT - _BOTTOM - height(value):.1f}" fill="{_BAR}"/>'
        )
        parts.append(_words(x + wide / 2, HEIGHT - 8, day, "middle"))
        if value:
            parts.append(_words(x + wide / 2, height(value) - 4, f"{value:,}", "middle"))
    line = " ".join(
        f"{_LEFT + (place + 0.5) * wide:.1f},{height(value):.1f}" for place, value in enumerate(sums)
    )
    parts.append(f'<polyline points="{line}" fill="none" stroke="{_LINE}" stroke-width="2"/>')
    if page.goal:
        y = height(page.goal)
        parts.append(
            f'<line x1="{_LEFT}" x2="{WIDTH}" y1="{y:.1f}" y2="{y:.1f}" stroke="{_GOAL}" stroke-dasharray="5 4"/>'
        )
        parts.append(_words(_LEFT - 4, y + 4, f"{page.goal:,}", "end"))
    parts.append(_words(_LEFT - 4, HEIGHT - _BOTTOM, "0", "end"))
    return _drawing(HEIGHT, parts)


def bars_by_kind(page: WeekPage) -> str:
    """What the points are made of, a bar a kind."""
    kinds = sorted((kind for kind in page.kinds if kind.points), key=lambda kind: -kind.points)
    top = max((kind.points for kind in kinds), default=1)
    room, tall = WIDTH - _LABELS - 50, 20
    parts = [_title("What the points are made of")]
    if not kinds:
        parts.append(_words(0, _TOP + 14, "nothing logged", "start"))
    for place, kind in enumerate(kinds):
        y = _TOP + place * tall
        parts.append(_words(_LABELS - 6, y + 13, kind.name, "end"))
        parts.append(
            f'<rect x="{_LABELS}" y="{y + 3}" width="{room * kind.points / top:.1f}" '
            f'height="{tall - 7}" fill="{_BAR}"/>'
        )
        parts.append(_words(_LABELS + room * kind.points / top + 5, y + 13, f"{kind.points:,}", "start"))
    return _drawing(max(HEIGHT, _TOP + len(kinds) * tall + 6), parts)


def _drawing(height: int, parts: Sequence[str]) -> str:
    body = "".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{WIDTH}" height="{height}" '
        f'viewBox="0 0 {WIDTH} {height}" font-family="system-ui, sans-serif" font-size="11" fill="{_TEXT}">{body}</svg>'
    )


def _title(text: str) -> str:
    return f'<title>{escape(text)}</title><text x="0" y="12" font-weight="600">{escape(text)}</text>'


def _words(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(clean(text, 22))}</text>'
