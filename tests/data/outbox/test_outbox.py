"""What was logged while no node answered: each entry is there once, in its order, and none is lost or made up."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path

import pytest

from data.kernel.commands import Command, Result
from data.kernel.errors import Refused, StoreError, Unreachable
from data.kernel.store import Guard, Store
from data.leads.commands import EditLead
from data.opening import open_store
from data.outbox.known import Known, known_now, recall, remember
from data.outbox.outbox import Outbox
from data.outbox.sending import log_waiting
from data.outbox.waiting import Waiting
from data.people.commands import EditPerson
from data.people.person import everybody
from data.points.kind_commands import EditKind
from data.points.log import LogActivity
from tests.screens.cockpits import THURSDAY, Cockpit, at, new_cockpit
from tests.screens.inboxes import add_lead


@pytest.fixture
def cockpit(tmp_path: Path) -> Cockpit:
    return new_cockpit(str(tmp_path / "cockpit.db"))


@pytest.fixture
def outbox(tmp_path: Path) -> Outbox:
    return Outbox(str(tmp_path / "state" / "outbox"), 1, 2)


def call(cockpit: Cockpit, count: int = 1, kind: str = "call") -> LogActivity:
    now = cockpit.now
    return LogActivity(
        cockpit.store.ids.new(now), cockpit.person.id, now, kind=kind, count=count, done_at=now
    )


def sender(cockpit: Cockpit) -> Callable[[Waiting], Result]:
    return lambda waiting: log_waiting(cockpit.store, waiting)


def counts(cockpit: Cockpit) -> list[int]:
    return [row[0] for row in cockpit.store.select("select count from activity order by touched, id")]


def lost(*, may_be_written: bool = False) -> Unreachable:
    return Unreachable("Nobody.", why="no node answers", may_be_written=may_be_written)


def test_what_waits_counts_for_nothing_and_is_sent_once_in_its_order(
    cockpit: Cockpit, outbox: Outbox
) -> None:
    for count in (1, 2, 3):
        outbox.keep(call(cockpit, count), f"{count} calls")
    assert cockpit.total() == 0
    assert [entry.words for entry in outbox.waiting()] == ["1 calls", "2 calls", "3 calls"]
    sent = outbox.send(sender(cockpit))
    assert [one.result.points for one in sent if one.result] == [1, 2, 3]
    assert (counts(cockpit), cockpit.total()) == ([1, 2, 3], 6)
    assert outbox.send(sender(cockpit)) == [] == outbox.entries()


def test_the_file_is_its_owners_alone(cockpit: Cockpit, outbox: Outbox) -> None:
    outbox.keep(call(cockpit), "1 call")
    assert stat.S_IMODE(os.stat(outbox.path).st_mode) == 0o600
    assert stat.S_IMODE(os.stat(os.path.dirname(outbox.path)).st_mode) == 0o700


@pytest.mark.parametrize("was_done", [True, False])
def test_a_crash_between_sending_and_noting_it_logs_an_entry_once(
    cockpit: Cockpit, outbox: Outbox, was_done: bool
) -> None:
    def crash(waiting: Waiting) -> Result:
        if was_done:
            cockpit.store.apply(waiting.command)
        raise KeyboardInterrupt

    outbox.keep(call(cockpit, 5), "5 calls")
    with pytest.raises(KeyboardInterrupt):
        outbox.send(crash)
    with pytest.raises(Refused, match="whether it is logged is known once"):
        outbox.take_back()
    other = new_session(cockpit)
    outbox.send(lambda waiting: log_waiting(other, waiting))
    assert counts(cockpit) == [5]
    assert outbox.entries() == []


def new_session(cockpit: Cockpit) -> Store:
    """The store as another process has it, which remembers nothing of this one."""
    return open_store(cockpit.store.path)


def test_whom_it_was_with_is_looked_up_when_it_is_sent_and_an_entry_that_is_there_is_left_alone(
    cockpit: Cockpit, outbox: Outbox
) -> None:
    acme, bolt = (add_lead(cockpit, "Ana", company=company) for company in ("Acme", "Bolt"))
    first, second, third = (call(cockpit, count) for count in (1, 2, 3))
    for command, lead in ((first, "acme"), (second, "ana"), (third, "nobody")):
        outbox.keep(command, "calls", lead=lead)
    sent = outbox.send(sender(cockpit))
    assert [bool(one.refused) for one in sent] == [False, True, True]
    assert "could be several" in sent[1].refused and "No lead matches" in sent[2].refused
    whom = "select count, lead_id from activity order by count"
    assert cockpit.store.select(whom) == [(1, acme)]
    cockpit.apply(EditLead, lead_id=acme, columns={"name": "Eva"})
    outbox.send(sender(cockpit), refused_too=True)
    assert cockpit.store.select(whom) == [(1, acme), (2, bolt)]
    outbox.keep(first, "1 call", was_tried=True, lead="bolt")
    (again,) = (one for one in outbox.send(sender(cockpit)) if not one.refused)
    assert again.result is not None and again.result.repeated
    assert cockpit.store.select(whom) == [(1, acme), (2, bolt)]


def test_an_answer_that_comes_late_makes_no_second_entry(
    cockpit: Cockpit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a node took before it was lost may be written between the look for it and the second try."""
    command = call(cockpit, 4)
    store = new_session(cockpit)
    attempt = store._attempt

    def late(made: Command, guard: Guard | None) -> Result:
        monkeypatch.setattr(store, "_attempt", attempt)
        cockpit.store.apply(command)
        return attempt(made, guard)

    monkeypatch.setattr(store, "_attempt", late)
    assert store.apply(command, again=True).repeated
    assert counts(cockpit) == [4]


def test_what_no_node_took_waits_on_and_can_be_taken_back(cockpit: Cockpit, outbox: Outbox) -> None:
    def nobody(waiting: Waiting) -> Result:
        raise lost()

    outbox.keep(call(cockpit, 1), "1 call")
    outbox.keep(call(cockpit, 2), "2 calls")
    with pytest.raises(Unreachable):
        outbox.send(nobody)
    taken = outbox.take_back()
    assert taken is not None
    assert taken.words == "2 calls"
    outbox.send(sender(cockpit))
    assert counts(cockpit) == [1]
    assert outbox.take_back() is None


def test_what_may_have_been_written_is_not_given_up_unseen(cockpit: Cockpit, outbox: Outbox) -> None:
    command = call(cockpit)
    cockpit.store.apply(command)
    outbox.keep(command, "1 call", was_tried=True)
    (entry,) = outbox.entries()
    with pytest.raises(Refused):
        outbox.drop(entry.reference)
    outbox.send(lambda waiting: log_waiting(new_session(cockpit), waiting))
    assert counts(cockpit) == [1]


def test_a_refused_entry_stays_with_its_reason_and_holds_up_no_other(
    cockpit: Cockpit, outbox: Outbox
) -> None:
    outbox.keep(call(cockpit, 1, "demo"), "1 demo")
    outbox.keep(call(cockpit, 2), "2 calls")
    cockpit.apply(EditKind, code="demo", active=0)
    demo, calls = outbox.send(sender(cockpit))
    assert "retired" in demo.refused
    assert calls.result is not None
    (entry,) = outbox.entries()
    assert (entry.words, entry.waits, entry.refused) == ("1 demo", False, demo.refused)
    assert outbox.send(sender(cockpit)) == []
    cockpit.apply(EditKind, code="demo", active=1)
    (again,) = outbox.send(sender(cockpit), refused_too=True)
    assert again.result is not None
    assert outbox.entries() == []


def test_a_refused_entry_is_given_up_by_its_letters(cockpit: Cockpit, outbox: Outbox) -> None:
    outbox.keep(call(cockpit), "1 call")
    cockpit.apply(EditPerson, person_id=cockpit.person.id, columns={"sells": 0})
    outbox.send(sender(cockpit))
    (entry,) = outbox.entries()
    assert "does not sell" in entry.refused
    with pytest.raises(Refused, match="No entry that waits"):
        outbox.drop("nobody")
    assert outbox.drop(entry.reference.upper()).words == "1 call"
    assert outbox.entries() == []


@pytest.mark.parametrize("cut", [1, 30, 200])
def test_a_last_line_that_a_crash_cut_off_counts_for_nothing(
    cockpit: Cockpit, outbox: Outbox, cut: int
) -> None:
    outbox.keep(call(cockpit, 1), "1 call")
    outbox.keep(call(cockpit, 2), "2 calls")
    whole = Path(outbox.path).read_bytes()
    Path(outbox.path).write_bytes(whole[:-cut])
    assert [entry.words for entry in outbox.entries()] == ["1 call"]
    outbox.keep(call(cockpit, 3), "3 calls")
    outbox.send(sender(cockpit))
    assert counts(cockpit) == [1, 3]


def test_a_file_of_something_else_is_left_alone_and_named(cockpit: Cockpit, outbox: Outbox) -> None:
    outbox.keep(call(cockpit), "1 call")
    with open(outbox.path, "a") as file:
        file.write("hello\n")
    with pytest.raises(StoreError, match="Line 2 of ") as error:
        outbox.send(sender(cockpit))
    assert error.value.code == "outbox.odd"
    assert "hello" in Path(outbox.path).read_text()


def test_where_nothing_can_be_kept_that_is_said(cockpit: Cockpit, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="Nothing can be kept"):
        Outbox(str(tmp_path / "file" / "outbox"), 1, 2).keep(call(cockpit), "1 call")


def _keep_many(path: str, folder: str, process: int) -> None:
    store = open_store(path)
    cockpit = Cockpit(store, everybody(store)[0], at(THURSDAY))
    outbox = Outbox(folder, 1, 2)
    for _ in range(10):
        outbox.keep(call(cockpit, process), f"{process} calls")
        outbox.send(sender(cockpit))


@pytest.mark.of_a_file
def test_two_processes_keep_and_send_by_one_file_and_each_entry_is_there_once(
    cockpit: Cockpit, tmp_path: Path
) -> None:
    folder = str(tmp_path / "outbox")
    started = [
        get_context("spawn").Process(target=_keep_many, args=(cockpit.store.path, folder, process))
        for process in (3, 4)
    ]
    for process in started:
        process.start()
    for process in started:
        process.join(60)
    assert [process.exitcode for process in started] == [0, 0]
    assert sorted(counts(cockpit)) == [3] * 10 + [4] * 10
    assert Outbox(folder, 1, 2).entries() == []


def test_what_was_known_last_is_told_again(cockpit: Cockpit, tmp_path: Path) -> None:
    file = str(tmp_path / "state" / "one.known")
    assert recall(file) is None
    known = known_now(cockpit.store, cockpit.person)
    remember(file, known)
    assert recall(file) == known
    assert isinstance(known, Known)
    assert stat.S_IMODE(os.stat(file).st_mode) == 0o600
    Path(file).write_text('{"store": 1, "person": {"shoe": 44}, "kinds": []}')
    assert recall(file) is None
