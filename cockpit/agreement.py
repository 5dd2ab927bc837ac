"""Asking whoever sits at the terminal for a yes."""

from __future__ import annotations

import sys

from data.kernel.text import clean

LONGEST_QUESTION = 2_000


def can_ask() -> bool:
    """Whether somebody sits there who can be asked: both ends are a terminal."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def agrees(question: str) -> bool:
    """Ask a question, and whether it was answered with yes; anything else is no."""
    print(f"{clean(question, LONGEST_QUESTION)} [y/N] ", end="", flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")
