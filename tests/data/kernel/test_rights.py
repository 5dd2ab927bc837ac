"""Who may do what, for every command there is: a table that a person can read."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import pytest

from data.kernel.engine import Statement
from data.kernel.errors import Refused
from data.leads.commands import AddLead
from data.leads.companies.commands import AddCompany
from data.leads.triage import Disqualify
from data.nouns import NOUNS
from data.people.commands import EditPerson
from data.people.days_off_commands import TakeDaysOff
from data.points.log import LogActivity
from tests.data.kernel.every_command import (
    ACTORS_OWN,
    BACK_AND_FORTH,
    BY_MANAGERS,
    FOR_ONESELF,
    MAKERS,
    NOBODYS,
    OF_ALL_REACHED,
    furnish,
)
from tests.data.kernel.making import Made
from tests.data.leads.house import House

ROLES = ("rep", "other rep", "manager", "other manager", "admin", "deactivated")
TABLE = """
right     whose        rep  other rep  manager  other manager  admin  deactivated
own       the rep's    yes  no         no       no             yes    no
team      the rep's    yes  no         yes      no             yes    no
lead      the rep's    no   no         yes      no             yes    no
lead      nobody's     no   no         no       no             yes    no
reach     the rep's    yes  no         yes      no             yes    no
reach     nobody's     yes  yes        yes      yes            yes    no
company   the rep's    no   no         no       no             yes    no
company   nobody's     no   no         no       no             yes    no
"""
"""The rep is Ana, her manager Mo; the other rep has no manager, the other manager no team."""


def expected() -> dict[tuple[str, str], dict[str, bool]]:
    """The table, read."""
    found = {}
    for line in TABLE.strip().splitlines()[1:]:
        right, rest = line.split(maxsplit=1)
        whose, answers = ("nobody's", rest[8:]) if rest.startswith("nobody's") else ("the rep's", rest[9:])
        found[right, whose] = dict(zip(ROLES, [a == "yes" for a in answers.split()], strict=True))
    return found


class Company(House):
    """The house with everything that a command could be about, for Ana and for nobody; nothing more is written."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.other_manager = self._person("Nia Manager", role="manager")
        self.gone = self._person("Dan Gone")
        self.people = {
            "rep": self.ana,
            "other rep": self.cy,
            "manager": self.manager,
            "other manager": self.other_manager,
            "admin": self.admin,
            "deactivated": self.gone,
        }
        for owner in (self.ana, None):
            for number in range(4):
                self.do(
                    AddLead,
                    self.admin,
                    columns={
                        "name": f"Lead {number} of {owner}",
                        "emails": f"l{number}{owner}@a.example",
                        "owner_id": owner,
                    },
                )
        closed = self.rows("select id from lead order by id")
        for (lead,) in (closed[3], closed[7]):
            self.do(Disqualify, self.admin, leads=(lead,), reason="no budget")
        for name in ("Acme", "Beta"):
            self.do(AddCompany, columns={"name": name})
        self.do(LogActivity, kind="call", count=1, done_at=self.now)
        self.do(LogActivity, kind="call", count=2, done_at=self.now - 1000)
        self.do(TakeDaysOff, first="2026-12-01", last="2026-12-03", person_id=self.ana)
        furnish(self, self.ana, None)
        self.do(EditPerson, self.admin, person_id=self.gone, columns={"active": 0})

    def outcome(self, made: Made, actor: int) -> tuple[bool, str]:
        """Whether somebody may do it, and what was said; nothing is written."""
        command = made.kind(id=self.store.ids.new(self.now), actor=actor, at=self.now, **made.payload)
        try:
            self.store.apply(command)
        except Refused as refused:
            return False, str(refused)
        return True, ""


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """One company for all questions, since no answer changes it."""
    made = Company(tmp_path_factory.mktemp("company"))

    def write(statements: Sequence[Statement]) -> None:
        assert statements

    made.store.engine.write = write  # type: ignore[method-assign]
    yield made
    made.store.close()


@pytest.mark.parametrize("name", sorted(set(NOUNS.facts()) - BACK_AND_FORTH))
@pytest.mark.parametrize("whose", ["the rep's", "nobody's"])
def test_every_command_is_allowed_as_the_table_says(company: Company, name: str, whose: str) -> None:
    right = NOUNS.facts()[name].right
    wanted = expected().get((right, whose))
    owner = company.ana if whose == "the rep's" else None
    made = MAKERS[name](company, owner, Random(name))
    if name in ACTORS_OWN:
        wanted = expected()["reach", whose]
    if name in NOBODYS | FOR_ONESELF:
        wanted = expected()["reach", "nobody's"]
    if made is None or wanted is None:
        of_somebody = right in ("own", "team") or name in OF_ALL_REACHED
        assert whose == "nobody's" and of_somebody, "the house holds nothing to try it on"
        return
    if name in BY_MANAGERS:
        wanted = {**wanted, "rep": False}
    for role, may in wanted.items():
        did, said = company.outcome(made, company.people[role])
        if name == "lead.import" and not did and "would change" in said:
            continue
        assert did == may, f"{role}, {name}, {whose}: {said or 'allowed'}"
