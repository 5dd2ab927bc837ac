"""Whatever stands in a cell: reading it never fails, and nothing of it is lost without a word."""

import json
import re
import unicodedata
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from data.files.spoiled import NOTHING
from data.files.table import Row, Table
from data.imports.drafts import Draft
from data.imports.find_columns import find_columns
from data.imports.formats import Formats
from data.imports.labelled_columns import label_from
from data.imports.left_rows import Left
from data.imports.options import Options
from data.imports.owners import Owners
from data.imports.row_reader import RowReader
from data.imports.spec import Job
from data.imports.vocabulary import contact_columns
from data.kernel.text import clean_lines
from data.leads.imports.lead_fields import PLACE, ROWS
from data.leads.imports.lead_spec import LEAD_IMPORT
from tests.data.leads.imports.conftest import Desk

COLUMNS = [
    "Name",
    "Company",
    "E-mail",
    "Phone",
    "Mobile",
    "Website",
    "Tags",
    "Job title",
    "City",
    "Notes",
    "Shoe",
]
TEXTS = ("name", "company", "emails", "phones", "links", "tags", "title", "address", "notes")
NOTATION = {
    "mailto",
    "smtp",
    "tel",
    "callto",
    "sms",
    "value",
    "label",
    "null",
    "true",
    "false",
    "wa",
    "me",
    "https",
    "http",
}
FRAGMENTS = st.sampled_from(
    [
        *(
            "ana@acme.example",
            "Ida Berg <ida@berg.example>",
            "bo [at] lund.example",
            "mailto:luc@roy.example",
            "a@b@c",
        ),
        *(
            "+351 210 000 333",
            "(02) 000-0000 ext. 12",
            "0049 (0)30 000000",
            "4.47912E+11",
            "12/05/1990",
            "555 0100/0101",
        ),
        *(
            "447,912,000,002",
            "#ERROR!",
            "n/a",
            "NULL",
            "12",
            "https://x.example/a,b",
            "LinkedIn: in/ida",
            "vip",
        ),
        *(
            "Office: ",
            "(work)",
            " or ",
            " / ",
            ", ",
            "; ",
            " ::: ",
            " |##| ",
            "\n",
            "^",
            '"',
            "[",
            "]",
            "{",
            "}",
            "<",
            ">",
        ),
        *(
            '["a@x.example", "b@x.example"]',
            '[{"label": "work", "value": "+351 210 000 222", "more": 7}]',
            "^fair^,^vip^",
        ),
        *("ask reception", "x" * 50, "Zoë", "山田", "٠٥٠٠٠٠٠٠٠٠", "_x000D_", "=cmd", "'", "%"),
    ]
)
CELLS = st.lists(FRAGMENTS, max_size=5).map("".join) | st.text(max_size=40)


class Reading:
    """Reads single rows of a file of leads."""

    def __init__(self, desk: Desk) -> None:
        table = Table("cells.csv", COLUMNS, [], 0, lambda: iter(()), 0, None)
        actor = desk.person(desk.ana)
        owners = Owners.of_active_people(desk.store, actor, {})
        job = Job(desk.store, actor, desk.now, Options(), table, owners, lambda _what, _rows: None)
        self._job = job._replace(columns=find_columns(LEAD_IMPORT, table, {}))

    def row(self, cells: Sequence[str]) -> tuple[Draft | None, set[str]]:
        """The draft of a row, and the columns of which it is said that they were read otherwise than they stand."""
        reader = RowReader(ROWS, self._job, Formats(), "")
        draft = reader.take(Row(2, list(cells)))
        assert all(finding.endswith(".") for finding in reader.aside.findings())
        if isinstance(draft, Left):
            assert draft.words
            return None, set()
        return draft, {one.column for one in reader.aside.all if one.why in ("nothing", "mended")}


@pytest.fixture
def reading(desk: Desk) -> Reading:
    return Reading(desk)


def words(text: str) -> set[str]:
    """The words and numbers of a text, however they are written."""
    plain = unicodedata.normalize("NFKC", clean_lines(text, 100_000)).casefold()
    plain = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in plain)
    return set(re.findall(r"[^\W\d_]+|\d+", unicodedata.normalize("NFKC", plain)))


def is_said_otherwise(word: str) -> bool:
    """Whether a word is part of a notation, or a label for which we have a word of our own."""
    is_label = any(label_from(word, sort) is not None for sort in ("emails", "phones", "links"))
    return is_label or word in NOTATION or word in contact_columns().connectors or word in NAUGHT


NAUGHT = {word for text in NOTHING for word in words(text)}


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cells=st.lists(CELLS, min_size=len(COLUMNS), max_size=len(COLUMNS)))
@example(cells=["Max Roth", "", "a@x.example, garbage", *[""] * 8])
@example(cells=["", "Roth", "Ida Berg <ida@berg.example>", *[""] * 8])
def test_nothing_of_a_row_is_lost(reading: Reading, cells: list[str]) -> None:
    draft, said = reading.row(cells)
    if draft is None:
        return
    *values, custom = (draft.values[PLACE[column]] for column in (*TEXTS, "custom"))
    kept = words("\n".join([*map(str, values), *json.loads(str(custom or "{}")).values()]))
    for column, cell in zip(COLUMNS, cells, strict=True):
        lost = {word for word in words(cell) - kept if not is_said_otherwise(word)}
        assert not lost or column in said, (column, cell, draft.values)
