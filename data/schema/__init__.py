"""The shape of the store: its version here, each step to it in a numbered file beside."""

from __future__ import annotations

VERSION = 5
"""``PRAGMA user_version`` of a store that this program writes."""

APPLICATION_ID = 0x434B5054
"""``PRAGMA application_id`` of every Cockpit store ("CKPT")."""
