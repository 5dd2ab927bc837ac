"""What a person is told apart by in files: name, company, e-mail addresses and phones."""

from __future__ import annotations

from typing import NamedTuple

from data.imports.drafts import Draft
from data.imports.joining import names_agree
from data.kernel.commands import Columns
from data.leads.fields import LEADS
from data.leads.imports.lead_fields import COMPANY, NAME
from data.records.match_keys import keys_of
from data.records.normal_forms import company_key, folded


class Marks(NamedTuple):
    """Name and company as they are written, e-mails and phones as they are compared."""

    name: str
    company: str
    emails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()

    def contradicts(self, other: Marks) -> bool:
        """Whether both name a company, or both an e-mail, or both a phone, and have none in common."""
        if self.company and other.company and company_key(self.company) != company_key(other.company):
            return True
        pairs = (self.emails, other.emails), (_bare(self.phones), _bare(other.phones))
        return any(mine and theirs and not mine & theirs for mine, theirs in pairs)


def marks_of(draft: Draft) -> Marks:
    """Those of a row."""
    values = draft.values
    return Marks(
        str(values[NAME] or ""),
        str(values[COMPANY] or ""),
        frozenset(draft.emails),
        frozenset(draft.phones),
    )


def marks_of_row(row: Columns, region: str = "") -> Marks:
    """Those of a lead, with national phone numbers meant in a region."""
    contacts = {"emails": row["emails"], "phones": row["phones"]}
    keys = keys_of(LEADS, contacts, region)
    return Marks(
        row["name"],
        row["company"],
        frozenset(value for kind, value in keys if kind == "email"),
        frozenset(value for kind, value in keys if kind == "phone"),
    )


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same words."""
    return bool(one and other) and folded(one) == folded(other)


def is_another_lead(draft: Draft, row: Columns, region: str) -> bool:
    """Whether a row with the id of a lead speaks of somebody else: see ``are_two``."""
    name = draft.values[NAME]
    return not (name and name == row["name"]) and are_two(marks_of(draft), marks_of_row(row, region))


def are_two(one: Marks, other: Marks) -> bool:
    """Whether two of one id are two people: neither name nor e-mail are the same.

    Where not both have an e-mail, phones are asked, and where not both have one, whether the names have any word in
    common. Who has no name is called by the company.
    """
    if not _called_otherwise(one, other):
        return False
    for mine, theirs in ((one.emails, other.emails), (_bare(one.phones), _bare(other.phones))):
        if mine and theirs:
            return not mine & theirs
    return not set(_words(one)) & set(_words(other))


def _called_otherwise(one: Marks, other: Marks) -> bool:
    if one.name and other.name:
        return not names_agree(one.name, other.name)
    return bool(one.company and other.company) and company_key(one.company) != company_key(other.company)


def _words(marks: Marks) -> list[str]:
    return folded(marks.name or marks.company).split()


def _bare(phones: frozenset[str]) -> frozenset[str]:
    return frozenset(phone.lstrip("+") for phone in phones)
