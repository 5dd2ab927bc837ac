"""Today's backup, made beside a session: late enough to hold up no start, and in nobody's way."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable

from cockpit.advice import worded
from data.kernel.engine import is_cluster
from data.kernel.errors import CockpitError
from data.kernel.memory import give_back
from data.kernel.store import Store

AFTER = 30.0
"""Seconds after the start at which it is made: by then the screens are imported, and a short look is over."""
_LESS_OFTEN = 10
"""How much less a claim on the processor it has than the session."""


def begin(store: Store, complain: Callable[[str], None]) -> threading.Timer:
    """Have today's backup made in a while, where there is none. A session that ends earlier leaves it to the next.

    ``complain`` is called in the thread that makes it.
    """
    timer = threading.Timer(AFTER, _make, (store, complain))
    timer.daemon = True
    timer.start()
    return timer


def _make(store: Store, complain: Callable[[str], None]) -> None:
    # Here, as a short session needs none of it, and no start.
    from data.backup.daily import back_up_today
    from data.backup.rotation import backups_kept

    if sys.platform == "linux":  # elsewhere a thread has no priority of its own
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _LESS_OFTEN)
    try:
        if is_cluster(store.path):
            return  # its hosts see to that
        back_up_today(store.path, time.time_ns() // 1_000_000, backups_kept(store))
    except CockpitError as error:
        complain(f"Today's backup was not made. {worded(error)}")
    finally:
        store.close()
        give_back()
