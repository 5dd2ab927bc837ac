"""Settings of one user: where the store is, who acts, how the screen looks, what may disturb.

A plain file of ``name = value`` lines, read by hand because the quick path cannot afford a parser's import.
"""

import os
from collections.abc import Mapping

from data.kernel.engine import is_cluster
from data.kernel.errors import Refused, UsageError
from data.kernel.quick_typing import NamedTuple

NAMES = {
    "store": "path of the store, or rqlite://host:port,host:port of one that several hosts keep",
    "password": "what the hosts of a store ask for (only in this file; COCKPIT_PASSWORD says it too)",
    "as": "handle of the person who acts",
    "theme": "dark, light or plain",
    "alerts": "before an answer is late, and when a message comes in: desktop, bell, both or off",
    "notify": "how the terminal is told of a notification: auto, osc9 or osc777",
    "quiet": "yes: no bell and no notification for now",
    "links": "no: e-mails, phones and pages are no links",
    "files": "who may read the stores and exports that you make: owner or group",
}
CHOICES = {
    "theme": ("dark", "light", "plain"),
    "alerts": ("desktop", "bell", "both", "off"),
    "notify": ("auto", "osc9", "osc777"),
    "quiet": ("no", "yes"),
    "links": ("yes", "no"),
    "files": ("owner", "group"),
}
"""The settings that have one of some values; of all but the theme the first one is the default."""


class Settings(NamedTuple):
    """What the environment and the settings file say, the environment first.

    ``alerts``, ``notify`` and ``quiet`` say what may disturb: see ``cockpit.alerts``. ``links``: whether a terminal is
    given links. ``file`` is where all this stands.
    """

    store: str
    acts_as: str
    theme: str
    file: str
    alerts: str = "desktop"
    notify: str = "auto"
    quiet: bool = False
    links: bool = True
    readers: str = "owner"
    """Who may read new files: their owner alone, or the group."""
    password: str = ""
    """What the nodes of a store on several hosts ask for."""

    @property
    def keys_file(self) -> str:
        """Where the keys stand that the person has changed."""
        return os.path.join(os.path.dirname(self.file), "keys")

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
        store=place_of(store),
        acts_as=environment.get("COCKPIT_AS") or said.get("as", ""),
        theme=said.get("theme", ""),
        file=file,
        alerts=said.get("alerts") or CHOICES["alerts"][0],
        notify=said.get("notify") or CHOICES["notify"][0],
        quiet=said.get("quiet") == "yes",
        links=said.get("links") != "no",
        readers=said.get("files") or CHOICES["files"][0],
        password=environment.get("COCKPIT_PASSWORD") or said.get("password", ""),
    )


def state_folder(environment: Mapping[str, str], name: str) -> str:
    """A folder for what this user's sessions leave on this machine, outside any store."""
    home = environment.get("HOME") or os.path.expanduser("~")
    state = environment.get("XDG_STATE_HOME") or os.path.join(home, ".local", "state")
    return os.path.join(state, "cockpit", name)


def place_of(store: str) -> str:
    """The store that was meant: a file by its whole path, or the address of the nodes that keep it."""
    return store if is_cluster(store) else os.path.abspath(os.path.expanduser(store))


def save(file: str, name: str, value: str) -> None:
    """Set one line of the settings file; an empty value removes it. Raises Refused where the file cannot be written."""
    said = _read(file)
    said[name] = value
    replace_text(file, "".join(f"{key} = {text}\n" for key, text in said.items() if text))


def replace_text(file: str, text: str) -> None:
    """Put a text in the place of what a person's own file holds. A file that is a link stays one.

    Raises Refused where the file cannot be written.
    """
    from data.kernel.private_files import make_file, make_folder

    place = os.path.realpath(file)
    draft = f"{place}.{os.getpid()}.new"
    try:
        make_folder(os.path.dirname(place))
        with open(make_file(draft), "w", encoding="utf-8") as out:
            out.write(text)
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
        name, value = name.strip(), value.strip()
        if value and value not in CHOICES.get(name, (value,)):
            choices = ", ".join(CHOICES[name])
            raise UsageError(
                f"{file}, line {number}: {name} cannot be {value[:60]!r}. It is one of: {choices}."
            )
        said[name] = value
    return said
