"""Make text from outside safe to store and to show.

Names, notes and imported cells may hold anything. `clean` gives one line, `clean_lines` several. Both leave
only what a terminal can print as text: no controls, no direction marks, no invisible characters, no towers of
accents, and never more than a stated length.

Almost all text is printable ASCII, and the quick commands meet nothing else. For such text neither `re` nor
`unicodedata` is imported.
"""

MARK_LIMIT = 3
"""How many combining marks may follow one character (Vietnamese and Hebrew need two, three leaves room)."""

REASON_LIMIT = 200
"""Characters of a reason that somebody gives in own words."""
_ELLIPSIS = "\u2026"
_JOINER = "\u200d"

# Characters that have no place in a line of text. White space among the controls is not listed: it becomes a
# space. The joiner U+200D and the emoji selector U+FE0F stay, since emoji are built with them.
_UNSAFE = (
    "["
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"  # controls, C0 and C1
    "\xad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0"  # soft hyphen and blank fillers
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"  # direction marks and overrides
    "\u200b\u200c\u2060-\u2065\ufe00-\ufe0e\ufeff\ufff0-\ufffb"  # zero width, selectors, annotations
    "\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff"  # surrogates, private use, non-characters
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # layout controls of rare scripts
    "\U000e0000-\U000e0fff\U000f0000-\U0010ffff"  # tags, further selectors, private use
    "]+"
)
_LINE_ENDS = "\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]"
_BLANK_PATTERN = "\u2800"  # looks like a space and counts as a letter


def clean(value: object, limit: int = 500) -> str:
    """Return `value` as one safe line of at most `limit` characters; None becomes the empty text.

    Runs of white space become one space and the ends are bare. A text that had to be cut ends with an
    ellipsis. Cleaning twice changes nothing.
    """
    text = value if isinstance(value, str) else _as_text(value)
    if not (text.isascii() and text.isprintable()):
        text = _clean_unusual(text, limit)
    elif "  " in text:
        text = " ".join(text.split())
    text = text.strip()
    return text if len(text) <= limit else _cut(text, limit)


def clean_lines(value: object, limit: int = 10_000) -> str:
    """Return `value` as safe text that keeps its line breaks (as newlines), at most `limit` characters long.

    Each line is cleaned as by `clean`; more than one empty line in a row becomes one.
    """
    text = _as_text(value)
    if text.isascii() and text.isprintable():
        return clean(text, limit)
    import re

    lines = re.sub(_LINE_ENDS, "\n", text).split("\n")
    joined = "\n".join(clean(line, limit) for line in lines)
    return _cut(re.sub("\n{3,}", "\n\n", joined).strip("\n"), limit)


def first_of(names: list[str] | tuple[str, ...], most: int = 8, *, part: str = ", ") -> str:
    """The first of some names, and how many more there are: ``ana, ben and 5 more``."""
    more = f" and {len(names) - most:,} more" if len(names) > most else ""
    return part.join(names[:most]) + more


def bounded(value: object, limit: int, what: str) -> str:
    """`value` as one safe line, as by `clean`. Raises UsageError where it would have to be cut."""
    return _refuse_cut(clean(value, limit + 1), value, limit, what)


def reason_given(text: str, otherwise: str, code: str = "") -> str:
    """Why something is done, on one line. Raises UsageError where that is too long, with ``otherwise`` for nothing."""
    reason = bounded(text, REASON_LIMIT, "A reason")
    if not reason:
        from data.kernel.errors import UsageError

        raise UsageError(otherwise, code=code)
    return reason


def bounded_lines(value: object, limit: int, what: str) -> str:
    """`value` as safe lines, as by `clean_lines`. Raises UsageError where it would have to be cut."""
    return _refuse_cut(clean_lines(value, limit + 1), value, limit, what)


def _refuse_cut(text: str, value: object, limit: int, what: str) -> str:
    if len(text) <= limit:
        return text
    from data.kernel.errors import UsageError

    raise UsageError(f"{what} takes at most {limit:,} characters; this has {len(str(value)):,}. Shorten it.")


def _as_text(value: object) -> str:
    return "" if value is None else str(value)


def _cut(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    if limit < 1:
        return ""
    return text[: limit - 1].rstrip(" \n" + _JOINER) + _ELLIPSIS


def _clean_unusual(text: str, limit: int) -> str:
    import re

    text = re.sub(_UNSAFE, "", text).replace(_BLANK_PATTERN, " ")
    text = " ".join(text.split())
    # Composing and counting marks only shorten a text; a bound on it bounds the work for huge cells.
    text = text[: 8 * max(limit, 8)]
    if re.search("[\u0300-\U0010ffff]", text):
        text = _compose(text)
    return text


def _compose(text: str) -> str:
    import re
    from unicodedata import normalize

    text = _limit_marks(normalize("NFC", text))
    if _JOINER in text:
        # A joiner joins two visible characters; anywhere else, or repeated, it only hides.
        text = re.sub(f"{_JOINER}+", _JOINER, text)
        text = re.sub(f"(?<!\\S){_JOINER}|{_JOINER}(?!\\S)", "", text)
        text = " ".join(text.split())
    return text


def _limit_marks(text: str) -> str:
    from unicodedata import category

    kept: list[str] = []
    marks = 0
    for character in text:
        if character >= "\u0300" and category(character) in ("Mn", "Me"):
            marks += 1
            if marks > MARK_LIMIT:
                continue
        elif character != _JOINER:
            marks = 0
        kept.append(character)
    return "".join(kept)
