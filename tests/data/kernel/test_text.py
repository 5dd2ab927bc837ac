"""What a user would lose: a terminal that a name can take over, or a name that cleaning has spoiled."""

import subprocess
import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from data.kernel.errors import UsageError
from data.kernel.text import clean, clean_lines, reason_given

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=()))
MEAN_TEXT = st.text(
    alphabet="abe \t\n\r\x1b\x9b\u0301\u0323\u200d\u200b\ufe0f\u202e\ue000\u2800\U0001f468\U0001f469"
)
DIRECTION_CHANGES = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")


@pytest.mark.parametrize(
    ("dirty", "expected"),
    [
        ("Acme [Ltd] Co", "Acme [Ltd] Co"),
        ("  two   spaces ", "two spaces"),
        ("tab\there\nand there", "tab here and there"),
        ("\x1b[2Jx", "[2Jx"),
        ("\x1b]52;c;AAAA\x07", "]52;c;AAAA"),
        ("a\x9b31mb", "a31mb"),
        ("nul\x00byte", "nulbyte"),
        ("abc\u202etxt.exe", "abctxt.exe"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("line\u2028break\u0085next", "line break next"),
        ("tag\U000e0041", "tag"),
        ("private\ue000\U000f0000", "private"),
        ("half\ud800", "half"),
        ("wide\u3000space\u00a0hard", "wide space hard"),
        ("\u2800\u3164", ""),
        ("e\u0301", "\u00e9"),
        ("Z" + "\u0301" * 50, "\u0179" + "\u0301" * 3),
        ("\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f468\u200d\U0001f469\u200d\U0001f467"),
        ("\u2764\ufe0f", "\u2764\ufe0f"),
        ("\u200d\u200d", ""),
        ("山田 太郎", "山田 太郎"),
        ("Łukasz Żółć", "Łukasz Żółć"),
        (None, ""),
        (12, "12"),
    ],
)
def test_clean_keeps_the_text_and_drops_the_tricks(dirty: object, expected: str) -> None:
    assert clean(dirty) == expected


def test_a_long_text_is_cut_and_says_so() -> None:
    assert clean("a" * 600) == "a" * 499 + "\u2026"
    assert clean("é" * 600, 10) == "é" * 9 + "\u2026"
    assert clean("abc", 0) == ""


@given(ANY_TEXT | MEAN_TEXT, st.integers(0, 40))
@example("a" + "\u0301" * 4 + "\u200d" + "\u0301" + "\u200d", 40)
@example("a \u200d b", 40)
def test_whatever_comes_in_one_safe_line_goes_out(text: str, limit: int) -> None:
    result = clean(text, limit)
    assert len(result) <= limit
    assert clean(result, limit) == result
    assert unicodedata.is_normalized("NFC", result)
    assert "  " not in result and result == result.strip()
    for character in result:
        assert unicodedata.category(character) not in ("Cc", "Cs", "Co", "Zl", "Zp")
        assert unicodedata.bidirectional(character) not in DIRECTION_CHANGES


@given(ANY_TEXT | MEAN_TEXT)
def test_notes_keep_their_lines_and_nothing_else_that_moves_the_cursor(text: str) -> None:
    result = clean_lines(text)
    assert clean_lines(result) == result
    assert "\n\n\n" not in result
    assert all(clean(line, 10_000) == line for line in result.split("\n"))


def test_notes_keep_line_breaks_of_every_system() -> None:
    assert clean_lines("one\r\ntwo\rthree\n\n\n\nfour  \n") == "one\ntwo\nthree\n\nfour"
    assert len(clean_lines("x\n" * 20_000)) <= 10_000


def test_plain_names_cost_the_quick_command_no_imports() -> None:
    program = (
        "import sys; before = set(sys.modules); from data.kernel.text import clean;"
        "clean('Maria  Silva'); clean('x' * 900);"
        "print(sorted(set(sys.modules) - before))"
    )
    done = subprocess.run([sys.executable, "-S", "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['data', 'data.kernel', 'data.kernel.text']"


def test_a_reason_is_one_line_that_is_there() -> None:
    assert reason_given(" too\nlate ", "Say why.") == "too late"
    with pytest.raises(UsageError, match=r"Say why\.") as none:
        reason_given(" ", "Say why.", "some.code")
    assert none.value.code == "some.code"
    with pytest.raises(UsageError, match="A reason takes at most 200 characters; this has 201"):
        reason_given("x" * 201, "Say why.")
