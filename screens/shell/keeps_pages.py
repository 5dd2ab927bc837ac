"""Pages that go on standing once they were left, so that they are opened again as fast as a main screen is gone to.

To make the widgets of a page, to style them and to lay them out takes longer than to read what they show.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from data.calendar.days import day_of
from data.points.score import Score
from screens.shell.desk import Desk
from screens.shell.logging_page import LoggingPage
from screens.shell.main_screen import MainScreen

Make = Callable[..., LoggingPage]
"""What makes a page: called with the desk, the score, and what else the page is made of."""


class _Kept(NamedTuple):
    page: LoggingPage
    made_of: tuple[object, ...]


class KeepsPages(MainScreen):
    """A screen that keeps pages which lie on it, one of a kind, while it stands itself."""

    def __init__(self, desk: Desk, score: Score) -> None:
        super().__init__(desk, score)
        self._kept: dict[Make, _Kept] = {}

    def kept_page(self, make: Make, *of: object) -> LoggingPage:
        """A page as it was left, if one was made ``of`` the same today; else a new one. It is read again."""
        made_of = (day_of(self.desk.clock(), self.desk.person.zone), *of)
        kept = self._kept.get(make)
        if kept is not None and kept.made_of == made_of:
            page = kept.page
            page.score = self.score
        else:
            if kept is not None:
                self._let_go(kept.page)
            page = make(self.desk, self.score, *of)
            self.app.install_screen(page, f"{type(page).__name__} {id(page)}")
            self._kept[make] = _Kept(page, made_of)
        page.reload()
        return page

    def _let_go(self, page: LoggingPage) -> None:
        self.app.uninstall_screen(page)
        page.remove()

    def _on_prune(self) -> None:
        """The pages go with the screen; where the app ends, it closes them itself."""
        if self.app.is_running:
            for kept in self._kept.values():
                self._let_go(kept.page)
