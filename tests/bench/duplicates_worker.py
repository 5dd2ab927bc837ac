"""Look for duplicates among all leads of a store; print how many pairs, the seconds, and the MiB it took."""

import resource
import sys
import time

from data.leads.duplicates import find_duplicates
from data.store import open_store

store = open_store(sys.argv[1])
started = time.perf_counter()
found = find_duplicates(store)
seconds = time.perf_counter() - started
kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "darwin" else 1)
print(len(found.pairs), seconds, kilobytes / 1024)
