"""The key of comments, the same wherever one stands on something that is spoken of."""

from __future__ import annotations

from widgets.keys import KeyEntry

COMMENT_KEY = KeyEntry(
    id="comment",
    keys=("colon",),
    action="comment",
    label="comment",
    help="What was said of it; say something, or answer.",
    group="Talk",
    keeps="draft of a record",
    also="thread answer reply say talk",
)
