"""Files to read, and what came of reading them."""

from pathlib import Path
from typing import Any

import pytest

from data.files import FileRefused, Table, open_table


def saved(folder: Path, content: str | bytes, name: str = "leads.csv") -> str:
    """A file of that content."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def cells(table: Table) -> list[list[str]]:
    """The cells of all rows."""
    return [row.cells for row in table.rows()]


def refusal(path: str, **options: Any) -> str:
    """The sentence with which the file is refused."""
    with pytest.raises(FileRefused) as caught:
        list(open_table(path, **options).rows())
    message = str(caught.value)
    assert message.endswith(".") and "\n" not in message
    return message
