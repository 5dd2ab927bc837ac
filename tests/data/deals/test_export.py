"""Deals and products go out and come back without loss, with what is sold, their way and their notes."""

import csv
import json
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.deals.commands import AddDeal, NoteDeal, SetDealStep
from data.deals.deal import DEALS, Deal
from data.deals.export import export_deals, export_products
from data.deals.imports.deal_spec import DEAL_IMPORT
from data.deals.lines import SetLines, Wanted
from data.deals.moving import LoseDeals, MoveDeals, WinDeal
from data.deals.products import AddProduct, EditProduct
from data.files.export import Format
from data.imports.plan import read_plan
from data.kernel.rows import select_records
from tests.data.leads.house import House

LOST_ON_THE_WAY = {"id", "owner_id", "batch_id", "touched", "source_key", "lead_id", "won_entry", "custom"}
"""What another store gives anew, or is compared apart."""


def _out(house: House, path: Path, file_format: Format = "csv") -> str:
    ids = [row[0] for row in house.rows("select id from deal order by id")]
    export_deals(house.store, ids, str(path), file_format)
    return str(path)


def _in(house: House, path: str) -> dict[str, int]:
    plan = read_plan(DEAL_IMPORT, house.store, house.person(house.admin), house.now, path)
    counts = plan.counts()
    assert sum(counts.values()) == plan.table.count
    if not plan.found.is_empty:
        house.store.apply(plan.command(house.store.ids, house.admin, house.now))
    return {what: count for what, count in counts.items() if count}


def _deals(house: House) -> list[dict[str, Any]]:
    """All that is known of the deals, with their parts, as two stores can be compared."""
    found = []
    for deal in select_records(house.store, Deal, DEALS.table, "order by id"):
        facts = {name: value for name, value in deal._asdict().items() if name not in LOST_ON_THE_WAY}
        way = "select from_stage, to_stage, at from stage_change where deal_id = ? order by at, id"
        sold = "select product, product_line, quantity, list_price, price from deal_line where deal_id = ? order by id"
        notes = "select at / 1000, text from note where record_id = ? order by at, id"
        found.append(
            {
                **facts,
                **{
                    name: None if (at := facts[name]) is None else at // 1000
                    for name in ("created_at", "closed_at", "follow_up_at")
                },
                "owner": house.rows("select handle from person where id = ?", deal.owner_id),
                "custom": json.loads(deal.custom) if deal.custom else {},
                "way": house.rows(way, deal.id),
                "sold": house.rows(sold, deal.id),
                "dated notes": house.rows(notes, deal.id),
            }
        )
    return found


def _fill(house: House) -> None:
    """Deals in every state: worked and planned with, sold below list, won, lost, and two that a file brought."""
    house.do(AddProduct, house.admin, columns={"name": "GTX Pro", "line": "GTX", "list_price": 482_100})
    facts = {"company": "Acme", "amount": 150_050, "currency": "EUR", "tags": "vip", "probability": 45}
    worked = house.do(AddDeal, columns={"name": "Site", "expected_close": "2026-12-18", **facts}).id
    won, lost = (house.do(AddDeal, columns={"name": name, **facts}).id for name in ("Shop", "Farm"))
    house.do(AddDeal, house.ben, columns={"name": "Bare", "custom": '{"Stage": "warm", "Shoe": "41"}'})
    house.do(SetLines, deal_id=worked, lines=(Wanted("GTX Pro", 2, 450_001), Wanted("GTX Pro")))
    house.now += 90_061_007
    house.do(MoveDeals, deals=(worked, lost), stage="meeting")
    house.do(SetDealStep, deals=(worked,), follow_up_at=house.now + 90_061_000, next_step="send offer")
    house.do(NoteDeal, deal_id=worked, text="prefers mornings\nand coffee")
    house.now += 90_061_000
    house.do(MoveDeals, deals=(worked,), stage="<")
    house.do(WinDeal, deal_id=won)
    house.do(LoseDeals, deals=(lost,), reason="price")
    foreign = Path(house.store.path).with_name("foreign.csv")
    foreign.write_text(
        "Deal - ID,Deal - Title,Deal - Value,Deal - Stage,Deal - Status,Deal - Owner,Deal - Lost time,Product\n"
        "1,Old,100,Proposal Made,Lost,Zoe Zed,2026-10-01,Brush\n2,Odd,,Demo,Open,Zoe Zed,,\n"
    )
    assert _in(house, str(foreign)) == {"added": 2}


@pytest.mark.parametrize("file_format", ["csv", "tsv", "xlsx", "json"])
def test_an_export_comes_back_to_its_store_as_nothing_new(
    house: House, tmp_path: Path, file_format: Format
) -> None:
    _fill(house)
    before = house.state()
    assert _in(house, _out(house, tmp_path / f"out.{file_format}", file_format)) == {"unchanged": 6}
    assert house.state() == before


@pytest.mark.parametrize("file_format", ["csv", "xlsx", "json"])
def test_an_export_makes_the_same_deals_in_another_store(
    house: House, tmp_path: Path, file_format: Format
) -> None:
    (tmp_path / "away").mkdir()
    away = House(tmp_path / "away")
    _fill(house)
    away.now = house.now
    path = _out(house, tmp_path / f"out.{file_format}", file_format)
    empty = away.state()
    assert _in(away, path) == {"added": 6}
    assert _deals(away) == _deals(house)
    assert _in(away, path) == {"unchanged": 6}
    full = away.state()
    away.undo(away.admin)
    assert away.state() == empty
    away.redo(away.admin)
    assert away.state() == full
    assert _in(house, _out(away, tmp_path / f"back.{file_format}", file_format)) == {"unchanged": 6}
    away.store.close()


def test_edits_in_the_exported_sheet_come_in(house: House, tmp_path: Path) -> None:
    _fill(house)
    path = Path(_out(house, tmp_path / "out.csv"))
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert (rows[0]["Deal"], rows[0]["Stage"]) == ("Site", "qualified")
    rows[0] |= {"Stage": "requested", "Value": "7"}
    rows[0]["Products (JSON)"] = rows[0]["Products (JSON)"].replace('"pieces": 2', '"pieces": 3')
    with path.open("w", newline="") as file:
        out = csv.DictWriter(file, list(rows[0]))
        out.writeheader()
        out.writerows(rows)
    assert _in(house, str(path)) == {"updated": 1, "unchanged": 5}
    deal = _deals(house)[0]
    assert (deal["stage"], deal["amount"], deal["stage_since"]) == ("requested", 700, None)
    assert [line[2] for line in deal["sold"]] == [3, 1]


def test_a_long_way_and_many_products_are_not_too_long(house: House, tmp_path: Path) -> None:
    house.do(AddProduct, house.admin, columns={"name": "G" * 110, "line": "L" * 110, "list_price": 100})
    deal = house.do(AddDeal, columns={"name": "Long"}).id
    house.do(SetLines, deal_id=deal, lines=tuple(Wanted("G" * 110, number) for number in range(1, 100)))
    for number in range(300):
        house.do(MoveDeals, deals=(deal,), stage="meeting" if number % 2 else "qualified")
    (tmp_path / "away").mkdir()
    away = House(tmp_path / "away")
    path = _out(house, tmp_path / "out.csv")
    assert _in(away, path) == {"added": 1}
    (there,) = _deals(away)
    assert (len(there["way"]), len(there["sold"])) == (301, 99)
    away.store.close()


_TEXT = st.text(
    st.one_of(st.characters(codec="utf-8"), st.sampled_from("=+-@'\",;\t\n\r|\x1b\u202e: ()")), max_size=30
)
_DEAL = st.fixed_dictionaries(
    {
        "name": _TEXT.map(lambda text: f"N{text}"),
        "company": _TEXT,
        "amount": st.one_of(st.none(), st.integers(0, 10**12)),
        "currency": st.sampled_from(["", "EUR", "XAF"]),
        "probability": st.one_of(st.none(), st.integers(0, 100)),
        "expected_close": st.one_of(
            st.just(""), st.dates(date(2026, 11, 17)).map(lambda day: day.isoformat())
        ),
        "category": st.sampled_from(["", "commit", "best case", "omitted"]),
        "competitors": _TEXT,
        "territory": _TEXT,
        "notes": _TEXT,
        "custom": st.dictionaries(
            st.one_of(st.sampled_from(["Stage", "stage", "Deal", "Way known", "Custom: Deal", ""]), _TEXT),
            _TEXT.filter(bool),
            max_size=4,
        ),
    }
)


@settings(max_examples=30)
@given(st.lists(_DEAL, min_size=1, max_size=4))
def test_any_deal_survives_the_way_to_another_store_and_back(deals: list[dict[str, Any]]) -> None:
    from data.kernel.text import clean, clean_lines

    with TemporaryDirectory() as folder:
        home, away = Path(folder, "home"), Path(folder, "away")
        home.mkdir()
        away.mkdir()
        first, second = House(home), House(away)
        for deal in deals:
            custom = {clean(name): clean_lines(text) for name, text in deal["custom"].items()}
            kept = {name: text for name, text in custom.items() if text}
            columns = {**deal, "custom": json.dumps(kept, ensure_ascii=False) if kept else ""}
            first.do(AddDeal, columns=columns)
        before = first.state()
        path = _out(first, home / "out.csv")
        assert _in(second, path) == {"added": len(deals)}
        assert _deals(second) == _deals(first)
        assert _in(second, path) == {"unchanged": len(deals)}
        assert _in(first, _out(second, away / "out.csv")) == {"unchanged": len(deals)}
        assert first.state() == before
        first.store.close()
        second.store.close()


@pytest.mark.parametrize("file_format", ["csv", "xlsx", "json"])
def test_products_go_out_and_come_in_again(house: House, tmp_path: Path, file_format: Format) -> None:
    (tmp_path / "away").mkdir()
    away = House(tmp_path / "away")
    house.do(AddProduct, house.admin, columns={"name": "GTX Pro", "line": "GTX", "list_price": 482_150})
    house.do(AddProduct, house.admin, columns={"name": "MG", "currency": "EUR"})
    house.do(EditProduct, house.admin, product="MG", columns={"active": 0})
    ids = [row[0] for row in house.rows("select id from product order by id")]
    path = tmp_path / f"products.{file_format}"
    assert export_products(house.store, ids, str(path), file_format) == 2
    assert _in(house, str(path)) == {"unchanged": 2}
    assert _in(away, str(path)) == {"added": 2}
    told = "select name, line, list_price, currency, active from product order by name"
    assert away.rows(told) == house.rows(told)
    away.store.close()
