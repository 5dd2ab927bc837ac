"""The file by which ``sshd`` knows whom to let in: the lines between two marks are ours, all others are left alone.

Source of its form: the manual page sshd(8), AUTHORIZED_KEYS FILE FORMAT.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Collection, Sequence

from data.access.keys import SshKey
from data.kernel.errors import Refused
from data.kernel.private_files import make_file, make_folder

BEGIN = "# Cockpit's keys begin here: what stands between these two lines is replaced."
END = "# Cockpit's keys end here."
OPTIONS = "restrict,pty"
"""Nothing but a terminal: no forwarding of ports, of an agent or of windows, and no script of the user's."""


def line_of(key: SshKey, handle: str, program: Sequence[str]) -> str:
    """The line of a key: whoever comes in by it gets the program, and nothing else.

    Raises Refused where the program's path has a character that no such line can hold.
    """
    command = shlex.join(program)
    if not command.isprintable():
        raise Refused(
            "The path of this program or of the store has characters that authorized_keys cannot hold."
        )
    quoted = command.replace('"', '\\"')
    return f'command="{quoted}",{OPTIONS} {key.kind} {key.body} {handle} {key.label}'.rstrip()


def block_of(text: str) -> list[str] | None:
    """Our lines in a file; None where it has none of our marks. Raises Refused where the marks do not fit."""
    lines = _lines(text)
    place = _place(lines)
    return None if place is None else lines[place[0] + 1 : place[1]]


def with_block(text: str, block: Sequence[str]) -> str:
    """A file with our lines as they should be, at the place where they were, else at its end.

    Raises Refused where the marks do not fit: then it is not known which lines are ours.
    """
    lines = _lines(text)
    first, last = _place(lines) or (len(lines), len(lines) - 1)
    return "\n".join([*lines[:first], BEGIN, *block, END, *lines[last + 1 :]]) + "\n"


def bodies_outside(text: str, bodies: Collection[str]) -> set[str]:
    """Those of the keys that the file also has on a line that is not ours: there, nothing holds them back."""
    lines = _lines(text)
    first, last = _place(lines) or (len(lines), len(lines) - 1)
    words = {
        word for line in (*lines[:first], *lines[last + 1 :]) if line[:1] != "#" for word in line.split()
    }
    return words & set(bodies)


def _lines(text: str) -> list[str]:
    """The lines as ``sshd`` sees them: nothing but a newline ends one."""
    return text.removesuffix("\n").split("\n") if text else []


def _place(lines: Sequence[str]) -> tuple[int, int] | None:
    begins = [number for number, line in enumerate(lines) if line.strip() == BEGIN]
    ends = [number for number, line in enumerate(lines) if line.strip() == END]
    if not begins and not ends:
        return None
    if len(begins) != 1 or len(ends) != 1 or ends[0] < begins[0]:
        raise Refused("The two marks around Cockpit's keys are no longer a pair.", code="keys.marks")
    return begins[0], ends[0]


def read_file(path: str) -> str:
    """What the file holds; empty where there is none. Raises Refused where it cannot be read."""
    try:
        with open(path, encoding="utf-8", errors="surrogateescape", newline="\n") as file:
            return file.read()
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise Refused(f"Cannot read {path}: {error.strerror}.") from error


def write_file(path: str, text: str) -> None:
    """Put a text in the place of the file in one step, readable for its owner alone. A link stays one.

    Raises Refused where it cannot be written; what was there is there still.
    """
    place = os.path.realpath(path)
    draft = f"{place}.{os.getpid()}.new"
    try:
        make_folder(os.path.dirname(place))
        descriptor = make_file(draft)
        try:
            with open(descriptor, "w", encoding="utf-8", errors="surrogateescape", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(descriptor)
            os.replace(draft, place)
        except BaseException:
            os.unlink(draft)
            raise
    except OSError as error:
        raise Refused(f"Cannot write {path}: {error.strerror}.") from error
