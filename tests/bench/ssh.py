"""Sessions over SSH, with a real ``sshd`` on loopback: the first screen, a key's echo, and a team of fifty at once."""

from __future__ import annotations

import os
import random
import statistics
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

from cockpit.session import Session
from cockpit.settings import load
from cockpit.sshd_files import write_keys
from data.access.commands import AddKey
from data.opening import open_store
from data.people.person import Person, everybody
from tests.bench.measure import TO_KNOW, Lacking, Line, compared, interleave, percentile
from tests.bench.screen import FULL_SCREEN
from tests.bench.setting import Setting
from tests.bench.terminal import NotPaintedError, Program
from tests.sshd import LACKING, Sshd, make_key, processes_of

FULL_LIMIT, ECHO_LIMIT, LOG_LIMIT = 2.0, 20.0, 100.0
SESSIONS, LOGGING = 50, 20
SESSIONS_QUICK, LOGGING_QUICK = 8, 4
AT_A_TIME = 5
"""Sessions that are begun together."""
LOGS, LOGS_QUICK = 20, 5
PAUSE = (2.0, 6.0)
"""Seconds between two logs of one person: a call block at its fastest."""
WATCHED = 10.0
PALETTE, BACKSPACE, ESCAPE = "\x10", "\x7f", "\x1b"


class Team(NamedTuple):
    """People who may come in, each by a key of their own."""

    sshd: Sshd
    people: Sequence[Person]
    store: Path

    def client(self, person: Person) -> list[str]:
        """The command line of somebody who comes in."""
        return self.sshd.ssh(self.sshd.folder / person.handle, before=("-tt",))


def over_ssh(setting: Setting) -> Sequence[Line]:
    """All that is measured over SSH."""
    if LACKING:
        raise Lacking(f"{', '.join(LACKING)} is not installed here")
    with _team(setting) as team:
        return [_first_screen(setting, team), *_echo(setting, team), *_at_once(setting, team)]


@contextmanager
def _team(setting: Setting) -> Iterator[Team]:
    folder = setting.folder / "sshd"
    folder.mkdir()
    sshd = Sshd(folder)
    store, now = open_store(str(setting.store)), time.time_ns() // 1_000_000
    try:
        people = everybody(store, active_only=True)
        admin = next(person for person in people if person.role == "admin")
        sellers = [person for person in people if person.role == "rep"]
        sellers = sellers[: SESSIONS_QUICK if setting.quick else SESSIONS]
        for person in sellers:
            text = make_key(folder / person.handle, "bench")
            store.apply(AddKey(store.ids.new(now), admin.id, now, person.id, text))
        write_keys(Session(load(setting.environment)), str(sshd.keys_file))
        yield Team(sshd, sellers, setting.store)
    finally:
        store.close()
        sshd.close()


def _first_screen(setting: Setting, team: Team) -> Line:
    """The same app on the same store, by the same Python, started here and over SSH."""
    person = team.people[0]
    here = [sys.executable, "-I", "-m", "cockpit", "--db", str(team.store), "--as", person.handle]

    def started(command: list[str]) -> float:
        with Program(command, setting.environment) as program:
            return program.until(FULL_SCREEN)

    contenders = {"ssh": lambda: started(team.client(person)), "here": lambda: started(here)}
    samples = interleave(setting.rounds(12), contenders)
    return compared("first full screen over SSH, and here", samples["ssh"], samples["here"], FULL_LIMIT)


def _echo(setting: Setting, team: Team) -> Sequence[Line]:
    """A letter typed into a line, until it stands there."""
    taken: list[float] = []
    with Program(team.client(team.people[0]), setting.environment) as program:
        program.until(FULL_SCREEN)
        program.settle(1.0)
        program.press(PALETTE)
        program.settle()
        for _ in range(setting.rounds(60)):
            taken.append(program.until("z", program.press("z")))
            program.settle()
            program.press(BACKSPACE)
            program.settle()
    return [
        Line("key echo, p50", statistics.median(taken), "ms", ECHO_LIMIT),
        Line("key echo, p95", percentile(taken, 0.95), "ms", TO_KNOW),
    ]


def _at_once(setting: Setting, team: Team) -> Sequence[Line]:
    """Everybody open at once, some of them logging; then all left alone."""
    logging, logs = (LOGGING_QUICK, LOGS_QUICK) if setting.quick else (LOGGING, LOGS)
    failed: list[str] = []
    taken: list[float] = []
    with ExitStack() as stack:
        programs: list[Program] = []
        for start in range(0, len(team.people), AT_A_TIME):
            begun = [
                stack.enter_context(Program(team.client(person), setting.environment))
                for person in team.people[start : start + AT_A_TIME]
            ]
            for program in begun:
                program.until(FULL_SCREEN, time.perf_counter())
            programs += begun
        for program in programs:
            program.settle()
        before = _processor_seconds(team)
        started = time.monotonic()
        threads = [
            threading.Thread(target=_log, args=(program, logs, seed, taken, failed))
            for seed, program in enumerate(programs[:logging])
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        busy = (_processor_seconds(team) - before) / (time.monotonic() - started) * 100
        for program in programs[logging:]:
            program.rest(0.05)
        alive = len(processes_of(["serve", str(team.store)]))
        before = _processor_seconds(team)
        time.sleep(WATCHED)
        idle = (_processor_seconds(team) - before) / WATCHED * 100 / len(programs)
        memory = statistics.median(_memory(process) for process in processes_of(["serve", str(team.store)]))
    title = f"{len(team.people)} sessions, {logging} logging"
    return [
        Line(f"{title}: ended or failed", len(team.people) - alive + len(failed), "sessions", 0),
        Line(f"{title}: logs not acknowledged", logging * logs - len(taken), "logs", 0),
        Line(f"{title}: an acknowledged log, p50", percentile(taken, 0.5), "ms", TO_KNOW),
        Line(f"{title}: an acknowledged log, p99", percentile(taken, 0.99), "ms", LOG_LIMIT),
        Line(f"{title}: processor of all meanwhile", busy, "%", TO_KNOW),
        Line("an idle session: memory of its own (PSS)", memory, "MiB", TO_KNOW),
        Line("an idle session: processor", idle, "%", TO_KNOW),
    ]


def _log(program: Program, logs: int, seed: int, taken: list[float], failed: list[str]) -> None:
    """Press ``c`` again and again, and note how long each took until it was said to be on disk."""
    chance = random.Random(seed)
    try:
        for _ in range(logs):
            program.rest(chance.uniform(*PAUSE))
            taken.append(program.until("logged", program.press("c")))
    except (NotPaintedError, OSError) as problem:
        failed.append(str(problem))


def _processor_seconds(team: Team) -> float:
    total = 0
    for process in processes_of(["serve", str(team.store)]):
        fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
        total += int(fields[11]) + int(fields[12])
    return total / os.sysconf("SC_CLK_TCK")


def _memory(process: int) -> float:
    """MiB of a process, what it shares with others counted in part."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
