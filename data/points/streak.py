"""The streak: weeks in a row that reached their goal. An excused day pauses it and never extends it."""

from collections.abc import Sequence

from data.kernel.quick_typing import NamedTuple


class StreakWeek(NamedTuple):
    """A finished week as the streak sees it; shares are working minutes."""

    points: int
    goal: int | None
    minutes: int
    minutes_without_days_off: int


def streak(finished: Sequence[StreakWeek], *, current_reached: bool) -> int:
    """The weeks in a row up to now, from finished weeks, newest first.

    A week without a goal or without working time is passed over. So is a week with days off that missed its
    goal but reached the share of it that its working time asks for. Any other missed week ends the streak.
    """
    count = 1 if current_reached else 0
    for week in finished:
        if week.goal is None or week.minutes == 0:
            continue
        if week.points >= week.goal:
            count += 1
        elif week.points * week.minutes_without_days_off < week.goal * week.minutes or (
            week.minutes == week.minutes_without_days_off
        ):
            break
    return count
