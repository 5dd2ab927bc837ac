"""Public keys as ``ssh-keygen`` writes them: checked by their form and written anew, so that nothing else of a line
that somebody sent comes into a file that ``sshd`` believes.

Source of the form: RFC 4253 section 6.6, RFC 5656 and RFC 8709; of keys in hardware the OpenSSH file PROTOCOL.u2f.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from hashlib import sha256
from typing import NamedTuple

from data.kernel.errors import UsageError
from data.kernel.text import clean

LONGEST_FILE = 16_000
LABEL_LIMIT = 80
LEAST_RSA_BITS = 2048
_POINT_BYTES = {"nistp256": 65, "nistp384": 97, "nistp521": 133}
_ED25519_BYTES = 32
_HARDWARE = ("sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com")

KINDS = ("ssh-ed25519", *(f"ecdsa-sha2-{curve}" for curve in _POINT_BYTES), *_HARDWARE, "ssh-rsa")
"""The kinds of keys that are taken."""


class PublicKey(NamedTuple):
    """A public key: its kind, its body in base64, and what its owner calls it."""

    kind: str
    body: str
    label: str

    @property
    def fingerprint(self) -> str:
        """How the key is told from others, as OpenSSH writes it: ``SHA256:`` and 43 characters."""
        digest = sha256(base64.b64decode(self.body)).digest()
        return "SHA256:" + base64.b64encode(digest).decode().rstrip("=")


def read_public_key(text: str) -> PublicKey:
    """The one key of a file. Its comment is cleaned and kept as a label.

    Raises UsageError for a private key, another form, options before the key, several keys, or one that is damaged,
    of a kind that is not taken, or too short.
    """
    if len(text) > LONGEST_FILE:
        raise _no_key(f"This is no public key: it has more than {LONGEST_FILE:,} characters.")
    if "PRIVATE KEY" in text:
        raise _no_key("This is a private key, which nobody but its owner should ever see.")
    if "BEGIN SSH2 PUBLIC KEY" in text:
        raise UsageError("This is a public key in another form than that of OpenSSH.", code="key.other_form")
    lines = [line for line in map(str.strip, text.splitlines()) if line and not line.startswith("#")]
    if len(lines) != 1:
        raise _no_key("There is no public key in it." if not lines else "There are several keys in it.")
    words = lines[0].split(maxsplit=2)
    if words[0] not in KINDS:
        raise _of_no_kind(words[0], lines[0])
    body = words[1] if len(words) > 1 else ""
    try:
        data = base64.b64decode(body, validate=True)
        _check(words[0], list(_parts(data)))
    except (binascii.Error, ValueError):
        raise _no_key("The key is damaged or cut short.") from None
    label = clean(words[2] if len(words) > 2 else "", LABEL_LIMIT)
    return PublicKey(words[0], base64.b64encode(data).decode(), label)


def _of_no_kind(word: str, line: str) -> UsageError:
    if word == "ssh-dss":
        return _no_key("DSA keys are broken, and no longer taken.")
    if any(kind in line for kind in KINDS):
        return UsageError(
            "Something stands before the key: options are not taken from outside.", code="key.options"
        )
    return _no_key(f"{clean(word, 40)!r} is no kind of key that is taken.")


def _no_key(reason: str) -> UsageError:
    return UsageError(reason, code="key.unfit", kinds=", ".join(KINDS))


def _parts(data: bytes) -> Iterator[bytes]:
    """The strings that a key is made of, each with its length before it. Raises ValueError where one is cut."""
    place = 0
    while place < len(data):
        length = int.from_bytes(data[place : place + 4], "big")
        part = data[place + 4 : place + 4 + length]
        if place + 4 > len(data) or len(part) != length:
            raise ValueError("cut short")
        yield part
        place += 4 + length


def _check(kind: str, parts: list[bytes]) -> None:
    """Raise ValueError unless a key has the parts that its kind has, UsageError where it is too short."""
    if not parts or parts[0] != kind.encode():
        raise ValueError("of another kind than it says")
    if kind in _HARDWARE:
        # What is left is the name of the application that the hardware signs for.
        parts = parts[:-1]
    if kind.endswith(("ssh-ed25519", "ssh-ed25519@openssh.com")):
        is_whole = [len(part) for part in parts[1:]] == [_ED25519_BYTES]
    elif kind == "ssh-rsa":
        is_whole = len(parts) == 3
    else:
        curve = kind.partition("ecdsa-sha2-")[2].partition("@")[0]
        is_whole = len(parts) == 3 and parts[1] == curve.encode() and len(parts[2]) == _POINT_BYTES[curve]
    if not is_whole:
        raise ValueError("not whole")
    if kind == "ssh-rsa" and int.from_bytes(parts[2], "big").bit_length() < LEAST_RSA_BITS:
        raise _no_key(f"An RSA key takes {LEAST_RSA_BITS} bits or more to be safe.")
