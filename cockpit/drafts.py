"""Where drafts lie between two sessions: files of this user, outside the store, as they are nobody else's business.

Each session writes a file of its own and holds a lock on it. A file that nobody holds was left by a session that has
ended; the next one of the same person on the same store takes it over.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from hashlib import blake2b

from cockpit.settings import state_folder
from data.kernel.private_files import make_file, make_folder
from data.kernel.text import clean
from screens.shell.drafts import LONGEST, Draft

MOST = 20
"""Drafts that are kept, the newest."""
KEPT_DAYS = 30
_DAY = 86_400_000


def folder_of(environment: Mapping[str, str]) -> str:
    """The folder of this user's drafts."""
    return state_folder(environment, "drafts")


class DraftFile:
    """The drafts of one person at one store."""

    def __init__(self, folder: str, store: str, person: int) -> None:
        self._folder = folder
        whose = blake2b(f"{store}\n{person}".encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
        self._begin = f"{whose}-"
        self._descriptor = -1
        self._path = ""

    def take_over(self, now: int) -> list[Draft]:
        """The drafts that earlier sessions have left, the newest first; from now on they are this session's.

        Files that cannot be read are left alone.
        """
        found: list[Draft] = []
        orphans: list[tuple[int, str]] = []
        for path in self._files():
            with suppress(OSError, ValueError):
                descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC)
                try:
                    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    found += _drafts_in(os.read(descriptor, 1 << 22))
                except BaseException:
                    os.close(descriptor)
                    raise
                orphans.append((descriptor, path))
        drafts = sorted((d for d in found if d.at > now - KEPT_DAYS * _DAY), key=lambda d: -d.at)[:MOST]
        self.save(drafts)
        for descriptor, path in orphans:
            with suppress(OSError):
                os.unlink(path)
            os.close(descriptor)
        return drafts

    def save(self, drafts: Sequence[Draft]) -> None:
        """Keep these drafts and no others. Raises OSError."""
        if self._descriptor < 0:
            if not drafts:
                return
            self._open()
        text = json.dumps([draft._asdict() for draft in drafts[:MOST]], ensure_ascii=False) if drafts else ""
        data = text.encode("utf-8", "replace")
        os.pwrite(self._descriptor, data, 0)
        os.ftruncate(self._descriptor, len(data))

    def close(self) -> None:
        """Let go of the file; one without drafts goes away."""
        if self._descriptor >= 0:
            if not os.fstat(self._descriptor).st_size:
                with suppress(OSError):
                    os.unlink(self._path)
            os.close(self._descriptor)
            self._descriptor = -1

    def _open(self) -> None:
        make_folder(self._folder)
        self._path = os.path.join(self._folder, f"{self._begin}{os.getpid()}-{os.urandom(4).hex()}.json")
        self._descriptor = make_file(self._path)
        fcntl.flock(self._descriptor, fcntl.LOCK_EX)

    def _files(self) -> list[str]:
        try:
            names = os.listdir(self._folder)
        except OSError:
            return []
        paths = (os.path.join(self._folder, name) for name in sorted(names) if name.startswith(self._begin))
        return [path for path in paths if path != self._path]


def _drafts_in(data: bytes) -> list[Draft]:
    """The drafts of a file. Raises ValueError where it holds something else."""
    found: list[Draft] = []
    for row in json.loads(data or b"[]"):
        try:
            record = row["record"]
            found.append(
                Draft(
                    clean(row["mode"], 40),
                    clean(row["key"], 60),
                    None if record is None else int(record),
                    clean(row["label"], 60),
                    tuple(clean(text, LONGEST) for text in row["texts"]),
                    int(row["at"]),
                )
            )
        except (KeyError, TypeError) as error:
            raise ValueError("no drafts") from error
    return found
