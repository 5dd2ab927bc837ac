"""The main screens: where each lives, and by which keys it is gone to."""

from __future__ import annotations

from dataclasses import dataclass, replace

from screens.shell.keys import BEHIND_LEADER
from widgets.keys import Keymap

SCREEN = "screen."
"""What stands before a screen's mode in the id of its function key."""


@dataclass(frozen=True, kw_only=True)
class ScreenEntry:
    """One main screen: its mode, its letter behind ``g``, its function key if it has one, its words, where it lives.

    ``key`` is empty for one that has no function key. ``opens`` are the tables whose records have their page on it.
    """

    mode: str
    letter: str
    key: str
    title: str
    help: str
    module: str
    name: str
    opens: tuple[str, ...] = ()

    def by(self, keymap: Keymap) -> ScreenEntry:
        """The entry with its keys as a person has them."""
        letters = keymap.changed.get(f"{BEHIND_LEADER}{self.mode}", (self.letter,))
        keys = keymap.changed.get(f"{SCREEN}{self.mode}", (self.key,))
        return replace(self, letter=letters[0], key=keys[0])


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
        opens=("deal", "quote"),
    ),
    ScreenEntry(
        mode="kra",
        letter="k",
        key="f5",
        title="KRA",
        help="have I done what I am responsible for?",
        module="screens.kra.kra_screen",
        name="KraScreen",
    ),
    ScreenEntry(
        mode="customers",
        letter="c",
        key="f6",
        title="Customers",
        help="who stays, who grows, who needs me?",
        module="screens.customers.customers_screen",
        name="CustomersScreen",
        opens=("customer",),
    ),
    ScreenEntry(
        mode="team",
        letter="t",
        key="f7",
        title="Team",
        help="who needs me?",
        module="screens.team.team_screen",
        name="TeamScreen",
    ),
    ScreenEntry(
        mode="handovers",
        letter="h",
        key="",
        title="Handovers",
        help="what is offered to me, what came of mine?",
        module="screens.handovers.handovers_screen",
        name="HandoversScreen",
    ),
    ScreenEntry(
        mode="board",
        letter="b",
        key="",
        title="Board",
        help="what did each role bring about?",
        module="screens.board.board_screen",
        name="BoardScreen",
    ),
    ScreenEntry(
        mode="review",
        letter="r",
        key="f8",
        title="Review",
        help="was it a good week? Submit, sign off",
        module="screens.reviews.review_screen",
        name="ReviewScreen",
    ),
    ScreenEntry(
        mode="scorecard",
        letter="s",
        key="f9",
        title="Scorecard",
        help="how well, against what was agreed?",
        module="screens.kpi.scorecard_screen",
        name="ScorecardScreen",
    ),
)
"""The main screens, in their order. Each is a MainScreen, whose ``opened`` reads what it shows."""

PAGES: tuple[tuple[str, str, str], ...] = (
    ("Lead", "screens.leads.lead_page", "LeadPage"),
    ("Company", "screens.leads.company_page", "CompanyPage"),
    ("Call block", "screens.leads.call_block", "CallBlock"),
    ("Deal", "screens.deals.deal_page", "DealPage"),
    ("Forecast", "screens.forecasts.forecast_page", "ForecastPage"),
    ("Quotes", "screens.quotes.quotes_page", "QuotesPage"),
    ("Quote", "screens.quotes.quote_page", "QuotePage"),
    ("Customer", "screens.customers.customer_page", "CustomerPage"),
)
"""The pages that lie on a main screen and have keys of their own: title, module and name."""
