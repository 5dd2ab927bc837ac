"""Backups as a noun: a company says how many are kept."""

from data.kernel.nouns import Noun

NOUN = Noun("backup", commands=("data.backup.rotation:SetBackupsKept",))
