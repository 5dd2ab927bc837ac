"""The parts of ``cockpit companies`` that show: list, show, duplicates."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from cockpit.answer import say_json
from cockpit.parser import screen_width
from cockpit.parts import Parts
from cockpit.text_tables import WHOLE, Column, text_table
from cockpit.verbs.leads.which_company import (
    add_choice,
    add_company,
    chosen,
    company_facts,
    nothing,
    the_company,
)
from cockpit.verbs.leads.which_lead import label, lead_facts, most_listed
from cockpit.verbs.records.duplicates import say_duplicates
from cockpit.verbs.records.record_words import (
    LATEST,
    event_facts,
    instant,
    say_field,
    say_particulars,
)
from data.kernel.commands import Reader
from data.kernel.ids import reference
from data.kernel.rows import records_by_ids
from data.kernel.text import clean
from data.leads.attention import when_words
from data.leads.companies.company import COMPANIES, Company
from data.leads.companies.listing import ORDERS
from data.leads.companies.overview import Overview
from data.leads.companies.timeline import happenings
from data.leads.inbox import Row, rows_of_leads
from data.people.person import handles_by_id
from data.records.fields import completeness

if TYPE_CHECKING:
    from cockpit.session import Session

_MOST = 50
_HISTORY = 100
"""Events that are told to machines at most."""


def add_to(parts: Parts) -> None:
    """Add the parts and their options."""
    lister = parts.add("list", "companies and their people", "cockpit companies list --by touch", _list)
    add_choice(lister)
    lister.add_argument(
        "--by", choices=ORDERS, default="name", help="name, how many people, or the last touch (name)"
    )
    lister.add_argument(
        "-n", dest="most", type=most_listed, default=_MOST, metavar="N", help=f"how many ({_MOST})"
    )
    lister.add_argument("--json", action="store_true", help="all of them, for machines")
    shower = parts.add(
        "show", "a company with its people and what happened last", "cockpit companies show acme", _show
    )
    add_company(shower)
    shower.add_argument("--json", action="store_true", help="the company for machines")
    twins = parts.add(
        "duplicates", "companies that may be the same", "cockpit companies duplicates", _duplicates
    )
    twins.add_argument("--json", action="store_true", help="the pairs for machines")


def _list(options: argparse.Namespace, session: Session) -> int:
    found = chosen(options, session, options.by)
    handles = handles_by_id(session.store)
    if options.json:
        zone = session.person.zone
        say_json(
            [
                {
                    "reference": None if one.company_id is None else reference(one.company_id),
                    "name": one.name,
                    "people": one.people,
                    "open": one.open,
                    "owners": sorted(handles[owner] for owner in one.owners),
                    "last_touch_at": instant(one.last_touch_at, zone),
                }
                for one in found
            ]
        )
        return 0
    if not found:
        print(nothing(options))
        return 0
    shown = found[: options.most]
    hours, now = session.person.hours, session.now
    columns = [
        Column("company", least=12), Column("people", True), Column("open", True),
        Column("last touch", drop=2), Column("owners", drop=3), Column("reference", least=WHOLE, drop=1),
    ]  # fmt: skip
    rows = [
        (
            clean(one.name, 40), one.people, one.open,
            "" if one.last_touch_at is None else when_words(one.last_touch_at, now, hours),
            ", ".join(sorted(handles[owner] for owner in one.owners)),
            "" if one.company_id is None else reference(one.company_id),
        )
        for one in shown
    ]  # fmt: skip
    print(text_table(columns, rows, screen_width()))
    if len(found) > len(shown):
        print(f"\n{len(shown):,} of {len(found):,}. More: -n {len(found)}, or --json for all")
    if any(one.company_id is None for one in shown):
        print("\nThose without a reference have no record yet: edit, note or tag makes one.")
    return 0


def _show(options: argparse.Namespace, session: Session) -> int:
    overview = the_company(session, options.company)
    rows = rows_of_leads(session.store, session.person, overview.people, session.now)
    told = happenings(session.store, overview, _HISTORY, session.person.zone)
    company = overview.company
    share = None if company is None else completeness(COMPANIES, company)
    if options.json:
        handles = handles_by_id(session.store)
        say_json(
            {
                **company_facts(overview, session),
                "complete_percent": None if share is None else share.percent,
                "missing": [] if share is None else list(share.missing),
                "leads": [
                    {**lead_facts(row.lead, session, handles), "why": row.attention.words} for row in rows
                ],
                "happened": event_facts([(one.event, one.words) for one in told], session.person.zone),
            }
        )
        return 0
    which = "no record yet" if company is None else f"({reference(company.id)})"
    print(f"{clean(overview.name)}   {_counts(overview)}   {which}")
    if company is not None:
        say_particulars(session, COMPANIES, company)
        missing = f", missing: {', '.join(share.missing)}" if share and share.missing else ""
        say_field("complete", f"{share.percent if share else 0} %{missing}")
    if rows:
        print(f"\n{_people(rows, session)}")
    print("\nwhat happened last:")
    hours, now = session.person.hours, session.now
    for one in told[:LATEST]:
        who = f" ({one.event.who})" if one.event.who else ""
        say_field(when_words(one.event.at, now, hours), one.words + who)
    return 0


def _counts(overview: Overview) -> str:
    number = len(overview.people)
    others = f", {overview.others:,} more of others" if overview.others else ""
    return f"{number:,} {'lead' if number == 1 else 'leads'}, {overview.open:,} open{others}"


def _people(rows: list[Row], session: Session) -> str:
    hours, now = session.person.hours, session.now
    columns = [
        Column("name"), Column("title", drop=4), Column("status", drop=3), Column("owner"),
        Column("why", least=23), Column("last touch", drop=2), Column("reference", least=WHOLE, drop=1),
    ]  # fmt: skip
    cells = [
        (
            clean(row.lead.name or label(row.lead), 32), clean(row.lead.title, 24), row.lead.status, row.owner,
            row.attention.words,
            "" if row.lead.last_touch_at is None else when_words(row.lead.last_touch_at, now, hours),
            reference(row.lead.id),
        )
        for row in rows[:_MOST]
    ]  # fmt: skip
    more = f"\n{_MOST} of {len(rows):,}; --json gives all" if len(rows) > _MOST else ""
    return text_table(columns, cells, screen_width()) + more


def _duplicates(options: argparse.Namespace, session: Session) -> int:
    return say_duplicates(session, COMPANIES, _companies, as_json=options.json)


def _companies(reader: Reader, ids: Sequence[int]) -> Sequence[Company]:
    return records_by_ids(reader, Company, COMPANIES.table, ids)
