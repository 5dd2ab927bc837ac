"""Commands on companies: add, edit, note, tag, merge. None of them changes a lead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from data.kernel.commands import EVENTS, MATCH_KEYS, NOBODY, REACH, Deciding, Decision, Reader, command
from data.kernel.engine import Value
from data.kernel.errors import Refused, UsageError
from data.leads.companies.company import COMPANIES, Company
from data.leads.companies.names import further_names, with_former_name
from data.people.person import Person
from data.records.changing import ChangeRules
from data.records.commands import decide_add, decide_edit, decide_merge, decide_note, decide_tags
from data.records.merge import joined_as_chosen
from data.records.search import readable


def refuse_stranger(reader: Reader, actor: Person, company: Company) -> None:
    """Raise Refused where a company is out of a person's reach."""
    if not readable(reader, COMPANIES, actor, {company.id}):
        raise Refused(f"Only others have leads at {company.name}.")


def _settled(reader: Reader, before: Company | None, company: Company) -> Company:
    """Refuses a company without a name. One that is renamed goes by its former name as well, where leads say it."""
    if not company.name:
        raise UsageError("A company needs a name.")
    named = company._replace(also_called=further_names(company.also_called.splitlines()))
    if before is None or before.name == company.name:
        return named
    return with_former_name(reader, before.name, named)


RULES = ChangeRules(
    records=COMPANIES,
    kind=Company,
    called=lambda company: company.name,
    whose=lambda _companies: frozenset((NOBODY,)),
    refuse_stranger=refuse_stranger,
    settled=_settled,
)


@command("company.add", REACH, MATCH_KEYS)
class AddCompany(NamedTuple):
    """A new company, with the id of the command. ``columns`` are checked and cleaned here."""

    id: int
    actor: int
    at: int
    columns: Mapping[str, Value]
    custom: Mapping[str, str] = {}

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a company without a name."""
        new = Company(self.id, "", created_at=self.at)
        return decide_add(RULES, reader, self, new, self.columns, self.custom)


@command("company.edit", REACH, MATCH_KEYS)
class EditCompany(NamedTuple):
    """Change a company's particulars; only the columns named, and of the added fields only those in ``custom``."""

    id: int
    actor: int
    at: int
    company_id: int
    columns: Mapping[str, Value]
    custom: Mapping[str, str] = {}

    def decide(self, reader: Deciding) -> Decision:
        """Refuses to leave a company without a name, and columns that are no particulars."""
        return decide_edit(RULES, reader, self, self.company_id, self.columns, self.custom)


@command("company.note", REACH, EVENTS)
class NoteCompany(NamedTuple):
    """Write a note on a company."""

    id: int
    actor: int
    at: int
    company_id: int
    text: str

    def decide(self, reader: Deciding) -> Decision:
        """Refuses an empty note."""
        return decide_note(RULES, reader, self, self.company_id, self.text)


@command("company.tag", REACH)
class TagCompanies(NamedTuple):
    """Put tags on companies, or take them off: one, or several with commas between them."""

    id: int
    actor: int
    at: int
    companies: tuple[int, ...]
    tag: str
    on: bool = True

    def decide(self, reader: Deciding) -> Decision:
        """Refuses what is no tag."""
        return decide_tags(RULES, reader, self, self.companies, self.tag, on=self.on)


@command("company.merge", REACH)
class MergeCompanies(NamedTuple):
    """Merge ``others`` into ``keep``. ``chosen`` names columns that the kept company takes from one of them.

    It goes by the names of all of them, so that their people are its people.
    """

    id: int
    actor: int
    at: int
    keep: int
    others: tuple[int, ...]
    chosen: Mapping[str, int] = {}

    def decide(self, reader: Deciding) -> Decision:
        """Refuses companies that the actor does not reach: all of them change."""

        def united(companies: Sequence[Company]) -> Company:
            kept = joined_as_chosen(reader, COMPANIES, companies, self.chosen)
            names = (*kept.also_called.splitlines(), *(company.name for company in companies))
            return kept._replace(also_called=further_names(name for name in names if name != kept.name))

        return decide_merge(RULES, reader, self, self.keep, self.others, united)
