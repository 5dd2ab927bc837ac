"""The line of messages says all of what there is to say, in as many lines as it takes."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static

from tests.screen_text import screen_lines
from widgets.notice_line import NoticeLine

LONG = " ".join(f"word{number}" for number in range(36))


class NoticeApp(App[None]):
    """A body, and the line below it."""

    CSS = "#body { height: 1fr; }"

    def compose(self) -> ComposeResult:
        yield Static(id="body")
        yield NoticeLine()


async def test_messages_are_whole_at_80_columns_and_leave_their_room_again() -> None:
    app = NoticeApp()
    async with app.run_test(size=(80, 24)) as pilot:
        line = app.query_one(NoticeLine)
        line.say("1 call logged, +1", hint="n no answer  u undo")
        await pilot.pause()
        assert line.size.height == 1
        assert screen_lines(app)[-1].rstrip().endswith("n no answer  u undo")
        line.say(
            "1 call with Lola L. F\u00f6rster logged, +1",
            hint="n no answer  l left message  d reached  u undo",
        )
        await pilot.pause()
        assert line.size.height == 1
        assert screen_lines(app)[-1].rstrip().endswith("+1  n no answer  l left message  d reached")
        line.say(LONG, hint="n no answer  l left message  u undo", tone="warn")
        await pilot.pause()
        said = " ".join(" ".join(screen_lines(app)).split())
        assert f"! {LONG}" in said and "n no answer l left message u undo" in said
        assert line.size.height == 4
        line.say("")
        await pilot.pause()
        assert line.size.height == 1


async def test_a_message_takes_no_more_than_a_part_of_a_small_terminal() -> None:
    app = NoticeApp()
    async with app.run_test(size=(20, 5)) as pilot:
        line = app.query_one(NoticeLine)
        line.say(LONG, hint="u undo")
        await pilot.pause()
        assert line.size.height == 1
        assert screen_lines(app)[-1].rstrip().endswith("…")
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert line.size.height > 1


async def test_only_the_message_that_holds_no_longer_is_taken_back() -> None:
    app = NoticeApp()
    async with app.run_test(size=(80, 24)):
        line = app.query_one(NoticeLine)
        line.say("The disk is full.", tone="bad")
        assert line.is_saying("The disk is full.")
        line.say("1 call logged, +1")
        assert not line.is_saying("The disk is full.")


async def test_a_message_that_another_follows_at_once_moves_nothing_on_the_screen() -> None:
    """Each letter that logs says so first, then what it was worth: the screen is not laid out anew for the former."""
    app = NoticeApp()
    async with app.run_test(size=(80, 24)) as pilot:
        line = app.query_one(NoticeLine)
        line.say("1 call with Lola L. Förster, answered after 1 h 7 min, " * 2)
        await pilot.pause()
        assert line.size.height == 2
        line.say("1 call …", tone="dim")
        await pilot.pause()
        assert line.size.height == 2
        line.say("1 call logged")
        await pilot.pause()
        assert line.size.height == 1
