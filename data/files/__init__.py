"""The one reader and the one writer of tabular files.

Reading: `open_table`, then `match_columns` (data.files.headers), and for the cells data.files.dates and
data.files.numbers. Writing: `write_table` (data.files.export).
"""

from data.files.refused import CellRefused, FileRefused
from data.files.table import Row, Table, open_table

__all__ = ["CellRefused", "FileRefused", "Row", "Table", "open_table"]
