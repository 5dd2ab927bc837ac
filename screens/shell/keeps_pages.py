"""Pages that go on standing once they were left, so that they are opened again as fast as a main screen is gone to.

To make the widgets of a page, to style them and to lay them out takes longer than to read what they show.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeVar

from data.calendar.days import day_of
from data.points.score import Score
from screens.shell.desk import Desk
from screens.shell.logging_page import LoggingPage
from screens.shell.main_screen import MainScreen

Kept = TypeVar("Kept", bound=LoggingPage)


class _Standing(NamedTuple):
    page: LoggingPage
    made_of: tuple[object, ...]


class KeepsPages(MainScreen):
    """A screen that keeps pages which lie on it, one of a kind, while it stands itself."""

    def __init__(self, desk: Desk, score: Score) -> None:
        super().__init__(desk, score)
        self._standing: dict[Callable[..., LoggingPage], _Standing] = {}

    def standing(self, make: Callable[..., Kept], *of: object) -> Kept:
        """A page as it was left, if it was made ``of`` the same on the same day; else a new one. It is read again.

        ``make`` is called with the desk, the score and what it is made of.
        """
        made_of = (day_of(self.desk.clock(), self.desk.person.zone), *of)
        before = self._standing.get(make)
        if before is not None and before.made_of == made_of:
            page = before.page
            page.score = self.score
        else:
            if before is not None:
                self._remove(before.page)
            page = make(self.desk, self.score, *of)
            self.app.install_screen(page, f"{type(page).__name__} {id(page)}")
            self._standing[make] = _Standing(page, made_of)
        page.reload()
        return page

    def _remove(self, page: LoggingPage) -> None:
        self.app.uninstall_screen(page)
        page.remove()

    def _on_prune(self) -> None:
        """The pages go with the screen; where the app ends, it closes them itself."""
        if self.app.is_running:
            for kept in self._standing.values():
                self._remove(kept.page)
