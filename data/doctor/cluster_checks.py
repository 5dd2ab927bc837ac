"""What is worth saying of a store that several hosts keep: the nodes, the version, and what its rows say."""

from __future__ import annotations

from collections.abc import Iterator

from data.backup.cluster_copies import copied
from data.doctor.file_checks import in_tables
from data.doctor.row_checks import in_rows
from data.kernel.cluster_address import read_address
from data.kernel.cluster_engine import ClusterEngine
from data.kernel.cluster_nodes import Nodes
from data.kernel.errors import StoreError
from data.kernel.file_engine import FileEngine
from data.kernel.finding import NOTE, OK, WARNING, WRONG, Finding
from data.kernel.journal import FIRST
from data.schema import VERSION

_A_LOOK = 1.0
"""Seconds for which one node is asked."""


def examine_cluster(path: str, password: str, now: int) -> Iterator[Finding]:
    """Everything worth saying; nothing is changed. The rows are looked over in a copy."""
    engine = ClusterEngine(path, password)
    try:
        yield from _nodes(path, password)
        version = engine.version()
        if version != VERSION:
            what = (
                f"version {version}, this program knows {VERSION}"
                if version
                else "no store is kept there yet"
            )
            yield Finding("store", WRONG if version > VERSION else NOTE, f"{what}.")
            return
        yield Finding("store", OK, f"version {version}, {engine.size() / 1e6:,.1f} MB on each node.")
        with copied(engine) as file:
            copy = FileEngine(file)
            try:
                yield from in_tables(copy, now)
                yield from in_rows(copy, now)
            finally:
                copy.close()
    except StoreError as error:
        yield Finding("store", WRONG, str(error), error.code, error.values)
    finally:
        engine.close()


def _nodes(path: str, password: str) -> Iterator[Finding]:
    """Whether each of the nodes answers by itself, and keeps the same store."""
    address = read_address(path)
    kept: list[object] = []
    for host, port in address.nodes:
        one = Nodes(address._replace(nodes=((host, port),)), password)
        try:
            answer = one.ask("/db/query?level=none", [FIRST], patience=_A_LOOK)
        except StoreError as error:
            yield Finding(
                "node", WARNING, f"{host}:{port} does not answer. {error}", error.code, error.values
            )
        else:
            kept += answer.results[0].get("values") or ()
            if kept[1:] and kept[-1] != kept[0]:
                what = f"{host}:{port} keeps another store than the nodes that are named before it."
                yield Finding("node", WRONG, what, "cluster.another")
            else:
                yield Finding("node", OK, f"{host}:{port} answers.")
        finally:
            one.close()
