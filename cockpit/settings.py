"""Settings of one user: where the store is, who acts, how the screen looks.

A plain file of ``name = value`` lines, read by hand because the quick path cannot afford a parser's import.
"""

import os
from collections.abc import Mapping
from typing import NamedTuple

from data.kernel.errors import Refused, UsageError

NAMES = {
    "store": "path of the store",
    "as": "handle of the person who acts",
    "theme": "dark, light or plain",
    "files": "who may read the stores and exports that you make: owner or group",
}
THEMES = ("dark", "light", "plain")
READERS = ("owner", "group")


class Settings(NamedTuple):
    """What the environment and the settings file say, the environment first."""

    store: str
    acts_as: str
    theme: str
    file: str
    readers: str = "owner"
    """Who may read new files: one of ``READERS``."""

    @property
    def file_mode(self) -> int:
        """The rights of new files: for their owner alone, or for the group too."""
        return 0o660 if self.readers == "group" else 0o600


def load(environment: Mapping[str, str]) -> Settings:
    """The settings in force. Raises UsageError where the file has a line that means nothing."""
    home = environment.get("HOME") or os.path.expanduser("~")
    file = os.path.join(
        environment.get("XDG_CONFIG_HOME") or os.path.join(home, ".config"), "cockpit", "settings"
    )
    data = os.path.join(environment.get("XDG_DATA_HOME") or os.path.join(home, ".local", "share"), "cockpit")
    said = _read(file)
    store = environment.get("COCKPIT_DB") or said.get("store") or os.path.join(data, "cockpit.db")
    return Settings(
        store=os.path.abspath(os.path.expanduser(store)),
        acts_as=environment.get("COCKPIT_AS") or said.get("as", ""),
        theme=said.get("theme", ""),
        file=file,
        readers=_readers(said.get("files", "")),
    )


def _readers(said: str) -> str:
    if said not in ("", *READERS):
        raise UsageError(f"The setting files is {said[:40]!r}. It is {' or '.join(READERS)}.")
    return said or "owner"


def save(file: str, name: str, value: str) -> None:
    """Set one line of the settings file; an empty value removes it. A file that is a link stays one.

    Raises Refused where the file cannot be written.
    """
    from data.kernel.private_files import make_file, make_folder

    said = _read(file)
    said[name] = value
    place = os.path.realpath(file)
    draft = f"{place}.{os.getpid()}.new"
    try:
        make_folder(os.path.dirname(place))
        with open(make_file(draft), "w", encoding="utf-8") as out:
            out.writelines(f"{key} = {text}\n" for key, text in said.items() if text)
        os.replace(draft, place)
    except OSError as error:
        raise Refused(f"Cannot write {file}: {error.strerror}.") from error


def _read(file: str) -> dict[str, str]:
    try:
        with open(file, encoding="utf-8") as lines:
            numbered = list(enumerate(lines, 1))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise Refused(f"Cannot read the settings in {file}: {reason}. Mend the file or remove it.") from error
    said: dict[str, str] = {}
    for number, line in numbered:
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        name, equals, value = text.partition("=")
        if not equals or name.strip() not in NAMES:
            known = ", ".join(NAMES)
            raise UsageError(f"{file}, line {number}: {text[:60]!r} means nothing. Known settings: {known}.")
        said[name.strip()] = value.strip()
    return said
