"""Which runs are due on a day, their bounds, how far they are, and how many in a row were whole: pure rules."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from data.kra.cadence import PERIODS, Cadence, Span, due_day, earlier, following, parse_span, span_of
from data.kra.due import Answer, Progress, due_runs, progress, slipped_most, streak
from data.kra.history import Heat, shade
from data.kra.standard import Assignment, Item

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
CADENCES = st.sampled_from([*PERIODS])
STATES = ("", "done", "not done", "n/a")
ANSWERS = st.builds(Answer, st.sampled_from(STATES), st.sampled_from(("", "met", "missed", "n/a")))


def on_weekdays(day: date) -> bool:
    """Whether somebody works who is off at week-ends."""
    return day.weekday() < 5


def runs(day: date, since: str = "2026-01-01", until: str = "") -> list[tuple[str, str, str, bool]]:
    """What is due on a day: cadence, first day, day by which, whether that is past."""
    found = due_runs([Assignment(1, 1, "mine", since, until)], day, on_weekdays, frozenset())
    return [
        (run.span.cadence, run.span.first.isoformat(), run.due.isoformat(), run.is_overdue) for run in found
    ]


def test_on_a_thursday_the_runs_before_come_first_and_then_those_of_today_the_week_the_month_the_quarter() -> (
    None
):
    assert runs(date(2026, 11, 19)) == [
        ("quarter", "2026-07-01", "2026-09-30", True),
        ("month", "2026-10-01", "2026-10-30", True),
        ("week", "2026-11-09", "2026-11-13", True),
        ("day", "2026-11-18", "2026-11-18", True),
        ("day", "2026-11-19", "2026-11-19", False),
        ("week", "2026-11-16", "2026-11-20", False),
        ("month", "2026-11-01", "2026-11-30", False),
        ("quarter", "2026-10-01", "2026-12-31", False),
    ]


def test_on_a_sunday_there_is_no_run_of_the_day_and_on_monday_fridays_is_the_one_before() -> None:
    assert [run for run in runs(date(2026, 11, 22)) if run[0] == "day"] == [
        ("day", "2026-11-20", "2026-11-20", True)
    ]
    assert ("day", "2026-11-20", "2026-11-20", True) in runs(date(2026, 11, 23))


def test_a_week_off_has_no_run_and_the_month_around_it_has() -> None:
    away = {date(2026, 11, day) for day in range(16, 23)}
    found = due_runs(
        [Assignment(1, 1, "mine", "2026-11-16")],
        date(2026, 11, 19),
        lambda day: on_weekdays(day) and day not in away,
        frozenset(),
    )
    assert [run.span.cadence for run in found] == ["month", "quarter"]


def test_nothing_is_due_of_periods_that_were_over_before_a_standard_was_taken_up_or_after_it_was_given_up() -> (
    None
):
    assert [run[:2] for run in runs(date(2026, 11, 19), since="2026-11-19")] == [
        ("day", "2026-11-19"), ("week", "2026-11-16"), ("month", "2026-11-01"), ("quarter", "2026-10-01"),
    ]  # fmt: skip
    assert runs(date(2027, 11, 19), until="2026-11-19") == []


def test_a_closed_run_of_the_period_before_is_no_longer_due_but_that_of_today_stays_to_be_seen() -> None:
    today, before = span_of("day", date(2026, 11, 19)), span_of("day", date(2026, 11, 18))
    found = due_runs(
        [Assignment(1, 1, "mine", "2026-01-01")],
        date(2026, 11, 19),
        on_weekdays,
        {("mine", today), ("mine", before)},
    )
    spans = [run.span for run in found]
    assert today in spans and before not in spans


@given(DAYS, CADENCES)
def test_a_span_holds_its_day_and_its_neighbours_touch_it(day: date, cadence: Cadence) -> None:
    span = span_of(cadence, day)
    assert span.first <= day <= span.last
    always = lambda _day: True  # noqa: E731
    before, after = earlier(span, always), following(span, always)
    assert before is not None and before.last + timedelta(days=1) == span.first
    assert after is not None and after.first - timedelta(days=1) == span.last
    assert parse_span(span.label, day) == span


@given(DAYS, CADENCES, st.sets(st.integers(0, 6)))
def test_a_run_is_due_on_a_working_day_of_its_own_where_it_has_one(
    day: date, cadence: Cadence, days: set[int]
) -> None:
    span = span_of(cadence, day)
    due = due_day(span, lambda one: one.weekday() in days)
    assert span.first <= due <= span.last
    own = [span.first + timedelta(days=n) for n in range((span.last - span.first).days + 1)]
    worked = [one for one in own if one.weekday() in days]
    assert due == (worked[-1] if worked else span.last)


@given(DAYS, st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_what_is_overdue_is_over_and_what_is_not_holds_today(day: date, since: date) -> None:
    found = due_runs([Assignment(1, 1, "mine", since.isoformat())], day, on_weekdays, frozenset())
    for run in found:
        assert run.is_overdue == (run.span.last < day)
        assert run.is_overdue or run.span.first <= day <= run.span.last
        assert run.span.last >= since
    assert [run.due for run in found] == sorted(run.due for run in found)


@given(st.lists(ANSWERS, max_size=30))
def test_progress_counts_each_item_that_applies_once(answers: list[Answer]) -> None:
    found = progress(answers)
    assert 0 <= found.done <= found.of <= len(answers)
    assert found.done + found.left <= found.of
    assert found.of == sum(answer.applies for answer in answers)
    assert (found.share is None) == (found.of == 0)
    assert found.is_whole == all(answer.is_done for answer in answers if answer.applies)


def test_what_does_not_apply_or_cannot_be_measured_leaves_the_denominator() -> None:
    answers = [
        Answer("done"),
        Answer("not done"),
        Answer("n/a"),
        Answer(""),
        Answer("", "met"),
        Answer("", "n/a"),
    ]
    assert progress(answers) == Progress(done=2, of=4, left=1)
    assert progress([Answer("n/a")]).share is None


def test_a_streak_ends_at_the_first_run_that_is_missing_or_not_whole() -> None:
    whole, half, empty = Progress(2, 2, 0), Progress(1, 2, 0), Progress(0, 0, 0)
    assert streak([whole, empty, whole, half, whole], present_is_whole=False) == 2
    assert streak([whole, None, whole], present_is_whole=True) == 2
    assert streak([], present_is_whole=False) == 0


@given(
    st.lists(st.one_of(st.none(), st.builds(lambda n: Progress(n % 3, 2, 0), st.integers(0, 2))), max_size=12)
)
def test_a_streak_grows_by_one_with_the_present_run_and_never_counts_past_the_first_gap(
    finished: list[Progress | None],
) -> None:
    before = streak(finished, present_is_whole=False)
    assert streak(finished, present_is_whole=True) == before + 1
    assert all(run is not None and run.is_whole for run in finished[:before])


def item(code: str) -> Item:
    """An item of a standard."""
    return Item(1, 1, 1, code, "area", code, "week")


def test_what_slips_most_goes_first_by_the_share_of_times_it_was_due() -> None:
    times = [
        (item("often"), Answer("not done")), (item("often"), Answer("")), (item("never"), Answer("done")),
        (item("once"), Answer("not done")), (item("once"), Answer("done")), (item("spared"), Answer("n/a")),
    ]  # fmt: skip
    assert [(one.item.code, one.times, one.of) for one in slipped_most(times)] == [
        ("often", 2, 2),
        ("once", 1, 2),
    ]


def test_the_marks_of_the_heat_map_tell_all_half_less_none_and_nothing_due() -> None:
    assert [shade(Heat(*one)) for one in ((5, 5), (3, 5), (2, 5), (0, 5), (0, 0))] == [
        "#",
        "+",
        "-",
        ".",
        " ",
    ]


def test_a_period_is_typed_in_many_ways() -> None:
    today = date(2026, 11, 19)
    assert parse_span("yesterday", today) == Span("day", date(2026, 11, 18), date(2026, 11, 18))
    assert parse_span(" Last  WEEK ", today).label == "2026-W46"
