"""The view of quotes, for those who ask in SQL."""

from data.kernel.tables import View

VIEWS = (
    View(
        "quotes",
        "A quote: what was offered for a deal, and what became of it.",
        {
            "quote_id": "the quote's id",
            "reference": "the id as 13 letters and digits, as the command line and exports write it",
            "deal_id": "the deal's id; empty where a file named a deal that was not known",
            "name": "the name",
            "number": "the number that it bears",
            "amount": "the value, in the currency; empty where none is known",
            "currency": "the currency, as EUR; empty: the company's",
            "product_line": "the product line",
            "tags": "words in lowercase, parted by commas",
            "status": "requested, presented, accepted, declined, expired or withdrawn",
            "requested_at": "when it was asked for, in UTC",
            "presented_at": "when it was presented, in UTC; empty where it was not, or a file did not say",
            "valid_until_day": "the last day on which it holds",
            "settled_at": "when it was accepted, declined, expired or withdrawn, in UTC",
            "owner_id": "whose the deal is",
            "owner": "the handle of that person",
            "deal_in_source": "what a file calls the deal, where that was not known",
        },
        owner="owner_id",
    ),
)
