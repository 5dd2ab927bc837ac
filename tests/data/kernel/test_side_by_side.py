"""Questions that several threads ask side by side: every answer comes, once, and what fails is said."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from data.kernel.side_by_side import THREADS, one_by_one, side_by_side
from data.kernel.store import Store
from tests.data.leads.house import House


def _asking(store: Store, number: int) -> Callable[[], int]:
    return lambda: int(store.select("select ?", (number,))[0][0])


def test_every_question_is_answered_once_at_its_place(house: House) -> None:
    questions = [_asking(house.store, number) for number in range(40)]
    assert sorted(side_by_side(house.store, questions)) == list(one_by_one(questions))
    assert list(side_by_side(house.store, list[Callable[[], int]]())) == []


def test_what_a_question_raises_is_raised_and_no_further_one_is_asked(house: House) -> None:
    asked: list[int] = []

    def fail() -> int:
        asked.append(1)
        raise ValueError("no answer")

    with pytest.raises(ValueError, match="no answer"):
        list(side_by_side(house.store, [fail] * 50))
    assert len(asked) <= THREADS


def test_whoever_wants_no_more_answers_has_the_threads_end(house: House) -> None:
    answers = side_by_side(house.store, [_asking(house.store, number) for number in range(40)])
    next(answers)
    answers.close()  # type: ignore[attr-defined]
    assert house.store.select("select 1") == [(1,)], "this thread's connection is still open"
