"""What of the libraries we lean on though nothing promises it: an upgrade that takes it away fails here by its name."""

from __future__ import annotations

from importlib import import_module
from operator import attrgetter
from typing import Any

import pytest
from textual import events, messages
from textual.app import App
from textual.cache import LRUCache
from textual.widget import Widget

PARTS = {
    "textual._compositor": ("Compositor.render_update", "tests/unseen_frames.py"),
    "textual._context": ("visible_screen_stack", "tests/screen_text.py"),
    "textual._styles_cache": ("StylesCache.get_inner_outer.cache_clear", "screens/shell/leaving.py"),
    "textual.app": ("App.on_event", "screens/shell/typed_ahead.py"),
    "textual.keys": ("_character_to_key", "tests/screens/shell/test_on_top.py"),
    "textual.message": ("Message.is_forwarded", "screens/shell/typed_ahead.py"),
    "textual.messages": ("Prune", "screens/shell/leaving.py"),
    "textual.screen": ("Screen._post_register", "screens/shell/styled_once.py"),
    "textual.worker_manager": ("WorkerManager.cancel_node", "screens/shell/leaving.py"),
    "rich.cells": ("split_graphemes", "widgets/charts/picture.py"),
    "textual_plotext": ("Plot._set_size", "widgets/charts/canvas.py"),
}
"""A part of each module, and who leans on it."""


@pytest.mark.parametrize("module", PARTS)
def test_the_part_is_there(module: str) -> None:
    part, user = PARTS[module]
    assert attrgetter(part)(import_module(module)), f"{user} leans on {module}.{part}"


async def test_a_widget_paints_through_the_cache_of_its_styles_and_a_screen_through_a_compositor() -> None:
    async with App[None]().run_test() as pilot:
        assert isinstance(pilot.app.screen, Widget)
        assert hasattr(pilot.app.screen, "_styles_cache"), (
            "tests/screens/shell/test_leaving.py leans on Widget._styles_cache"
        )
        assert pilot.app.screen._compositor.render_strips(), (
            "tests/screen_text.py leans on Screen._compositor"
        )
        counts = pilot.app._css_update_count, pilot.app.screen._css_update_count
        assert all(isinstance(count, int) for count in counts), (
            "screens/shell/styled_once.py leans on _css_update_count"
        )


async def test_a_screen_is_told_by_on_prune_before_its_widgets_go() -> None:
    told: list[str] = []

    class Pruned(Widget):
        def _on_prune(self) -> None:
            told.append("pruned")

        def on_unmount(self) -> None:
            told.append("unmounted")

    async with App[None]().run_test() as pilot:
        widget = Pruned()
        await pilot.app.mount(widget)
        await widget.remove()
    assert messages.Prune.handler_name == "on_prune"
    assert told == ["pruned", "unmounted"], "screens/shell/leaving.py leans on _on_prune"


async def test_a_key_comes_to_the_app_first_and_once_more_as_forwarded() -> None:
    came: list[bool] = []

    class Listening(App[None]):
        async def on_event(self, event: events.Event) -> None:
            if isinstance(event, events.Key):
                came.append(event.is_forwarded)
            await super().on_event(event)

        def on_key(self, event: Any) -> None:
            came.append(event.is_forwarded)

    async with Listening().run_test() as pilot:
        await pilot.press("x")
    assert came[0] is False and came[-1] is True, "screens/shell/typed_ahead.py leans on App.on_event"


def test_the_cache_of_rows_forgets_the_longest_unused_and_takes_a_row_anew_once_it_is_discarded() -> None:
    cache: LRUCache[int, str] = LRUCache(2)
    cache[1], cache[2] = "one", "two"
    cache.discard(1)
    cache[1] = "one, anew"
    cache[3] = "three"
    assert list(cache.keys()) == [1, 3] and cache[1] == "one, anew", "widgets/row_cache.py leans on this"
