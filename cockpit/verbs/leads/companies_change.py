"""The parts of ``cockpit companies`` that change single companies. One that only leads name gets its record by it."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from cockpit.answer import say_json, say_result
from cockpit.parts import Parts
from cockpit.verbs.leads.which_company import add_company, recorded, the_company
from cockpit.verbs.records.particulars import add_particulars, said_particulars
from data.kernel.errors import UsageError
from data.kernel.ids import reference
from data.leads.companies.commands import (
    AddCompany,
    EditCompany,
    MergeCompanies,
    NoteCompany,
    TagCompanies,
)
from data.leads.companies.company import COMPANIES
from data.records.duplicates import duplicates_of

if TYPE_CHECKING:
    from cockpit.session import Session

_OPTIONS = {"links": "website"}


def add_to(parts: Parts) -> None:
    """Add the parts and their options."""
    adder = _part(parts, "add", "a new company", '--name "Acme Ltd" --industry steel', _add, named=False)
    add_particulars(adder, COMPANIES, _OPTIONS)
    editor = _part(parts, "edit", "change particulars of a company", "acme --phone '+351 210 000 000'", _edit)
    add_particulars(editor, COMPANIES, _OPTIONS)
    note = _part(parts, "note", "write a note on a company", 'acme "pays late"', _note)
    note.add_argument("text", nargs="+", metavar="TEXT", help="the note")
    tag = _part(parts, "tag", "put a tag on a company", "acme key", _tag)
    tag.add_argument("tag", nargs="+", metavar="TAG", help="a word or a few; commas part several tags")
    tag.add_argument("--off", action="store_true", help="take them off")
    merge = _part(parts, "merge", "make one company of two", "0cn4q6x00mt40 0cn4q6x00mt41", _merge)
    merge.add_argument("others", nargs="+", metavar="OTHER", help="the companies that go into the first")


def _part(
    parts: Parts,
    name: str,
    line: str,
    example: str,
    run: Callable[[argparse.Namespace, Session], int],
    *,
    named: bool = True,
) -> argparse.ArgumentParser:
    parser = parts.add(name, line, f"cockpit companies {name} {example}", run)
    if named:
        add_company(parser)
    parser.add_argument("--json", action="store_true", help="the result for machines")
    return parser


def _add(options: argparse.Namespace, session: Session) -> int:
    columns = said_particulars(options, COMPANIES)
    if not columns.get("name"):
        raise UsageError("A company needs a name: --name")
    result = session.apply(AddCompany, columns=columns, custom=dict(options.added))
    alike = duplicates_of(session.store, COMPANIES, result.id)
    others = [reference(pair.record_a if pair.record_b == result.id else pair.record_b) for pair in alike]
    if options.json:
        facts = {"id": reference(result.id), "company": reference(result.id), "summary": result.summary}
        say_json({**facts, "possible_duplicates": others})
        return 0
    also = f"; it may be the same as {others[0]}: cockpit companies duplicates" if others else ""
    return say_result(session, result._replace(summary=result.summary + also))


def _edit(options: argparse.Namespace, session: Session) -> int:
    columns, added = said_particulars(options, COMPANIES), dict(options.added)
    if not columns and not added:
        raise UsageError("Say what changes, such as: --industry steel")
    company = the_company(session, options.company)
    if company.company is not None:
        result = session.apply(EditCompany, company_id=company.company.id, columns=columns, custom=added)
    else:
        result = session.apply(AddCompany, columns={"name": company.name, **columns}, custom=added)
    return say_result(session, result, as_json=options.json)


def _note(options: argparse.Namespace, session: Session) -> int:
    company = recorded(session, the_company(session, options.company))
    result = session.apply(NoteCompany, company_id=company, text=" ".join(options.text))
    return say_result(session, result, as_json=options.json)


def _tag(options: argparse.Namespace, session: Session) -> int:
    company = recorded(session, the_company(session, options.company))
    tag = " ".join(options.tag)
    result = session.apply(TagCompanies, companies=(company,), tag=tag, on=not options.off)
    return say_result(session, result, as_json=options.json)


def _merge(options: argparse.Namespace, session: Session) -> int:
    keep, *others = [
        recorded(session, the_company(session, text)) for text in (options.company, *options.others)
    ]
    result = session.apply(MergeCompanies, keep=keep, others=tuple(others))
    return say_result(session, result, as_json=options.json)
