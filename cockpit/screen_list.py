"""The main screens: where each lives, and by which keys it is gone to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class ScreenEntry:
    """One main screen: its mode, its letter behind ``g``, its function key, its words, and where it lives.

    ``opens`` are the tables whose records have their page on it.
    """

    mode: str
    letter: str
    key: str
    title: str
    help: str
    module: str
    name: str
    opens: tuple[str, ...] = ()


SCREENS: tuple[ScreenEntry, ...] = (
    ScreenEntry(
        mode="points",
        letter="p",
        key="f2",
        title="Points",
        help="how far am I from 500?",
        module="screens.points.points_screen",
        name="PointsScreen",
    ),
    ScreenEntry(
        mode="inbox",
        letter="i",
        key="f3",
        title="Inbox",
        help="whom do I contact next?",
        module="screens.leads.inbox_screen",
        name="InboxScreen",
        opens=("lead", "company"),
    ),
    ScreenEntry(
        mode="funnel",
        letter="f",
        key="f4",
        title="Funnel",
        help="where is my money, what is stuck?",
        module="screens.deals.funnel_screen",
        name="FunnelScreen",
        opens=("deal",),
    ),
)
"""The main screens, in their order. Each is a MainScreen, whose ``opened`` reads what it shows."""
