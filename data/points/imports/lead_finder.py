"""The lead of an entry that our own export names: by its reference, or by the id of its source."""

from __future__ import annotations

from data.imports.source_systems import OUR_KEY
from data.kernel.commands import Reader
from data.kernel.ids import from_reference
from data.kernel.text import clean
from data.people.person import Person
from data.people.reach import reach_of
from data.records.match_keys import IDS

LEAD_COLUMNS = ("call_outcome", "lead_reference", "lead_source_id")
"""The columns of our own export that tell a call's outcome and whose lead it was."""


class LeadFinder:
    """Finds leads of the store within a person's reach; each is looked up once."""

    def __init__(self, reader: Reader, actor: Person) -> None:
        self._reader = reader
        self._condition, self._owners = reach_of(reader, actor).condition()
        self._found: dict[tuple[str, str], int | None] = {}

    def find(self, reference: str, source: str) -> int | None:
        """The id of the lead, or of the one it was merged into; None where the store knows none within reach."""
        key = (clean(reference, 200).lower(), clean(source, 200))
        if not any(key):
            return None
        if key not in self._found:
            self._found[key] = self._looked_up(*key)
        return self._found[key]

    def _looked_up(self, reference: str, source: str) -> int | None:
        try:
            identifier, _ = from_reference(reference)
        except ValueError:
            identifier = 0
        if identifier >= 2**63:
            identifier = 0
        # A lead that came here by an export of leads bears the key of its source, or its reference there.
        named = self._reader.select(
            "select ifnull(merged_into, id) from lead where id = :id "
            "or (source_key in (:source, :ours) and source_key <> '') or id in (select record_id from match_key "
            f"where kind = '{IDS}' and value = :source) order by id = :id desc limit 1",
            {"id": identifier, "source": source, "ours": f"{OUR_KEY}{reference}"},
        )
        if not named:
            return None
        rows = self._reader.select(
            f"select id from lead where id = ? and {self._condition}", (named[0][0], *self._owners)
        )
        return int(rows[0][0]) if rows else None
