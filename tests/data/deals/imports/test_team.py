"""A sales team comes in with its managers and territories, and its deals begin where their owners sell."""

import pytest

from data.deals.commands import AddDeal
from data.deals.imports.team_spec import TEAM_IMPORT
from data.kernel.errors import Refused
from data.people.person import Person, everybody
from tests.data.deals.imports.conftest import DealDesk

TEAM = (
    "sales_agent,manager,regional_office\n"
    "Anna Snelling,Dustin Brinkmann,Central\nAnna Lee,Dustin Brinkmann,Central\nAna Rep,Dustin Brinkmann,East\n"
    "Zoe Zed,Anna Lee,West\nAnna Snelling,Dustin Brinkmann,Central\n,Dustin Brinkmann,West\n"
)


def people(desk: DealDesk) -> dict[str, Person]:
    return {person.name: person for person in everybody(desk.store)}


def test_people_come_with_their_managers_and_territories(desk: DealDesk) -> None:
    before = desk.state()
    plan = desk.plan(TEAM, desk.admin)
    assert plan.spec is TEAM_IMPORT
    assert desk.carry_out(plan, desk.admin) == {"added": 3, "updated": 1, "duplicates": 1, "rejected": 1}
    found = people(desk)
    lead, snelling, lee = (found[name] for name in ("Dustin Brinkmann", "Anna Snelling", "Anna Lee"))
    assert (lead.role, lead.sells, lead.handle, lead.territory) == ("manager", 0, "dustin", "")
    assert (snelling.role, snelling.manager_id, snelling.handle) == ("rep", lead.id, "anna")
    assert (lee.role, lee.manager_id, lee.handle) == ("manager", lead.id, "anna.lee"), "Zoe is hers"
    assert found["Zoe Zed"].manager_id == lee.id and snelling.territory == "Central"
    ana = found["Ana Rep"]
    assert (ana.territory, ana.manager_id) == ("East", desk.manager), "who has a manager keeps that one"
    assert desk.carry_out(desk.plan(TEAM, desk.admin), desk.admin) == {
        "unchanged": 4,
        "duplicates": 1,
        "rejected": 1,
    }
    full = desk.state()
    desk.undo(desk.admin)
    assert desk.state() == before
    desk.redo(desk.admin)
    assert desk.state() == full


def test_only_an_admin_brings_people_in(desk: DealDesk) -> None:
    with pytest.raises(Refused):
        desk.bring(TEAM)


def test_deals_begin_in_the_territory_of_their_owner(desk: DealDesk) -> None:
    deals = "Deal ID,Deal Name,Stage,Amount,Close Date,Sales Agent\n1,A,Demo,5,2026-12-01,Zoe Zed\n"
    desk.bring(deals, desk.admin)
    assert (desk.deals()[0].owner_name, desk.deals()[0].territory) == ("Zoe Zed", "")
    desk.bring(TEAM, desk.admin)
    assert desk.bring(
        deals.replace("2026-12-01,Zoe Zed\n", "2026-12-01,Zoe Zed\n2,B,Demo,5,,Anna Lee\n"), desk.admin
    ) == {
        "added": 1,
        "updated": 1,
    }
    first, second = desk.deals()
    assert (first.owner_name, first.territory, second.territory) == ("", "West", "Central")
    assert first.owner_id == people(desk)["Zoe Zed"].id
    made = desk.do(AddDeal, columns={"name": "C"}).id
    assert desk.rows("select territory from deal where id = ?", made) == [("East",)]


def test_a_circle_of_managers_is_no_reason_to_stop(desk: DealDesk) -> None:
    circle = "Sales Rep,Manager\nAl One,Bo Two\nBo Two,Al One\n"
    assert desk.bring(circle, desk.admin) == {"added": 2}
    found = people(desk)
    managers = [found[name].manager_id for name in ("Al One", "Bo Two")]
    assert managers.count(None) == 1
