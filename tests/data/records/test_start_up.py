"""What the first screen needs of records loads no heavy library: else the first numbers come late."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
FIRST = (
    "data.leads.inbox data.leads.commands data.leads.triage data.leads.merge data.leads.calls data.leads.settings "
    "data.records.search data.records.timeline data.records.choices data.records.match_keys data.records.merge"
)
HEAVY = "pydantic sqlite_utils rapidfuzz phonenumbers textual"


def test_it_loads_nothing_heavy() -> None:
    script = (
        f"import sys, importlib; [importlib.import_module(name) for name in {FIRST.split()!r}]; "
        f"print(*sorted(set({HEAVY.split()!r}) & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, timeout=60, check=True
    )
    assert done.stdout.strip() == ""
