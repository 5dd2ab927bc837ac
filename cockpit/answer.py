"""What the command line says after a command: one line for people, one object for machines."""

from __future__ import annotations

from data.commands import Result
from data.ids import reference

from cockpit.session import Session


def say_result(session: Session, result: Result, *, as_json: bool, hint: str) -> int:
    """Print a command's result and return the exit code 0."""
    if as_json:
        import json

        print(
            json.dumps(
                {
                    "id": reference(result.id),
                    "summary": result.summary,
                    "points": result.points,
                    "repeated": result.repeated,
                },
                ensure_ascii=False,
            )
        )
        return 0
    worth = f", {result.points:+d}" if result.points else ""
    print(f"{result.summary}{worth}   ({hint})")
    return 0
