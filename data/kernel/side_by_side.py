"""Questions to the store, one after another or by several threads side by side.

SQLite reads while the interpreter is free for something else: two threads on two cores have their answers in half the
time. Each has a connection of its own and sees the store as it is when it asks, so that no command decides by what is
read side by side.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TypeVar

from data.kernel.store import Store

Found = TypeVar("Found")
Question = Callable[[], Found]
Answered = Iterator[tuple[int, Found]]
"""The place of each question and its answer, in the order in which the answers come."""

THREADS = 2
"""So many ask at once: more would take the cores of a small host from those who work on it."""


def one_by_one(questions: Sequence[Question[Found]]) -> Answered[Found]:
    """The answers in the order of the questions."""
    return ((place, question()) for place, question in enumerate(questions))


def side_by_side(store: Store, questions: Sequence[Question[Found]]) -> Answered[Found]:
    """The answers as they come; what a question raises is raised, and no further one is asked."""
    waiting: SimpleQueue[int] = SimpleQueue()
    answers: SimpleQueue[tuple[int, Found] | BaseException] = SimpleQueue()
    for place in range(len(questions)):
        waiting.put(place)

    def ask() -> None:
        try:
            while True:
                place = waiting.get_nowait()
                answers.put((place, questions[place]()))
        except Empty:
            pass
        except BaseException as error:  # noqa: BLE001, raised again where the answer is waited for
            answers.put(error)
        finally:
            store.close()

    threads = [Thread(target=ask, daemon=True) for _ in range(min(THREADS, len(questions)))]
    for thread in threads:
        thread.start()
    try:
        for _ in questions:
            answer = answers.get()
            if isinstance(answer, BaseException):
                raise answer
            yield answer
    finally:
        _empty(waiting)
        for thread in threads:
            thread.join()


def _empty(waiting: SimpleQueue[int]) -> None:
    """Have the threads end after what they are asking."""
    while not waiting.empty():
        try:
            waiting.get_nowait()
        except Empty:
            return
