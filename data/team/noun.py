"""The team as a noun: it has no tables, as it counts what those below have."""

from data.kernel.nouns import Noun

NOUN = Noun("team", commands=("data.team.ranking:SetRanking",), strip="data.team.strip:counts")
