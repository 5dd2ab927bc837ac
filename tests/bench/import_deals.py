"""How long deals take to import from a file, with what is sold in them."""

from __future__ import annotations

import csv
import random
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from data.deals.imports.deal_spec import DEAL_IMPORT
from tests.bench.file_import import imported
from tests.bench.measure import Line
from tests.bench.setting import Setting

HEADINGS = (
    *("Record ID", "Deal Name", "Associated Company", "Deal Stage", "Amount", "Currency", "Close Date"),
    *("Create Date", "Deal owner", "Deal probability", "Forecast category", "Product", "Original Source"),
    *("Territory", "Description", "Number of Contacts"),
)
_STAGES = (
    *("Appointment Scheduled", "Qualified To Buy", "Presentation Scheduled", "Contract Sent", "Quote Sent"),
    *("Closed Won", "Closed Won", "Closed Lost"),
)
_WORDS = ("supply", "order", "market", "value", "partner", "school", "team", "process", "change", "system")


def deals(setting: Setting) -> Sequence[Line]:
    """An import into a new store against a bare insert_all."""
    return imported(setting, DEAL_IMPORT, _write)


def _write(path: Path, rows: int) -> None:
    """A file of deals as HubSpot exports them."""
    chance = random.Random(1)
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(HEADINGS)
        for number in range(rows):
            begun = date(2024, 1, 1) + timedelta(days=chance.randrange(900))
            word = chance.choice(_WORDS).title()
            out.writerow(
                [
                    *(number + 1000, f"{word} {number}", f"{word} {number % 20_000} Ltd"),
                    *(chance.choice(_STAGES), chance.randrange(1, 90_000), "USD"),
                    (begun + timedelta(days=chance.randrange(1, 200))).isoformat(),
                    *(begun.isoformat(), "Pam", chance.randrange(0, 101, 5), "Pipeline"),
                    *(f"Product {number % 40}", "Referral", chance.choice(("North", "South"))),
                    *(" ".join(chance.choices(_WORDS, k=8)), number % 9),
                ]
            )
