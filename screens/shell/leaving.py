"""What screens and dialogs do when they are left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual._styles_cache import StylesCache

if TYPE_CHECKING:
    from textual.dom import DOMNode
else:
    DOMNode = object  # a second base of the library's kind would lose the first one's styles


class EndsItsWork(DOMNode):
    """A screen whose workers end before its widgets go, so that an answer that comes late finds none half gone.

    The library ends them only once the widgets are gone. Writes go on: see ``Desk.apply``.
    """

    def _on_prune(self) -> None:
        self.workers.cancel_node(self)


def forget_painted() -> None:
    """Let go of what was painted by dialogs that are closed.

    The library's cache of two colours keeps the last thousand widgets' lines with them (its issue 6665): after
    a hundred dialogs, each pass of the collector would hold up the keys for a tenth of a second.
    """
    StylesCache.get_inner_outer.cache_clear()
