"""Data says what is so, surfaces say what to do: else somebody at the keys is told to type a shell command."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter
from typing import NamedTuple

import pytest

from cockpit import advice as shell
from cockpit.arguments import VERBS
from data.kernel.errors import CockpitError
from screens.shell import advice as keys

ROOT = Path(__file__).parents[2]
TYPED = re.compile(rf"\bcockpit ({'|'.join({verb.split()[0] for verb in VERBS})})\b|(?<!\S)--[a-z{{]")
"""A verb of the command line, or an option."""

OURS = {"CockpitError", "UsageError", "Refused", "StoreError", "Conflict", "Unreachable"}
"""The errors that carry a code."""


class Coded(NamedTuple):
    """A code given to an error or a finding: where, and the names of the values that come with it."""

    code: str
    where: str
    values: frozenset[str]
    is_finding: bool


@cache
def trees(floor: str) -> dict[str, ast.Module]:
    """The source of a floor, by path."""
    return {str(path.relative_to(ROOT)): ast.parse(path.read_text()) for path in (ROOT / floor).rglob("*.py")}


def texts(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """The texts of a module, without its docstrings; what an f-string fills in is a pair of braces."""
    silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            silent |= {id(part) for part in node.values}
            yield (
                node.lineno,
                "".join(str(p.value) if isinstance(p, ast.Constant) else "{}" for p in node.values),
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
            yield node.lineno, node.value


@cache
def coded() -> list[Coded]:
    """Every code that is given in the source."""
    return [
        found
        for floor in ("data", "screens", "cockpit")
        for path, tree in trees(floor).items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for found in _coded(path, node)
    ]


def _coded(path: str, call: ast.Call) -> Iterator[Coded]:
    given = {word.arg: word.value for word in call.keywords if word.arg is not None}
    code = given.pop("code", None)
    if isinstance(code, ast.Constant) and "." in str(code.value):
        is_finding = ast.unparse(call.func) == "Finding"
        if is_finding:
            values = given.get("values", ast.Dict([], []))
            assert isinstance(values, ast.Dict), f"{path}:{call.lineno}"
            names = frozenset(ast.literal_eval(key) for key in values.keys if key is not None)
        else:
            names = frozenset(given)
        yield Coded(str(code.value), f"{path}:{call.lineno}", names, is_finding)


def test_no_text_of_data_tells_what_to_type_at_a_shell() -> None:
    told = [
        f"{path}:{line}: {text}"
        for path, tree in trees("data").items()
        for line, text in texts(tree)
        if TYPED.search(text)
    ]
    assert told == []


def test_what_tells_is_found() -> None:
    source = """'cockpit init'\ndef f(x):\n    'cockpit init'\n    g(f'See {x}' ' cockpit init', '--db', f'--{x}')"""
    assert len([text for _, text in texts(ast.parse(source)) if TYPED.search(text)]) == 3


def test_every_code_of_an_error_has_advice_and_no_advice_is_left_over() -> None:
    errors = {found.code for found in coded() if not found.is_finding}
    assert errors == set(shell.ERRORS) >= set(keys.ERRORS)
    assert {found.code for found in coded() if found.is_finding} == set(shell.FINDINGS)


@pytest.mark.parametrize("advice", [{**shell.ERRORS, **shell.FINDINGS}, keys.ERRORS], ids=["shell", "keys"])
def test_advice_speaks_only_of_what_comes_with_the_error(advice: dict[str, str]) -> None:
    for found in coded():
        named = {name for _, name, _, _ in Formatter().parse(advice.get(found.code, "")) if name is not None}
        assert named <= found.values, found


def test_advice_at_the_keys_names_a_shell_command_only_as_one() -> None:
    for code, words in keys.ERRORS.items():
        assert "command line" in words or not TYPED.search(words), code


@pytest.mark.parametrize("floor", ["screens", "cockpit"])
def test_a_surface_says_an_error_with_its_advice(floor: str) -> None:
    """The bare text of an error leaves its advice out; it may only go into another error."""
    bare = [
        f"{path}:{handler.lineno}"
        for path, tree in trees(floor).items()
        for handler in ast.walk(tree)
        if isinstance(handler, ast.ExceptHandler) and OURS & names(handler.type) and says_bare(handler)
    ]
    assert bare == []


def names(node: ast.expr | None) -> set[str]:
    """The names in an expression."""
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)} if node else set()


def says_bare(handler: ast.ExceptHandler) -> bool:
    """Whether the error that is caught is made text of as it is, and not raised again."""
    again = {id(node) for part in ast.walk(handler) if isinstance(part, ast.Raise) for node in ast.walk(part)}
    return any(
        handler.name in names(part) and id(node) not in again
        for node in ast.walk(handler)
        for part in _made_text(node)
    )


def _made_text(node: ast.AST) -> list[ast.expr]:
    """What becomes text there as it is: by ``str`` or one of its like, or in an f-string."""
    if isinstance(node, ast.FormattedValue) and isinstance(node.value, ast.Name):
        return [node.value]
    if isinstance(node, ast.Call) and ast.unparse(node.func) in ("str", "clean", "clean_lines", "print"):
        return [word for word in node.args if isinstance(word, ast.Name)]
    return []


def test_an_error_without_advice_is_its_sentence() -> None:
    assert (
        shell.worded(CockpitError("It is {so}.")) == keys.worded(CockpitError("It is {so}.")) == "It is {so}."
    )
