"""Quotes as a table for other programs, which our own import gives back without loss."""

from __future__ import annotations

from collections.abc import Sequence

from data.files.export import Format, Target
from data.imports.export_records import export_records
from data.kernel.commands import Reader
from data.kernel.private_files import OWNER
from data.quotes.imports.export_columns import QUOTE_EXPORT
from data.quotes.quote import Quote


def export_quotes(
    reader: Reader, ids: Sequence[int], target: Target, file_format: Format, mode: int = OWNER
) -> int:
    """Write the quotes of these ids in their order, and return how many there were; a new file has the rights ``mode``.

    Raises FileRefused where the target cannot be written or the format cannot hold a value.
    """
    return export_records(QUOTE_EXPORT, Quote, reader, ids, target, file_format, mode)
