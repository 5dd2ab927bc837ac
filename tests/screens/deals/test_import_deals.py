"""Bringing in deals from the funnel: what is shown, what stays to be mended, and that u takes it back."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from data.deals.imports.deal_spec import DEAL_IMPORT
from data.deals.imports.team_spec import TEAM_IMPORT
from data.deals.products import AddProduct
from data.imports.plan import read_plan
from data.imports.spec import ImportSpec
from tests.screen_text import screen_text
from tests.screens.cockpits import Cockpit, press, running, said
from tests.screens.deals.funnels import names, open_funnel

SAMPLES = os.environ.get("COCKPIT_SAMPLES", "")
DEALS = """Deal ID,Deal Name,Account,Product,Stage,Amount,Close Date,Deal Owner
1,Site,Acme,GTXPro,Won,4500,2026-10-01,Maria Silva
2,Shop,Globex,GTX Pro,Sniffing,100,2026-12-01,Maria Silvo
3,Farm,Initech,,Demo,"(500.00)",2026-12-01,Maria Silva
"""


async def bring(pilot: Pilot[None], path: Path, text: str) -> None:
    """Type the path of a file with that text after I."""
    path.write_text(text, encoding="utf-8")
    await press(pilot, "I")
    pilot.app.screen.query_one(Input).value = str(path)
    await press(pilot, "enter")


async def test_deals_are_shown_brought_in_and_taken_back(cockpit: Cockpit, tmp_path: Path) -> None:
    cockpit.apply(AddProduct, columns={"name": "GTX Pro", "list_price": 482_100})
    async with running(cockpit.app(), (120, 50)) as pilot:
        await open_funnel(pilot)
        await bring(pilot, tmp_path / "deals.csv", DEALS)
        text = screen_text(pilot.app)
        assert "1  new" in text and "1  a value below nought" in text and "1  an unknown stage" in text
        assert "Won: won, by its name" in text and "Sniffing: ?, no stage is called so" in text
        assert "GTXPro: ?, no product is called so; perhaps GTX Pro" in text
        await press(pilot, "end")
        assert "4,500 USD" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert "imported 1 deal" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert "imported 1 deal" in said(pilot)
        await press(pilot, "V", "w")
        assert names(cockpit, pilot) == ["Site"]
        await press(pilot, "u")
        assert names(cockpit, pilot) == []


async def test_what_words_mean_can_be_said_before_it_is_brought_in(cockpit: Cockpit, tmp_path: Path) -> None:
    cockpit.apply(AddProduct, columns={"name": "GTX Pro", "list_price": 482_100})
    async with running(cockpit.app(), (120, 50)) as pilot:
        await open_funnel(pilot)
        await bring(pilot, tmp_path / "deals.csv", DEALS)
        await press(pilot, "o")
        pilot.app.screen.query_one("#meanings Input", Input).value = "GTXPro=GTX Pro, Sniffing=meeting"
        await press(pilot, "enter")
        text = screen_text(pilot.app)
        assert "2  new" in text and "Sniffing: meeting, as you said" in text
        assert "Maria Silvo" in text and "perhaps maria" in text
        await press(pilot, "enter", "enter")
        assert "imported 2 deals" in said(pilot)
        assert cockpit.store.select("select distinct product from deal_line") == [("GTX Pro",)]


async def test_a_price_list_comes_in_by_the_same_key(cockpit: Cockpit, tmp_path: Path) -> None:
    async with running(cockpit.app(), (100, 40)) as pilot:
        await open_funnel(pilot)
        await bring(pilot, tmp_path / "products.csv", "product,series,sales_price\nGTX Pro,GTX,4821\n")
        assert "enter add 1 product" in screen_text(pilot.app)
        await press(pilot, "enter", "enter")
        assert cockpit.store.select("select name, line, list_price from product") == [
            ("GTX Pro", "GTX", 482_100)
        ]


@pytest.mark.skipif(not SAMPLES, reason="COCKPIT_SAMPLES names no folder with sample files")
async def test_a_whole_company_that_was_brought_in_shows_its_right_answers(cockpit: Cockpit) -> None:
    def bring_in(spec: ImportSpec[Any], name: str) -> None:
        actor = cockpit.person
        plan = read_plan(spec, cockpit.store, actor, cockpit.now, str(Path(SAMPLES) / name))
        cockpit.store.apply(plan.command(cockpit.store.ids, actor.id, cockpit.now))

    bring_in(TEAM_IMPORT, "maven_sales_teams.csv")
    bring_in(DEAL_IMPORT, "maven_sales_pipeline_8800.csv")
    async with running(cockpit.app(), (160, 50)) as pilot:
        await open_funnel(pilot)
        await press(pilot, "V", "t", "left_square_bracket", "left_square_bracket")
        text = screen_text(pilot.app)
        assert "2,089 open   period all time" in text
        assert "won 4,238 of 6,711, 63 %   average 2,361   57 days to close" in text
        assert "way unknown of 8,800" in text
        await press(pilot, "equals_sign")
        numbers = screen_text(pilot.app)
        assert "63.2 %" in numbers and "10,005,534" in numbers and "57 days  median of the days" in numbers
