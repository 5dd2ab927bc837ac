"""The sheet of views: ``python -m cockpit.viewsheet`` prints it as Markdown, from what the nouns declare."""

from __future__ import annotations

import sys

from cockpit.text_tables import markdown
from data.kernel.tables import View
from data.nouns import NOUNS

_HEAD = """# Views

The store is asked in SQL over these views. They keep their names and columns while tables change.

```
cockpit query "select person, week, points, goal from week_points"   # --format table, csv, tsv, json, md, xlsx
cockpit query --view leads                                           # the columns of one
sqlite-utils query FILE "select * from week_points" --table
datasette serve --immutable FILE
```

`cockpit query` only reads, whatever it is asked. Other programs can write to the file as well: let those who use them
have a copy (`cockpit backup FILE`), which Datasette opens read-only with `datasette serve --immutable FILE`. (Never so
with a store in use: its newest rows would be missing. Datasette opens one without `--immutable`, and then only reads
too, as long as no plugin writes.) In a session that is bound to a person, only these views are there, with the rows
that this person reaches.

- Instants are ISO text in UTC (`2026-11-19T14:05:00Z`); days are ISO dates, of the person's own time zone unless a
  column says otherwise; weeks are ISO weeks (`2026-W47`), which sort as they follow each other.
- Yes and no are 1 and 0. What is not known is empty (null), or an empty text where a text is meant.
- Ids are whole numbers of up to 19 digits and are for joining views: the store finds rows by them. Spreadsheets and
  JavaScript round such numbers; `reference` is the same id as the command line and exports write it, and lasts outside.
  (Workbooks that Cockpit writes hold ids as text.)
- People are named by their handle, money stands in whole units beside its currency.
- What was logged for, received from or noted on a lead that was merged since stands with the lead that it was merged
  into.
"""


def sheet() -> str:
    """The whole sheet, a section for each view."""
    return "\n".join([_HEAD, *map(_section, NOUNS.views().values())])


def _section(view: View) -> str:
    rows = [(f"`{name}`", markdown(meaning)) for name, meaning in view.columns.items()]
    body = "\n".join(f"| {name} | {meaning} |" for name, meaning in rows)
    return f"## {view.name}\n\n{view.about}\n\n| column | meaning |\n| --- | --- |\n{body}\n"


if __name__ == "__main__":
    sys.stdout.write(sheet())
