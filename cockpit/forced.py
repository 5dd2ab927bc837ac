"""A session that a key over SSH has forced: nothing of the client's but its terminal, and a short list of commands.

Who acts is said by the line of ``authorized_keys`` that ``sshd`` has chosen for the key. What the client asks for comes
as text in one variable; no shell ever sees it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from typing import BinaryIO, NamedTuple

from data.kernel.errors import Refused

ASKED = "SSH_ORIGINAL_COMMAND"
LONGEST_COMMAND, LONGEST_VALUE = 4_000, 64
_PIECE = 1 << 16

_KEPT = frozenset({"HOME", "LOGNAME", "USER", ASKED})
_OF_TERMINAL = re.compile(r"TERM|COLORTERM|LANG|LC_[A-Z]+")
_PLAIN = re.compile(r"[A-Za-z0-9_.@+-]+")

INPUT, SENT_AS = "-", "standard-input"
"""How what the client sends is called where a file is named, and in what is told of it."""


class Allowed(NamedTuple):
    """What a command may be told over SSH: its options. ``reads``: it takes a file, which is the standard input."""

    options: frozenset[str]
    reads: bool = False


def _allowed(options: str, *, reads: bool = False) -> Allowed:
    return Allowed(frozenset(options.split()), reads)


COMMANDS = {
    "log": _allowed("-n --at --lead --outcome --note --json"),
    "undo": _allowed("--rest --yes --json"),
    "redo": _allowed("--yes --json"),
    "status": _allowed("--short --json"),
    "week": _allowed("--last --week --of --team --format --json"),
    "review": _allowed("--week --person --format --words --reason --points --state --period --own --json"),
    "leads import": _allowed(
        "--yes --dry-run --map --use-map --owner --remember --system --sheet --encoding --delimiter --mend "
        "--no-header --json",
        reads=True,
    ),
    "export": _allowed("--from --week --of --team --format"),
    "outbox send": _allowed("--json"),
    "outbox drop": _allowed("--json"),
    "outbox": _allowed("--json"),
}
"""All that may be asked for, of two that begin alike the longer first. No option that names a file of this machine,
another store or another person who acts.
"""


def scrub(environment: MutableMapping[str, str]) -> None:
    """Take out of an environment all that a client could have put there and that is not about its terminal."""
    for name in list(environment):
        is_of_terminal = _OF_TERMINAL.fullmatch(name) and _is_plain(environment[name])
        if name not in _KEPT and not is_of_terminal:
            del environment[name]


def _is_plain(value: str) -> bool:
    return len(value) <= LONGEST_VALUE and _PLAIN.fullmatch(value) is not None


def words_of(command: str) -> list[str]:
    """The words of a command as a shell would read them, without one. Raises Refused for what cannot be one line.

    Quotes hold words together, and nothing else has a meaning: ``;``, ``$(...)`` and ``>`` are text.
    """
    if len(command) > LONGEST_COMMAND:
        raise Refused(f"A command over SSH takes at most {LONGEST_COMMAND:,} characters. Nothing was done.")
    if not command.isprintable():
        raise Refused("A command over SSH is one line of plain text. Nothing was done.")
    import shlex

    try:
        words = shlex.split(command)
    except ValueError:
        raise Refused("A quote in that command is not closed. Nothing was done.") from None
    return words[1:] if words[:1] == ["cockpit"] else words


def checked(words: list[str]) -> tuple[str, list[str]]:
    """The verb that is asked for, and what it is told. Raises Refused unless all of it stands on the list."""
    verb = next((name for name in COMMANDS if words[: len(name.split())] == name.split()), "")
    if not verb:
        raise Refused(
            f"Over SSH there is the screen, and these: {', '.join(COMMANDS)}. Nothing was done.",
        )
    rest = words[len(verb.split()) :]
    for word in rest:
        if _is_option(word) and _name_of(word) not in COMMANDS[verb].options:
            known = ", ".join(sorted(COMMANDS[verb].options, key=lambda name: name.lstrip("-")))
            raise Refused(f"Over SSH {verb} takes no such option. It takes: {known}. Nothing was done.")
    return verb, rest


def _is_option(word: str) -> bool:
    """Whether a word is no value: ``-2h`` is two hours ago, ``-`` the standard input."""
    return word.startswith("-") and word != INPUT and not word[1:2].isdigit()


def _name_of(word: str) -> str:
    """``--note`` of ``--note=x``, ``-n`` of ``-n3``."""
    name = word.partition("=")[0]
    return name[:2] if re.fullmatch("-[a-z][0-9]+", name) else name


@contextmanager
def sent(most: int, patience: int) -> Iterator[str]:
    """The path of a file of what the client sends, which is gone afterwards.

    Raises Refused where nothing is sent but keys, more than ``most`` bytes, not all of it in ``patience`` seconds, or
    the client is gone.
    """
    import signal
    import sys
    import tempfile

    if sys.stdin.isatty():
        raise Refused("Send the file along: ssh HOST leads import < FILE. Nothing was done.")
    with tempfile.TemporaryDirectory(prefix="cockpit-") as folder:
        path = os.path.join(folder, SENT_AS)
        signal.signal(signal.SIGALRM, _give_up)
        signal.alarm(patience)
        with open(path, "wb") as file:
            _copy(sys.stdin.buffer, file, most)
        signal.alarm(0)
        if not _is_listened_to():
            raise Refused("The client is gone before the end of its file. Nothing was done.")
        yield path


def _is_listened_to() -> bool:
    """Whether somebody is still there for the answer: a line that was cut looks like the end of a file else."""
    import select

    ends = select.poll()
    ends.register(1, 0)  # that the other end is closed is told in any case
    return not ends.poll(0)


def _give_up(_number: int, _frame: object) -> None:
    raise Refused("The end of the file did not come in time. Nothing was done.")


def _copy(source: BinaryIO, target: BinaryIO, most: int) -> None:
    """Copy to the end. Raises Refused once there were too many bytes."""
    while piece := source.read(_PIECE):
        most -= len(piece)
        if most < 0:
            raise Refused("That is too large to be sent. Import it where the store is. Nothing was done.")
        target.write(piece)
