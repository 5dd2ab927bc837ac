"""What only real processes show: exit codes, imports of the quick path, bytes, pipes, and sharing."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cockpit.conftest import ROOT, Said

Process = Callable[..., Said]

HEAVY = (
    "argparse re typing gettext pydantic sqlite_utils textual rich plotext json dataclasses pathlib uuid tomllib "
    "logging subprocess difflib shutil threading inspect decimal random tempfile importlib.metadata locale"
)


def test_a_log_is_there_for_the_next_process(process: Process) -> None:
    assert process("log", "call", "-n", "12") == (
        0,
        "12 calls logged, +12   12 / 500   (cockpit undo takes it back)\n",
        "",
    )
    assert process("status").out == "12/500 pace 360 -348  today 12\n"
    assert process("undo").out == "undone: 12 calls, -12   0 / 500   (cockpit redo brings it back)\n"
    assert process("redo").out == "redone: 12 calls, +12   12 / 500   (cockpit undo takes it back)\n"


def test_refusals_go_to_stderr_with_their_exit_code(process: Process) -> None:
    for words, code in ((["log", "call", "-n", "0"], 2), (["redo"], 1), (["nope"], 2), (["log", "nope"], 2)):
        said = process(*words)
        assert (said.code, said.out) == (code, "")
        assert said.err.startswith("cockpit: ")


@pytest.mark.parametrize("words", [["log", "call", "--note", "to Acme"], ["undo"], ["status"], ["redo"]])
def test_the_quick_verbs_import_nothing_heavy(process: Process, words: list[str]) -> None:
    if words[0] != "status":
        process("log", "demo")
    if words == ["redo"]:
        process("undo")
    allowed = {"json", "re", "typing"} if words[0] in ("undo", "redo") else set()
    script = (
        "import sys; from cockpit.main import run; before = set(sys.modules); "
        f"code = run({words!r}); "
        f"print(*sorted(set({HEAVY!r}.split()) & set(sys.modules) - {allowed!r})); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "", "imported on the quick path"


def test_the_first_numbers_stand_before_anything_heavy_is_imported() -> None:
    named = "cockpit.main cockpit.verbs.store.open_app cockpit.splash data.points.week data.points.weeks"
    script = (
        f"import sys, {', '.join(named.split())}; print(*sorted(set({HEAVY!r}.split()) & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, timeout=60, check=True
    )
    assert done.stdout.strip() == ""


def test_a_log_compiles_nothing_while_it_starts(process: Process) -> None:
    # The first call of compile() costs a quick command a twentieth of its time. Named tuples of `typing` make it in
    # modules whose annotations are text, that is, after `from __future__ import annotations`.
    script = (
        "import sys; texts = []; "
        "sys.addaudithook(lambda event, its: event == 'compile' and its[1] == '<string>' and texts.append(its[0])); "
        "from cockpit.main import run; code = run(['log', 'demo']); "
        "print('compiled:', *[text for text in texts if 'lambda' not in str(text)]); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1].strip() == "compiled:"


def test_bytes_that_are_no_text_do_not_crash(process: Process) -> None:
    for words in (
        [b"log", b"\xff\xfe"],
        [b"\xff"],
        [b"log", b"call", b"--note", b"caf\xe9"],
        [b"--as", b"\xff", b"status"],
        [b"--db", b"/tmp/\xff.db", b"status"],
    ):
        said = process(*words)
        assert said.code in (0, 1, 2)
        assert "Traceback" not in said.err


def test_a_terminal_that_knows_no_unicode_gets_an_answer(process: Process) -> None:
    env = {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    assert process("people", "edit", "maria", "--name", "Zoë 李", env=env).code == 0
    said = process("week", env=env)
    assert (said.code, said.err) == (0, "")
    assert said.out.isascii()


def test_a_reader_that_leaves_early_causes_no_traceback(process: Process) -> None:
    process("log", "call")
    writer = subprocess.Popen(
        [sys.executable, "-m", "cockpit", "week"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert writer.stdout is not None
    writer.stdout.close()
    assert writer.stderr is not None
    said = writer.stderr.read().decode()
    writer.stderr.close()
    writer.wait(timeout=60)
    assert said == ""


def test_a_full_disk_behind_the_output_is_said(process: Process) -> None:
    if not os.path.exists("/dev/full"):
        pytest.skip("needs /dev/full")
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "cockpit", "week"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            timeout=60,
            check=False,
        )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr


def test_processes_that_log_at_once_lose_nothing(process: Process) -> None:
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "cockpit", "log", "call"], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        for _ in range(8)
    ]
    answers = [each.communicate(timeout=60)[0] for each in running]
    assert all(each.returncode == 0 for each in running)
    totals = sorted(int(answer.split("   ")[1].split(" / ")[0]) for answer in answers)
    assert totals[-1] == 8
    assert process("status", "--short").out == "8/500 -352\n"


def test_two_that_begin_the_same_store_get_one(bare: object, tmp_path: Path) -> None:
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "cockpit", "init", "--name", name, "--start", "2026-09-07"],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in ("Maria", "Li")
    ]
    for each in running:
        each.communicate(timeout=60)
    assert sorted(each.returncode for each in running) == [0, 1]
    assert [file.name for file in tmp_path.iterdir() if ".new" in file.name] == []


def test_without_a_terminal_the_week_is_printed(process: Process) -> None:
    said = process()
    assert (said.code, said.out.startswith("Maria Silva, week 2026-W47")) == (0, True)
