"""An activity as it stands in the log."""

from typing import NamedTuple


class Activity(NamedTuple):
    """One entry of the log: ``count`` activities of a kind, worth ``points``, done at the instant ``at`` on ``day``.

    ``flag`` says why somebody should look at it, ``lead_id`` whom it was done with, ``outcome`` how a call went.
    """

    id: int
    person_id: int
    kind: str
    count: int  # type: ignore[assignment]  # hides tuple.count, which no row needs
    points: int
    at: int
    day: str
    note: str | None = None
    flag: str | None = None
    lead_id: int | None = None
    outcome: str | None = None
    batch_id: int | None = None
    source_key: str | None = None
    touched: int | None = None
