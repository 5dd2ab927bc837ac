"""A Friday of a rep and the boss, each with a key: what is said of a week, and what edits it by SQL."""

from __future__ import annotations

import json
import shlex

import pytest

from data.calendar.days import day_of, monday_of
from tests.ssh.conftest import Host
from tests.ssh.test_sessions import Client, clients

__all__ = ["clients"]

HOSTILE = "[bold red]x[/] [@click=app.bell]y[/] =cmd|' /C calc'!A1 \x1b]52;c;x\x07 \u202egnp.exe"


def ask(host: Host, who: str, *words: str) -> tuple[int, str, str]:
    """Have somebody ask for something over a line of their own."""
    done = host.sshd.run(host.keys[who], shlex.join(words))
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_a_week_is_submitted_returned_signed_and_an_edit_by_sql_is_told(other: Host) -> None:
    assert ask(other, "maria", "review", "submit", "--words", "Two demos moved")[0] == 0
    assert ask(other, "boss", "review", "return", "maria", "--reason", "Friday?")[0] == 0
    assert "returns the week: Friday?" in ask(other, "maria", "review")[1]
    refused = ask(other, "maria", "review", "sign", "bob")
    assert (refused[0], refused[1]) == (1, "") and "Bob" in refused[2]
    assert ask(other, "maria", "review", "submit")[0] == 0
    assert "signed off" in ask(other, "boss", "review", "sign", "maria")[1]
    closed = ask(other, "maria", "log", "call")
    assert closed[0] == 1 and "closed" in closed[2]
    assert (
        json.loads(ask(other, "boss", "review", "--person", "maria", "--format", "json")[1])["edited_since"]
        is False
    )
    other.store.engine.write([("update signed_week set page = replace(page, 'Maria', 'Marla')", ())])
    assert "EDITED SINCE IT WAS SIGNED" in ask(other, "boss", "review", "--person", "maria")[1]
    other.store.engine.write([("update signed_week set page = replace(page, 'Marla', 'Maria')", ())])


@pytest.mark.parametrize("who", ["bob", "li"])
def test_hostile_words_reach_the_terminal_of_the_boss_as_text(
    host: Host, clients: list[Client], who: str
) -> None:
    """Li is the one whose key has an odd comment besides."""
    plain = HOSTILE.replace("\x1b", "").replace("\x07", "").replace("\u202e", "")
    refused = host.sshd.run(host.keys[who], shlex.join(["review", "submit", "--words", HOSTILE]))
    assert refused.returncode == 1, "a command is one line of plain text"
    assert ask(host, who, "review", "submit", "--words", plain)[0] == 0
    monday = monday_of(day_of(host.store.select("select max(at) from journal")[0][0], host.person(who).zone))
    host.says(who, monday, HOSTILE)
    client = Client(host, "boss", columns=120, lines=40)
    clients.append(client)
    client.wait_for(b" notice")
    begun = len(client.seen)
    client.type("gn")
    client.wait_for(b"[bold red]x[/] [@click=app.bell]y[/]", since=begun)
    client.type("\r")
    client.wait_for(b"gnp.exe", since=begun)
    shown = client.seen[begun:]
    assert b"\x1b]52" not in shown and "\u202e".encode() not in shown
    client.type("\x11")
