"""Reads of the store that take as long as a test wants."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import Any

from data.kernel.sqlite import sqlite3
from data.kernel.store import Store

LONG = "with recursive n(i) as (select 1 union all select i + 1 from n limit 10000) select max(i) from n"


class HeldRead:
    """Reads what ``function`` reads, but not before it may."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self._function = function
        self.may_be_read = Event()
        self.begun = 0
        self.ended_early = 0

    def __call__(self, store: Store, *asked: Any) -> Any:
        """Wait in the store, as for a long answer."""
        self.begun += 1
        try:
            while not self.may_be_read.wait(0.1):
                store.select(LONG)
        except sqlite3.OperationalError:
            self.ended_early += 1
            raise
        return self._function(store, *asked)
