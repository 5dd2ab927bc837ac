"""What all charts share: when they draw, from what size on, and in which styles."""

from __future__ import annotations

import asyncio
import importlib
from typing import ClassVar, Generic, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from data.kernel.text import clean
from widgets.charts.picture import Picture, Role
from widgets.width import fit

LIBRARY = "textual_plotext"
"""The module that draws."""
LEAST_WIDTH = 24
LEAST_HEIGHT = 6

DataT = TypeVar("DataT")


class Chart(Widget, Generic[DataT]):
    """A picture of some numbers.

    Call `update` with the numbers; the picture is drawn again only when they or the size change.
    In less than 24x6 cells, and until the drawing library has been imported, one line of text says
    the same. The import starts once that line was painted, in a thread, so it delays neither paint nor keys; for a
    chart that is not shown it never does.

    Args:
        empty_hint: What to say when there is nothing to draw.
        name: The name of the widget.
        id: The ID of the widget in the DOM.
        classes: The CSS classes of the widget.
    """

    DEFAULT_CSS = """
    Chart {
        width: 1fr;
        height: 1fr;
        & > .chart--axis { color: $foreground 30%; }
        & > .chart--label { color: $foreground 60%; }
        & > .chart--value { color: $foreground 75%; }
        & > .chart--strong { color: $foreground; text-style: bold; }
        & > .chart--done { color: $accent 60%; }
        & > .chart--now { color: $accent; }
        & > .chart--short { color: $accent 35%; }
        & > .chart--excused { color: $foreground 30%; }
        & > .chart--goal { color: $foreground 45%; }
        & > .chart--pace { color: $foreground 60%; }
        & > .chart--pace-over-done { color: auto 75%; background: $accent 60%; }
        & > .chart--pace-over-now { color: auto 75%; background: $accent; }
        & > .chart--pace-over-short { color: auto 75%; background: $accent 35%; }
        &:ansi {
            & > .chart--axis { color: ansi_default; text-style: dim; }
            & > .chart--label { color: ansi_default; }
            & > .chart--value { color: ansi_default; }
            & > .chart--strong { color: ansi_default; text-style: bold; }
            & > .chart--done { color: ansi_cyan; }
            & > .chart--now { color: ansi_bright_cyan; }
            & > .chart--short { color: ansi_blue; }
            & > .chart--excused { color: ansi_default; text-style: dim; }
            & > .chart--goal { color: ansi_default; text-style: dim; }
            & > .chart--pace { color: ansi_default; }
            & > .chart--pace-over-done { color: ansi_black; background: ansi_cyan; }
            & > .chart--pace-over-now { color: ansi_black; background: ansi_bright_cyan; }
            & > .chart--pace-over-short { color: ansi_white; background: ansi_blue; }
        }
        &:ansi:nocolor {
            & > .chart--pace-over-done { text-style: reverse; }
            & > .chart--pace-over-now { text-style: reverse; }
            & > .chart--pace-over-short { text-style: reverse; }
        }
    }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {role.css for role in Role if role is not Role.PLAIN}

    def __init__(
        self,
        *,
        empty_hint: str = "Nothing to show yet.",
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._empty_hint = empty_hint
        self._data: DataT | None = None
        self._can_draw = False
        self._is_fetching = False
        self._drawn: tuple[DataT, int, int, Picture] | None = None

    @property
    def data(self) -> DataT | None:
        """The numbers shown, or None before the first `update`."""
        return self._data

    def update(self, data: DataT) -> None:
        """Show these numbers from now on."""
        if data != self._data:
            self._data = data
            self.refresh()

    # What each chart answers

    def is_blank(self, data: DataT) -> bool:
        """Whether there is nothing to draw."""
        raise NotImplementedError

    def draw(self, data: DataT, width: int, height: int) -> Picture:
        """Draw the numbers in at least 24x6 cells."""
        raise NotImplementedError

    def summary(self, data: DataT) -> str:
        """Say the numbers in one short line."""
        raise NotImplementedError

    # Drawing

    def _start_fetching(self) -> None:
        if not self._is_fetching:
            self._is_fetching = True
            self.run_worker(self._fetch_library(), exclusive=True)

    async def _fetch_library(self) -> None:
        await asyncio.to_thread(importlib.import_module, LIBRARY)
        self._can_draw = True
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one line of the widget."""
        width, height = self.size
        if self._data is None or width <= 0:
            return Strip.blank(width, self.rich_style)
        if not self._can_draw and y == 0:
            self.call_after_refresh(self._start_fetching)
        if self.is_blank(self._data):
            return self._text_line(y, clean(self._empty_hint))
        if not self._can_draw or width < LEAST_WIDTH or height < LEAST_HEIGHT:
            return self._text_line(y, self.summary(self._data))
        picture = self._picture(self._data, width, height)
        segments = [Segment(text, self._style(role)) for text, role in picture.runs(y)]
        return Strip(segments).adjust_cell_length(width, self.rich_style)

    def _text_line(self, y: int, text: str) -> Strip:
        width = self.size.width
        style = self._style(Role.LABEL)
        return Strip([Segment(fit(text if y == 0 else "", width), style)], width)

    def _picture(self, data: DataT, width: int, height: int) -> Picture:
        if self._drawn is None or self._drawn[:3] != (data, width, height):
            self._drawn = (data, width, height, self.draw(data, width, height))
        return self._drawn[3]

    def _style(self, role: Role) -> Style:
        return self.rich_style if role is Role.PLAIN else self.get_component_rich_style(role.css)
