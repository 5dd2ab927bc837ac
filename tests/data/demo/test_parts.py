"""A noun's part of the demo: it is declared, and its amounts, events, rows and last steps are there by that alone."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from cockpit.main import run
from data.kernel.commands import OWN, Facts
from data.kernel.store import Store
from data.nouns import NOUNS, Nouns
from data.opening import open_store
from data.people.demo.office import Office
from data.points.demo.entries import LogEvent
from data.points.demo.log import Log, Touch
from data.story.part import Amount, Deed, Line, Part, Row, Rows
from data.story.story import Story

PINNED, MOVED = Facts("pin.add", OWN, 8), Facts("pin.move", OWN)


class Move(NamedTuple):
    """A pin is moved."""

    at: int
    actor: int


class Pins(Part[Move]):
    """A noun of pins, which are settings: some come by deeds, and each is moved once. It is met by entries, too."""

    amounts = (Amount("pins", 2, 0, 9, "pins"),)

    def __init__(self, story: Story) -> None:
        super().__init__(story)
        self.first = story.part(Office).company.first.id
        self.met = 0
        self._moves = Rows("setting", "id", "name", value="moved")
        self.rows = (self._moves,)
        story.part(Log).contacts.append(self)

    @classmethod
    def weeks(cls, size: Mapping[str, int]) -> int:
        """A little more than the log fills."""
        return 30

    def events(self) -> Iterator[Move | Deed]:
        """Pins, and then their moves."""
        for number in range(self.story.size["pins"]):
            at = self.story.founded + 1_000 * number
            columns = {"name": f"pin {number}", "value": "here"}
            yield Deed(at, self.first, PINNED, "pinned", [Row("setting", None, columns)], subject=self.first)
            yield Move(at, self.first)

    def write(self, event: Move, command: int, seq: int) -> Line | None:
        """A move, but for the first one, which comes to nothing."""
        if event.at == self.story.founded:
            return None
        self._moves.add((command, f"move {seq}"))
        return Line(command, MOVED.name, event.actor, None, event.at, "moved", 0, MOVED.touches, "setting")

    def touch(self, event: LogEvent, command: int, seq: int) -> Touch | None:
        """One entry is made with a pin."""
        self.met += 1
        return (
            Touch(MOVED, f"{event.summary} with a pin", "activity", 77, None, None) if self.met == 5 else None
        )

    def of_last_steps(self) -> Sequence[int]:
        """None."""
        return ()

    def last_steps(self, store: Store, moments: Iterator[int]) -> None:
        """One pin is counted by what is there by now."""
        assert store.select("select count(*) from setting where name like 'pin %'") == [
            (self.story.size["pins"],)
        ]
        assert next(moments) < self.story.now


def test_a_noun_adds_its_part_by_its_declaration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    parts = [*NOUNS.demo(), Pins]
    monkeypatch.setattr(Nouns, "demo", lambda _nouns: parts)
    path = str(tmp_path / "demo.db")
    sizes = ["--reps", "3", "--activities", "1,000", "--leads", "0", "--pins", "3"]
    assert run(["demo", "--to", path, "--today", "2026-11-19", *sizes]) == 0
    assert (
        "1,000 activities, 0 leads, 260 deals, 40 customers, 3 pins over 30 weeks" in capsys.readouterr().out
    )
    store = open_store(path)
    pinned = store.select(
        "select seq, touches, subject is actor from journal where name = 'pin.add' order by seq"
    )
    moved = store.select("select seq, id, summary from journal where summary = 'moved' order by seq")
    assert [row[1:] for row in pinned] == [(8, 1)] * 3
    assert [row[0] for row in pinned[1:]] == [seq - 1 for seq, _, _ in moved], "a move comes after its pin"
    rows = store.select("select id, name from setting where value = 'moved' order by id")
    assert rows == [(identifier, f"move {seq}") for seq, identifier, _ in moved]
    with_pin = store.select("select lead_id, summary from activity join journal using(id) where lead_id = 77")
    assert len(with_pin) == 1 and with_pin[0][1].endswith("with a pin")
    store.close()


def test_a_size_that_no_noun_knows_is_no_size(tmp_path: Path) -> None:
    from data.demo.store import write_demo

    with pytest.raises(ValueError, match="leeds"):
        write_demo(str(tmp_path / "demo.db"), {"leeds": 3}, 7, 0)
