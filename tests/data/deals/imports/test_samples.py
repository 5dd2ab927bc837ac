"""The public sample files of deals: a training set comes in as a whole company, with its right answers."""

import json
import os
from collections.abc import Iterator
from contextlib import redirect_stdout
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from cockpit.main import run
from data.deals.funnel import funnel_of
from data.deals.imports.product_spec import PRODUCT_IMPORT
from data.deals.imports.team_spec import TEAM_IMPORT
from data.deals.narrowing import Narrowing
from data.deals.overview import at_first, overview_of
from data.deals.period import cohort
from data.deals.pipeline import pipeline_of
from data.imports.spec import ImportSpec
from data.leads.imports.lead_spec import LEAD_IMPORT
from tests.data.deals.imports.conftest import DealDesk

SAMPLES = os.environ.get("COCKPIT_SAMPLES", "")
pytestmark = pytest.mark.skipif(not SAMPLES, reason="COCKPIT_SAMPLES names no folder with sample files")


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DealDesk]:
    """The training set as a company: its team, accounts, products and deals, in that order."""
    desk = DealDesk(tmp_path_factory.mktemp("maven"))
    files: dict[str, ImportSpec[Any]] = {
        "maven_sales_teams.csv": TEAM_IMPORT,
        "maven_accounts.csv": LEAD_IMPORT,
        "maven_products.csv": PRODUCT_IMPORT,
    }
    for name, spec in files.items():
        plan = desk.plan_of(str(Path(SAMPLES) / name), desk.admin, spec)
        assert not plan.rejected
        desk.carry_out(plan, desk.admin)
    plan = desk.plan_of(str(Path(SAMPLES) / "maven_sales_pipeline_8800.csv"), desk.admin)
    assert desk.carry_out(plan, desk.admin) == {"added": 8_800}
    yield desk
    desk.store.close()


def test_the_company_is_whole(company: DealDesk) -> None:
    assert company.rows("select count(*) from company") == [(85,)]
    assert company.rows("select count(*) from product") == [(7,)]
    sellers = "select count(distinct owner_id), count(*) from deal where owner_name = ''"
    assert company.rows(sellers) == [(30, 8_800)]
    managed = (
        "select count(distinct person.manager_id), count(distinct deal.territory) from deal "
        "join person on person.id = deal.owner_id"
    )
    assert company.rows(managed) == [(6, 3)]


def test_its_numbers_are_the_right_answers(company: DealDesk) -> None:
    admin = company.person(company.admin)
    period = cohort(date(2016, 1, 1), date(2018, 12, 31), admin)
    funnel = funnel_of(company.store, admin, Narrowing(), period, company.now)
    pipeline = pipeline_of(company.store, admin, Narrowing(), period, funnel, company.now)
    assert {row.stage.code: row.count for row in funnel.rows if row.count} == {"new": 500, "qualified": 1_589}
    assert (pipeline.won, pipeline.lost, pipeline.won_value) == (4_238, 2_473, 1_000_553_400)
    assert pipeline.win_rate.percent == "63.2 %" and round(100 * (pipeline.win_rate.value or 0), 2) == 63.15
    assert round(pipeline.deal_size.value or 0) == 236_091
    assert (round(pipeline.mean_days.value or 0, 3), pipeline.median_days) == (51.782, 57)


def test_the_funnel_screen_reads_the_same(company: DealDesk) -> None:
    admin = company.person(company.admin)
    look = at_first(admin)._replace(narrowing=Narrowing(), span="all time")
    overview = overview_of(company.store, admin, look, company.now)
    assert (overview.pipeline.won, overview.pipeline.lost, overview.funnel.count) == (4_238, 2_473, 2_089)
    assert overview.funnel.unknown == 8_800
    won = overview_of(company.store, admin, look._replace(which="won"), company.now)
    assert len(won.ids) == 4_238


def test_the_rows_of_the_unmatched_product_are_named_and_can_be_mended(company: DealDesk) -> None:
    path = Path(SAMPLES) / "maven_sales_pipeline_8800.csv"
    plan = company.plan_of(str(path), company.admin)
    rows = [number for number, line in enumerate(path.read_text().splitlines(), 1) if ",GTXPro," in line]
    assert [doubt.number for doubt in plan.doubts] == rows and len(rows) == 1_480
    assert {doubt.detail for doubt in plan.doubts} == {"GTXPro; perhaps GTX Pro"}
    unmatched = "select count(*) from deal_line where product = 'GTXPro' and list_price is null"
    assert company.rows(unmatched) == [(1_480,)]
    told = company.plan_of(str(path), company.admin, meanings={"GTXPro": "GTX Pro"})
    assert company.carry_out(told, company.admin) == {"updated": 1_480, "unchanged": 7_320}
    assert company.rows(unmatched) == [(0,)]
    company.undo(company.admin)
    assert company.rows(unmatched) == [(1_480,)]


def test_the_command_line_says_the_same(company: DealDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COCKPIT_NOW", "2026-11-19T14:05+00:00")
    said = StringIO()
    with redirect_stdout(said):
        store = ["--db", company.store.path, "--as", "ada"]
        assert run(["funnel", "--team", "--from", "2016-01-01", "--json", *store]) == 0
    facts = json.loads(said.getvalue())
    assert (facts["won"], facts["lost"], facts["won_value"]) == (4_238, 2_473, 10_005_534)
    assert round(facts["win_rate"], 4) == 0.6315 and round(facts["average_deal"], 2) == 2_360.91
    assert (round(facts["mean_days_to_close"], 3), facts["median_days_to_close"]) == (51.782, 57)
    assert {stage["stage"]: stage["deals"] for stage in facts["stages"] if stage["deals"]} == {
        "new": 500,
        "qualified": 1_589,
    }
    assert facts["history_unknown"] == 8_800


def test_opportunities_of_salesforce_are_all_accounted_for(tmp_path: Path) -> None:
    """Most of them were closed before the day on which they were put into the system: said, and taken without it."""
    desk = DealDesk(tmp_path)
    path = str(Path(SAMPLES) / "salesforce_opportunities_dataloader.csv")
    plan = desk.plan_of(path)
    assert plan.columns.system == "salesforce" and plan.rows == 38
    assert {left.reason.text for left in plan.rejected} == {"closed before it began"}
    told = desk.plan_of(path, mapping="created=none")
    assert desk.carry_out(told) == {"added": 38}
    assert desk.carry_out(desk.plan_of(path, mapping="created=none")) == {"unchanged": 38}
    desk.undo()
    assert not desk.deals()
    desk.store.close()
