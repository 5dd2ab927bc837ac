"""Files of deals: how they are read, held against the store and written."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from data.deals.deal import DEALS, Deal
from data.deals.imports.deal_fields import ROWS
from data.deals.imports.export_columns import DEAL_EXPORT
from data.deals.imports.history_spec import HISTORY_IMPORT, holds_history
from data.deals.imports.known_deals import DealJudge, DealMatcher
from data.deals.imports.new_deals import new_deals
from data.deals.imports.places import PLACE
from data.deals.imports.product_spec import PRODUCT_IMPORT, holds_products
from data.deals.imports.team_spec import TEAM_IMPORT, holds_team
from data.deals.imports.vocabulary import deal_columns
from data.imports.command import decide_import
from data.imports.compare import compare_records
from data.imports.comparison import Comparison
from data.imports.drafts import Draft
from data.imports.match_rules import MatchRules
from data.imports.new_records import owners_of_changed
from data.imports.read_records import read_records
from data.imports.repeated_rows import BY_KEY_ALONE
from data.imports.spec import Batch, ColumnRules, ImportSpec, Instead
from data.kernel.commands import MATCH_KEYS, REACH, Deciding, Decision, command
from data.records.money import money_words

DEALS_IMPORT = "deal.import"
_SHOWN = ("name", "company", "value", "stage", "close")


@command(DEALS_IMPORT, REACH, MATCH_KEYS)
class ImportDeals(NamedTuple):
    """Bring in the deals of a file: new ones are added, changed ones updated. One step for undo, at any size."""

    id: int
    actor: int
    at: int
    batch: Batch[Draft]
    found: Comparison[Draft]

    def decide(self, reader: Deciding) -> Decision:
        """Refuses where there is nothing to write."""
        return decide_import(DEAL_IMPORT, self, reader)


def _sample(draft: Draft, unit: str) -> list[str]:
    name, company, amount, currency, stage, close = (
        draft.values[PLACE[column]]
        for column in ("name", "company", "amount", "currency", "stage", "expected_close")
    )
    worth = "" if amount is None else money_words(int(amount), str(currency or unit))
    return [str(name or ""), str(company or ""), worth, str(stage), str(close or "")]


_LABELS = {field.column: field.label for field in DEALS.fields} | {
    "outcome": "status: open, won, lost",
    "is_won": "whether it is won",
    "is_closed": "whether it is closed",
    "closed": "day of the win or loss",
    "lost_on": "day of the loss",
    "stage_since": "in its stage since",
    "follow_up_at": "day of the next step",
}
_MATCHING = MatchRules(
    command=DEALS_IMPORT,
    kind=Deal,
    matcher=DealMatcher,
    judge=DealJudge,
    has_keys=True,
    extras=("next_step", "follow_up_at"),
    has_owner=True,
    merges=True,
    has_notes=True,
)
DEAL_IMPORT = ImportSpec[Draft](
    noun="deal",
    one=DEALS.word,
    many=DEALS.plural,
    command=ImportDeals,
    columns=ColumnRules(
        deal_columns,
        labels=_LABELS,
        returning=DEAL_EXPORT.returning,
        proof=(("stage", "amount"), ("stage", "expected_close"), ("outcome", "amount", "expected_close")),
        needs=("name", "company", "product"),
    ),
    read=partial(read_records, ROWS, BY_KEY_ALONE),
    compare=partial(compare_records, _MATCHING, ROWS),
    write=new_deals,
    whose=partial(owners_of_changed, "deal"),
    nothing_new="every deal of the file is there already.",
    shown=_SHOWN,
    sample=_sample,
    instead=(
        Instead(holds_history, HISTORY_IMPORT),
        Instead(holds_products, PRODUCT_IMPORT),
        Instead(holds_team, TEAM_IMPORT),
    ),
    meanings="means",
)
"""Deals: known by their source's id, else by name and company where only one goes by both."""
