"""What was said of a record, for its timeline."""

from __future__ import annotations

from data.kernel.commands import Reader
from data.records.timeline import Event, Page, rows_of_page


def comments(reader: Reader, page: Page) -> list[Event]:
    """The comments on the records of a page."""
    return [
        Event(
            *(at, identifier, "comment", record_id),
            title="comment",
            who=page.people.get(author, ""),
            text=text,
        )
        for record_id in page.ids
        for at, identifier, author, text in rows_of_page(
            reader, page, "at, id, author_id, text", "comment", "record_id", record_id
        )
    ]
