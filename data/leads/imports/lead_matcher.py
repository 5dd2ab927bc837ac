"""Finding the lead that a row of a file is: by e-mail and name, else by phone and name or name and company."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from data.imports.compare import called, is_other_record
from data.imports.comparison import Row, pages
from data.imports.drafts import Draft
from data.imports.joining import names_agree
from data.imports.left_rows import Twin
from data.kernel.commands import Reader, column_names
from data.leads.fields import LEADS
from data.records.match_keys import keys_of
from data.records.normal_forms import company_key, folded

_NAME, _COMPANY = 0, 2
"""Where a draft's values hold these."""


class LeadMatcher:
    """Finds leads by their match keys."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._names = column_names(reader, "lead")
        self._columns = ", ".join(f"lead.{name}" for name in self._names)
        self.twins: list[Twin] = []

    def match(self, drafts: Sequence[Draft]) -> dict[int, Row]:
        """The leads that drafts are; where an e-mail leads to another record, that is told as a twin."""
        mailed = self._candidates("email", {email for draft in drafts for email in draft.emails})
        bare = [draft for draft in drafts if not draft.has_id and not draft.emails]
        phoned = self._candidates("phone", {phone for draft in bare for phone in draft.phones})
        named = self._candidates("name", {draft.name_key for draft in bare if draft.name_key})
        found: dict[int, Row] = {}
        for draft in drafts:
            row = None
            if draft.emails:
                row = self._by_email(draft, mailed)
            elif not draft.has_id:
                row = _only_candidate(draft, phoned, named)
            if row is not None:
                found[draft.number] = row
        return found

    def _candidates(self, kind: str, values: Collection[str]) -> dict[str, list[Row]]:
        """The leads that bear match keys of a kind, by key; merged ones stand with those they went into."""
        found: dict[str, list[Row]] = {}
        for page in pages(list(values)):
            marks = ", ".join("?" * len(page))
            sql = (
                f"select match_key.value, {self._columns} from match_key "
                "join lead borne on borne.id = match_key.record_id "
                "join lead on lead.id = ifnull(borne.merged_into, borne.id) "
                f"where match_key.kind = ? and match_key.value in ({marks})"
            )
            for value, *row in self._reader.select(sql, (kind, *page)):
                found.setdefault(value, []).append(dict(zip(self._names, row, strict=True)))
        return found

    def _by_email(self, draft: Draft, mailed: Mapping[str, list[Row]]) -> Row | None:
        name = str(draft.values[_NAME])
        found = {row["id"]: (email, row) for email in draft.emails for row in mailed.get(email, ())}
        agreeing = [
            row
            for _, row in found.values()
            if names_agree(row["name"], name) and not is_other_record(draft, row["source_key"])
        ]
        if len(agreeing) == 1:
            return agreeing[0]
        for email, row in found.values():
            text = f"has the e-mail {email} of {called(LEADS, row)}, which is another record"
            self.twins.append(Twin(draft.number, text))
            break
        return None


def _only_candidate(
    draft: Draft, phoned: Mapping[str, list[Row]], named: Mapping[str, list[Row]]
) -> Row | None:
    """The one lead that a row without id and e-mail can be, by phone and name or by name and company."""
    found = {row["id"]: row for row in named.get(draft.name_key, ()) if row["company"]}
    for phone in draft.phones:
        found |= {row["id"]: row for row in phoned.get(phone, ()) if _same_name(draft, row)}
    fitting = [row for row in found.values() if not _contradicts(draft, row)]
    return fitting[0] if len(fitting) == 1 and len(found) == 1 else None


def _same_name(draft: Draft, row: Row) -> bool:
    name = str(draft.values[_NAME])
    return bool(name and row["name"]) and folded(name) == folded(row["name"])


def _contradicts(draft: Draft, row: Row) -> bool:
    """Whether both name a company, or both a phone, and have none in common."""
    company = str(draft.values[_COMPANY])
    if company and row["company"] and company_key(company) != company_key(row["company"]):
        return True
    phones = {value for kind, value in keys_of(LEADS, {"phones": row["phones"]}) if kind == "phone"}
    bare = {phone.lstrip("+") for phone in phones}
    return bool(draft.phones and phones) and not any(phone.lstrip("+") in bare for phone in draft.phones)
