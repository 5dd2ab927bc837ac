"""The demo store: sound, the same for the same seed, and always in a lively week."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.calendar.days import day_of, monday_of
from data.customers.customer import CUSTOMERS, by_ids
from data.demo.store import write_demo
from data.kernel.errors import Refused, StoreError, UsageError
from data.kernel.finding import OK
from data.kernel.store import Store
from data.kernel.undo import Undo
from data.nouns import NOUNS
from data.opening import open_store
from data.people.person import default_person
from data.points.log import LogActivity
from data.points.week import Week, week_of
from data.points.weeks import streak_of
from data.quotes.quote import STATUSES
from data.records.duplicates import find_duplicates
from data.reviews.checks import check as check_reviews

SMALL = {"reps": 12, "activities": 3_000}
STORES_OWN = {
    "guard": "writing into it is how a batch is stopped: no row of it ever stays",
    "search_rests": "has rows while an import writes, and none after",
    "ssh_key": "lets a person in by a key: nobody has the other half of a made-up one",
}
"""Tables that are empty in any store at rest, and why."""
THURSDAY = round(datetime(2026, 11, 19, 15, tzinfo=UTC).timestamp() * 1000)


def make(path: Path, *, size: Mapping[str, int] = SMALL, seed: int = 7, now: int = THURSDAY) -> Store:
    write_demo(str(path), size, seed, now)
    return open_store(str(path))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return make(tmp_path_factory.mktemp("demo") / "demo.db")


def rows(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Every table's rows, but not those that search keeps for itself."""
    names = store.select(
        "select name from sqlite_master where type = 'table' and name not like '%search%' order by name"
    )
    return {name: store.select(f"select * from {name} order by 1") for (name,) in names}


def week(store: Store, now: int) -> Week:
    person = default_person(store)
    assert person is not None
    return week_of(store, person, monday_of(day_of(now, person.zone)), now)


def at(text: str) -> int:
    return round(datetime.fromisoformat(text).timestamp() * 1000)


def test_who_opens_the_demo_has_won_some_deals_of_late(demo: Store) -> None:
    """Without any, the funnel, the board and the scorecard say n/a to whoever looks first."""
    person = default_person(demo)
    assert person is not None
    since = THURSDAY - 90 * 86_400_000
    won = "select count(*) from deal where owner_id = ? and stage = 'won' and closed_at >= ?"
    assert demo.select(won, (person.id, since))[0][0] >= 3


def test_every_table_of_every_noun_has_rows(demo: Store) -> None:
    """A noun that tells no part of the demo has a screen with nothing to try it on."""
    empty = {name for name in NOUNS.tables() if not demo.select(f"select 1 from {name} limit 1")}
    assert empty == set(STORES_OWN)


def test_the_same_seed_and_moment_give_the_same_rows(demo: Store, tmp_path: Path) -> None:
    assert rows(make(tmp_path / "again.db")) == rows(demo)


def test_another_seed_gives_another_company(demo: Store, tmp_path: Path) -> None:
    assert rows(make(tmp_path / "other.db", seed=8))["person"] != rows(demo)["person"]


def test_it_holds_as_many_entries_and_reps_as_were_asked_for(demo: Store) -> None:
    assert demo.select("select count(*) from activity") == [(SMALL["activities"],)]
    assert demo.select("select count(*) from person where role = 'rep'") == [(SMALL["reps"],)]
    assert {role for (role,) in demo.select("select role from person")} == {"rep", "manager", "admin"}
    assert demo.select("select count(distinct time_zone) from person")[0][0] >= 4


def test_quotes_and_forecasts_are_of_every_sort(demo: Store) -> None:
    """Open ones, ended ones, settled ones of each outcome; forecasts that are committed to and others."""
    statuses = {status for (status,) in demo.select("select distinct status from quote")}
    assert statuses == set(STATUSES)
    day = day_of(THURSDAY, UTC).isoformat()
    past = "select count(*), total(valid_until < ?) from quote where status = 'presented'"
    ((presented, ended),) = demo.select(past, (day,))
    assert 0 < ended < presented
    ((months, committed, entered),) = demo.select(
        "select count(distinct month), count(committed_at), count(*) from forecast"
    )
    assert months >= 3 and 0 < committed < entered


def test_deals_come_from_leads_that_were_handed_over(demo: Store) -> None:
    """Handovers in each state; deals that are open, won and lost, each opened once its lead was accepted."""
    states = {state for (state,) in demo.select("select distinct state from handover where kind = 'lead'")}
    assert states == {"offered", "accepted", "returned", "withdrawn"}
    rows = demo.select(
        "select deal.stage, deal.open, lead.status, deal.owner_id = receiver_id, answered_at < deal.created_at "
        "from journal join deal on deal.id = journal.id join lead on lead.id = deal.lead_id "
        "join handover on handover.lead_id = lead.id and state = 'accepted' "
        "where journal.name = 'deal.open'"
    )
    assert len(rows) > 10 and all(is_receivers and is_later for *_, is_receivers, is_later in rows)
    assert {"won", "lost"} < {stage for stage, *_ in rows}
    assert len({stage for stage, is_open, *_ in rows if is_open}) >= 3
    assert {status for stage, _, status, *_ in rows if stage == "won"} == {"won"}


def test_totals_equal_a_recount(demo: Store) -> None:
    recount = (
        "select person_id, day, kind, count(*), sum(count), sum(points) from activity "
        "group by person_id, day, kind order by person_id, day, kind"
    )
    assert demo.select("select * from tally order by person_id, day, kind") == demo.select(recount)
    assert demo.select("pragma integrity_check") == [("ok",)]


def test_points_are_those_of_the_scale(demo: Store) -> None:
    wrong = (
        "select count(*) from activity join scale using(kind) where activity.points <> count * scale.points"
    )
    assert demo.select(wrong) == [(0,)]


def test_every_entry_has_the_journal_row_that_made_it(demo: Store) -> None:
    missing = (
        "select count(*) from activity left join journal on journal.id = activity.id "
        "and name in ('activity.log', 'activity.call') "
        "where journal.id is null or actor <> person_id "
        "or journal.points <> activity.points and touched is null"
    )
    assert demo.select(missing) == [(0,)]


def test_nothing_was_done_before_it_could_be(demo: Store) -> None:
    assert demo.select("select count(*) from journal where at > ?", (THURSDAY,)) == [(0,)]
    assert demo.select("select count(*) from activity where at > ?", (THURSDAY,)) == [(0,)]
    early = "select count(*) from activity join person on person.id = person_id where day < start_date"
    assert demo.select(early) == [(0,)]
    late = (
        "select count(*) from activity join signed_week using(person_id) "
        "join journal on journal.id = activity.id "
        "where day between monday and sunday and journal.at >= signed_at"
    )
    assert demo.select(late) == [(0,)]


def test_nobody_works_on_a_day_off(demo: Store) -> None:
    worked = (
        "select count(*) from activity join day_off on day_off.day = activity.day "
        "and ifnull(day_off.person_id, activity.person_id) = activity.person_id"
    )
    assert demo.select("select count(*) from day_off where person_id is null")[0][0] > 0
    assert demo.select(worked) == [(0,)]


def test_far_weeks_are_signed_and_closed(demo: Store) -> None:
    person, monday = demo.select("select person_id, monday from signed_week order by monday, id limit 1")[0]
    signed_day = at(f"{monday}T12:00+00:00")
    with pytest.raises(Refused, match="signed off"):
        demo.apply(
            LogActivity(demo.ids.new(THURSDAY), person, THURSDAY, kind="call", count=1, done_at=signed_day)
        )


def test_every_signed_week_has_a_page_and_a_fingerprint_that_holds(demo: Store) -> None:
    (finding,) = check_reviews(demo, THURSDAY)
    weeks = demo.select("select count(*) from signed_week")[0][0]
    assert (finding.verdict, finding.text) == (OK, f"{weeks:,} with a fingerprint, which holds")
    assert weeks > 20


def test_it_opens_on_maria_in_the_middle_of_week_eleven(demo: Store) -> None:
    this = week(demo, THURSDAY)
    assert (this.person.name, this.person.handle, this.number) == ("Maria Silva", "maria", 11)
    assert 250 <= this.total <= 400
    assert this.flagged == 1
    assert streak_of(demo, this.person, THURSDAY) == 4


@pytest.mark.parametrize(
    "moment",
    [
        "2026-11-16T00:21+00:00",
        "2026-11-16T08:59+00:00",
        "2026-11-17T12:00+00:00",
        "2026-11-21T11:00+00:00",
        "2026-11-22T23:58+00:00",
        "2026-12-26T10:00+00:00",
        "2027-03-29T07:30+01:00",
    ],
)
def test_its_week_is_lively_at_any_hour(tmp_path: Path, moment: str) -> None:
    now = at(moment)
    store = make(tmp_path / "demo.db", size={"reps": 3, "activities": 1_000}, now=now)
    assert 50 <= week(store, now).total < 500
    assert store.select("select count(*) from activity where at > ?", (now,)) == [(0,)]


def test_undo_in_a_fresh_demo_takes_back_the_last_entry(tmp_path: Path) -> None:
    store = make(tmp_path / "demo.db")
    before = week(store, THURSDAY).total
    result = store.apply(Undo(store.ids.new(THURSDAY), week(store, THURSDAY).person.id, THURSDAY))
    assert result.summary == "undone: 1 conversation with Elif Kaya"
    assert week(store, THURSDAY).total == before - 5


def test_it_never_writes_over_a_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.txt"
    path.write_text("mine")
    with pytest.raises(StoreError, match="already"):
        write_demo(str(path), SMALL, 7, THURSDAY)
    assert path.read_text() == "mine"
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


def test_a_size_out_of_range_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="number of reps"):
        write_demo(str(tmp_path / "demo.db"), {"reps": 1}, 7, THURSDAY)


def test_more_customers_than_there_are_plain_names_are_all_there_and_one_is_there_twice(
    tmp_path: Path,
) -> None:
    store = make(tmp_path / "demo.db", size={"reps": 3, "activities": 1_000, "deals": 0, "customers": 600})
    customers = store.select("select count(*), count(distinct company_key) from customer")
    assert customers == [(601, 601)], "600 as asked for, and one that was entered once more with a slip"
    names = {
        customer.id: customer.name
        for customer in by_ids(store, [row for (row,) in store.select("select id from customer")])
    }
    pairs = find_duplicates(store, CUSTOMERS).pairs
    lengths = [abs(len(names[pair.record_a]) - len(names[pair.record_b])) for pair in pairs]
    assert 1 in lengths, "a letter is left out of one of them"
    store.close()
