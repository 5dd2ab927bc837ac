"""A quick verb understands the same, whoever reads what was typed."""

from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.arguments import COMMON, module_of
from cockpit.main import QUICK
from cockpit.parser import parser_for
from cockpit.plain_line import PlainLine
from data.kernel.errors import UsageError

WORDS = """call c 12 -n 3 0 -n3 --n --note=x --note --at -2h yesterday --json --yes --rest --short --lead acme -- - -x
--no --outcome ana@acme.example x=y"""
TYPED = st.lists(
    st.sampled_from([*WORDS.split(), "no answer", "", " ", "--note text", "ä", "\x1b[2J"])
    | st.text(max_size=4),
    max_size=7,
)


@pytest.mark.parametrize("verb", QUICK)
@given(typed=TYPED)
def test_what_is_read_plainly_is_what_argparse_reads(verb: str, typed: list[str]) -> None:
    module = import_module(module_of(verb))
    line = PlainLine()
    module.add_arguments(line)
    plain = line.read(typed)
    if plain is None:
        return
    found = vars(parser_for(verb, module).parse_args(typed))
    common = {name for name, _, _ in COMMON.values()}
    assert vars(plain) == {name: found[name] for name in found if name not in common}


@pytest.mark.parametrize(
    ("verb", "typed"),
    [
        ("log", ["call"]),
        ("log", ["c", "-n", "12"]),
        ("log", ["call", "--lead", "acme", "--outcome", "no answer", "--json"]),
        ("undo", []),
        ("redo", ["--yes"]),
        ("status", ["--short"]),
    ],
)
def test_what_is_typed_all_day_needs_no_argparse(verb: str, typed: list[str]) -> None:
    line = PlainLine()
    import_module(module_of(verb)).add_arguments(line)
    assert line.read(typed) is not None


def test_what_is_wrong_is_worded_by_argparse_and_the_verb() -> None:
    line = PlainLine()
    module = import_module(module_of("log"))
    module.add_arguments(line)
    for typed in ([], ["call", "call"], ["call", "-n", "0"], ["call", "-n"], ["--help"]):
        assert line.read(typed) is None, typed
    with pytest.raises(UsageError, match="1 to 999"):
        parser_for("log", module).parse_args(["call", "-n", "0"])
