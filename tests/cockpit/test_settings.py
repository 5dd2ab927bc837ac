"""`cockpit settings`: where the store is, who acts, how it looks."""

from pathlib import Path

import pytest

from cockpit.settings import load
from tests.cockpit.conftest import Type


def test_a_setting_is_kept_and_shown(team: Type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COCKPIT_AS")
    assert team("settings", "as", "Li Wei").line.startswith("as is now li, in ")
    assert team("status", "--json").json["person"] == "li"
    assert team("settings", "theme", "light").code == 0
    assert team("settings", "--json").json["theme"] == "light"
    assert team("settings", "as", "").line.startswith("as is now the default")
    assert team("status").code == 1


def test_the_environment_beats_the_settings_and_as_beats_both(
    team: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    team("settings", "as", "li")
    monkeypatch.setenv("COCKPIT_AS", "bo")
    assert team("status", "--json").json["person"] == "bo"
    assert team("status", "--json", "--as", "maria").json["person"] == "maria"


def test_the_store_of_the_settings_is_used(
    cockpit: Type, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("COCKPIT_DB")
    assert cockpit("status").code == 1
    assert cockpit("settings", "store", str(tmp_path / "cockpit.db")).code == 0
    assert cockpit("status").code == 0


@pytest.mark.parametrize(
    "words",
    [["colour", "red"], ["theme", "pink"], ["theme", "x" * 10_000], ["store", "a\nb"], ["store", "\udcff"]],
)
def test_settings_that_mean_nothing_are_refused(cockpit: Type, words: list[str]) -> None:
    said = cockpit("settings", *words)
    assert (said.code, said.out) == (2, "")
    assert len(said.err) < 300


def test_a_settings_file_that_means_nothing_says_which_line(
    cockpit: Type, monkeypatch: pytest.MonkeyPatch, private_home: Path
) -> None:
    file = private_home / ".config" / "cockpit" / "settings"
    file.parent.mkdir(parents=True)
    file.write_text("# mine\n\ncolour = red\n")
    said = cockpit("status")
    assert (said.code, "line 3" in said.err) == (2, True)
    file.write_bytes(b"as = \xff\n")
    said = cockpit("status")
    assert (said.code, "UTF-8" in said.err) == (1, True)


def test_a_home_that_is_nowhere_has_the_defaults() -> None:
    settings = load({"HOME": "/nowhere"})
    assert (settings.store, settings.acts_as) == ("/nowhere/.local/share/cockpit/cockpit.db", "")
