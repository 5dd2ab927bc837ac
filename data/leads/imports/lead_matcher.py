"""Finding the lead that a row of a file is: by e-mail and name, else by phone and name or name and company."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from data.imports.compare import called, is_other_record
from data.imports.comparison import pages
from data.imports.drafts import Draft
from data.imports.joining import names_agree
from data.imports.left_rows import Twin
from data.kernel.commands import Reader
from data.leads.fields import LEADS
from data.leads.lead import Lead
from data.records.match_keys import keys_of
from data.records.normal_forms import company_key, folded

_NAME, _COMPANY = 0, 2
"""Where a draft's values hold these."""


class LeadMatcher:
    """Finds leads by their match keys."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.twins: list[Twin] = []

    def match(self, drafts: Sequence[Draft]) -> dict[int, Lead]:
        """The leads that drafts are; where an e-mail leads to another record, that is told as a twin."""
        mailed = self._candidates("email", {email for draft in drafts for email in draft.emails})
        bare = [draft for draft in drafts if not draft.has_id and not draft.emails]
        phoned = self._candidates("phone", {phone for draft in bare for phone in draft.phones})
        named = self._candidates("name", {draft.name_key for draft in bare if draft.name_key})
        found: dict[int, Lead] = {}
        for draft in drafts:
            lead = None
            if draft.emails:
                lead = self._by_email(draft, mailed)
            elif not draft.has_id:
                lead = _only_candidate(draft, phoned, named)
            if lead is not None:
                found[draft.number] = lead
        return found

    def _candidates(self, kind: str, values: Collection[str]) -> dict[str, list[Lead]]:
        """The leads that bear match keys of a kind, by key; merged ones stand with those they went into."""
        columns = ", ".join(f"lead.{name}" for name in Lead._fields)
        found: dict[str, list[Lead]] = {}
        for page in pages(list(values)):
            marks = ", ".join("?" * len(page))
            sql = (
                f"select match_key.value, {columns} from match_key "
                "join lead borne on borne.id = match_key.record_id "
                "join lead on lead.id = ifnull(borne.merged_into, borne.id) "
                f"where match_key.kind = ? and match_key.value in ({marks})"
            )
            for value, *row in self._reader.select(sql, (kind, *page)):
                found.setdefault(value, []).append(Lead._make(row))
        return found

    def _by_email(self, draft: Draft, mailed: Mapping[str, list[Lead]]) -> Lead | None:
        name = str(draft.values[_NAME])
        found = {lead.id: (email, lead) for email in draft.emails for lead in mailed.get(email, ())}
        agreeing = [
            lead
            for _, lead in found.values()
            if names_agree(lead.name, name) and not is_other_record(draft, lead.source_key)
        ]
        if len(agreeing) == 1:
            return agreeing[0]
        for email, lead in found.values():
            text = f"has the e-mail {email} of {called(LEADS, lead)}, which is another record"
            self.twins.append(Twin(draft.number, text))
            break
        return None


def _only_candidate(
    draft: Draft, phoned: Mapping[str, list[Lead]], named: Mapping[str, list[Lead]]
) -> Lead | None:
    """The one lead that a row without id and e-mail can be, by phone and name or by name and company."""
    found = {lead.id: lead for lead in named.get(draft.name_key, ()) if lead.company}
    for phone in draft.phones:
        found |= {lead.id: lead for lead in phoned.get(phone, ()) if _same_name(draft, lead)}
    fitting = [lead for lead in found.values() if not _contradicts(draft, lead)]
    return fitting[0] if len(fitting) == 1 and len(found) == 1 else None


def _same_name(draft: Draft, lead: Lead) -> bool:
    name = str(draft.values[_NAME])
    return bool(name and lead.name) and folded(name) == folded(lead.name)


def _contradicts(draft: Draft, lead: Lead) -> bool:
    """Whether both name a company, or both a phone, and have none in common."""
    company = str(draft.values[_COMPANY])
    if company and lead.company and company_key(company) != company_key(lead.company):
        return True
    phones = {value for kind, value in keys_of(LEADS, {"phones": lead.phones}) if kind == "phone"}
    bare = {phone.lstrip("+") for phone in phones}
    return bool(draft.phones and phones) and not any(phone.lstrip("+") in bare for phone in draft.phones)
