"""Quotas: what a person, a territory or a product line has to bring in a month, and who agreed to it when."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from data.calendar.days import day_of
from data.kernel.commands import COMPANY, LEAD, Deciding, Decision, Reader, Whose, command
from data.kernel.errors import Refused, UsageError
from data.kernel.rows import added, changed, removed, select_records
from data.kernel.text import bounded, clean
from data.people.person import by_id
from data.records.money import money_words
from data.records.own_currency import company_currency

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


class Quota(NamedTuple):
    """A quota of a month (``2026-11``), in hundredths of the company's currency. ``person_id`` None: everybody's.

    ``territory`` and ``product_line`` narrow it where they are not empty; ``number`` is how many sales it stands for,
    where that is said. Source: seeds/003.
    """

    id: int
    person_id: int | None
    month: str
    amount: int
    territory: str = ""
    product_line: str = ""
    agreed_with: str = ""
    agreed_on: str = ""
    number: int | None = None
    touched: int | None = None


def checked_month(text: str) -> str:
    """A month as ``2026-11``. Raises UsageError for what is none."""
    month = text.strip()
    if not _MONTH.fullmatch(month):
        raise UsageError(f"{clean(text, 20)!r} is no month. Write it like 2026-11.")
    return month


def quotas(reader: Reader, month: str, person_id: int | None = None) -> list[Quota]:
    """All quotas of a month; of one person only where one is named."""
    whose = "" if person_id is None else "and person_id = ?"
    asked = (month,) if person_id is None else (month, person_id)
    return select_records(reader, Quota, "quota", f"where month = ? {whose} order by id", asked)


def quotas_by_person(found: Iterable[Quota], people: Iterable[int]) -> dict[int, int | None]:
    """Each person's quota: the one for all of it, else the sum of those by territory and product line.

    None where none is set.
    """
    whole, parts = dict[int | None, int](), dict[int | None, int]()
    for quota in found:
        if quota.territory or quota.product_line:
            parts[quota.person_id] = parts.get(quota.person_id, 0) + quota.amount
        else:
            whole[quota.person_id] = quota.amount
    return {person: whole.get(person, parts.get(person)) for person in people}


@command("quota.set", LEAD)
class SetQuota(NamedTuple):
    """Set a quota of a month; ``amount`` None takes it away. ``agreed_with`` says with whom it was agreed.

    ``number`` says how many sales it stands for (None: not said).
    """

    id: int
    actor: int
    at: int
    month: str
    amount: int | None
    person_id: int | None = None
    territory: str = ""
    product_line: str = ""
    agreed_with: str = ""
    number: int | None = None

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a month that is over: the past does not move."""
        month = checked_month(self.month)
        today = day_of(self.at, by_id(reader, self.actor).zone)
        if month < today.isoformat()[:7]:
            raise UsageError(f"The past does not move: the month {month} is over.")
        if self.amount is not None and self.amount <= 0:
            raise UsageError("A quota is an amount above nought.")
        if self.number is not None and self.number < 1:
            raise UsageError("The number of sales of a quota is a whole number from 1 on.")
        territory, line = (bounded(text, 120, "That name") for text in (self.territory, self.product_line))
        stored = select_records(
            reader,
            Quota,
            "quota",
            "where month = ? and person_id is ? and territory = ? and product_line = ?",
            (month, self.person_id, territory, line),
        )
        name = by_id(reader, self.person_id).name if self.person_id else "everybody"
        about = " ".join(part for part in (f"quota of {name} in {month}", territory, line) if part)
        whose: tuple[Whose, ...] = (COMPANY if self.person_id is None else self.person_id,)
        if self.amount is None:
            if not stored:
                raise Refused("There is no such quota.")
            return Decision(f"{about} taken away", [removed("quota", stored[0])], whose=whose)
        summary = f"{about}: {money_words(self.amount, company_currency(reader))}"
        new = Quota(
            *(self.id, self.person_id, month, self.amount, territory, line),
            agreed_with=bounded(self.agreed_with, 120, "A name"),
            agreed_on=today.isoformat(),
            number=self.number,
        )
        if not stored:
            return Decision(summary, [added("quota", new)], whose=whose)
        after = new._replace(id=stored[0].id, touched=stored[0].touched)
        change = changed("quota", stored[0], after, self.id)
        if change is None:
            raise Refused("That changes nothing.")
        return Decision(summary, [change], whose=whose)
