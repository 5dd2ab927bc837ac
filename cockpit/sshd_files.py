"""What a host needs for sessions over SSH: lines of ``authorized_keys``, lines of ``sshd_config``, and a look at it.

The person who runs this is the service user: the store, the program and ``authorized_keys`` are that user's.
"""

from __future__ import annotations

import os
import pwd
import shlex
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cockpit.advice import worded
from data.access.authorized_keys import block_of, bodies_outside, line_of, read_file, with_block, write_file
from data.access.keys import all_keys
from data.doctor.file_checks import of_service
from data.kernel.errors import CockpitError
from data.kernel.finding import NOTE, OK, WARNING, WRONG, Finding
from data.people.person import by_ids

if TYPE_CHECKING:
    from cockpit.session import Session

SERVERS = ("/usr/sbin/sshd", "/usr/local/sbin/sshd", "/usr/bin/sshd", "/opt/homebrew/sbin/sshd")

SSHD_CONFIG = """\
# Cockpit over SSH: only by keys, a terminal and nothing else. Put it in /etc/ssh/sshd_config.d/, then reload sshd.
Match User {user}
    AuthenticationMethods publickey
    AuthorizedKeysFile {keys}
    DisableForwarding yes
    PermitUserRC no
    AcceptEnv COLORTERM LANG LC_*
    ClientAliveInterval 30
    ClientAliveCountMax 4
"""
"""``DisableForwarding`` and ``PermitUserRC`` say again what each key's line says: each is enough without the other."""


def this_user() -> str:
    """The name of the user as whom this runs, whatever the environment says."""
    return pwd.getpwuid(os.geteuid()).pw_name


def keys_path() -> str:
    """Where ``sshd`` looks for the keys of this user, unless it is told otherwise."""
    return os.path.join(os.path.expanduser("~"), ".ssh", "authorized_keys")


def sshd_config(path: str) -> str:
    """The lines for the configuration of ``sshd``."""
    return SSHD_CONFIG.format(user=this_user(), keys=path)


def lines_for(session: Session) -> list[str]:
    """The line of each key of a person who is active. Raises Refused where a path cannot stand in such a line."""
    store = session.store
    # -I: neither the client's environment nor the folder says what Python imports.
    program = [sys.executable, "-I", "-m", "cockpit", "serve", "--db", session.path]
    keys = all_keys(store)
    handles = {one.id: one.handle for one in by_ids(store, [key.person_id for key in keys]) if one.active}
    return [
        line_of(key, handle, [*program, "--as", handle, "--key", key.fingerprint])
        for key in keys
        if (handle := handles.get(key.person_id))
    ]


def write_keys(session: Session, path: str) -> int:
    """Bring the file in line with the store, and return how many keys it lets in. Raises Refused."""
    lines = lines_for(session)
    write_file(path, with_block(read_file(path), lines))
    return len(lines)


def follow(session: Session, path: str) -> bool | None:
    """Bring the file in line where it was set up for this store; says whether it had to be written anew.

    None where it was not set up. Raises as ``write_keys``.
    """
    block = block_of(read_file(path))
    if block is None or not _is_of(session, block):
        return None
    is_behind = block != lines_for(session)
    if is_behind:
        write_keys(session, path)
    return is_behind


def _is_of(session: Session, block: list[str]) -> bool:
    """Whether lines let people into this store, and not into another one of the same user."""
    named = f"{shlex.join(['--db', session.path])} ".replace('"', '\\"')
    return not block or any(named in line for line in block)


def look_over(session: Session, path: str) -> Iterator[Finding]:
    """What is right and wrong on this host with sessions over SSH."""
    if os.geteuid() == 0:
        yield Finding("user", WARNING, "This user is root, who may do everything here.", code="ssh.root")
    else:
        yield Finding("user", OK, this_user())
    if not any(map(os.path.exists, SERVERS)):
        yield Finding("sshd", NOTE, "No SSH server was found here.", code="ssh.no_server")
    yield from _rights(path)
    yield from _keys(session, path)
    yield of_service(session.path)


def _rights(path: str) -> Iterator[Finding]:
    """``sshd`` believes no file that others could have written: source: sshd_config(5), StrictModes."""
    folder = os.path.dirname(path)
    for place in (path, folder, os.path.dirname(folder)):
        if os.path.exists(place) and os.stat(place).st_mode & 0o022:
            yield Finding(
                "rights", WRONG, f"Others can write {place}: sshd does not believe it then.",
                code="ssh.writable", values={"place": place},
            )  # fmt: skip


def _keys(session: Session, path: str) -> Iterator[Finding]:
    text = read_file(path)
    try:
        block, expected = block_of(text), lines_for(session)
    except CockpitError as error:
        yield Finding("keys", WRONG, worded(error))
        return
    outside = bodies_outside(text, {key.body for key in all_keys(session.store)})
    if outside:
        yield Finding(
            "keys", WRONG, f"{len(outside)} also stand outside of Cockpit's lines, where nothing holds them back.",
            code="ssh.outside", values={"path": path},
        )  # fmt: skip
    if block is None:
        yield Finding(
            "keys", WRONG if expected else NOTE, f"{path} has none of ours yet.", code="ssh.not_written"
        )
    elif block != expected:
        yield Finding("keys", WRONG, f"{path} is not what the store says.", code="ssh.not_written")
    else:
        yield Finding("keys", OK, f"{len(expected)} in {path}")
