"""The one way in: once, whole, by who may, and only while the store is of this program's version."""

from typing import Any, NamedTuple

import pytest

from data.kernel.commands import NOBODY, REACH, Change, Deciding, Decision, command
from data.kernel.engine import Statement
from data.kernel.errors import Conflict, Refused
from data.leads.commands import AddLead, EditLead
from data.opening import open_store
from data.points.log import LogActivity
from tests.data.leads.house import House


class Undeclared(NamedTuple):
    """A command of which nothing is declared."""

    id: int
    actor: int
    at: int

    def decide(self, reader: Deciding) -> Decision:
        """Changes nothing."""
        return Decision("")


@command("test.unsaid", REACH)
class Unsaid(NamedTuple):
    """A command that does not say whose records it changes."""

    id: int
    actor: int
    at: int

    def decide(self, reader: Deciding) -> Decision:
        """A lead for somebody."""
        return Decision("", [Change("lead", self.id, None, {"name": "X", "created_at": self.at})])


def test_a_command_is_applied_once_and_repeated_with_its_first_result(house: House) -> None:
    made = LogActivity(house.store.ids.new(house.now), house.ana, house.now, "call", 3, house.now)
    first = house.store.apply(made)
    assert house.store.apply(made) == first._replace(repeated=True)
    again = open_store(house.store.path)
    assert again.apply(made, again=True) == first._replace(repeated=True)
    again.close()
    assert house.rows("select sum(count) from activity") == [(3,)]


def test_what_is_not_declared_or_says_nobody_is_written_by_nobody(house: House) -> None:
    with pytest.raises(TypeError, match="no declared command"):
        house.do(Undeclared, house.admin)
    with pytest.raises(Refused, match="not said whose"):
        house.do(Unsaid, house.admin)
    assert house.rows("select count(*) from lead") == [(0,)]


def test_a_name_and_a_right_are_no_fields_that_a_caller_could_set() -> None:
    with pytest.raises(TypeError):
        AddLead(1, 2, 3, {}, right="own")  # type: ignore[call-arg]
    assert not {"name", "right", "facts"} & set(AddLead._fields)


def test_a_program_older_than_the_store_writes_nothing_more(house: House) -> None:
    lead = house.add("Ida")
    house.store.engine.write([("update store_version set version = version + 1", ())])
    with pytest.raises(Refused, match="newer Cockpit"):
        house.do(EditLead, lead_id=lead, columns={"title": "CFO"})
    assert house.lead(lead).title == ""


def test_a_row_that_others_keep_changing_is_left_after_three_tries(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead = house.add("Ida")
    tries: list[int] = []
    rival = open_store(house.store.path)
    write = house.store.engine.write

    def late(statements: list[Statement]) -> None:
        number = len(tries)
        tries.append(number)
        rival.apply(EditLead(rival.ids.new(house.now), house.ana, house.now, lead, {"title": f"T{number}"}))
        write(statements)

    monkeypatch.setattr(house.store.engine, "write", late)
    with pytest.raises(Conflict):
        house.do(EditLead, lead_id=lead, columns={"territory": "north"})
    assert len(tries) == 3
    assert (house.lead(lead).title, house.lead(lead).territory) == ("T2", "")
    rival.close()


def test_a_value_that_may_stand_once_is_told_without_the_words_of_sql(house: House) -> None:
    columns: dict[str, Any] = {"name": "odd", "value": "1"}
    house.store.engine.write([("insert into setting(id, name, value) values(1, 'odd', '1')", ())])

    @command("test.taken", REACH)
    class Taken(NamedTuple):
        """A second setting of one name."""

        id: int
        actor: int
        at: int

        def decide(self, reader: Deciding) -> Decision:
            """The same name again."""
            return Decision("", [Change("setting", self.id, None, columns)], whose=(NOBODY,))

    with pytest.raises(Refused) as refused:
        house.do(Taken)
    assert "constraint" not in str(refused.value) and "setting with the same name" in str(refused.value)
