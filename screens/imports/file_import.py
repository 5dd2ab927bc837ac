"""Bringing in a file from any page: ask for it, show what it would bring, bring it in."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any

from data.imports.spec import ImportSpec
from data.kernel.commands import Result
from screens.imports.preview import ImportPreview
from screens.shell.asking import Asks
from screens.shell.desk import Desk
from screens.shell.host_files import refuse_files
from screens.shell.path_prompts import PathPrompt


def import_file(page: Asks, desk: Desk, spec: ImportSpec[Any]) -> Awaitable[Result | None]:
    """Ask for a file of a noun at once; what is awaited is the import's result, None where somebody leaves.

    Raises Refused, once it is awaited, where the person may open no files of this machine.
    """
    asked = page.ask(PathPrompt(desk, spec.many)) if desk.reaches_files else None

    async def brought_in() -> Result | None:
        refuse_files(desk)
        path = await asked if asked is not None else None
        return None if path is None else await page.ask_result(ImportPreview(desk, spec, path))

    return brought_in()
