"""What a company has set for its customers: when one is silent, how early a renewal is due, which rating is wanted."""

from __future__ import annotations

from typing import NamedTuple

from data.kernel.commands import COMPANY, Change, Deciding, Decision, Reader, command
from data.kernel.errors import Refused, UsageError
from data.kernel.settings import setting_changes

MOST_DAYS = 3_650


class CustomerSettings(NamedTuple):
    """Days without contact after which a customer is silent, days before its day from which a renewal is due, the
    wanted rating in hundredths of a star. Source of the rating: seeds/000.
    """

    silent_days: int
    renewal_days: int
    rating: int


def customer_settings(reader: Reader) -> CustomerSettings:
    """The company's settings."""
    names = ", ".join(f"'{name}'" for name in CustomerSettings._fields)
    found: dict[str, str] = dict(reader.select(f"select name, value from setting where name in ({names})"))
    return CustomerSettings(*(int(found[name]) for name in CustomerSettings._fields))


@command("customer.days", COMPANY)
class SetCustomerDays(NamedTuple):
    """Set after how many days a customer is silent, and how many days early a renewal is due; None leaves it."""

    id: int
    actor: int
    at: int
    silent_days: int | None = None
    renewal_days: int | None = None

    def decide(self, reader: Deciding) -> Decision:
        """Refuses days that make no sense, and what is set already."""
        changes: list[Change] = []
        for name, days in (("silent_days", self.silent_days), ("renewal_days", self.renewal_days)):
            if days is not None:
                if not 1 <= days <= MOST_DAYS:
                    raise UsageError(f"{days} is no number of days from 1 to {MOST_DAYS:,}, like 30.")
                changes += setting_changes(reader, self, name, str(days))
        if not changes:
            raise Refused("That changes nothing.")
        now = customer_settings(reader)
        silent = now.silent_days if self.silent_days is None else self.silent_days
        renewal = now.renewal_days if self.renewal_days is None else self.renewal_days
        words = f"customers are silent after {silent} days, renewals due {renewal} days ahead"
        return Decision(words, changes, whose=(COMPANY,))
