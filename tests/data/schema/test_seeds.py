"""The rows that a new store begins with stand in its steps; the catalogue must not move on without them.

Where one of these fails, the catalogue was changed: stores that exist would not hear of it. Add a step that brings
the change to them and to new ones; the rows of steps that are there stay as they are.
"""

from __future__ import annotations

from sqlite_utils import Database

from data import catalog


def test_a_new_company_has_the_goals_of_the_catalogue(database: Database) -> None:
    facts = catalog.goals()
    begins = facts.effective_on.isoformat()
    wanted = [(None, begins, fact.first_week, fact.last_week, fact.points) for fact in facts.goal]
    found = "select person_id, effective_on, first_week, last_week, points from goal order by id"
    assert database.execute(found).fetchall() == wanted


def test_a_new_company_has_the_kinds_of_the_catalogue(database: Database) -> None:
    facts = catalog.kinds()
    names = ("code", "name", "plural", "key", "burst_count", "burst_minutes")
    wanted = [tuple(getattr(fact, name) for name in names) for fact in facts.kind]
    found = database.execute(f"select {', '.join(names)} from kind where active order by position").fetchall()
    assert found == wanted
    worth = database.execute("select kind, points, effective_on from scale order by id").fetchall()
    assert worth == [(fact.code, fact.points, facts.effective_on.isoformat()) for fact in facts.kind]


def test_a_new_company_has_what_the_catalogue_says_of_leads(database: Database) -> None:
    facts = catalog.leads()
    statuses = database.execute("select code, name, open, cold_days from lead_status order by id").fetchall()
    assert statuses == [(fact.code, fact.name, int(fact.open), fact.cold_days) for fact in facts.status]
    own = "select list, name, key, kind, reaches from choice where list not in ('loss', 'churn') order by id"
    assert database.execute(own).fetchall() == [
        (name, fact.name, fact.key, fact.kind, int(fact.reaches))
        for name, entries in facts.lists().items()
        for fact in entries
    ]
    settings = dict(database.execute("select name, value from setting").fetchall())
    assert settings["response_minutes"] == str(facts.response_minutes)
    assert settings["soon_minutes"] == str(facts.soon_minutes)


def test_a_new_company_has_what_the_catalogue_says_of_deals(database: Database) -> None:
    facts = catalog.deals()
    names = "code, name, position, ends, probability, rots_after, requires"
    assert database.execute(f"select {names} from stage order by position").fetchall() == [
        (fact.code, fact.name, place, fact.ends, fact.probability, fact.rots_after, " ".join(fact.requires))
        for place, fact in enumerate(facts.stage, 1)
    ]
    losses = database.execute("select name, key from choice where list = 'loss' order by id").fetchall()
    assert losses == [(fact.name, fact.key) for fact in facts.loss_reason]
    settings = dict(database.execute("select name, value from setting").fetchall())
    assert settings["currency"] == facts.currency
    assert [int(settings[name]) for name in ("coverage", "quotes", "least_order")] == [
        *(facts.coverage, facts.quotes, facts.least_order)
    ]


def test_a_new_company_has_what_the_catalogue_says_of_customers(database: Database) -> None:
    facts = catalog.customers()
    reasons = database.execute("select name, key from choice where list = 'churn' order by id").fetchall()
    assert reasons == [(fact.name, fact.key) for fact in facts.churn_reason]
    settings = dict(database.execute("select name, value from setting").fetchall())
    assert [int(settings[name]) for name in ("silent_days", "renewal_days", "rating")] == [
        *(facts.silent_days, facts.renewal_days, facts.rating)
    ]


def test_a_new_company_has_the_checklists_of_the_catalogue(database: Database) -> None:
    found = database.execute(
        "select handover, name, needs, answers from checklist_item order by id"
    ).fetchall()
    assert found == [
        (fact.handover, fact.name, " ".join(fact.needs), fact.answers) for fact in catalog.handovers().item
    ]
