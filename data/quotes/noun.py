"""Quotes as a noun: what was offered for deals, and what became of it."""

from data.kernel.nouns import Noun
from data.kernel.tables import Reference, Table

NOUN = Noun(
    "quotes",
    tables=(
        Table(
            "quote",
            row="data.quotes.quote:Quote",
            called="name || case when product_line <> '' then ', ' else '' end || product_line",
            search="quote_search",
            references=(Reference("deal_id", "deal"), Reference("merged_into", "quote")),
            keeps_batch=True,
        ),
    ),
    records=("data.quotes.quote:QUOTES",),
    commands=(
        "data.quotes.commands:EditQuote",
        "data.quotes.commands:LinkQuotes",
        "data.quotes.commands:NoteQuote",
        "data.quotes.commands:TagQuotes",
        "data.quotes.merge:MergeQuotes",
        "data.quotes.merge:NotDuplicateQuotes",
        "data.quotes.offering:RequestQuotes",
        "data.quotes.offering:PresentQuotes",
        "data.quotes.settling:SettleQuotes",
        "data.quotes.settling:ReopenQuotes",
        "data.quotes.standard:SetQuoteStandard",
        "data.quotes.imports.quote_spec:ImportQuotes",
    ),
    imports=("data.quotes.imports.quote_spec:QUOTE_IMPORT",),
    refusals={"quote.source_key": "Some of these quotes have come in again since. Nothing was written."},
    check="data.quotes.checks:check",
    finds=("data.quotes.find:best_quotes",),
    views="data.quotes.views:VIEWS",
    demo="data.quotes.demo.quotes:Quotes",
    hooks={
        "deal won": "data.quotes.settling:follow_won",
        "deal lost": "data.quotes.settling:follow_lost",
        "deal told": "data.quotes.timeline:of_deals",
    },
)
