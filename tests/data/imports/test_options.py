"""What is typed of a file: pairs of names, and whose its rows are."""

import pytest

from data.imports.options import parse_owners, parse_pairs
from data.kernel.errors import UsageError


def test_pairs_stand_between_commas_and_in_several_options() -> None:
    assert parse_pairs(["a=b, c = d", "Call/Connected=conversation"], "x=y") == {
        "a": "b",
        "c": "d",
        "Call/Connected": "conversation",
    }
    assert parse_pairs(['"Coffee, tea=none"'], "x=y") == {"Coffee, tea": "none"}


@pytest.mark.parametrize("text", ["nonsense", "=b", "a=b, c"])
def test_a_part_that_is_no_pair_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(UsageError, match="x=y"):
        parse_pairs([text], "x=y")


def test_a_name_alone_is_whose_rows_of_nobody_known_are() -> None:
    assert parse_owners(["JH=li, Doe, Jane=bo", "pam"], "x=y") == ({"JH": "li", "Doe, Jane": "bo"}, "pam")
