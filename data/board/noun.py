"""The board as a noun: it has no tables, as it counts what those below have."""

from data.kernel.nouns import Noun

NOUN = Noun("board", commands=("data.board.meetings:SetMeetingKinds",))
