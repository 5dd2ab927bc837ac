"""Processes forked from a test: they report line by line, and can be killed at any moment."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator

Report = Callable[[object], None]


class Child:
    """A process that does ``work``, given a function to report lines. With a ``gate`` it waits for that."""

    def __init__(self, work: Callable[[Report], None], gate: Gate | None = None) -> None:
        reading, writing = os.pipe()
        self.process = os.fork()
        if self.process == 0:
            os.close(reading)
            _run(work, writing, gate)
        os.close(writing)
        self._lines = os.fdopen(reading, encoding="utf-8")
        self._ended = False

    def line(self) -> str:
        """The next line that was reported; empty where the process has ended."""
        return self._lines.readline().rstrip("\n")

    def kill(self) -> list[str]:
        """End the process as a power cut would, and return what it had reported before."""
        os.kill(self.process, signal.SIGKILL)
        return list(self.rest())

    def rest(self) -> Iterator[str]:
        """All further lines until the process has ended. A line cut short by its death was not reported."""
        for line in self._lines:
            if line.endswith("\n"):
                yield line.rstrip("\n")
        if not self._ended:
            os.waitpid(self.process, 0)
            self._ended = True
            self._lines.close()


class Gate:
    """Holds many children back until all have been started."""

    def __init__(self) -> None:
        self._waiting, self._opening = os.pipe()

    def wait(self) -> None:
        """In a child: wait until the parent opens the gate."""
        os.close(self._opening)
        os.read(self._waiting, 1)

    def open(self) -> None:
        """In the parent: let all children go at once."""
        os.close(self._opening)
        os.close(self._waiting)


def _run(work: Callable[[Report], None], writing: int, gate: Gate | None) -> None:
    """Work, report, and leave without what the test's process would do at its end."""

    def report(what: object) -> None:
        os.write(writing, f"{what}\n".encode())

    code = 1
    try:
        if gate is not None:
            gate.wait()
        work(report)
        code = 0
    except BaseException as error:  # noqa: BLE001 - the parent has to hear of anything
        report(f"failed: {type(error).__name__}: {error}")
    finally:
        os._exit(code)


def together(works: list[Callable[[Report], None]]) -> list[list[str]]:
    """Let all work at once in processes of their own, and return what each reported."""
    gate = Gate()
    children = [Child(work, gate) for work in works]
    gate.open()
    return [list(child.rest()) for child in children]
