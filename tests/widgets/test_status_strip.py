"""The strip at the top: what a manager reads there is whole in a narrow terminal."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from data.points.headline import GAP, Part
from tests.screen_text import screen_lines
from widgets.status_strip import StatusStrip

COUNTED = [
    Part("4 waiting, 1 over", "warn"),
    *(Part(GAP + text) for text in ("stuck 64", "cold 125", "flagged 12")),
]


class StripApp(App[None]):
    """The strip alone."""

    def compose(self) -> ComposeResult:
        """One strip."""
        yield StatusStrip()

    def on_mount(self) -> None:
        """What the team has left undone, in the third line."""
        self.query_one(StatusStrip).show_line(2, COUNTED)


@pytest.mark.parametrize(
    ("columns", "shown"),
    [
        (60, " 4 waiting, 1 over   stuck 64   cold 125   flagged 12"),
        (52, " 4 waiting, 1 over  stuck 64  cold 125  flagged 12"),
        (49, " 4 waiting, 1 over  stuck 64  cold 125  …"),
        (33, " 4 waiting, 1 over  stuck 64  …"),
        (12, " 4 waiting,…"),
    ],
)
async def test_a_number_that_has_no_room_is_left_out_and_not_cut(columns: int, shown: str) -> None:
    app = StripApp()
    async with app.run_test(size=(columns, 5)) as pilot:
        await pilot.pause()
        assert screen_lines(app)[2].rstrip() == shown
