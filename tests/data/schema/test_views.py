"""A later version can rebuild a table under the views that speak of it, and change what a view is made of."""

from __future__ import annotations

from pathlib import Path

import pytest

from data import opening, schema
from data.nouns import NOUNS
from data.opening import open_store
from tests.data.schema import step_that_rebuilds, stored


def test_views_outlive_a_table_that_is_rebuilt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "store.db"
    stored.put("baseline_store", path)
    before = stored.shape(path)
    version = schema.VERSION + 1
    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, step_that_rebuilds.__name__))
    monkeypatch.setattr(schema, "VERSION", version)
    monkeypatch.setattr(opening, "VERSION", version)
    store = open_store(str(path))
    for name in NOUNS.views():
        store.select(f"select * from {name}")
    after = stored.shape(path)
    assert after.keys() == before.keys()
    assert {name for name in after if after[name] != before[name]} == {"table message", "view days_off"}
    store.close()
