"""Public keys made up for tests."""

from __future__ import annotations

import base64
from random import Random


def public_key(chance: Random, comment: str = "laptop") -> str:
    """A key of the right form; nobody has the other half of it."""
    parts = (b"ssh-ed25519", chance.randbytes(32))
    data = b"".join(len(part).to_bytes(4, "big") + part for part in parts)
    return f"ssh-ed25519 {base64.b64encode(data).decode()} {comment}\n"
