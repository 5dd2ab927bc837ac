"""A step made in another terminal was not seen here: undo and redo tell of it before they take it back."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from data.kernel.errors import Refused
from data.kernel.store import terminal_session
from data.kernel.undo import Redo, Undo, last_step, last_undo
from data.points.log import LogActivity
from tests.cockpit.conftest import ROOT, Type
from tests.data.leads.house import House


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Type:
    """Type a command in another terminal."""

    def cockpit(*arguments: str) -> None:
        with monkeypatch.context() as other:
            other.setattr("data.kernel.store.terminal_session", lambda: 7)
            from cockpit.main import run

            assert run(arguments) == 0

    return cockpit  # type: ignore[return-value]


def test_a_step_of_another_terminal_is_told_and_left(
    cockpit: Type, elsewhere: Type, capfd: pytest.CaptureFixture[str]
) -> None:
    cockpit("log", "call")
    elsewhere("log", "demo")
    capfd.readouterr()
    said = cockpit("undo")
    assert (said.code, said.out) == (1, "")
    assert said.err == (
        "cockpit: Maria Silva's last step was made in another terminal, today at 14:05: 1 demo. "
        "Nothing was changed. If you mean it, add --yes.\n"
    )
    assert cockpit("undo", "--yes").line.startswith("undone: 1 demo")
    assert cockpit("undo").line.startswith("undone: 1 call"), "one's own needs no question"
    assert cockpit("redo").line.startswith("redone: 1 call")
    elsewhere("undo", "--yes")
    capfd.readouterr()
    assert "another terminal" in cockpit("redo", "--json").err
    assert cockpit("redo", "--yes").code == 0


def test_at_a_terminal_it_asks(
    cockpit: Type, elsewhere: Type, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    from io import StringIO

    monkeypatch.setattr("cockpit.agreement.can_ask", lambda: True)
    elsewhere("log", "demo")
    capfd.readouterr()
    for answer, left in (("\n", 25), ("y\n", 0)):
        monkeypatch.setattr("sys.stdin", StringIO(answer))
        said = cockpit("undo")
        assert "1 demo. Take it back? [y/N]" in said.out
        assert cockpit("status", "--json").json["points"] == left


def test_what_became_the_last_step_meanwhile_is_left_alone(tmp_path_factory: pytest.TempPathFactory) -> None:
    house = House(tmp_path_factory.mktemp("house"))
    house.do(LogActivity, kind="call", count=1, done_at=house.now)
    seen = last_step(house.store, house.ana)
    house.do(LogActivity, kind="call", count=2, done_at=house.now)
    assert seen is not None
    with pytest.raises(Refused, match="done meanwhile: 2 calls"):
        house.do(Undo, step=seen.id)
    house.undo()
    house.do(Undo, step=seen.id)
    undone = last_undo(house.store, house.ana)
    assert undone is not None
    with pytest.raises(Refused, match="done meanwhile"):
        house.do(Redo, step=seen.id)
    assert house.do(Redo, step=undone.id).summary.startswith("redone")


def test_processes_of_one_terminal_are_one_session_and_those_of_another_are_not() -> None:
    script = "from data.kernel.store import terminal_session; print(terminal_session())"
    here, there = (
        subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True,
            text=True,
            cwd=ROOT,
            check=True,
            start_new_session=is_new,
            env={**os.environ},
        ).stdout.strip()
        for is_new in (False, True)
    )
    assert here == str(terminal_session()) != there
