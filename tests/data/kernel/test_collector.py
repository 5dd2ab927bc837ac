"""A process that has brought in a file still frees what it needs no more."""

import gc

import pytest

from data.kernel.collector import uncollected


def test_the_collector_works_again_once_rows_are_made_or_refused() -> None:
    assert gc.isenabled()
    with pytest.raises(ZeroDivisionError), uncollected():
        assert not gc.isenabled()
        raise ZeroDivisionError
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_nobody_waits_while_rows_that_stay_are_gone_through() -> None:
    with uncollected():
        rows = [[number] for number in range(1_000)]
    young = {id(found) for generation in (0, 1) for found in gc.get_objects(generation=generation)}
    assert young.isdisjoint(map(id, rows))


def test_what_a_session_has_put_aside_stays_aside() -> None:
    gc.freeze()
    try:
        aside = gc.get_freeze_count()
        with uncollected():
            pass
        assert gc.get_freeze_count() == aside > 0
    finally:
        gc.unfreeze()
