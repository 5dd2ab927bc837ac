"""All that is sent to a terminal besides text: made here alone, and for a terminal alone, never for a pipe or a file.

Whatever text goes into a sequence is cleaned of control characters first, as one would end it or begin another.
"""

from __future__ import annotations

from collections.abc import Mapping

from data.kernel.quick_typing import Protocol
from data.kernel.text import clean

_ESCAPE, _BELL = "\x1b", "\x07"
_END_OF_STRING = f"{_ESCAPE}\\"

ALTERNATE_SCREEN = f"{_ESCAPE}[?1049h{_ESCAPE}[?25l{_ESCAPE}[H{_ESCAPE}[2J"
"""An empty screen beside the one that the shell writes to, its cursor hidden."""
NORMAL_SCREEN = f"{_ESCAPE}[?1049l{_ESCAPE}[?25h"
"""Back to that one."""
GIVEN_BACK = "".join(
    f"{_ESCAPE}[{code}"
    for code in (
        *("?2004l", "?7h", "?2048l", "?1000l", "?1003l", "?1015l", "?1006l"),
        *("<u", "?1049l", "?25h", "?1004l"),
    )
)
"""Gives back a terminal on which a screen was shown: paste marks and mouse reports off, the keyboard's usual codes, the
usual screen, the cursor, no word of focus."""
REST_OF_LINE_CLEARED = f"{_ESCAPE}[K"
BELL = _BELL

LONGEST_TARGET = 2_000
"""Characters of a link: terminals ignore longer ones."""
LONGEST_NOTIFICATION = 200
LEAST_DIGITS = 5
"""Digits from which on a text is a phone number that can be dialled."""

SCHEMES = ("mailto:", "tel:", "https:", "http:")
"""What a link may begin with."""

_COLOURS = {"strong": "1", "accent": "36", "good": "32", "warn": "33", "bad": "31", "dim": "2"}
_NO_TERMINALS = ("", "dumb", "unknown")
_WITHOUT_STRINGS = (*_NO_TERMINALS, "linux", "vt100", "vt102", "vt220", "cons25", "ansi")
"""Terminals that would print a link or a notification as text."""

_MAIL = r"[^\s@<>\"(),:;\\]+@[^\s@/?#<>\"(),:;\\]+\.[^\s@/?#<>\"(),:;\\]{2,}"
_BARE_WEB = r"(?:[\w-]+\.)+[^\W\d_]{2,}(?:[/?#]\S*)?"
_EXTENSION = r"[^\W\d_]|[;,#]"
_WEB_LEFT_ALONE = ":/?#[]@!$&'()*+,;=-._~%"


class Stream(Protocol):
    """Where text is written to."""

    def isatty(self) -> bool:
        """Whether that is a terminal."""
        ...


def is_terminal(stream: Stream, environment: Mapping[str, str]) -> bool:
    """Whether a stream ends in a terminal that follows sequences."""
    return stream.isatty() and environment.get("TERM", "dumb") not in _NO_TERMINALS


def takes_links(stream: Stream, environment: Mapping[str, str]) -> bool:
    """Whether a stream ends in a terminal that shows links as text at least."""
    return stream.isatty() and environment.get("TERM", "dumb") not in _WITHOUT_STRINGS


# Colours


def coloured(text: str, tone: str) -> str:
    """A text in the terminal's own colours."""
    return f"{_ESCAPE}[{_COLOURS[tone]}m{text}{_ESCAPE}[0m" if tone else text


# Links


def mail_target(address: str) -> str:
    """The link of an e-mail address; empty for what is none."""
    text = clean(address)
    return _allowed("mailto:" + _quoted(text, "@+")) if _is_like(_MAIL, text) else ""


def phone_target(number: str) -> str:
    """The link of a phone number, its digits alone; empty for what has too few. An extension is left out."""
    import re

    text = re.split(_EXTENSION, clean(number), maxsplit=1)[0]
    plus = "+" if text.lstrip("( ").startswith("+") else ""
    if plus:
        text = text.replace("(0)", "")  # the digit that is dialled from within the country alone
    digits = "".join(letter for letter in text if letter.isascii() and letter.isdigit())
    return _allowed(f"tel:{plus}{digits}") if len(digits) >= LEAST_DIGITS else ""


def web_target(address: str) -> str:
    """The link of a page; empty for what is none, and for any other scheme."""
    text = clean(address, LONGEST_TARGET + 1)
    if _is_like(_BARE_WEB, text):
        text = f"https://{text}"
    scheme, separator, rest = text.partition("://")
    if not separator or scheme.lower() not in ("http", "https") or not rest or " " in rest:
        return ""
    return _allowed(f"{scheme.lower()}://{_quoted(rest, _WEB_LEFT_ALONE)}")


def target_of(form: str, value: str) -> str:
    """The link of a value of a field that holds ``emails``, ``phones`` or ``links``; empty for any other."""
    make = {"emails": mail_target, "phones": phone_target, "links": web_target}.get(form)
    return make(value) if make else ""


def linked(text: str, target: str) -> str:
    """A text that a terminal opens on a click; a target of another scheme than those allowed leaves it plain."""
    checked = _allowed(target)
    if not checked:
        return text
    return f"{_ESCAPE}]8;;{checked}{_END_OF_STRING}{text}{_ESCAPE}]8;;{_END_OF_STRING}"


def _is_like(pattern: str, text: str) -> bool:
    import re  # the first picture, which needs no link, is painted without

    return re.fullmatch(pattern, text) is not None


def _quoted(text: str, left_alone: str) -> str:
    from urllib.parse import quote

    return quote(text, safe=left_alone)


def _allowed(target: str) -> str:
    """The target where it begins as a link may, is short enough, and holds printable ASCII without blanks alone."""
    is_plain = target.isascii() and target.isprintable() and " " not in target
    return target if is_plain and target.startswith(SCHEMES) and len(target) <= LONGEST_TARGET else ""


# Notifications

BY_TERMINAL: tuple[tuple[str, str, str], ...] = (
    ("TERM", "xterm-kitty", "9"),
    ("TERM", "xterm-ghostty", "9"),
    ("TERM", "wezterm", "9"),
    ("TERM", "foot", "777"),
    ("TERM", "contour", "777"),
    ("TERM", "rxvt-unicode", "777"),
    ("TERM_PROGRAM", "iTerm.app", "9"),
    ("LC_TERMINAL", "iTerm2", "9"),
    ("TERM_PROGRAM", "WezTerm", "9"),
    ("TERM_PROGRAM", "ghostty", "9"),
    ("TERM_PROGRAM", "WarpTerminal", "9"),
    ("KITTY_WINDOW_ID", "", "9"),
    ("VTE_VERSION", "", "777"),
    ("KONSOLE_VERSION", "", "777"),
)
"""How terminals are told of a notification: a variable, the beginning of its value, and the number of the sequence."""


def notification_kind(environment: Mapping[str, str]) -> str:
    """The number of the sequence by which this terminal is told of a notification; empty where it is not known."""
    for name, beginning, kind in BY_TERMINAL:
        value = environment.get(name)
        if value and value.startswith(beginning):
            return kind
    return ""


def notification(title: str, text: str, kind: str, environment: Mapping[str, str]) -> str:
    """The sequence of a desktop notification; ``kind`` is 9 or 777. Inside tmux and screen it is handed on."""
    words = clean(f"{title}: {text}", LONGEST_NOTIFICATION)
    if kind == "777":
        head, body = (clean(part, LONGEST_NOTIFICATION).replace(";", ",") for part in (title, text))
        sequence = f"{_ESCAPE}]777;notify;{head};{body}{_BELL}"
    else:
        sequence = f"{_ESCAPE}]9;{words}{_BELL}"
    if environment.get("TMUX"):
        return f"{_ESCAPE}Ptmux;{sequence.replace(_ESCAPE, _ESCAPE * 2)}{_END_OF_STRING}"
    if environment.get("STY"):
        return f"{_ESCAPE}P{sequence}{_END_OF_STRING}"
    return sequence
