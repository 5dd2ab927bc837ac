"""What to do about what went wrong, for somebody at the keys: by the code of the error."""

from __future__ import annotations

from data.kernel.errors import CockpitError

ERRORS = {
    "company.not_found": "ctrl+p finds companies by name.",
    "choice.unknown": "An admin adds one on the command line: cockpit leads lists add {list}",
    "customer.left": "P takes it back, should it buy again.",
    "customer.no_renewal": "D says when one is due.",
    "customer.not_found": "ctrl+p finds customers by name.",
    "customer.there": "ctrl+p finds customers by name.",
    "deal.ends_there": "W wins, X loses.",
    "deal.in_last_stage": "W wins it, X loses it.",
    "deal.lead_dropped": "On the inbox, P takes it up again.",
    "deal.closed": "P takes it up again.",
    "deal.merge_closed": "P takes a closed one up again.",
    "deal.not_found": "ctrl+p finds deals by name.",
    "file.lookalike": "To make {many} of its rows all the same, m says what its columns hold.",
    "file.no_column": "m says what its columns hold.",
    "file.no_header": "Put a row with names on top; or o says that there is none, then m what each column holds.",
    "file.no_ids": "m says which column holds ids; or leave the system empty.",
    "file.no_week": "o says which week it is.",
    "file.other_sheets": "s chooses one.",
    "files.out_of_reach": "Leads: ssh HOST leads import - < FILE",
    "forecast.none": "On the forecast, E enters one.",
    "handover.denied": "Q on the lead takes the answer back.",
    "handover.incomplete": "space ticks what is done.",
    "handover.lacks": "E on the lead fills it in.",
    "handover.not_qualified": "Q q qualifies it.",
    "handover.not_won": "W wins it.",
    "handover.twice": "g h shows it, Z takes it back.",
    "handover.void": "X sends it back.",
    "kind.retired": "An admin brings it back on the command line: cockpit kinds edit {kind} --active",
    "kra.by_number": "# enters it.",
    "kra.by_tick": "space ticks it.",
    "kra.closed": "A manager opens it again with P.",
    "kra.managers": "Ask yours; u takes back your own last step.",
    "kra.measured": "enter shows what it is made of.",
    "kra.too_early": "Tick that one first, or - says why it does not apply.",
    "lead.done": "P takes it up again.",
    "lead.not_found": "ctrl+p finds leads by name.",
    "map.none_saved": "S in the list of columns saves one.",
    "person.inactive": "An admin can change that on the command line: cockpit people edit",
    "person.no_seller": "Else, on the command line: cockpit people edit {handle} --sells yes",
    "product.unknown": "All of them, on the command line: cockpit products",
    "quote.merge_deals": "@ says to which deal a quote belongs.",
    "quote.merge_settled": "Q o takes a settled one up again.",
    "quote.not_presented": "Q p says that it was presented.",
    "quote.settled": "Q o takes it up again.",
    "quote.waiting": "Q p says that it was presented.",
    "store.damaged": "On the command line, the newest backup is put in its place: cockpit restore",
    "store.disk_fails": "On the command line: cockpit backup FILE",
    "store.gone": "A backup is brought on the command line: cockpit restore",
    "store.not_made": "esc leaves; the command line takes another place: cockpit --db FILE",
    "week.own_review": "S submits it.",
    "week.signed": "A manager adjusts it with + on the review screen.",
    "week.submitted": ": adds a word.",
    "week.goal_signed": (
        "Another from the week after, on the command line: "
        "cockpit goals set POINTS --for {handle} --from {monday}"
    ),
    "week.number_signed": (
        "Another goal from now on, on the command line: "
        "cockpit goals set POINTS --for {handle} --from {monday}"
    ),
}
"""Advice on errors; names in braces are values of the error. Of all others keys can do nothing that is not said."""

IMPORTED = {
    "company": "ctrl+p finds them by name; C opens the company of a lead.",
    "deal": "V t shows those of everybody; ] looks at a longer period.",
    "lead": "V w shows the leads that nobody has worked yet.",
    "quote": "V l shows all quotes, V u those whose deals are not here.",
}
"""What to do once new records of a noun are in."""

REJECTED = {
    "an unknown currency": "Where the column is none of currencies, m leaves it out.",
    "an unknown stage": "o says which stage a name means: Discovery=qualified.",
    "owner unknown": "o says who an owner in the file is: pam@acme.example=pam; =none leaves those rows out.",
    "closed before it began": "Where its days of creation are those of a migration, m leaves that column out.",
}
"""What to do about rejected rows, by the words of the reason."""

WAYS_IN = {
    "activity": "They are brought in on the points screen (g p), with I.",
    "company": "They are brought in on the inbox (g i), with I.",
    "customer": "They are brought in on the customers (g c), with I.",
    "deal": "They are brought in on the funnel (g f), with I.",
    "lead": "They are brought in on the inbox (g i), with I.",
    "product": "They are brought in on the funnel (g f), with I.",
    "quote": "They are brought in on the quotes (on the funnel, Q l), with I.",
    "stage_change": "They are brought in on the funnel (g f), with I.",
    "team": "It is brought in on the funnel (g f), with I.",
    "user": "People are added on the command line: cockpit people add NAME.",
}
"""Where a file belongs that was offered elsewhere, by the noun that it holds."""


def worded(error: CockpitError) -> str:
    """An error as a screen says it: what is so, and what to do."""
    return error.worded(ERRORS, WAYS_IN.get(str(error.values.get("holds", "")), ""))
