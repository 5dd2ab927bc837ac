"""An inbox of very many leads is read from its top, and then whole: by whatever way, the same leads are found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.leads.inbox import Inbox, Look, glance_at, inbox_of, rest_at, rest_of
from data.leads.queue import ORDERS, VIEWS
from data.leads.triage import Disqualify, ReceiveMessage, SetNextStep, Snooze
from tests.data.leads.house import House, moment

NAMES = ("Mara", "Bo", "Zoë Lund", "Mario", "Ada", "Bo Lund", "Cy")
WORDS = ("", " ", "m", "ma", "mara", "lund", "bo lu", "z", "mraa", "acme 7", "nobody is so", "912345", "+")


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists are long from a few leads on."""
    for name, number in (("inbox.FIRST", 4), ("inbox.ENOUGH", 2)):
        monkeypatch.setattr(f"data.leads.{name}", number)
    for name, number in (("FEW", 8), ("FEW_IN", 2), ("A_LOOK", 3)):
        monkeypatch.setattr(f"data.records.search.{name}", number)


@pytest.fixture
def busy(house: House) -> Iterator[House]:
    """A house with leads in every view and part of the queue, of Ana, of nobody, and of the others."""
    owners = (house.ana, house.ana, house.ben, None)
    for number in range(28):
        columns = {"company": f"Acme {number}" if number % 3 else "", "unworked": int(number % 5 == 4)}
        columns |= {"owner_id": owners[number % 4], "phones": "+351 912 345 678" if number % 6 == 1 else ""}
        lead = house.add(f"{NAMES[number % len(NAMES)]} {number}", house.admin, **columns)
        if number % 7 == 0:
            house.do(ReceiveMessage, house.admin, lead_id=lead, received_at=house.now - number)
        elif number % 7 == 1:
            house.do(Snooze, house.admin, leads=(lead,), until=moment(25))
        elif number % 7 == 2:
            house.do(SetNextStep, house.admin, leads=(lead,), follow_up_at=moment(17) + number)
        elif number % 7 == 3:
            house.do(Disqualify, house.admin, leads=(lead,), reason="no need")
    yield house


LOOKS = st.builds(Look, st.sampled_from(VIEWS), st.sampled_from(ORDERS), st.sampled_from(WORDS))
STEPS = st.tuples(
    LOOKS, st.sampled_from(("first", "whole", "rest")), st.sampled_from(("", "", "time", "log"))
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(is_admin=st.booleans(), steps=st.lists(STEPS, min_size=1, max_size=6))
def test_whatever_was_read_before_all_is_found_that_is_found_at_once(
    busy: House, is_admin: bool, steps: Sequence[tuple[Look, str, str]]
) -> None:
    person = busy.person(busy.admin if is_admin else busy.ana)
    earlier: Inbox | None = None
    for look, how, meanwhile in steps:
        read = inbox_of(busy.store, person, look, busy.now, earlier, first=how != "whole")
        at_once = inbox_of(busy.store, person, look, busy.now)
        assert not at_once.is_more
        if read.is_more:
            assert not read.is_near and (at_once.is_near or _begins(read.ids, at_once.ids))
        else:
            assert (read.ids, read.is_near, read.whole) == (at_once.ids, at_once.is_near, at_once.whole)
        assert (read.lists, read.score) == (at_once.lists, at_once.score)
        if meanwhile == "time":
            busy.now += 90_000
        elif meanwhile:
            lead = busy.rows("select max(id) from lead where owner_id = ?", busy.ana)[0][0]
            busy.do(ReceiveMessage, lead_id=lead, received_at=busy.now)
        rest, at_once = (
            rest_of(busy.store, person, read, busy.now),
            inbox_of(busy.store, person, look, busy.now),
        )
        assert (rest.ids, rest.is_near, rest.is_more) == (at_once.ids, at_once.is_near, False)
        assert (rest.whole, rest.revision, rest.score) == (at_once.whole, at_once.revision, read.score)
        earlier = rest if how == "rest" else read


def _begins(first: Sequence[int], whole: Sequence[int]) -> bool:
    """Whether the first leads are those that the whole list begins with."""
    return list(whole[: len(first)]) == list(first)


def test_a_long_inbox_is_read_from_its_top_and_then_whole(house: House) -> None:
    for number in range(9):
        house.add(f"{'Mara' if number % 2 else 'Bo'} {number}")
    ana = house.person(house.ana)

    def at(words: str, earlier: Inbox | None = None) -> Inbox:
        return glance_at(house.store, ana, Look("mine", words=words), house.now, earlier).inbox

    first = at("")
    whole = rest_of(house.store, ana, first, house.now)
    assert first.is_more and not first.is_whole and not whole.is_more and whole.is_whole
    assert len(whole.ids) == 9 and list(first.ids) == list(whole.ids)[:4]
    for earlier in (first, whole):
        narrowed = at("mara", earlier)
        assert narrowed.is_more and len(narrowed.ids) >= 2 and _begins(narrowed.ids, whole.ids[1::2])
        rest = rest_of(house.store, ana, narrowed, house.now)
        assert list(rest.ids) == list(whole.ids)[1::2] and not rest.is_more
        assert list(at("", rest).ids) == list(whole.ids)


def test_what_is_sparse_among_the_first_is_looked_for_in_all(house: House) -> None:
    for number in range(9):
        house.add(f"Bo {number}")
    last = house.add("Mara")
    ana = house.person(house.ana)
    first = glance_at(house.store, ana, Look("mine"), house.now).inbox
    for words in ("mara", "mraa"):
        sought = glance_at(house.store, ana, Look("mine", words=words), house.now, first, rows=5)
        assert sought.inbox.is_unseen and not sought.inbox.has_enough and not sought.rows
        found = rest_at(house.store, ana, sought.inbox, house.now, rows=5)
        assert list(found.inbox.ids) == [last] and found.inbox.is_near == (words == "mraa")
        assert set(found.rows) == {last} and found.preview is not None
    nobody = glance_at(house.store, ana, Look("mine", words="xyz"), house.now, first)
    nothing = rest_of(house.store, ana, nobody.inbox, house.now)
    assert not nothing.ids and not nothing.is_unseen
