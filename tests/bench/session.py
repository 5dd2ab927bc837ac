"""What a session costs that is left open all day: processor time and memory of its own."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from data.people.commands import handle_from
from data.people.demo.words import company_words
from tests.bench.inbox import INBOX
from tests.bench.measure import Lacking, Line
from tests.bench.screen import FULL_SCREEN
from tests.bench.setting import Setting
from tests.bench.terminal import Program

CORE_LIMIT = 0.5
"""Percent of one core."""

MEMORY_LIMIT = 60.0
"""MiB of private memory."""

WATCHED_SECONDS, WATCHED_SECONDS_QUICK = 65.0, 10.0
"""Longer than a minute, so that what ticks with the minute is seen."""


def left_open(setting: Setting) -> Sequence[Line]:
    """Open a screen, log once, leave it alone, and read what the system has counted."""
    if not sys.platform.startswith("linux"):
        raise Lacking("processor time and private memory are read from /proc, which only Linux has")
    admin = setting.environment | {"COCKPIT_AS": handle_from(company_words().admin.name)}
    return [
        *_watched(setting, setting.environment, "points", ()),
        *_watched(setting, setting.environment, "inbox", (INBOX,)),
        *_watched(setting, admin, "inbox with everybody's leads", (INBOX, "V", "t")),
    ]


def _watched(
    setting: Setting, environment: Mapping[str, str], screen: str, keys: Sequence[str]
) -> Sequence[Line]:
    seconds = WATCHED_SECONDS_QUICK if setting.quick else WATCHED_SECONDS
    with Program(setting.cockpit, environment) as program:
        program.until(FULL_SCREEN)
        for key in (*keys, "c"):
            program.settle()
            program.press(key)
        program.rest(3)
        before, started = _processor_seconds(program.process), time.monotonic()
        program.rest(seconds)
        used = _processor_seconds(program.process) - before
        return [
            Line(
                f"{screen}: processor while idle", used / (time.monotonic() - started) * 100, "%", CORE_LIMIT
            ),
            Line(f"{screen}: private memory", _private_mib(program.process), "MiB", MEMORY_LIMIT),
        ]


def _processor_seconds(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _private_mib(process: int) -> float:
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    private = [line.split() for line in lines if line.startswith(("Private_Clean:", "Private_Dirty:"))]
    return sum(int(kilobytes) for _, kilobytes, _ in private) / 1024
