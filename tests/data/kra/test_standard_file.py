"""A file with anything wrong in it is refused by its line, with what is allowed; what is written is read again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.kernel.errors import CockpitError
from data.kra.standard_file import StandardRefused, read_standard, written

GOOD = """\
code = "mine"
title = "Mine"

[[area]]
code = "work"
title = "Work"

[[item]]
code = "first"
area = "work"
title = "First"
cadence = "week"

[[item]]
code = "second"
area = "work"
title = "Second"
cadence = "week"
after = ["first"]
"""
METRICS = {"deal-size": "month", "revenue": "week"}


def troubles(text: str) -> list[tuple[int, str]]:
    """What is wrong with a file."""
    with pytest.raises(StandardRefused) as refused:
        read_standard(text, "mine.toml", METRICS)
    assert str(refused.value).startswith("mine.toml:")
    return [(trouble.line, trouble.text) for trouble in refused.value.troubles]


def one(text: str) -> tuple[int, str]:
    """The one thing that is wrong with a file."""
    (found,) = troubles(text)
    return found


def test_a_good_file_is_read() -> None:
    fact = read_standard(GOOD, "mine.toml", METRICS)
    assert [(item.code, item.after) for item in fact.item] == [("first", ()), ("second", ("first",))]


@pytest.mark.parametrize(
    ("changed", "to", "line", "words"),
    [
        ('cadence = "week"\nafter', 'cadence = "fortnight"\nafter', 18, "day, week, month, quarter, event"),
        ('code = "second"', 'code = "first"', 15, "stands on line 9 already"),
        ('title = "First"\n', "", 8, "has no title"),
        ('title = "First"\n', 'title = ""\n', 11, "1 to 120 characters"),
        ('after = ["first"]', 'after = ["second"]', 19, "after itself"),
        ('after = ["first"]', 'after = ["third"]', 19, "no item 'third'"),
        ('area = "work"\ntitle = "Second"', 'area = "play"\ntitle = "Second"', 16, "it is one of work"),
        ('after = ["first"]', 'judged = "measured"\nmetric = "luck"', 20, "it is one of deal-size, revenue"),
        (
            'after = ["first"]',
            'judged = "measured"\nmetric = "deal-size"',
            18,
            "measured by the month: no week",
        ),
        ('after = ["first"]', 'judged = "number"\nbound = "at least"', 14, "target = 1200"),
        ('after = ["first"]', 'target = "many"', 19, "it is a number"),
        ('after = ["first"]', 'shape = "round"', 19, "knows no 'shape'"),
        ('after = ["first"]', 'ownership = "nobody"', 19, "none is declared"),
        ('cadence = "week"\nafter = ["first"]', 'cadence = "event"', 14, "event = 'handover'"),
        ('cadence = "week"\nafter', 'cadence = "day"\nafter', 18, "another cadence: week"),
        ('code = "mine"', 'code = "Mine!"', 1, "small letters, digits and dashes"),
        ('title = "Mine"', 'title = "Mine', 2, "no TOML"),
    ],
)
def test_what_is_wrong_is_named_with_its_line_and_what_is_allowed(
    changed: str, to: str, line: int, words: str
) -> None:
    assert changed in GOOD
    found, text = one(GOOD.replace(changed, to))
    assert words in text, text
    assert found == line, text


def test_items_that_come_after_each_other_in_a_circle_are_all_named() -> None:
    text = GOOD.replace('cadence = "week"\n\n', 'cadence = "week"\nafter = ["second"]\n\n')
    assert [line for line, _ in troubles(text)] == [13, 20]


def test_lines_are_counted_past_texts_of_several_lines_that_look_like_keys() -> None:
    text = GOOD.replace('title = "Mine"', 'title = "Mine"\nabout = """\n[[item]]\ncode = "x"\n"""')
    assert one(text.replace('title = "Second"\n', ""))[0] == 18


@given(st.text(max_size=300))
def test_any_text_is_a_standard_or_refused(text: str) -> None:
    try:
        read_standard(text, "any", METRICS)
    except CockpitError as error:
        assert str(error).startswith("any:")


@given(st.text(min_size=1, max_size=60), st.text(max_size=200), st.floats(0, 1e9, allow_nan=False))
def test_what_is_written_is_read_again_as_it_was(title: str, about: str, target: float) -> None:
    item = {
        "code": "a",
        "area": "w",
        "cadence": "day",
        "judged": "number",
        "bound": "at most",
        "target": target,
    }
    fact = read_standard(GOOD, "mine", METRICS)
    try:
        changed = type(fact).model_validate(
            {"code": "x", "title": title, "about": about, "area": [{"code": "w", "title": title}],
             "item": [{"title": title, **item}]}
        )  # fmt: skip
    except ValueError:
        return  # nothing of the title can be shown
    assert read_standard(written(changed), "x", METRICS) == changed
