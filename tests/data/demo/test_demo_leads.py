"""The demo's leads: a lively inbox on any day, records that agree with each other, timelines that tell a story."""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.demo.store import write_demo
from data.doctor.examine import examine
from data.kernel.finding import NOTE, OK
from data.kernel.rows import select_records
from data.kernel.store import Store
from data.kernel.undo import Redo, Undo
from data.leads.attention import attention, times, warm_since
from data.leads.companies.company import Company
from data.leads.fields import LEADS
from data.leads.find import find
from data.leads.inbox import Inbox, Look, inbox_of, rows_of
from data.leads.lead import COLUMNS, Lead
from data.leads.queue import View, counts
from data.leads.timeline import timeline
from data.opening import open_store
from data.people.person import Person, default_person
from data.records.duplicates import find_duplicates
from data.records.match_keys import keys_of
from data.records.normal_forms import company_key

SIZE = {"reps": 12, "activities": 8_000, "leads": 600}


def at(text: str) -> int:
    return round(datetime.fromisoformat(text).timestamp() * 1000)


MONDAY = at("2026-11-16T10:30+00:00")
SATURDAY = at("2026-11-21T11:00+00:00")


def make(path: Path, now: int = MONDAY, size: Mapping[str, int] = SIZE) -> Store:
    write_demo(str(path), size, 7, now)
    return open_store(str(path))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return make(tmp_path_factory.mktemp("demo") / "demo.db")


def maria(store: Store) -> Person:
    person = default_person(store)
    assert person is not None
    return person


def view(store: Store, name: View, now: int = MONDAY) -> Inbox:
    return inbox_of(store, maria(store), Look(name), now)


def leads(store: Store, where: str = "1") -> list[Lead]:
    return [Lead(*row) for row in store.select(f"select {COLUMNS} from lead where {where} order by id")]


@pytest.mark.parametrize(
    "moment", [MONDAY, SATURDAY, at("2026-11-19T23:40+00:00"), at("2026-11-23T07:00+00:00")]
)
def test_one_clock_is_over_one_nearly_and_one_in_time_on_any_day(tmp_path: Path, moment: int) -> None:
    store = make(tmp_path / "demo.db", moment)
    inbox = view(store, "mine", moment)
    rows = rows_of(store, maria(store), inbox, list(inbox.ids), moment)
    words = [rows[lead].attention for lead in inbox.ids[:3]]
    assert [word.urgency for word in words] == ["breached", "soon", "in time"]
    assert words[0].words == "answer: 7 min over"


def test_a_good_morning_has_leads_of_every_sort(demo: Store) -> None:
    seen = counts(demo, maria(demo), MONDAY)
    assert seen.waiting == 3 and seen.breached == 1
    assert 6 <= seen.due <= 10 and seen.cold >= 4 and seen.no_next_step >= 4
    assert seen.snoozed == 3 and seen.unassigned >= 5 and 24 <= seen.unworked <= 30
    assert len(view(demo, "done").ids) >= 10
    assert demo.select("select count(*) from lead where owner_id = ?", (maria(demo).id,))[0][0] >= 74


def test_there_are_as_many_leads_as_were_asked_for_and_most_others_have_an_owner(demo: Store) -> None:
    assert demo.select("select count(*) from lead") == [(600,)]
    sellers = Counter(lead.owner_id for lead in leads(demo))
    assert len(sellers) >= 10
    assert sellers[None] < 20


@pytest.mark.parametrize("number", [0, 1, 10])
def test_few_leads_are_possible(tmp_path: Path, number: int) -> None:
    store = make(tmp_path / "demo.db", size={"reps": 3, "activities": 1_000, "leads": number})
    assert store.select("select count(*) from lead") == [(number,)]


def test_the_last_touch_is_the_last_activity_and_coldness_follows_from_it(demo: Store) -> None:
    touched = "(select max(at) from activity where lead_id = lead.id)"
    assert demo.select(f"select count(*) from lead where last_touch_at is not {touched}") == [(0,)]
    days: dict[str, int] = dict(demo.select("select code, cold_days from lead_status where open = 1"))
    for lead in leads(demo, "open = 1 and cold_at is not null and last_touch_at is not null"):
        assert lead.cold_at == warm_since(lead) + days[lead.status] * 86_400_000
    assert leads(demo, "open = 1 and unworked = 0 and cold_at is null") == []
    unheard = (
        "select count(*) from message join activity on activity.id = answered_by where outcome is not null"
    )
    assert demo.select(unheard) == [(0,)]


def test_who_is_done_wants_nothing_any_more(demo: Store) -> None:
    closed = leads(demo, "open = 0")
    assert {lead.status for lead in closed} == {"disqualified", "won"}
    assert all(lead.reason for lead in closed if lead.status == "disqualified")
    wants = "response_due_at is not null or follow_up_at is not null or cold_at is not null"
    assert leads(demo, f"open = 0 and ({wants})") == []
    assert leads(demo, "unworked = 1 and (last_touch_at is not null or batch_id is null)") == []


def test_clocks_belong_to_messages_that_nobody_answered(demo: Store) -> None:
    running = demo.select(
        "select id, response_due_at from lead where response_due_at is not null order by id"
    )
    unanswered = demo.select(
        "select lead_id, min(due_at) from message join lead on lead.id = lead_id "
        "where answered_at is null and open = 1 group by lead_id order by lead_id"
    )
    assert running == unanswered
    assert demo.select("select count(*) from message where answered_at < at or minutes < 0") == [(0,)]
    assert demo.select("select count(*) from message where answered_at is not null")[0][0] > 50


def test_keys_and_search_know_every_lead(demo: Store) -> None:
    for lead in leads(demo):
        stored = demo.select("select kind, value from match_key where record_id = ? order by id", (lead.id,))
        assert stored == keys_of(LEADS, lead._asdict())
    assert find(demo, maria(demo), "Novak Umbra").name == "Tomáš Novak"
    noted = "select count(*) from note where id not in (select rowid from note_search)"
    assert demo.select(noted) == [(0,)]


def test_three_of_marias_leads_came_twice(demo: Store) -> None:
    own = {lead.id for lead in leads(demo, f"owner_id = {maria(demo).id}")}
    pairs = [
        pair
        for pair in find_duplicates(demo, LEADS, scope=own).pairs
        if {pair.record_a, pair.record_b} <= own
    ]
    assert len(pairs) >= 3
    assert {"same e-mail", "same phone"} <= {reason for pair in pairs for reason in pair.reasons}


def test_a_timeline_tells_what_was_done_and_said(demo: Store) -> None:
    kaya = find(demo, maria(demo), "Elif Kaya")
    events = timeline(demo, kaya.id, 200)
    assert events[0].text == "Ms Kaya decides on Friday"
    assert events[-1].kind == "begun"
    told = {event.kind for lead in leads(demo) for event in timeline(demo, lead.id)}
    assert told == {"activity", "message", "note", "comment", "begun", "change"}


def test_nothing_is_odd_for_the_doctor(demo: Store) -> None:
    assert {found.verdict for found in examine(demo.path, MONDAY)} <= {OK, NOTE}


def test_many_steps_can_be_undone_and_done_again(tmp_path: Path) -> None:
    store = make(tmp_path / "demo.db")
    me, before = maria(store).id, leads(store)
    for _ in range(12):
        store.apply(Undo(store.ids.new(MONDAY), me, MONDAY))
    assert leads(store) != before
    for _ in range(12):
        store.apply(Redo(store.ids.new(MONDAY), me, MONDAY))
    changed = [(old, new) for old, new in zip(before, leads(store), strict=True) if old != new]
    assert all(old._replace(touched=None) == new._replace(touched=None) for old, new in changed)


def test_companies_came_before_their_people_and_have_them(demo: Store) -> None:
    """As when a CRM's accounts are imported, and then its contacts."""
    companies = {row.id: row for row in select_records(demo, Company, "company", "")}
    of_files = leads(demo, "batch_id is not null and company <> ''")
    by_key = {company_key(company.name): company for company in companies.values()}
    assert len(by_key) == len(companies) > 50
    assert all(lead.company_key == company_key(lead.company) for lead in of_files)
    told = [lead for lead in of_files if lead.company_key in by_key]
    assert 0.3 < len(told) / len(of_files) < 0.8
    assert sum(by_key[lead.company_key or ""].id < lead.id for lead in told) > 0.7 * len(told)
    assert demo.select("select count(*) from match_key where record_table = 'company' and kind = 'name'") == [
        (len(companies),)
    ]
    assert all(
        one.industry and one.links.rpartition(".")[2] in ("example", "test") for one in companies.values()
    )
    brought = demo.select(
        "select name from journal where id in (select distinct batch_id from company) group by name"
    )
    assert brought == [("company.import",)]


def test_numbers_and_addresses_belong_to_nobody(demo: Store) -> None:
    for lead in leads(demo):
        for line in lead.emails.splitlines():
            assert line.rpartition(".")[2] in ("example", "test") or line.endswith("@example.com")
    assert datetime.fromtimestamp(MONDAY / 1000, UTC).weekday() == 0
    assert times(demo).response_minutes == 60
    assert attention(leads(demo)[0], maria(demo).hours, MONDAY, times(demo)).words
