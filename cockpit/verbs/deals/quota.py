"""``cockpit quota``: what people, territories and product lines have to bring in, month by month."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cockpit.answer import say_json, say_result
from cockpit.parser import screen_width
from cockpit.parts import Parts
from cockpit.text_tables import Column, text_table
from cockpit.verbs.deals.which_deal import line_there_is
from cockpit.words import line, shown, whole
from data.calendar.days import day_of
from data.deals.quotas import SetQuota, checked_month, quotas
from data.kernel.errors import UsageError
from data.people.person import find, handles_by_id
from data.records.money import money_in, money_words
from data.records.own_currency import company_currency

if TYPE_CHECKING:
    from cockpit.session import Session

EXAMPLE = """\
examples:
  cockpit quota list
  cockpit quota set 20000 --for ben --month 2026-12 --agreed-with ada
  cockpit quota set 8000 --for ben --product-line GTX --number 4
  cockpit quota set none --for ben"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The parts of the verb."""
    parts = Parts(parser)
    lister = parts.add("list", "the quotas of a month", "cockpit quota list --month 2026-12", _list)
    setter = parts.add("set", "set a monthly quota", "cockpit quota set 20000 --for ben", _set)
    setter.add_argument("amount", metavar="AMOUNT", help="in the company's currency, or none")
    setter.add_argument("--for", dest="who", type=line, metavar="WHO", help="whose (everybody's)")
    setter.add_argument("--territory", type=line, default="", metavar="NAME", help="in one territory")
    setter.add_argument(
        "--product-line", dest="line", type=line, default="", metavar="NAME", help="of one line"
    )
    setter.add_argument("--number", metavar="N", help="how many sales it stands for")
    setter.add_argument("--agreed-with", type=line, default="", metavar="WHO", help="with whom it was agreed")
    for parser_of_part in (lister, setter):
        parser_of_part.add_argument("--month", default="", metavar="MONTH", help="as 2026-12 (this month)")
        parser_of_part.add_argument("--json", action="store_true", help="the result for machines")


def run(options: argparse.Namespace, session: Session) -> int:
    """Do one part."""
    code: int = options.run_part(options, session)
    return code


def _month(options: argparse.Namespace, session: Session) -> str:
    today = day_of(session.now, session.person.zone)
    return checked_month(options.month) if options.month else today.isoformat()[:7]


def _set(options: argparse.Namespace, session: Session) -> int:
    own = company_currency(session.store)
    amount = None if options.amount == "none" else money_in(options.amount, own, "Quotas are")
    number = None if options.number is None else whole(options.number)
    if options.number is not None and number is None:
        raise UsageError(f"--number takes a whole number, like 4, not {shown(options.number)}.")
    result = session.apply(
        SetQuota,
        month=_month(options, session),
        amount=amount,
        person_id=find(session.store, options.who).id if options.who else None,
        territory=options.territory,
        product_line=options.line if amount is None else line_there_is(session, options.line),
        agreed_with=options.agreed_with,
        number=number,
    )
    return say_result(session, result, as_json=options.json)


def _list(options: argparse.Namespace, session: Session) -> int:
    month = _month(options, session)
    handles = handles_by_id(session.store)
    found = quotas(session.store, month)
    if options.json:
        say_json(
            [
                {
                    **quota._asdict(),
                    "amount": quota.amount / 100,
                    "person": handles.get(quota.person_id or 0),
                }
                for quota in found
            ]
        )
        return 0
    if not found:
        print(f"No quota is set for {month}. Set one: cockpit quota set 20000 --for WHO --month {month}")
        return 0
    currency = company_currency(session.store)
    columns = [
        Column("whose"), Column("territory"), Column("product line"), Column("quota", True),
        Column("sales", True, is_spare=True), Column("agreed with"), Column("on"),
    ]  # fmt: skip
    rows = [
        (handles.get(quota.person_id or 0, "everybody"), quota.territory, quota.product_line,
         money_words(quota.amount, currency), quota.number, quota.agreed_with, quota.agreed_on)
        for quota in found
    ]  # fmt: skip
    print(text_table(columns, rows, screen_width()))
    return 0
