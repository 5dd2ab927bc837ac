"""Opening the screen while no node of the store answers: what is logged waits, and the screen comes by itself."""

from __future__ import annotations

import os

from textual.app import App

from cockpit import themes
from cockpit.ending import run_to_its_end
from cockpit.offline import known_last, outbox_of
from cockpit.session import Session
from data.kernel.errors import Unreachable
from screens.shell.keys import SHELL_KEYS
from screens.shell.line import Line
from screens.shell.no_node import NoNode
from widgets.keys import Keymap

HOW_TO_QUIT = "{key} quits. Everything kept is on disk."


class NoNodeApp(App[bool]):
    """The screen of what waits, alone. Returns whether a node answers."""

    TITLE = "Cockpit"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, screen: NoNode, theme: str, keymap: Keymap) -> None:
        super().__init__(ansi_color=themes.native_colours(os.environ))
        self._no_node = screen
        self._keymap_of_person = keymap
        self.register_theme(themes.DARK)
        self.register_theme(themes.LIGHT)
        self.theme = themes.NAMES.get(theme, "dark")

    def on_mount(self) -> None:
        """Show the screen; once it closes, a node answers."""
        self.set_keymap(self._keymap_of_person.bindings())
        self.push_screen(self._no_node, lambda _: self.exit(True))

    def action_help_quit(self) -> None:
        """Say how to quit where ctrl+c was pressed."""
        entry = next(entry for entry in SHELL_KEYS if entry.id == "quit")
        self._no_node.say(HOW_TO_QUIT.format(key=self._keymap_of_person.of(entry).shown), tone="warn")


def await_node(session: Session, error: Unreachable, keymap: Keymap) -> bool:
    """Keep what is logged until a node answers; False where the person left before.

    Raises the error where the store was never reached from here: nothing is known of who acts.
    """
    known = known_last(session)
    if known is None:
        raise error
    line = Line()
    line.cut(error, session.now)

    def reach() -> None:
        try:
            session.reach()
        finally:
            session.close()

    screen = NoNode(known, outbox_of(known), line, lambda: session.now, reach, keymap)
    app = NoNodeApp(screen, themes.fitting(os.environ, session.settings.theme), keymap)
    code = run_to_its_end(app, screen.finish)
    if code:
        raise SystemExit(code)
    return bool(app.return_value)
