"""Finding the lead that a row of a file is: by e-mail and name, else by phone and name or name and company."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from data.imports.comparison import pages, records_where
from data.imports.drafts import Draft
from data.imports.joining import names_agree
from data.imports.left_rows import Twin
from data.imports.outcomes import called
from data.imports.source_keys import borne_keys, is_other_record
from data.kernel.commands import Reader
from data.leads.fields import LEADS
from data.leads.imports.lead_fields import NAME
from data.leads.imports.lead_marks import Marks, marks_of, marks_of_row, same_name
from data.leads.lead import Lead, by_ids


class _Candidate(NamedTuple):
    """A lead that bears a match key, and the one that stands for it: itself, or the one it was merged into."""

    borne: Lead
    lead: Lead
    bears: bool = True
    """Whether it is the first that bears the key, and not another that was merged into the second."""


_Candidates = Mapping[str, list[_Candidate]]
"""Leads by the match key that they bear."""
_Keys = Mapping[int, Iterable[str]]
"""The ids that leads bear in other systems."""


class LeadMatcher:
    """Finds leads by their match keys."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.twins: list[Twin] = []

    def match(self, drafts: Sequence[Draft]) -> dict[int, Lead]:
        """The leads that drafts are; where an e-mail leads to another record, that is told as a twin."""
        emails = {email for draft in drafts for email in draft.emails}
        mailed = self._with_merged(self._candidates("email", emails))
        rest = [draft for draft in drafts if not any(email in mailed for email in draft.emails)]
        phoned = self._candidates("phone", {phone for draft in rest for phone in draft.phones})
        named = self._candidates("name", {draft.name_key for draft in rest if draft.name_key})
        keys = self._keys_of(drafts, (mailed, phoned, named))
        by_email = {draft.number for draft in drafts} - {draft.number for draft in rest}
        found: dict[int, Lead] = {}
        for draft in drafts:
            if draft.number in by_email:
                lead = self._by_email(draft, mailed, keys)
            else:
                lead = _only_candidate(draft, phoned, named, keys)
            if lead is not None:
                found[draft.number] = lead
        return found

    def _candidates(self, kind: str, values: Collection[str]) -> dict[str, list[_Candidate]]:
        """The leads that bear match keys of a kind, by key."""
        columns = ", ".join(f"lead.{name}" for name in Lead._fields)
        borne: list[tuple[str, Lead]] = []
        for page in pages(list(values)):
            sql = (
                f"select match_key.value, {columns} from match_key join lead on lead.id = match_key.record_id "
                f"where match_key.kind = ? and match_key.value in ({', '.join('?' * len(page))})"
            )
            borne += [(value, Lead._make(row)) for value, *row in self._reader.select(sql, (kind, *page))]
        merged = {lead.merged_into for _, lead in borne if lead.merged_into is not None}
        standing = {lead.id: lead for lead in by_ids(self._reader, list(merged))}
        found: dict[str, list[_Candidate]] = {}
        for value, lead in borne:
            stands = lead if lead.merged_into is None else standing[lead.merged_into]
            found.setdefault(value, []).append(_Candidate(lead, stands))
        return found

    def _keys_of(self, drafts: Sequence[Draft], found: Sequence[_Candidates]) -> _Keys:
        """The ids of other systems that those leads bear which drafts with ids could be."""
        wanted = {
            key for draft in drafts if draft.has_id for key in (*draft.emails, *draft.phones, draft.name_key)
        }
        leads = {
            one.lead.id
            for candidates in found
            for key, some in candidates.items()
            if key in wanted
            for one in some
        }
        return borne_keys(self._reader, LEADS.table, leads, merges=True) if leads else {}

    def _by_email(self, draft: Draft, mailed: _Candidates, keys: _Keys) -> Lead | None:
        name = str(draft.values[NAME] or "")
        candidates = [(email, one) for email in draft.emails for one in mailed.get(email, ())]
        agreeing = [
            one
            for _, one in candidates
            if names_agree(one.borne.name, name) and not _is_other(draft, one, keys)
        ]
        if len({one.lead.id for one in agreeing}) == 1:
            return _closest(agreeing)
        for email, one in candidates:
            text = f"has the e-mail {email} of {called(LEADS, one.lead)}, which is another record"
            self.twins.append(Twin(draft.number, text))
            break
        return None

    def _with_merged(self, mailed: _Candidates) -> _Candidates:
        """The candidates, and behind them what was merged into each: an e-mail of its own may be that one's."""
        standing = {one.lead.id: one.lead for some in mailed.values() for one in some}
        merged: dict[int, list[_Candidate]] = {}
        for lead in records_where(self._reader, Lead, LEADS.table, "merged_into", list(standing)):
            into = standing[lead.merged_into or 0]
            merged.setdefault(into.id, []).append(_Candidate(lead, into, bears=False))
        if not merged:
            return mailed
        return {
            email: [*some, *(more for one in some for more in merged.get(one.lead.id, ()))]
            for email, some in mailed.items()
        }


def _closest(candidates: Sequence[_Candidate]) -> Lead:
    """Of one lead and those merged into it the merged one that bears the key: a row of it is held against that."""
    return min(candidates, key=lambda one: (not one.bears, one.borne.id == one.lead.id)).borne


def _only_candidate(draft: Draft, phoned: _Candidates, named: _Candidates, keys: _Keys) -> Lead | None:
    """The one lead that a row can be whose e-mail nobody has, by phone and name or by name and company."""
    name = str(draft.values[NAME] or "")
    found = [one for one in named.get(draft.name_key, ()) if one.borne.company]
    for phone in draft.phones:
        found += [one for one in phoned.get(phone, ()) if same_name(name, one.borne.name)]
    if len({one.lead.id for one in found}) != 1:
        return None
    marks = marks_of(draft)
    fitting = [one for one in found if not (_is_other(draft, one, keys) or _contradicts(marks, one))]
    return _closest(fitting) if fitting else None


def _is_other(draft: Draft, one: _Candidate, keys: _Keys) -> bool:
    return draft.has_id and is_other_record(draft.key, keys.get(one.lead.id, ()))


def _contradicts(marks: Marks, one: _Candidate) -> bool:
    return marks.contradicts(marks_of_row(one.borne._asdict())) and (
        one.borne.id == one.lead.id or marks.contradicts(marks_of_row(one.lead._asdict()))
    )
