"""Somebody whose session is bound to a person reads what that person reaches, however the query is written.

Ben is a colleague: whatever is his is called Secret, or is worth 25 points.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from data.comments.saying import AddComment
from data.comments.subject import Subject
from data.customers.commands import AddCustomer
from data.customers.complaints import OpenComplaint
from data.customers.renewing import PlanRenewal
from data.customers.reviews import CollectReview
from data.customers.satisfaction import TakeAnswer
from data.customers.upsells import FindUpsell
from data.deals.commands import AddDeal
from data.deals.lines import SetLines, Wanted
from data.deals.outreach import SetOutreachTarget
from data.deals.products import AddProduct
from data.deals.quotas import SetQuota
from data.forecasts.forecast import EnterForecast
from data.handovers.checklist import checklist
from data.handovers.offering import OfferHandover
from data.kernel.errors import CockpitError
from data.kpi.kept import Counted, KeepValues
from data.kpi.readings import TakeReading
from data.kpi.record_commands import EnterRecord
from data.kpi.setting_targets import SetTarget
from data.kpi.setting_targets import Wanted as Goal
from data.kra.answering import TickItem
from data.kra.closing import CloseRun
from data.kra.run import RunKey
from data.kra.standard_commands import LoadStandard
from data.leads.commands import AddNote, EditLead
from data.leads.companies.commands import AddCompany, NoteCompany
from data.leads.merge import MergeLeads
from data.leads.triage import Qualify, ReceiveMessage
from data.nouns import NOUNS
from data.people.commands import AddPerson
from data.people.days_off_commands import TakeDaysOff
from data.points.log import LogActivity
from data.query.ask import views_to_read
from data.quotes.offering import RequestQuotes
from tests.data.kra.own_standard import STANDARD
from tests.data.leads.house import House
from tests.data.query.conftest import answer

READ = "select * from {0}"
NOT_THERE = (
    READ.format("lead"),
    READ.format("main.lead"),
    READ.format("main.leads"),
    READ.format("MAIN.Leads"),
    READ.format('"main"."leads"'),
    READ.format("[main].[leads]"),
    READ.format("activity"),
    READ.format("journal"),
    READ.format("message"),
    READ.format("setting"),
    READ.format("lead_search_words"),
    "select rowid from lead_search where lead_search match 'secret'",
    READ.format("lead_search('secret')"),
    READ.format("lead_search_terms"),
    READ.format("sqlite_master"),
    READ.format("sqlite_schema"),
    READ.format("main.sqlite_master"),
    READ.format("sqlite_temp_master"),
    READ.format("temp.sqlite_schema"),
    "select count(*) from sqlite_master",
    "select exists(select 1 from sqlite_schema where sql like '%secret%')",
    READ.format("pragma_table_info('lead')"),
    "select count(*) from pragma_table_info('lead')",
    READ.format("pragma_database_list"),
    READ.format("pragma_table_list"),
    READ.format("pragma_function_list"),
    READ.format("dbstat"),
    READ.format("fts5vocab('main', 'lead_search', 'row')"),
    "with leads as (select * from main.lead) select * from leads",
    "with reached as (select * from main.lead) select * from reached",
    "with leads as (select * from main.leads) select * from leads",
    "with x as materialized (select * from lead) select * from x",
    "select (select group_concat(name) from main.lead) from leads",
    "select * from leads where exists (select 1 from lead where name like 'Secret%')",
    "select * from leads union all select * from main.leads",
    "select * from leads join main.lead as other on other.id <> lead_id",
    "select name from leads order by (select max(name) from lead)",
    "select count(*) over (order by (select name from lead)) from leads",
    "values ((select max(name) from lead))",
    "select * from leads limit (select count(*) from lead)",
    "explain query plan select * from leads",
    "select * from (select * from leads), (select * from main.activity)",
    "with recursive x(n) as (select max(name) from lead union select n from x) select * from x",
    "select load_extension('x')",
)
"""Each way to what is no view of the person's own."""

ALLOWED = (
    *(READ.format(name) for name in NOUNS.views()),
    READ.format("temp.leads"),
    "with lead as (select * from leads) select * from lead",
    "with sent as (select * from temp.leads) select * from sent, leads",
    "select (select group_concat(name) from leads), count(*) from companies",
    "select * from leads, json_each('[1, 2]')",
    "select * from (select *, row_number() over (order by name) from leads)",
    "select * from leads left join activities using(lead_id) left join response_times using(lead_id)",
    "select * from leads as main, companies as temp",
    'select "lead_id", [name] from leads order by 2 desc',
    "with recursive n(i) as (select 1 union all select i + 1 from n where i < 3) select i, name from n, leads",
)

ORACLES = (
    "select name from leads where case when name like 'Secret%' then abs({overflow}) else 1 end",
    "select name from leads where abs(case when name like 'Secret%' then {overflow} else 1 end) > 0",
    "select name from leads where owner_id = {ben} and json(case when name like 'Secret%' then '{' else '1' end)",
    "select count(*) from leads where lead_id = {lead} and abs({overflow} - (name = ''))",
    "select count(*) from activities where person_id = {ben} and abs({overflow} - (activity_id < 0))",
    "select count(*) from people where person_id = {ben} and abs({overflow} - (name = ''))",
    "select count(*) from week_points where points = 25 and abs({overflow} - (person = ''))",
    "select count(*) from companies where name like 'Secret%' and abs({overflow} - (company_id < 0))",
    "select (select abs({overflow} - (l.lead_id < 0)) from leads as l where l.lead_id = {lead})",
)
"""Queries that fail where they come upon a row of Ben's, so that the failure would tell of it."""


class Company(House):
    """Ana and Ben, each with something of every sort; a lead of nobody; Ben's twin lead was merged into Ben's."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.theirs = self._lead(self.ben, "Secret")
        self.hers = self._lead(self.ana, "Plain")
        self.nobodys = self.add("Nobody's", self.admin, owner_id=None)
        twin = self.add("Secret Twin")
        self.do(MergeLeads, self.manager, keep=self.theirs, others=(twin,))
        self.do(
            TakeDaysOff,
            self.ben,
            first="2026-11-24",
            last="2026-11-24",
            reason="Secret trip",
            person_id=self.ben,
        )
        self.do(
            TakeDaysOff, self.admin, first="2026-12-25", last="2026-12-25", reason="Christmas", person_id=None
        )

    def _lead(self, owner: int, word: str) -> int:
        lead = self.add(word, owner, company=f"{word} Ltd")
        self.do(ReceiveMessage, owner, lead_id=lead, received_at=self.now, channel=word)
        self.do(AddNote, owner, lead_id=lead, text=f"{word} note")
        points = "won" if word == "Secret" else "call"
        self.do(LogActivity, owner, kind=points, count=1, done_at=self.now, lead_id=lead, note=word)
        company = self.do(AddCompany, self.admin, columns={"name": word})
        self.do(NoteCompany, owner, company_id=company.id, text=f"{word} pays late")
        self.do(AddProduct, self.admin, columns={"name": f"{word} care", "list_price": 1_000})
        deal = self.do(AddDeal, owner, columns={"name": word}).id
        self.do(SetLines, owner, deal_id=deal, lines=(Wanted(f"{word} care"),))
        self._hand_over(owner, lead, word)
        self.do(SetQuota, self.admin, month="2026-12", amount=1_000, person_id=owner)
        self.do(SetOutreachTarget, self.admin, from_month="2026-12", calls=25, person_id=owner)
        standard = STANDARD.format(code=word.lower(), number=word)
        self.do(LoadStandard, owner, text=standard, owner_id=owner)
        run = RunKey(owner, word.lower(), "week", "2026-11-16")
        self.do(TickItem, owner, run=run, item="call-back", state="n/a", reason=word)
        self.do(CloseRun, owner, run=run, what_is_open="leave")
        self.do(AddComment, owner, subject=Subject("lead", lead), text=f"{word} asks")
        self.do(RequestQuotes, owner, deals=(deal,))
        self.do(EnterForecast, owner, month="2026-12", amount=1_000, product_line=word)
        self._customer(owner, word)
        self._measured(owner, word)
        return lead

    def _measured(self, owner: int, word: str) -> None:
        taken = {"kpi": "market-penetration", "part": 100, "whole": 200, "person_id": owner, "note": word}
        self.do(TakeReading, owner, **taken)
        self.do(EnterRecord, owner, kind="training", title=word, person_id=owner)
        target = Goal(100, "2026-12-01", person_id=owner, agreed_with=word)
        self.do(SetTarget, owner, kpi="calls", target=target)
        counted = Counted("calls", owner, 2_500, 2_500, None, 1, 0, None, "no target")
        self.do(KeepValues, owner, length="month", first_day="2026-10-01", values=(counted,))

    def _customer(self, owner: int, word: str) -> None:
        columns = {"name": f"{word} Inc", "value": "1200"}
        customer = self.do(AddCustomer, owner, columns=columns).id
        self.do(PlanRenewal, owner, customer_id=customer, due_on="2026-12-01")
        self.do(OpenComplaint, owner, customer_id=customer, text=f"{word} is late")
        self.do(TakeAnswer, owner, customer_id=customer, kind="nps", score=9, text=word)
        self.do(CollectReview, owner, customer_id=customer, stars=500, platform=word)
        self.do(FindUpsell, owner, customer_id=customer, what=f"{word} site")

    def _hand_over(self, owner: int, lead: int, word: str) -> None:
        self.do(Qualify, owner, leads=(lead,), answers={}, qualified=True)
        self.do(EditLead, owner, lead_id=lead, columns={"emails": f"{word}@a.example"})
        ticked = tuple(item.name for item in checklist(self.store, "lead"))
        offer = {"kind": "lead", "record_id": lead, "receiver_id": self.manager, "ticked": ticked}
        self.do(OfferHandover, owner, **offer, note=word)

    def ask(self, sql: str, who: int) -> list[tuple[Any, ...]]:
        """The answer to somebody whose session is bound to this person."""
        return answer(self.store, sql, bound_to=self.person(who), seconds=20)


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    company = Company(tmp_path_factory.mktemp("company"))
    yield company
    company.store.close()


def tells_of_ben(company: Company, found: object) -> bool:
    """Whether an answer holds anything of Ben's."""
    text = json.dumps(found)
    return "Secret" in text or str(company.ben) in text or str(company.theirs) in text


def test_what_is_bens_can_be_told_apart(company: Company) -> None:
    """Else the tests below would prove nothing."""
    for name in NOUNS.views().keys() - {"kinds", "kpi_definitions"}:
        assert tells_of_ben(company, company.ask(READ.format(name), company.admin)), name


@pytest.mark.parametrize("sql", NOT_THERE)
def test_nothing_but_the_views_is_there(company: Company, sql: str) -> None:
    for who in (company.ana, company.admin):
        with pytest.raises(CockpitError) as refused:
            company.ask(sql, who)
        assert "Secret" not in str(refused.value)


@pytest.mark.parametrize("sql", ALLOWED)
def test_a_rep_reads_own_rows_and_nobodys(company: Company, sql: str) -> None:
    assert not tells_of_ben(company, company.ask(sql, company.ana))


@pytest.mark.parametrize("sql", ORACLES)
def test_no_failure_tells_of_rows_out_of_reach(company: Company, sql: str) -> None:
    filled = sql.replace("{ben}", str(company.ben)).replace("{lead}", str(company.theirs))
    filled = filled.replace("{overflow}", "(-9223372036854775807 - 1)")
    with pytest.raises(CockpitError):
        company.ask(filled, company.admin)
    assert not tells_of_ben(company, company.ask(filled, company.ana))


def test_what_somebody_reaches_is_all_there(company: Company) -> None:
    names = "select name from leads order by name"
    assert company.ask(names, company.ana) == [("Nobody's",), ("Plain",)]
    assert company.ask(names, company.cy) == [("Nobody's",)]
    assert company.ask(names, company.ben) == [("Nobody's",), ("Secret",), ("Secret Twin",)]
    everything = [("Nobody's",), ("Plain",), ("Secret",), ("Secret Twin",)]
    assert company.ask(names, company.manager) == company.ask(names, company.admin) == everything
    assert company.ask("select person from people order by 1", company.manager) == [
        ("ana",),
        ("ben",),
        ("mo",),
    ]
    assert company.ask("select reason from days_off", company.ana) == [("Christmas",)]
    assert company.ask("select name from companies", company.ana) == [("Plain",)]
    assert company.ask("select company, text from company_notes", company.ana) == [
        ("Plain", "Plain pays late")
    ]
    assert company.ask("select name from companies order by 1", company.manager) == [("Plain",), ("Secret",)]
    assert company.ask("select note, points from activities", company.ana) == [("Plain", 1)]
    assert len(company.ask("select * from kinds", company.ana)) == 12


def test_a_manager_without_a_team_reaches_no_team(company: Company) -> None:
    columns = {"name": "Zed Manager", "role": "manager", "start_date": "2026-09-07", "time_zone": "UTC"}
    columns["working_hours"] = "Mon-Fri 09:00-17:00"
    zed = company.do(AddPerson, columns=columns, actor=company.admin).id
    assert not tells_of_ben(company, company.ask("select * from leads", zed))


def test_a_view_that_does_not_say_whose_rows_are_is_not_there(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    views = dict(NOUNS.views())
    views["leads"] = views["leads"]._replace(owner="")
    monkeypatch.setattr("data.nouns.Nouns.views", lambda _: views)
    assert "leads" not in views_to_read(company.person(company.ana))
    with pytest.raises(CockpitError):
        company.ask("select * from leads", company.admin)
    assert answer(company.store, "select count(*) from leads") == [(4,)]
