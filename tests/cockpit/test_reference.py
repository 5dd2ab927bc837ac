"""Completion and the manual page: made of the parsers, so that nothing is missing, and safe whatever a store holds."""

from __future__ import annotations

import os
import shutil
import subprocess
from importlib import import_module
from pathlib import Path

import pytest

from cockpit.arguments import VERBS, module_of
from cockpit.reference.commands import all_commands
from cockpit.reference.manual import page
from cockpit.reference.values import VALUES, words_for
from tests.cockpit.conftest import Type

HOSTILE = "$(touch hostile) `touch hostile` 'x"


def completed(script: str, folder: Path, *cases: tuple[str, ...]) -> list[list[str]]:
    """What bash offers for the last word of each case; the store's words are hostile ones."""
    typed = "\n".join(
        f"COMP_WORDS=({' '.join(repr(word) for word in case)}); COMP_CWORD={len(case) - 1}; _cockpit; "
        "printf '%s\\t' \"${COMPREPLY[@]}\"; echo"
        for case in cases
    )
    answer = 'cockpit() { [[ $3 == reasons ]] && printf "%s\\n" "no budget" "$HOSTILE"; }'
    done = subprocess.run(
        ["bash", "--norc", "-c", f"{script}\n{answer}\n{typed}"],
        capture_output=True,
        text=True,
        cwd=folder,
        env={**os.environ, "HOSTILE": HOSTILE},
        check=True,
        timeout=60,
    )
    assert done.stderr == ""
    return [[word for word in line.split("\t") if word] for line in done.stdout.splitlines()]


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
def test_bash_completes_verbs_parts_options_values_and_words_of_the_store(bare: Type, tmp_path: Path) -> None:
    script = bare("completion", "bash").out
    (tmp_path / "leads.csv").touch()
    verbs, parts, kinds, options, views, reasons, files, shells = completed(
        script,
        tmp_path,
        ("cockpit", "le"),
        ("cockpit", "points", ""),
        ("cockpit", "log", "l"),
        ("cockpit", "leads", "list", "--v"),
        ("cockpit", "--db", "x.db", "leads", "list", "--view", "un"),
        ("cockpit", "leads", "disqualify", "acme", "--reason", ""),
        ("cockpit", "leads", "import", "le"),
        ("cockpit", "completion", ""),
    )
    assert (verbs, parts, kinds, options) == (["leads"], ["import"], ["list"], ["--view"])
    assert (views, files, shells) == (["unworked", "unassigned"], ["leads.csv"], ["bash", "zsh", "fish"])
    assert reasons[0] == "no\\ budget" and len(reasons) == 2
    assert not (tmp_path / "hostile").exists(), "a word of the store was evaluated"


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_the_other_shells_get_every_command_and_option(bare: Type, shell: str) -> None:
    script = bare("completion", shell).out
    for command in all_commands()[1:]:
        assert " ".join(command.words) in script
        for option in command.options:
            name = option.names[-1]
            fish = f" {'-l' if name.startswith('--') else '-s'} {name.lstrip('-')} "
            assert (f"'{name}:" if shell == "zsh" else fish) in script
    if shutil.which(shell):
        done = subprocess.run(
            [shell, "-n"], input=script, capture_output=True, text=True, check=False, timeout=60
        )
        assert done.returncode == 0, done.stderr


def test_words_of_the_store_are_told_one_a_line_and_none_where_there_is_no_store(
    bare: Type, team: Type
) -> None:
    assert team("completion", "--values", "people").out.split() == ["ada", "bo", "li", "maria"]
    assert team("completion", "--values", "statuses").out.split()[:2] == ["new", "working"]
    for what in VALUES:
        assert team("completion", "--values", what).code == 0
    assert team("completion", "--values", "nonsense").code == 2
    asked = {words_for(command, argument) for command in all_commands() for argument in command.arguments}
    assert asked - {"", "files"} <= set(VALUES)
    said = bare("--db", "/nowhere/cockpit.db", "completion", "--values", "kinds")
    assert (said.code, said.out, said.err) == (1, "", "")


def test_the_manual_page_holds_every_verb_and_no_stray_request(bare: Type) -> None:
    text = bare("man").out
    assert text == page()
    for verb in VERBS:
        assert f'.SS "cockpit {verb}' in text, verb
        example = import_module(module_of(verb)).EXAMPLE
        assert example.strip().splitlines()[-1].replace("-", "\\-")[:20] in text.replace("\\(dq", '"')
    requests = {line.split()[0] for line in text.splitlines() if line.startswith((".", "'"))}
    assert requests <= {".TH", ".SH", ".SS", ".PP", ".TP", ".nf", ".fi", ".B"}
