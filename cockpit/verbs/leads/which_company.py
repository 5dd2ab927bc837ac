"""What the verbs on companies share: which are meant, and how one is told to machines."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from cockpit.verbs.records.record_words import instant, values_of
from data.kernel.ids import reference
from data.leads.companies.commands import AddCompany
from data.leads.companies.company import COMPANIES
from data.leads.companies.find import find
from data.leads.companies.listing import Listed, Order, companies_of
from data.leads.companies.overview import Overview

if TYPE_CHECKING:
    from cockpit.session import Session


def add_company(parser: argparse.ArgumentParser) -> None:
    """The argument that names one company."""
    parser.add_argument("company", metavar="COMPANY", help="a reference, a name, or words of one")


def the_company(session: Session, text: str) -> Overview:
    """The company that is meant. Raises Refused that names those who could be."""
    return find(session.store, session.person, text)


def recorded(session: Session, overview: Overview) -> int:
    """The id of a company's record, which is made where only leads name it."""
    if overview.company is not None:
        return overview.company.id
    return session.apply(AddCompany, columns={"name": overview.name}).id


def add_choice(parser: argparse.ArgumentParser) -> None:
    """The options that choose companies."""
    parser.add_argument("--mine", action="store_true", help="only those where a lead of yours is")
    parser.add_argument("--find", default="", metavar="WORDS", help="only those that hold these words")


def chosen(options: argparse.Namespace, session: Session, order: Order = "name") -> list[Listed]:
    """The companies that the options choose."""
    return companies_of(session.store, session.person, options.find, order, mine=options.mine)


def nothing(options: argparse.Namespace) -> str:
    """Why there is none, and what to type for more."""
    if options.find.strip():
        return "No company that you may see matches." if not options.mine else "No company of yours matches."
    if options.mine:
        return "No lead of yours names a company. All that you may see: cockpit companies list"
    return "No company is here. Bring some in: cockpit companies import FILE"


def company_facts(overview: Overview, session: Session) -> dict[str, Any]:
    """A company for machines, without its people."""
    zone, company = session.person.zone, overview.company
    known = {} if company is None else values_of(COMPANIES, company, zone)
    return {
        "reference": None if company is None else reference(company.id),
        "name": overview.name,
        **known,
        "people": len(overview.people),
        "open": overview.open,
        "of_others": overview.others,
        "last_touch_at": instant(overview.last_touch_at, zone),
    }
