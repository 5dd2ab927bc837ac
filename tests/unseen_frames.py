"""Frames that no test looks at are not painted: to paint them takes a quarter of the time that tests of screens take.

A test looks through ``tests.screen_text``, which paints what is on the screen then. Tests that are about painting
itself ask for ``every_frame``; tests in a real terminal paint as users' terminals do.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from textual._compositor import Compositor

really_render = Compositor.render_update


def _render_whole(compositor: Compositor, full: bool = False, *args: Any, **options: Any) -> Any:
    """Render where all of a screen is asked for, as for a picture; of a mere update only note that it was made."""
    if full:
        return really_render(compositor, full, *args, **options)
    compositor._dirty_regions.clear()
    return None


@pytest.fixture(autouse=True, scope="session")
def unseen_frames() -> Iterator[None]:
    """Paint no frame by itself."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Compositor, "render_update", _render_whole)
        yield


@pytest.fixture
def every_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    """Paint every frame, also those that come and go between two looks."""
    monkeypatch.setattr(Compositor, "render_update", really_render)
