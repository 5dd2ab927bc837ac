"""The shape of the store: a step a file, each adding to what the steps before it have made."""

from __future__ import annotations

STEPS = ()
"""The modules that lead from one version to the next, in order. One that was released is never changed."""

VERSION = len(STEPS)
"""``PRAGMA user_version`` of a store that this program writes."""

APPLICATION_ID = 0x434B5432
"""``PRAGMA application_id`` of every store of this program ("CKT2")."""

FORMER_APPLICATION_ID = 0x434B5054
"""That of the stores of the program before this one ("CKPT"), which no step leads on from."""
