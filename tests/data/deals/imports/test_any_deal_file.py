"""Whatever stands in a file of deals: every row is accounted for, the numbers stay sane, undo leaves nothing."""

import csv
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from data.deals.products import AddProduct
from tests.data.deals.imports.conftest import DealDesk

HEADINGS = (
    *("Deal ID", "Deal Name", "Company", "Amount", "Currency", "Stage", "Status", "Close Date", "Won Time"),
    *("Create Date", "Probability", "Forecast Category", "Product", "Quantity", "Unit Price", "Discount"),
    *("Lost Reason", "Owner", "Next Step", "Next Step Date", "Shoe size"),
)
_CELL = st.one_of(
    st.sampled_from(
        (
            *(
                "",
                "-",
                "n/a",
                "0",
                "1",
                "7",
                "-5",
                "(500.00)",
                "$22,700.00",
                "42.000,00",
                "0.5",
                "50 %",
                "120",
            ),
            *(
                "2026-11-01",
                "11/12/2026",
                "2026-09-01T10:00:00Z",
                "Won",
                "Closed Lost",
                "Demo",
                "open",
                "yes",
            ),
            *(
                "EUR",
                "XQZ",
                "euro",
                "GTXPro",
                "GTX Pro",
                "Ana Rep",
                "Zoe Zed",
                "commit",
                "Closed",
                "#N/A",
                "1e999",
            ),
        )
    ),
    st.text(st.characters(exclude_categories=["C"]), max_size=12),
)
_ROW = st.lists(_CELL, min_size=len(HEADINGS), max_size=len(HEADINGS))


@settings(max_examples=60)
@given(st.lists(_ROW, min_size=1, max_size=6), st.sets(st.sampled_from(HEADINGS[3:]), max_size=9))
def test_any_file_of_deals_is_accounted_for(rows: list[list[str]], without: set[str]) -> None:
    kept = [place for place, name in enumerate(HEADINGS) if name not in without]
    text = StringIO()
    out = csv.writer(text)
    out.writerow([HEADINGS[place] for place in kept])
    out.writerows([[row[place].replace("\0", "") for place in kept] for row in rows] + [["9"] * len(kept)])
    with TemporaryDirectory() as folder:
        desk = DealDesk(Path(folder))
        desk.do(AddProduct, desk.admin, columns={"name": "GTX Pro", "list_price": 482_100})
        before = desk.state()
        path = Path(folder) / "deals.csv"
        path.write_text(text.getvalue(), encoding="utf-8", newline="")
        desk.carry_out(desk.plan_of(str(path), mapping="name=Deal Name"))
        for deal in desk.deals():
            assert deal.name or deal.company
            assert deal.amount is None or deal.amount >= 0
            assert deal.probability is None or 0 <= deal.probability <= 100
            ends = desk.rows("select ends from stage where code = ?", deal.stage)[0][0]
            assert deal.open == (not ends) and (deal.closed_at is None or ends)
            assert deal.history == 0
        for quantity, price, list_price in desk.rows("select quantity, price, list_price from deal_line"):
            assert quantity >= 1 and price >= 0 and (list_price is None or list_price >= 0)
        if desk.deals():
            again = desk.plan_of(str(path), mapping="name=Deal Name")
            assert not again.found.new and not again.found.changed
            desk.undo()
        assert desk.state() == before
        desk.store.close()
