"""A real ``sshd`` on loopback for tests and measurements: a scratch configuration, keys of its own, this user.

It is told to allow all that a careless host might: environment of any name, forwarding of everything, files by sftp.
What holds a session back is then what Cockpit has written for its key, and Cockpit itself.
"""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

SERVER = next(
    (
        path
        for path in ("/usr/sbin/sshd", "/usr/local/sbin/sshd", shutil.which("sshd") or "")
        if os.path.exists(path)
    ),
    "",
)
PROGRAMS = ("ssh", "ssh-keygen", "scp", "sftp")
LACKING = [] if SERVER else ["sshd"]
LACKING += [name for name in PROGRAMS if shutil.which(name) is None]
"""What is not installed here of what is needed; on Debian it comes with openssh-server and openssh-client."""

_PATIENCE = 60.0
_CONFIG = """\
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host
AuthorizedKeysFile {folder}/authorized_keys
PidFile none
UsePAM no
StrictModes no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
AcceptEnv *
AllowTcpForwarding yes
AllowAgentForwarding yes
PermitTTY yes
MaxStartups 200
MaxSessions 200
Subsystem sftp internal-sftp
"""


def make_key(path: Path, comment: str) -> str:
    """Make a pair of keys, and return what stands in the public one's file."""
    subprocess.run(
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", comment, "-f", str(path)],
        check=True,
        timeout=60,
    )
    return path.with_suffix(".pub").read_text()


class Sshd:
    """A running ``sshd``. ``folder`` holds its configuration and ``authorized_keys``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.keys_file = folder / "authorized_keys"
        make_key(folder / "host", "host")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        (folder / "sshd_config").write_text(_CONFIG.format(port=self.port, folder=folder))
        if os.geteuid() == 0:
            os.makedirs("/run/sshd", exist_ok=True)  # where a service manager has not made it
        self._log = (folder / "log").open("wb")
        self.process = subprocess.Popen(
            [SERVER, "-D", "-e", "-f", str(folder / "sshd_config")],
            stdout=self._log, stderr=self._log, env={"PATH": os.environ["PATH"]},
        )  # fmt: skip
        self._wait()

    def _wait(self) -> None:
        patience = time.monotonic() + _PATIENCE
        while time.monotonic() < patience and self.process.poll() is None:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1) as begun:
                begun.recv(4)
                return
        raise RuntimeError(f"sshd does not answer: {(self.folder / 'log').read_text()}")

    def options(self, key: Path, **more: str) -> list[str]:
        """The options of a client of that key: nobody's configuration, and no other key."""
        said = {
            "User": getpass.getuser(), "Port": str(self.port), "IdentityFile": str(key), "IdentitiesOnly": "yes",
            "UserKnownHostsFile": "/dev/null", "StrictHostKeyChecking": "no", "BatchMode": "yes", "LogLevel": "ERROR",
            **more,
        }  # fmt: skip
        return [
            "-F",
            "/dev/null",
            *(word for name, value in said.items() for word in ("-o", f"{name}={value}")),
        ]

    def ssh(self, key: Path, *words: str, before: Sequence[str] = (), **more: str) -> list[str]:
        """The command line of a client; ``words`` are what it asks for, ``before`` are options in short form."""
        return ["ssh", *self.options(key, **more), *before, "127.0.0.1", *words]

    def run(
        self, key: Path, *words: str, sent: bytes = b"", before: Sequence[str] = (),
        environment: Mapping[str, str] | None = None, **more: str,
    ) -> subprocess.CompletedProcess[bytes]:  # fmt: skip
        """Run a client to its end, without a terminal."""
        return subprocess.run(
            self.ssh(key, *words, before=before, **more),
            input=sent, capture_output=True, timeout=60, check=False, env={**os.environ, **(environment or {})},
        )  # fmt: skip

    def close(self) -> None:
        """End the server, and the sessions that it still has."""
        self.process.terminate()
        self.process.wait()
        self._log.close()


def processes_of(words: Sequence[str]) -> list[int]:
    """The processes of this machine in whose command lines all these words stand (where the system tells: Linux)."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            line = (folder / "cmdline").read_bytes().decode(errors="replace").split("\0")
            if set(words) <= set(line):
                found.append(int(folder.name))
    return found


def wait_for_end_of(words: Sequence[str]) -> list[int]:
    """Wait until there are no such processes any more; those that are left when nobody waits any longer."""
    patience = time.monotonic() + _PATIENCE
    while (left := processes_of(words)) and time.monotonic() < patience:
        time.sleep(0.05)
    return left
