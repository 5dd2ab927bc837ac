"""The notices of whoever sits there: what was said to them, those that wait first."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from data.comments.notices import Heard, ReadNotices, notices_of, waiting_among
from data.comments.saying import AddComment
from data.comments.subject import Subject
from data.kernel.commands import Result
from screens.comments.thread_dialog import Thread
from screens.comments.words import NO_NOTICES, NOTICE_COLUMNS, notice_cells
from screens.shell.desk import Desk, News
from screens.shell.dialog import Dialog
from screens.shell.typed_ahead import SAVING
from widgets.paged_list import PagedList


class Notices(Dialog[Subject]):
    """A list of notices; enter opens the thread, where one answers. Answers with what is to be gone to."""

    FOOT = "enter answer   O go to it   R read   A all read   esc close"
    AUTO_FOCUS = "#notices"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("O", "go_to", "Go to it", show=False, id="notices.go_to"),
        Binding("R", "read", "Read", show=False, id="notices.read"),
        Binding("A", "read_all", "All read", show=False, id="notices.read_all"),
    ]
    DEFAULT_CSS = """
    Notices #panel { height: 100%; max-height: 22; }
    Notices.-tall #panel { max-height: 40; }
    Notices.-tiny #panel { height: 100%; }
    Notices #notices { height: 1fr; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__("Notices")
        self._desk = desk
        self._heard: Mapping[int, Heard] = {}

    def compose_body(self) -> ComposeResult:
        """The list."""
        yield PagedList(NOTICE_COLUMNS, empty_hint=NO_NOTICES, id="notices")

    def on_mount(self) -> None:
        """Read the notices."""
        self._renew()

    def hear(self, news: News) -> None:
        """Show what comes in meanwhile."""
        if news.everything or any(touched.table == "notice" for touched in news.rows):
            self._renew()

    def _renew(self) -> None:
        self.run_worker(self.told(self._load()), name=SAVING, group="load", exclusive=True)

    async def _load(self) -> None:
        desk = self._desk
        found = await desk.read_after_writes(notices_of, desk.actor)
        self._heard = _as_they_stood({one.notice.id: one for one in found}, self._heard)
        now = desk.clock()
        rows = {notice: notice_cells(one, desk.actor, now) for notice, one in self._heard.items()}
        notices = self.query_one("#notices", PagedList)
        notices.set_rows([*rows])
        notices.put_rows(rows)
        waiting = waiting_among(found)
        self.retitle(f"Notices: {waiting:,} to read" if waiting else "Notices: all read")

    def _under_cursor(self) -> Heard | None:
        return self._heard.get(self.query_one("#notices", PagedList).cursor_id or 0)

    @on(PagedList.PageWanted)
    def _give(self, event: PagedList.PageWanted) -> None:
        now, person = self._desk.clock(), self._desk.actor
        found = {one: self._heard.get(one) for one in event.ids}
        event.paged_list.put_rows(
            {one: None if heard is None else notice_cells(heard, person, now) for one, heard in found.items()}
        )

    @on(PagedList.Opened)
    def _open(self) -> None:
        heard = self._under_cursor()
        if heard is None:
            return
        desk, subject = self._desk, heard.comment.subject

        def say_it(text: str) -> Awaitable[Result]:
            return desk.apply(AddComment, subject=subject, text=text)

        self.app.push_screen(Thread(desk, heard.comment.about, subject, say_it), self._left)
        if heard.notice.read_at is None:
            self._mark((heard.notice.id,))

    def _left(self, _result: Result | None) -> None:
        self._renew()

    def action_go_to(self) -> None:
        """Leave for what the notice under the cursor is about, which is read by that."""
        heard = self._under_cursor()
        if heard is not None:
            self.run_worker(self.told(self._leave_for(heard)), name=SAVING, group="mark")

    async def _leave_for(self, heard: Heard) -> None:
        if heard.notice.read_at is None:
            await self._desk.apply(ReadNotices, notices=(heard.notice.id,))
        self.dismiss(heard.comment.subject)

    def action_read(self) -> None:
        """Mark the notice under the cursor as read."""
        heard = self._under_cursor()
        if heard is None or heard.notice.read_at is not None:
            self.say("That was read.", tone="dim")
            return
        self._mark((heard.notice.id,))

    def action_read_all(self) -> None:
        """Mark all that wait as read."""
        self._mark(())

    def _mark(self, notices: tuple[int, ...]) -> None:
        self.run_worker(self.told(self._marked(notices)), name=SAVING, group="mark")

    async def _marked(self, notices: tuple[int, ...]) -> None:
        result = await self._desk.apply(ReadNotices, notices=notices)
        self.say(result.summary, tone="good")
        await self._load()


def _as_they_stood(found: Mapping[int, Heard], seen: Mapping[int, Heard]) -> Mapping[int, Heard]:
    """What was seen stays where it is, read or not, so that the next one is below it; what is new comes first."""
    order = [
        *(notice for notice in found if notice not in seen),
        *(notice for notice in seen if notice in found),
    ]
    return {notice: found[notice] for notice in order}
