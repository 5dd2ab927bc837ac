"""The address of a store that several hosts keep: ``rqlite://host:port,host:port?ca=FILE&user=NAME``.

No password stands in an address, which is seen by whoever lists the processes of a host.
"""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import parse_qsl

from data.kernel.engine import CLUSTER
from data.kernel.errors import UsageError

PORT = 4001
"""The port that rqlite listens on, unless it is told another."""
_EXAMPLE = "Write it like rqlite://host1:4001,host2:4001,host3:4001."
_HIGHEST_PORT = 65_535


class Address(NamedTuple):
    """Where the nodes are. ``ca`` is the file of the authority that signed their certificates; empty: no TLS."""

    nodes: tuple[tuple[str, int], ...]
    user: str = ""
    ca: str = ""

    @property
    def hosts(self) -> str:
        """The nodes, for people."""
        return ", ".join(f"{host}:{port}" for host, port in self.nodes)


def read_address(path: str) -> Address:
    """The nodes that an address names. Raises UsageError where it names none, or says what is not known."""
    hosts, _, options = path.removeprefix(CLUSTER).partition("?")
    said = dict(parse_qsl(options, keep_blank_values=True))
    unknown = said.keys() - {"user", "ca"}
    if unknown:
        raise UsageError(
            f"The store's address says {sorted(unknown)[0]!r}; it can say user=NAME and ca=FILE. {_EXAMPLE}"
        )
    nodes = tuple(_node(one.strip()) for one in hosts.rstrip("/").split(",") if one.strip())
    if not nodes:
        raise UsageError(f"The store's address names no host. {_EXAMPLE}")
    return Address(nodes, said.get("user", ""), said.get("ca", ""))


def _node(text: str) -> tuple[str, int]:
    host, colon, port = text.rpartition(":")
    if not colon or text.endswith("]"):
        host, port = text, str(PORT)
    if not host or not port.isdecimal() or not 0 < int(port) <= _HIGHEST_PORT or "/" in host or "@" in host:
        raise UsageError(f"{text[:60]!r} is no host with a port. {_EXAMPLE}")
    return host.strip("[]"), int(port)
