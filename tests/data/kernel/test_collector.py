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
