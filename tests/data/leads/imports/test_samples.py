"""The public sample files that hold leads or companies, each row accounted for."""

import os
from pathlib import Path

import pytest

from tests.data.leads.imports.conftest import Desk

SAMPLES = os.environ.get("COCKPIT_SAMPLES", "")
ROWS = {
    "atomic_crm_contacts_500.csv": 500,
    "datablist_leads_10000.csv": 10_000,
    "salesforce_accounts_dataloader_latin1.csv": 423,
    "maven_accounts.csv": 85,
    "groweasy_09-duplicate-headers.csv": 2,
    "groweasy_10-mixed-date-formats.csv": 3,
    "groweasy_17-formula-injection.csv": 5,
    "groweasy_21-tab-separated.csv": 2,
    "groweasy_23-quoted-fields-multiline.csv": 2,
    "groweasy_rw_european-semicolon.csv": 2,
}
COMPANIES = ("salesforce_accounts_dataloader_latin1.csv", "maven_accounts.csv")


@pytest.mark.skipif(not SAMPLES, reason="COCKPIT_SAMPLES names no folder with sample files")
@pytest.mark.parametrize("name", ROWS)
def test_every_row_of_a_sample_is_taken_and_known_again(desk: Desk, name: str) -> None:
    path = str(Path(SAMPLES) / name)
    plan = desk.plan_of(path)
    assert (plan.spec.noun == "company") == (name in COMPANIES)
    assert desk.carry_out(plan) == {"added": ROWS[name]}
    table = "company" if name in COMPANIES else "lead"
    assert desk.rows(f"select count(*) from {table}") == [(ROWS[name],)]
    assert desk.carry_out(desk.plan_of(path)) == {"unchanged": ROWS[name]}
    desk.undo()
    assert desk.rows(f"select count(*) from {table}") == [(0,)]
