"""What four people of the four roles did in a November, counted by hand in the test of the board."""

from __future__ import annotations

from pathlib import Path

from data.board.board import Board, Figure, board_of
from data.board.numbers import NUMBERS
from data.calendar.periods import parse_period
from data.deals.commands import EditDeal
from data.deals.from_lead import OpenDeal
from data.deals.moving import LoseDeals, MoveDeals, WinDeal
from data.people.commands import EditPerson
from data.points.log import LogActivity
from tests.data.handovers.handing import Handing
from tests.data.leads.house import moment


class Company(Handing):
    """Ana finds leads, Ben sells, Cy keeps customers, Eve answers enquiries; Mo manages Ana and Ben alone."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.eve = self._person("Eve Enquiry")
        for person, role in ((self.ana, "LGE"), (self.ben, "SE"), (self.cy, "CE"), (self.eve, "ERE")):
            self.do(EditPerson, self.admin, person_id=person, columns={"sales_role": role})

    def deal_from(self, lead: int, actor: int, value: str) -> int:
        """A deal from a lead, worth something."""
        deal = self.do(OpenDeal, actor, lead_id=lead).id
        if value:
            self.do(EditDeal, actor, deal_id=deal, columns={"amount": value})
        return deal

    def move(self, deal: int, actor: int, *stages: str) -> None:
        """Move a deal through stages."""
        for stage in stages:
            self.do(MoveDeals, actor, deals=(deal,), stage=stage)

    def win(self, deal: int, actor: int) -> None:
        """Win a deal."""
        self.do(WinDeal, actor, deal_id=deal)

    def lose(self, deal: int, actor: int) -> None:
        """Lose a deal."""
        self.do(LoseDeals, actor, deals=(deal,), reason="price")

    def meet(self, kind: str, actor: int, lead: int | None = None, count: int = 1) -> None:
        """Log a meeting, or something else."""
        self.do(LogActivity, actor, kind=kind, count=count, done_at=self.now, lead_id=lead)

    def on(self, day: int, month: int = 11) -> None:
        """Go on to a day."""
        self.now = moment(day, month=month)

    def board(self, period: str = "2026-11", who: int | None = None) -> Board:
        """The board as the admin sees it, or somebody else."""
        person = self.person(self.admin if who is None else who)
        return board_of(self.store, person, parse_period(period, person.start), self.now)

    def counted(self, person: int, period: str = "2026-11") -> dict[str, tuple[float | None, int]]:
        """The nine numbers of a person: each with its value, or mean, and what is told beside."""
        return {
            line.number.code: (_value(line.own), 0 if line.beside is None else line.beside.many)
            for line in self.board(period).lines(NUMBERS, (person,))
        }


def _value(figure: Figure) -> float | None:
    """A value in its unit, rounded to hundredths of it."""
    found = figure.value.figure
    return None if found is None else round(found / 100, 2)
