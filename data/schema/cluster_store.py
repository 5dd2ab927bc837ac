"""Bringing a store of several hosts to the shape of this program: beginning one, and stepping up an older one."""

from __future__ import annotations

from collections.abc import Sequence

from data import schema
from data.kernel.cluster_engine import ClusterEngine
from data.kernel.engine import BatchRefused, Statement
from data.kernel.errors import StoreError
from data.kernel.ids import IdMaker
from data.kernel.journal import FIRST
from data.schema.migrate import steps_from


def begin(engine: ClusterEngine, seeds: Sequence[Statement], ids: IdMaker, now: int, first: int) -> None:
    """Build a store on nodes that hold none, as one batch. Raises StoreError where there is one already.

    ``first`` is the id of the first command, which is among the seeds: it tells this store from another one where the
    answer was lost and the batch was sent again.
    """
    if engine.version():
        raise _there_is_one(engine)
    try:
        engine.write([*steps_from(1, ids, now), *seeds])
    except BatchRefused as refused:
        if not engine.version():
            raise
        if engine.select(FIRST) != [(first,)]:
            raise _there_is_one(engine) from refused


def step_up(engine: ClusterEngine, now: int) -> None:
    """Step an older store up to ``schema.VERSION``. Of many sessions one does it, the others find it done."""
    version = engine.version()
    if version >= schema.VERSION:
        return
    unchanged = "insert into guard values((select version from store_version) = ?)"
    steps = steps_from(version + 1, IdMaker(), now)
    try:
        engine.write([(unchanged, (version,)), *steps, ("delete from guard", ())])
    except BatchRefused as refused:
        # Another session was first; one of a newer program may have gone further.
        if engine.version() < schema.VERSION:
            raise StoreError(
                f"The store at {engine.path} could not be brought up to date: {refused}."
            ) from refused


def _there_is_one(engine: ClusterEngine) -> StoreError:
    return StoreError(f"There is a store at {engine.path} already. Nothing was changed.")
