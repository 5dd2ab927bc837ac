"""What was typed after a quick verb, read without ``argparse``: its import and its parser take a tenth of ``log``.

Read are words, and options written whole with their value behind a blank. Of all else, and of whatever is wrong,
nothing is said here: ``argparse`` reads it, and words its complaint. Both read by what a verb's
``add_arguments`` declares.
"""

from __future__ import annotations

from data.kernel.errors import UsageError
from data.kernel.quick_typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_UNDERSTOOD = {"dest", "metavar", "type", "default", "action", "help"}
_FLAG = "store_true"


class Options:
    """What was typed, by the names that the verb has given."""

    def __init__(self, values: dict[str, Any]) -> None:
        vars(self).update(values)


class PlainLine:
    """The words and options of a verb, declared as to a parser of ``argparse``."""

    def __init__(self) -> None:
        self._words: list[tuple[str, Callable[[str], Any]]] = []
        self._valued: dict[str, tuple[str, Callable[[str], Any]]] = {}
        self._flags: dict[str, str] = {}
        self._values: dict[str, Any] = {}
        self._is_plain = True

    def add_argument(self, name: str, **how: Any) -> None:
        """Declare a word, an option with a value, or a flag."""
        is_option, is_flag = name[:1] == "-", how.get("action") == _FLAG
        if not how.keys() <= _UNDERSTOOD or ("action" in how and not (is_option and is_flag)):
            self._is_plain = False
        goes_to = how.get("dest") or name.lstrip("-").replace("-", "_")
        if not is_option:
            self._words.append((goes_to, how.get("type", str)))
            return
        self._values[goes_to] = False if is_flag else how.get("default")
        if is_flag:
            self._flags[name] = goes_to
        else:
            self._valued[name] = goes_to, how.get("type", str)

    def read(self, arguments: Sequence[str]) -> Options | None:
        """What the arguments say; None where ``argparse`` has to read them."""
        words: list[str] = []
        values = dict(self._values)
        rest = iter(arguments)
        try:
            for argument in rest:
                if argument in self._flags:
                    values[self._flags[argument]] = True
                elif argument in self._valued:
                    goes_to, made = self._valued[argument]
                    value = next(rest, "-")
                    if value[:1] == "-":
                        return None
                    values[goes_to] = made(value)
                elif argument[:1] == "-":
                    return None
                else:
                    words.append(argument)
            if not self._is_plain or len(words) != len(self._words):
                return None
            for (goes_to, made), word in zip(self._words, words, strict=True):
                values[goes_to] = made(word)
        except (UsageError, ValueError, TypeError):
            return None
        return Options(values)
