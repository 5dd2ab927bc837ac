"""Look for duplicates among all leads of a store; print how many pairs, the seconds, and the MiB it took."""

import re
import resource
import sys
import time
from pathlib import Path

from data.leads.fields import LEADS
from data.opening import open_store
from data.records.duplicates import find_duplicates


def most_memory() -> int:
    """The most bytes that this process has held. On Linux not as the system counts it, which begins before exec."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(re.findall(r"VmHWM:\s+(\d+)", status.read_text())[0]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


store = open_store(sys.argv[1])
started = time.perf_counter()
found = find_duplicates(store, LEADS)
seconds = time.perf_counter() - started
print(len(found.pairs), seconds, most_memory() / 1024**2)
