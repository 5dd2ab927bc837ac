"""What the nouns declare of their imports fits their tables, their catalogues and each other."""

from typing import Any

import pytest

from data.deals.imports.deal_fields import ROWS as DEAL_ROWS
from data.deals.imports.deal_spec import DEAL_IMPORT
from data.imports.fields import RowRules
from data.imports.find_columns import field_words
from data.imports.labelled_columns import SORTS
from data.imports.mapping import choosable
from data.imports.spec import ImportSpec
from data.kernel.commands import facts_of
from data.leads.imports.lead_fields import ROWS
from data.leads.imports.lead_spec import LEAD_IMPORT
from data.nouns import NOUNS, named

SPECS: list[ImportSpec[Any]] = [named(name) for noun in NOUNS.all for name in noun.imports]


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.noun)
def test_an_import_is_a_command_of_its_own_name(spec: ImportSpec[Any]) -> None:
    name = facts_of(spec.command).name  # type: ignore[arg-type]
    assert name in NOUNS.facts() and name.endswith(".import")


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.noun)
def test_a_word_names_one_field_and_every_field_can_be_chosen(spec: ImportSpec[Any]) -> None:
    offered = {choice.field for choice in choosable(spec)}
    assert set(field_words(spec)) <= offered
    assert all(choice.words for choice in choosable(spec))
    if spec.columns.contacts_after:
        assert spec.columns.contacts_after in spec.columns.vocabulary().field
    assert {sort for sort in spec.columns.contacts if sort != "address"} <= set(SORTS)


@pytest.mark.parametrize(("spec", "rows"), [(LEAD_IMPORT, ROWS), (DEAL_IMPORT, DEAL_ROWS)])
def test_every_field_that_files_fill_has_names_in_the_catalogue(
    spec: ImportSpec[Any], rows: RowRules
) -> None:
    named = {*field_words(spec), *SORTS, "address"}
    only_ours = {"custom", "owner_name"}
    assert {field.field for field in (*rows.fields, *rows.further)} - only_ours <= named
