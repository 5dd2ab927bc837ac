"""Three nodes on this machine that keep a store together, beside the same store in a file.

What is measured is the way to the nodes and back and their agreeing; no network lies between them.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from data.backup.cluster_copies import load
from data.kernel.cluster_engine import ClusterEngine
from data.kernel.store import Store
from data.opening import open_store
from data.people.person import everybody
from data.points.log import LogActivity
from tests.bench import inbox, lead_import
from tests.bench.deals import FUNNEL
from tests.bench.deals import ROW as DEAL
from tests.bench.measure import TO_KNOW, Left, Line, interleave, percentile
from tests.bench.screen import FULL_SCREEN, SHARE, TOTAL, VIEW_LIMIT
from tests.bench.setting import SMALL, Setting, held, kept_store
from tests.bench.terminal import Program
from tests.rqlite_nodes import QUICK_TO_ELECT, address, found_program, nodes

LOG_P50, LOG_P99 = 10.0, 50.0
IMPORT_LIMIT = 5.0
ROUNDS, OPENED = 200, 12
OPENS = {"points": (inbox.POINTS, TOTAL), "inbox": (inbox.INBOX, inbox.ROW), "funnel": (FUNNEL, DEAL)}
"""The key of each screen, and what is painted once it is there."""


def cluster(setting: Setting) -> Sequence[Line]:
    """Logs, screens and an import of leads. Raises Left where there is no rqlited."""
    if not found_program():
        raise Left("rqlited is not on this machine (COCKPIT_RQLITED can name it)")
    store = setting.folder / "of-hosts.db"
    shutil.copyfile(kept_store(SMALL), store)
    print(f"        ({held(SMALL)} on both sides)")
    with _three_nodes(setting, "full") as place:
        engine = ClusterEngine(place)
        load(engine, str(store))
        engine.close()
        lines = [*_logged(setting, place, store), *_opened(setting, place, store)]
    return [*lines, *_imported(setting)]


@contextmanager
def _three_nodes(setting: Setting, name: str) -> Iterator[str]:
    folder = setting.folder / name
    folder.mkdir()
    with nodes(folder, 3, options=QUICK_TO_ELECT) as members:
        yield address(members)


def _logged(setting: Setting, place: str, file: Path) -> Iterable[Line]:
    """One log after another, in turns."""
    stores = {"nodes": open_store(place), "file": open_store(str(file))}
    person = next(person for person in everybody(stores["file"], active_only=True) if person.role == "rep").id
    contenders = {name: lambda store=store: _log(store, person) for name, store in stores.items()}
    samples = interleave(setting.rounds(ROUNDS), contenders)
    for store in stores.values():
        store.close()
    on_nodes, on_file = samples["nodes"], samples["file"]
    yield Line("a log acknowledged by the nodes, p50", percentile(on_nodes, 0.5), "ms", LOG_P50)
    yield Line("a log acknowledged by the nodes, p99", percentile(on_nodes, 0.99), "ms", LOG_P99)
    yield Line("the same on the file, p50", percentile(on_file, 0.5), "ms", TO_KNOW)
    yield Line("the same on the file, p99", percentile(on_file, 0.99), "ms", TO_KNOW)


def _log(store: Store, person: int) -> float:
    begun = time.perf_counter()
    now = time.time_ns() // 1_000_000
    store.apply(LogActivity(store.ids.new(now), person, now, kind="call", count=1, done_at=now))
    return (time.perf_counter() - begun) * 1000


def _opened(setting: Setting, place: str, file: Path) -> Iterable[Line]:
    """Screens opened, from the key until the first of their rows or numbers is painted."""
    on_nodes = _walked(setting, place)
    on_file = _walked(setting, str(file))
    for name in OPENS:
        yield Line(f"{name} opened on the nodes, p95", percentile(on_nodes[name], SHARE), "ms", VIEW_LIMIT)
        yield Line(f"{name} opened on the file, p95", percentile(on_file[name], SHARE), "ms", TO_KNOW)


def _walked(setting: Setting, place: str) -> dict[str, list[float]]:
    timings: dict[str, list[float]] = {name: [] for name in OPENS}
    with Program(setting.cockpit, setting.environment | {"COCKPIT_DB": place}) as program:
        program.until(FULL_SCREEN)
        program.settle()
        for number in range(setting.rounds(OPENED) + 1):
            for name in ("inbox", "funnel", "points"):
                key, painted = OPENS[name]
                took = program.until(painted, program.press(key))
                program.settle()
                if number:
                    timings[name].append(took)
    return timings


def _imported(setting: Setting) -> Iterable[Line]:
    """A file of leads, read, mapped, checked, matched and written."""
    count = 5_000 if setting.quick else 100_000
    path = os.path.join(setting.folder, "leads-of-hosts.csv")
    lead_import.write_file(path, count)
    on_file = lead_import.imported(path, str(setting.folder / "imported.db"), count)
    with _three_nodes(setting, "empty") as place:
        on_nodes = lead_import.imported(path, place, count)
    what = f"{count:,} leads imported, nodes / file"
    yield Line(what, on_nodes[0], "s", IMPORT_LIMIT, on_file[0])
    yield Line("of it while other changes wait", on_nodes[1], "s", TO_KNOW, on_file[1])
    yield Line("import taken back", on_nodes[2], "s", TO_KNOW, on_file[2])
