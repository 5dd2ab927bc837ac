"""The views of customers and of what is known of them, for those who ask in SQL."""

from data.kernel.tables import View

_ID = "the customer's id"
_OWNER = "whose the customer is"
_CURRENCY = "the customer's currency; empty: the company's"

VIEWS = (
    View(
        "customers",
        "A customer. Those that were merged into others are left out.",
        {
            "customer_id": "the customer's id; other views name customers by it",
            "reference": "the id as 13 letters and digits, as the command line and exports write it",
            "name": "the name of its company, by which deals and leads belong to it",
            "value": "what it is worth, in the currency; empty where that is not known",
            "currency": "the currency, as EUR; empty: the company's",
            "since_day": "since which day it is a customer; empty where that is not known",
            "renewal_day": "the day of the renewal that is due first; empty: none",
            "churned_day": "the day on which it left; empty: it has not",
            "churn_reason": "why it left",
            "channel": "by which channel",
            "territory": "the territory",
            "segment": "the segment",
            "tags": "tags",
            "complained_at": "since when its oldest complaint is open, in UTC; empty: none is",
            "last_contact_at": "when somebody was last in touch with its people, in UTC",
            "owner_id": "whose the customer is: the person's id; empty for nobody's",
            "owner": "the handle of that person",
            "created_at": "when the record began, in UTC",
        },
        owner="owner_id",
    ),
    View(
        "customer_values",
        "A step by which a customer's value changed.",
        {
            "customer_id": _ID,
            "day": "on which day",
            "kind": "new, expansion, contraction or churn",
            "amount": "by how much, in the currency",
            "currency": _CURRENCY,
            "deal_id": "the deal that brought it; empty: none",
            "owner_id": _OWNER,
        },
        part_of=("customers", "customer_id"),
    ),
    View(
        "renewals",
        "A renewal of a customer.",
        {
            "customer_id": _ID,
            "due_day": "the day on which it is due",
            "amount": "what is at stake, in the currency; empty: all that the customer is worth",
            "currency": _CURRENCY,
            "outcome": "renewed or lost; empty: open",
            "closed_day": "the day on which that was said",
            "renewed_amount": "the amount that was agreed",
            "deal_id": "the deal opened for it; empty: none",
            "owner_id": _OWNER,
        },
        part_of=("customers", "customer_id"),
    ),
    View(
        "upsells",
        "What more a customer could buy.",
        {
            "customer_id": _ID,
            "at": "when that was found, in UTC",
            "what": "what",
            "amount": "for how much, in the currency",
            "currency": _CURRENCY,
            "kind": "expansion or renewal",
            "deal_id": "the deal that it became; empty: none yet",
            "owner_id": _OWNER,
        },
        part_of=("customers", "customer_id"),
    ),
    View(
        "complaints",
        "A complaint of a customer.",
        {
            "customer_id": _ID,
            "at": "when it came, in UTC",
            "text": "what is wrong",
            "resolved_at": "when it was resolved, in UTC; empty: it is open",
            "resolution": "what was done",
            "minutes": "minutes of working time until it was resolved",
            "owner_id": _OWNER,
        },
        part_of=("customers", "customer_id"),
    ),
    View(
        "satisfaction_answers",
        "An answer of a customer to how content it is.",
        {
            "customer_id": _ID,
            "day": "on which day",
            "kind": "nps, from 0 to 10, or csat, from 1 to 5",
            "score": "the answer",
            "text": "its words",
            "owner_id": _OWNER,
        },
        part_of=("customers", "customer_id"),
    ),
    View(
        "customer_reviews",
        "A review that a customer wrote.",
        {
            "customer_id": _ID,
            "day": "on which day",
            "platform": "on which platform",
            "stars": "from 1 to 5",
            "text": "its words",
            "owner_id": _OWNER,
        },
        part_of=("customers", "customer_id"),
    ),
)
