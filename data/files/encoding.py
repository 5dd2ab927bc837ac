"""Find out how the text of a file is encoded, and turn down what is not text.

UTF-8 is tried first and strictly, over the whole file. Only a file that is not UTF-8 is guessed at, and a
guess is always reported as one.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from data.files.refused import FileRefused, OptionRefused, shown_name

_CHUNK = 1 << 20
_WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_SAMPLE_BYTES = 1 << 16

# The mark of UTF-32 begins with that of UTF-16, so it comes first.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8 with a mark"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_ORDERS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}

_NOT_TEXT = (
    (b"\x1f\x8b", "is compressed with gzip. Unpack it first (gunzip)."),
    (b"BZh", "is compressed with bzip2. Unpack it first (bunzip2)."),
    (b"\xfd7zXZ\x00", "is compressed with xz. Unpack it first (unxz)."),
    (b"\x28\xb5\x2f\xfd", "is compressed with zstd. Unpack it first (unzstd)."),
    (b"7z\xbc\xaf\x27\x1c", "is a 7-Zip archive. Unpack it first."),
    (b"Rar!\x1a\x07", "is a RAR archive. Unpack it first."),
    (b"%PDF-", "is a PDF document. Export the table itself, as CSV or XLSX."),
    (b"SQLite format 3\x00", "is a database. Export the table as CSV first."),
    (b"\x89PNG\r\n", "is a picture. Export the table itself, as CSV or XLSX."),
    (b"\xff\xd8\xff", "is a picture. Export the table itself, as CSV or XLSX."),
    (b"{\\rtf", "is a formatted document (RTF). Export the table itself, as CSV or XLSX."),
)
_MARKUP = (
    ((b"<!doctype html", b"<html", b"<table", b"<head", b"<meta"), "is a web page under another name."),
    ((b"<?xml", b"<workbook"), "is an XML file."),
)
# Control bytes that text does not hold: all but tab, the four line ends, and escape.
_CONTROL_BYTES = bytes(byte for byte in range(32) if byte not in (0, 9, 10, 11, 12, 13, 27))

# What spreadsheets and CRM systems write when it is not UTF-8.
_SINGLE_BYTE = ("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "koi8_r")
_SEVERAL_BYTES = ("cp932", "euc_jp", "gb18030", "big5", "cp949")
_COMMONEST = "cp1252"
_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_SEPARATORS = frozenset(",;|\t\r\n")


class Encoding(NamedTuple):
    """The encoding of a file: its codec, its name in plain words, and a warning where it was guessed."""

    codec: str
    label: str
    warning: str | None = None


def detect_encoding(path: str, given: str | None = None) -> Encoding:
    """Return the encoding of the file at `path`, having decoded all of it once; `given` overrules the guess.

    Raises FileRefused where the file is no text, where its mark or the given encoding does not fit its bytes,
    and OSError where it cannot be read.
    """
    name = shown_name(path)
    with open(path, "rb") as file:
        start = file.read(_SAMPLE_BYTES)
    if not start:
        raise FileRefused(f"{name} is empty. Export it again.")
    _refuse_other_formats(start, name)
    if given is not None:
        return _given_encoding(path, given, start)
    for mark, codec, label in _MARKS:
        if start.startswith(mark):
            return _marked_encoding(path, mark, codec, label)
    return _unmarked_encoding(path, start)


def _refuse_other_formats(start: bytes, name: str) -> None:
    for signature, sentence in _NOT_TEXT:
        if start.startswith(signature):
            raise FileRefused(f"{name} {sentence}")
    beginning = start.removeprefix(codecs.BOM_UTF8)[:200].lstrip().lower()
    for signatures, sentence in _MARKUP:
        if beginning.startswith(signatures):
            advice = "Open it in a spreadsheet program and save it as CSV or XLSX."
            raise FileRefused(f"{name} {sentence} {advice}")


def _marked_encoding(path: str, mark: bytes, codec: str, label: str) -> Encoding:
    name = shown_name(path)
    lie = (
        f"{name} begins with the mark of {label}, but its content is something else. "
        "Export it again, or name the true encoding."
    )
    wide = _wide_encoding(path, len(mark))
    if codec == "utf-16" and wide not in ("", _ORDERS[mark]):
        raise FileRefused(
            f"{name} begins with the mark of {_ORDERS[mark].upper()}, but its content is {wide.upper()}. "
            "Export it again."
        )
    if codec == "utf-8-sig":
        _refuse_zero_bytes(path, name)
    # Every line end and separator holds zero bytes in these encodings; without any, the mark was put over
    # other text, which would decode to nonsense without an error.
    elif not any(b"\0" in chunk for chunk in _chunks(path, skip=len(mark))):
        raise FileRefused(lie)
    failure = _decoding_failure(path, codec)
    if failure is not None:
        if codec == "utf-8-sig":
            raise FileRefused(f"{lie} The first byte that does not fit is {failure}.")
        raise FileRefused(lie)
    return Encoding(codec, label)


def _given_encoding(path: str, given: str, start: bytes) -> Encoding:
    name = shown_name(path)
    try:
        info = codecs.lookup(given)
        "".encode(info.name)
    except (LookupError, ValueError) as error:
        message = f"There is no encoding called {given!r}. Common ones: utf-8, cp1252, utf-16, latin-1."
        raise OptionRefused(message) from error
    codec = "utf-8-sig" if info.name == "utf-8" and start.startswith(codecs.BOM_UTF8) else info.name
    wide = _wide_encoding(path, 0)
    if not codec.startswith(("utf-16", "utf-32")):
        _refuse_zero_bytes(path, name)
    elif wide.startswith("utf-32") and codec.startswith("utf-16"):
        raise FileRefused(
            f"{name} is not {info.name}: its content is {wide.upper()}. Name that, or leave it out."
        )
    failure = _decoding_failure(path, codec)
    if failure is not None:
        advice = "Leave the encoding out, or name another."
        raise FileRefused(f"{name} is not {info.name}: {failure} does not fit. {advice}")
    return Encoding(codec, info.name)


def _unmarked_encoding(path: str, start: bytes) -> Encoding:
    name = shown_name(path)
    _refuse_zero_bytes(path, name)
    controls = len(start) - len(start.translate(None, _CONTROL_BYTES))
    if controls > max(16, len(start) // 50):
        raise FileRefused(f"{name} is not a text file. Export the table as CSV or XLSX.")
    failure = _decoding_failure(path, "utf-8")
    if failure is None:
        return Encoding("utf-8", "UTF-8")
    codec = _guess(_unusual_lines(path))
    if _decoding_failure(path, codec) is not None:
        codec = _COMMONEST if _decoding_failure(path, _COMMONEST) is None else "latin_1"
    return Encoding(
        codec,
        f"{codec} (guessed)",
        f"The file is not UTF-8 ({failure} does not fit). {codec} was taken for it: "
        "look at letters other than A to Z, and name the encoding if they are wrong.",
    )


def _guess(sample: bytes) -> str:
    """Return the likeliest codec for `sample`, which holds the lines with bytes above 127."""
    from charset_normalizer import from_bytes

    candidates = [*_SINGLE_BYTE, *_SEVERAL_BYTES]
    matches = list(from_bytes(sample, cp_isolation=candidates, preemptive_behaviour=False))
    if not matches:
        return _COMMONEST
    best = matches[0]
    if best.encoding in _SEVERAL_BYTES:
        return best.encoding
    # A few accents fit many code pages: another than the commonest one must make better words of them.
    common = [match.coherence for match in matches if _COMMONEST in match.could_be_from_charset]
    return best.encoding if best.coherence > max(common, default=0.0) else _COMMONEST


def _unusual_lines(path: str) -> bytes:
    """Return up to 64 KB of the lines that hold bytes above 127: they alone tell encodings apart."""
    found: list[bytes] = []
    size = 0
    with open(path, "rb") as file:
        while size < _SAMPLE_BYTES and (line := file.readline(_SAMPLE_BYTES)):
            if not line.isascii():
                found.append(line)
                size += len(line)
    return b"".join(found)


def _refuse_zero_bytes(path: str, name: str) -> None:
    """Raise FileRefused for what is no text, which of a workbook's name is no workbook either."""
    offset = 0
    for chunk in _chunks(path):
        place = chunk.find(b"\0")
        if place >= 0:
            if name.lower().endswith(_WORKBOOKS):
                raise FileRefused(f"{name} is a damaged workbook, or none. Export it again as XLSX or CSV.")
            wide = _wide_encoding(path, 0)
            advice = (
                f"It seems to be {wide.upper()} without a mark: say so ({wide})."
                if wide
                else "Export it again."
            )
            raise FileRefused(f"{name} is not a text file: byte {offset + place + 1:,} is zero. {advice}")
        offset += len(chunk)


def _wide_encoding(path: str, skip: int) -> str:
    """The encoding of two or four bytes a letter in which the beginning of a file, behind its first ``skip`` bytes,
    reads like a table; nothing where there is none.

    Read in a wrong one, text has no separators, holds zero letters, or is no text at all.
    """
    with open(path, "rb") as file:
        file.seek(skip)
        sample = file.read(_SAMPLE_BYTES)
    for codec in _WIDE:
        try:
            text = codecs.getincrementaldecoder(codec)().decode(sample)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and not _SEPARATORS.isdisjoint(text):
            return codec
    return ""


def _decoding_failure(path: str, codec: str) -> str | None:
    """Return which byte does not fit `codec`, with its line, or None where the whole file decodes."""
    decoder = codecs.getincrementaldecoder(codec)()
    offset = 0
    pending = 0
    lines = 1
    for chunk, last in _with_last(_chunks(path)):
        try:
            decoder.decode(chunk, last)
        except UnicodeDecodeError as error:
            place = max(error.start - pending, 0)
            line = lines + chunk.count(b"\n", 0, place)
            byte = error.object[error.start]
            return f"byte 0x{byte:02X} in line {line:,} (byte {offset + place + 1:,} of the file)"
        except UnicodeError:
            return f"a byte after byte {offset:,}"
        pending = len(decoder.getstate()[0])
        offset += len(chunk)
        lines += chunk.count(b"\n")
    return None


def _chunks(path: str, skip: int = 0) -> Iterator[bytes]:
    with open(path, "rb") as file:
        file.seek(skip)
        while chunk := file.read(_CHUNK):
            yield chunk


def _with_last(chunks: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Yield every chunk as not the last, then an empty one that ends the text."""
    for chunk in chunks:
        yield chunk, False
    yield b"", True
