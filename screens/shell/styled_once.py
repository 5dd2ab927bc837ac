"""Screens whose styles are worked out when their widgets come, and again only where the theme has changed.

The library works out the styles of every widget anew whenever a screen comes to the front, and reads all style sheets
anew as well the first two times: most of what a key to another screen took.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual import events

if TYPE_CHECKING:
    from textual.app import App
    from textual.screen import Screen

    AnyScreen = Screen[Any]
else:
    AnyScreen = object  # a second base of the library's kind would lose the first one's styles


class StyledOnce(AnyScreen):
    """A screen that keeps its styles while another is in front."""

    def _post_register(self, app: App[Any]) -> None:
        """What comes now is styled by the theme of now; going to a screen compares the two counts."""
        super()._post_register(app)
        self._css_update_count = app._css_update_count

    def _on_screen_resume(self, event: events.ScreenResume) -> None:
        """Have the library leave the styles as they are, unless the theme has changed since."""
        event.refresh_styles = self._css_update_count != self.app._css_update_count
        self._css_update_count = self.app._css_update_count
