"""Handing over by a key, wherever one stands on a lead or a deal."""

from __future__ import annotations

from data.handovers.preparing import preparation
from screens.shell.main_screen import MainScreen


class HandsOver(MainScreen):
    """A screen from which leads or deals are handed over."""

    async def offer(self, kind: str, record: int) -> None:
        """Ask to whom and what is done, and offer it. Raises Refused where the record is not ready."""
        from screens.handovers.offer_form import OfferForm

        desk = self.desk
        ready = await desk.read_after_writes(preparation, desk.actor, kind, record)
        result = await self.ask_result(OfferForm(desk, ready))
        if result is not None:
            self.say_done(result)
            self.reload()
