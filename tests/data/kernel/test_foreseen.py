"""What a store of several hosts asks for ahead: what was read twice, and never more than is kept in mind."""

from __future__ import annotations

from data.kernel import foreseen
from data.kernel.foreseen import MOST, Foreseen, asked


def test_what_followed_twice_is_expected_and_what_changed_is_not() -> None:
    known = Foreseen()
    person, kind = asked("person", (1,)), asked("kind", {"code": "call"})
    for at in (1, 2, 3):
        assert list(known.behind(person)) == ([kind] if at == 3 else [])
        known.learn([person, kind, asked("flags", (at,))])
    known.learn([person, asked("flags", (4,))])
    assert list(known.behind(person)) == []
    known.learn([person])
    assert kind.as_sent() == ["kind", {"code": "call"}]
    assert person.as_sent() == ["person", 1]


def test_it_forgets_what_is_long_ago() -> None:
    known = Foreseen()
    for number in range(foreseen._KEPT + 1):
        for _ in range(2):
            known.learn([asked("first", (number,)), *(asked("then", (one,)) for one in range(2 * MOST))])
    assert len(known.behind(asked("first", (1,)))) == MOST
    assert not known.behind(asked("first", (0,)))
    assert len(known._last) == len(known._twice) == foreseen._KEPT
