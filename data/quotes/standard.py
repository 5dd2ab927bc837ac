"""Quotes against the standard: of each product line, each month, so many times its quota.

Counted are the quotes that were presented in the month and not withdrawn. Their worth is held against the multiple of
the line's quota, their number against the multiple of the number of sales that the quota stands for; which of the two
is judged is a setting of the company's. Source: seeds/003.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple, get_args

from data.deals.currencies import DatedRates
from data.deals.funnel import Money
from data.deals.narrowing import Narrowing
from data.deals.products import product_lines
from data.deals.quotas import Quota, quotas
from data.kernel.commands import COMPANY, Change, Deciding, Decision, Reader, command
from data.kernel.errors import Refused, UsageError
from data.kernel.ratio import Ratio
from data.kernel.settings import setting_changes
from data.people.person import Person
from data.people.reach import team_of
from data.quotes.listing import Seen, month_period, quotes_seen
from data.records.own_currency import company_currency

Judged = Literal["worth", "number"]
JUDGED: tuple[Judged, ...] = get_args(Judged)
MOST_TIMES = 100
_IS_UNDATED = "presented_at is null and status in ('presented', 'accepted', 'declined')"
_MULTIPLE, _JUDGED = "quotes", "quotes_judged"


class Standard(NamedTuple):
    """How many times the quota quotes are to come to, and by what that is judged."""

    multiple: int
    judged: Judged


class LineQuotes(NamedTuple):
    """The quotes of a product line in a month. ``worth`` is in hundredths of the company's currency.

    Against the quota stand the worth (``by_worth``) and the number (``by_number``), as shares of what is wanted, each
    n/a where no quota, or none with a number of sales, is set. ``valueless`` quotes are in no sum.
    """

    product_line: str
    number: int
    worth: Money
    valueless: int
    quota: int | None
    quota_number: int | None
    by_worth: Ratio
    by_number: Ratio
    standard: Standard

    @property
    def judged(self) -> Ratio:
        """The one of the two by which the company judges."""
        return self.by_worth if self.standard.judged == "worth" else self.by_number

    @property
    def is_met(self) -> bool | None:
        """Whether the standard is met; None where no quota says what is wanted."""
        value = self.judged.value
        return None if value is None else value >= 1


class MonthQuotes(NamedTuple):
    """All product lines of a month, and how many quotes are known to be presented and not when."""

    month: str
    currency: str
    lines: tuple[LineQuotes, ...]
    undated: int


def standard(reader: Reader) -> Standard:
    """The company's standard for quotes."""
    said: dict[str, str] = dict(reader.select("select name, value from setting where name like 'quotes%'"))
    judged: Judged = next((one for one in JUDGED if one == said.get(_JUDGED)), "worth")
    return Standard(int(said.get(_MULTIPLE, "3")), judged)


def month_quotes(
    reader: Reader, actor: Person, narrowing: Narrowing, month: str, seen: Seen | None = None
) -> MonthQuotes:
    """The quotes of a month by product line: every line that products, quotas or quotes have. ``seen`` are those of the
    narrowing where that is known already.
    """
    wanted, seen = standard(reader), seen or quotes_seen(reader, actor, narrowing)
    set_quotas = quotas(reader, month)
    lines = _lines(reader, narrowing, set_quotas)
    found = _presented(reader, actor, seen, month, lines)
    lines = list(dict.fromkeys([*lines, *sorted(found)]))
    sellers = tuple(person.id for person in team_of(reader, actor))
    return MonthQuotes(
        month,
        company_currency(reader),
        tuple(
            _of_line(line, found.get(line, _Sums()), line_quota(narrowing, sellers, line, set_quotas), wanted)
            for line in lines
        ),
        _undated(reader, seen),
    )


class _Sums(NamedTuple):
    number: int = 0
    worth: Money = Money()
    valueless: int = 0


def _presented(
    reader: Reader, actor: Person, seen: Seen, month: str, lines: Sequence[str]
) -> dict[str, _Sums]:
    """The quotes of a month by product line, spelled as among ``lines``; each at the rate of the day on which it was
    presented.
    """
    spelled = {line.casefold(): line for line in lines}
    rates = DatedRates(reader, actor.zone)
    era, of_era = rates.era_of("quote.presented_at", "quote.currency")
    rows = reader.select(
        f"select quote.product_line, quote.currency, {era}, count(*), count(quote.amount), "
        "ifnull(sum(quote.amount), 0) from quote where quote.presented_at >= ? and quote.presented_at < ? "
        f"and quote.status <> 'withdrawn' and {seen.where} group by 1, 2, 3",
        (*of_era, *month_period(month, actor), *seen.params),
    )
    found: dict[str, _Sums] = {}
    for said, currency, era, number, valued, amount in rows:
        line = spelled.setdefault(said.casefold(), said)
        before = found.get(line, _Sums())
        found[line] = _Sums(
            before.number + number,
            _plus(before.worth, rates.worth_in(era, amount, currency), amount, currency),
            before.valueless + number - valued,
        )
    return found


def _plus(sum_so_far: Money, worth: int | None, amount: int, currency: str) -> Money:
    """A sum and an amount more: what has no rate stands apart."""
    if worth is not None:
        return sum_so_far._replace(worth=sum_so_far.worth + worth)
    apart = dict(sum_so_far.apart)
    apart[currency] = apart.get(currency, 0) + amount
    return sum_so_far._replace(apart=tuple(sorted((name, much) for name, much in apart.items() if much)))


def _lines(reader: Reader, narrowing: Narrowing, set_quotas: Sequence[Quota]) -> list[str]:
    if narrowing.product_line:
        return [narrowing.product_line]
    return sorted(
        {*product_lines(reader), *(quota.product_line for quota in set_quotas if quota.product_line)}
    )


def _of_line(
    line: str, found: _Sums, set_quota: tuple[int | None, int | None], wanted: Standard
) -> LineQuotes:
    quota, number = set_quota
    return LineQuotes(
        product_line=line,
        number=found.number,
        worth=found.worth,
        valueless=found.valueless,
        quota=quota,
        quota_number=number,
        by_worth=Ratio(found.worth.worth, (quota or 0) * wanted.multiple),
        by_number=Ratio(found.number, (number or 0) * wanted.multiple),
        standard=wanted,
    )


def line_quota(
    narrowing: Narrowing, sellers: Sequence[int], line: str, set_quotas: Sequence[Quota]
) -> tuple[int | None, int | None]:
    """The quota of a product line among those of a month, and its number of sales; None where none is set.

    Of everybody's quotes it is everybody's quota, else the sum of those of the ``sellers`` whom one reaches.
    """
    of_line = [quota for quota in set_quotas if quota.product_line.casefold() == line.casefold() and line]
    if narrowing.territory:
        of_line = [quota for quota in of_line if quota.territory in ("", narrowing.territory)]
    owners = narrowing.owners
    if owners is None:
        everybodys = [quota for quota in of_line if quota.person_id is None]
        if everybodys:
            return _sum(everybodys)
        owners = tuple(sellers)
    return _sum([quota for quota in of_line if quota.person_id in owners])


def _sum(found: Sequence[Quota]) -> tuple[int | None, int | None]:
    numbers = [quota.number for quota in found if quota.number is not None]
    return (sum(q.amount for q in found) if found else None), (sum(numbers) if numbers else None)


def _undated(reader: Reader, seen: Seen) -> int:
    known = "quote.status in ('presented', 'accepted', 'declined') and quote.presented_at is null"
    # They are few, and looked at first: whose deals they belong to is asked of each.
    few = f"(select * from quote indexed by quote_undated where {known} limit -1) as quote"
    return int(reader.select(f"select count(*) from {few} where {seen.where}", seen.params)[0][0])


@command("quote.standard", COMPANY)
class SetQuoteStandard(NamedTuple):
    """Say how many times the quota of a product line its quotes are to come to, and by what that is judged.

    None leaves either as it is.
    """

    id: int
    actor: int
    at: int
    multiple: int | None = None
    judged: str | None = None

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a multiple that is none, and what quotes cannot be judged by."""
        if self.multiple is not None and not 1 <= self.multiple <= MOST_TIMES:
            raise UsageError(f"The multiple is a whole number from 1 to {MOST_TIMES}, like 3.")
        if self.judged is not None and self.judged not in JUDGED:
            raise UsageError(f"Quotes are judged by their {' or their '.join(JUDGED)}.")
        now = standard(reader)
        changes: list[Change] = []
        for name, value in ((_MULTIPLE, self.multiple), (_JUDGED, self.judged)):
            changes += [] if value is None else setting_changes(reader, self, name, str(value))
        if not changes:
            raise Refused("That changes nothing.")
        multiple, judged = self.multiple or now.multiple, self.judged or now.judged
        return Decision(f"quotes: {multiple}x the quota, judged by {judged}", changes, whose=(COMPANY,))
