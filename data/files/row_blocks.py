"""Rows packed so that they can be read many times at the price of a small file."""

from __future__ import annotations

import marshal
import zlib
from collections.abc import Iterable, Iterator, Sequence

from data.files.row import Row

_ROWS_A_BLOCK = 1_000
_Plain = tuple[int, list[str], str | None]


def pack(records: Iterable[Row]) -> Iterator[bytes]:
    """Yield the rows in blocks."""
    block: list[_Plain] = []
    for record in records:
        block.append((record.number, record.cells, record.problem))
        if len(block) == _ROWS_A_BLOCK:
            yield zlib.compress(marshal.dumps(block), 1)
            block = []
    if block:
        yield zlib.compress(marshal.dumps(block), 1)


def unpack(blocks: Sequence[bytes]) -> Iterator[Row]:
    """Yield the rows of blocks again."""
    for block in blocks:
        for number, cells, problem in marshal.loads(zlib.decompress(block)):
            yield Row(number, cells, problem)
