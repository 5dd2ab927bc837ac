"""The view of handovers, for those who ask in SQL."""

from data.kernel.tables import View

VIEWS = (
    View(
        "handovers",
        "An offer of a qualified lead or of a won deal, and how it was answered. Who gives and who gets it read it.",
        {
            "handover_id": "the handover's id",
            "reference": "the id as 13 letters and digits, as the command line writes it",
            "kind": "lead, project or customer: what is handed over, and for what",
            "lead_id": "the lead; empty for a deal's",
            "deal_id": "the deal; empty for a lead's",
            "record": "what the lead or deal is called",
            "giver_id": "who gives: whose the lead or deal was when it was offered",
            "giver": "the handle of that person",
            "receiver_id": "who is to have it; empty for somebody outside",
            "receiver": "the handle of that person, or the name of somebody outside",
            "state": "offered, accepted, returned (sent back) or withdrawn (taken back)",
            "first": "1: not sent back before; 0: an offer of what was sent back before",
            "offered": "when it was offered, in UTC",
            "answered": "when it was accepted, sent back or taken back, in UTC",
            "reason": "why it was sent back",
            "checklist": "what was ticked, a line each",
            "note": "the briefing",
        },
        owner="giver_id",
        other="receiver_id",
    ),
)
