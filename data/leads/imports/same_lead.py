"""When two rows of a file are one lead: as a row and a lead of the store are."""

from __future__ import annotations

from collections.abc import Sequence

from data.imports.drafts import Draft
from data.imports.joining import names_agree
from data.imports.repeated_rows import SameRows
from data.leads.imports.lead_fields import COMPANY
from data.leads.imports.lead_marks import are_two, marks_of, same_name


def _keys(draft: Draft) -> Sequence[str]:
    """E-mail addresses, phones, and the name where a company stands beside it."""
    if draft.name_key and draft.values[COMPANY]:
        return (*draft.emails, *draft.phones, draft.name_key)
    return (*draft.emails, *draft.phones)


def _agree(earlier: Draft, draft: Draft, key: str) -> bool:
    """By an e-mail where the names agree; else by the name, with a phone or a company, where nothing contradicts."""
    one, other = marks_of(earlier), marks_of(draft)
    if key in draft.emails:
        return names_agree(one.name, other.name)
    return same_name(one.name, other.name) and not one.contradicts(other)


def _twin(draft: Draft, earlier: Draft, key: str) -> str:
    if key not in draft.emails:
        return ""
    return f"has the e-mail {key} of row {earlier.number:,}, which is another record"


SAME_LEAD = SameRows(
    _keys, _agree, _twin, is_another=lambda earlier, draft: are_two(marks_of(earlier), marks_of(draft))
)
