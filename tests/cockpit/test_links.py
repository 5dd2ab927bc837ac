"""Links on the command line: at a terminal alone, and not where somebody does not want them."""

from __future__ import annotations

import pytest

from tests.cockpit.conftest import Type


def test_a_terminal_gets_links_and_a_pipe_none(cockpit: Type, monkeypatch: pytest.MonkeyPatch) -> None:
    reach = ("--email", "ana@acme.example", "--phone", "work: +351 210 000 001", "--link", "acme.example")
    assert cockpit("leads", "add", "--name", "Ana Costa", *reach).code == 0
    for words in (("leads", "show", "ana"), ("leads", "next")):
        assert "\x1b" not in cockpit(*words).out
    monkeypatch.setattr("cockpit.links.takes_links", lambda *_: True)
    shown = cockpit("leads", "show", "ana").out
    assert "work: \x1b]8;;tel:+351210000001\x1b\\+351 210 000 001\x1b]8;;\x1b\\\n" in shown
    assert "]8;;mailto:ana@acme.example\x1b\\" in shown and "]8;;https://acme.example\x1b\\" in shown
    assert "]8;;tel:" in cockpit("leads", "next").out
    assert "\x1b" not in cockpit("leads", "show", "ana", "--json").out
    assert cockpit("settings", "links", "no").code == 0
    assert "\x1b" not in cockpit("leads", "show", "ana").out
