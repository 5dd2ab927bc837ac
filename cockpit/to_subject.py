"""What was said to whoever sits there, and going from that to what it was said of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.comments.subject import DAY, PERSON, WEEK, Subject

if TYPE_CHECKING:
    from cockpit.app import CockpitApp

_SCREENS = {WEEK: "review", DAY: "points"}
"""Where days and weeks of a person's are looked at."""
_ITEMS = "kra"
"""Where all else is that is spoken of by a day."""


def show_notices(app: CockpitApp) -> None:
    """Show the notices of whoever sits there; once they are left, go to what one of them is about, if one is chosen."""
    from screens.comments.notices_dialog import Notices

    async def go_on(subject: Subject | None) -> None:
        app.front.refresh_or_wait()
        if subject is not None:
            await go_to_subject(app, subject)

    app.push_screen(Notices(app.desk), go_on)


async def go_to_subject(app: CockpitApp, subject: Subject) -> None:
    """Bring to the front where one sees what was spoken of: a record's page; of somebody else's day, their cockpit."""
    if subject.table != PERSON:
        await app.action_show_record(subject.table, subject.record_id)
        return
    mode = _SCREENS.get(subject.place, _ITEMS)
    if mode != "review" and subject.record_id != app.desk.person.id:
        await app.action_visit(subject.record_id)
    await app.action_go_to(mode)
    app.call_after_refresh(app.front.show_person, subject.record_id, subject.day)
