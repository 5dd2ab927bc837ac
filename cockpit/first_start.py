"""Beginning a store on the screen, where there is none yet."""

from __future__ import annotations

import os

from textual.app import App

from cockpit import themes
from cockpit.ending import run_to_its_end
from cockpit.session import Session
from data.begin import begin_store, local_time_zone
from data.calendar.days import day_of, zone
from data.calendar.hours import DEFAULT_HOURS
from screens.shell.first_start import FirstStart


class FirstStartApp(App[str]):
    """The form of the first start alone. Returns the name, or None where the person left."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, form: FirstStart, theme: str) -> None:
        super().__init__(ansi_color=themes.native_colours(os.environ))
        self._form = form
        self.register_theme(themes.DARK)
        self.register_theme(themes.LIGHT)
        self.theme = themes.NAMES.get(theme, "dark")

    def on_mount(self) -> None:
        """Show the form; its answer is the app's."""
        self.push_screen(self._form, self.exit)

    def action_help_quit(self) -> None:
        """Say how to quit where ctrl+c was pressed."""
        self._form.say("esc leaves. Nothing is made until you press enter.", tone="warn")


def begin(session: Session) -> str:
    """Ask, make the store, and return the first words to say in it; empty where the person left."""
    now = session.now
    where = local_time_zone()

    def make(name: str, start: str, time_zone: str, hours: str) -> None:
        begin_store(
            *(session.path, now),
            name=name,
            start=start,
            time_zone=time_zone,
            working_hours=hours,
            mode=session.settings.file_mode,
            password=session.settings.password,
        )

    form = FirstStart(
        make, path=session.path, today=day_of(now, zone(where)), time_zone=where, hours=DEFAULT_HOURS
    )
    theme = themes.fitting(os.environ, session.settings.theme)
    app = FirstStartApp(form, theme)
    code = run_to_its_end(app, lambda: None)
    if code:
        raise SystemExit(code)
    name = app.return_value
    return f"Welcome, {name}. Press c when you have made a call." if name else ""
