"""``cockpit points import``: bring activities in from a spreadsheet of the week or a CRM's export."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from contextlib import nullcontext
from datetime import date
from textwrap import wrap
from typing import Any

from cockpit.session import Session
from data.backup.protected_files import refuse_replacing
from data.calendar.days import day_of, monday_of, parse_week, week_label
from data.kernel.commands import Result
from data.kernel.errors import UsageError
from data.kernel.ids import reference
from data.kernel.text import clean
from data.people.goal import points_words
from data.people.person import everybody, find
from data.points.imports.command import ImportActivities
from data.points.imports.draft import KIND_UNKNOWN, NOT_YOURS, OWNER_UNKNOWN
from data.points.imports.kinds import parse_pairs
from data.points.imports.read import Options, Plan, read_plan

EXAMPLE = """Examples:
  cockpit points import week47.xlsx
  cockpit points import week47.csv --week 2026-W47 --kinds "Coffee chats=conversation, Training=none"
  cockpit points import activities.csv --owner "pam.beesly@example.com=pam" --remember --dry-run

A sheet of kinds by days is keyed by person, day and kind: imported again, a changed number replaces the
one before, and an emptied cell takes its entry away. Records of a CRM are keyed by their own id.
At a terminal it shows what would happen and asks; elsewhere, and with --yes, it imports without asking.
Exit code 1 where rows were rejected; --report FILE lists them."""

_LONG_WORK = 5_000
_MOST_GROUPS = 40
_MOST_PEOPLE = 8
_MOST_REASONS = 5
_WIDTH = 100
_LABEL_WIDTH = 40
_HINTS = {
    KIND_UNKNOWN: "Say what a name counts as: --kinds 'NAME=KIND', or NAME=none to leave it out.",
    OWNER_UNKNOWN: "Say whose records they are: --owner 'OWNER=NAME', or OWNER=none to leave them out.",
    NOT_YOURS: "Yours are those of your handle, name or e-mail; an admin can map other names.",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the verb."""
    parser.add_argument(
        "file", metavar="FILE", help="a spreadsheet (XLSX, CSV) or an export of activities (JSON too)"
    )
    parser.add_argument("--map", default="", metavar="FIELD=COLUMN,...", help="which columns hold what")
    parser.add_argument(
        "--kinds", action="append", default=[], metavar="NAME=KIND,...",
        help="what a name in the file counts as: Call/Connected=conversation, Training=none",
    )  # fmt: skip
    parser.add_argument(
        "--owner", action="append", default=[], metavar="OWNER=NAME,...",
        help="whose an owner's records are (admins), or none to leave them out",
    )  # fmt: skip
    parser.add_argument("--remember", action="store_true", help="keep what --owner says for later imports")
    parser.add_argument(
        "--for", dest="target", default="", metavar="NAME", help="whose rows without owner are"
    )
    parser.add_argument("--week", default="", help="the week of a sheet that names only weekdays")
    parser.add_argument("--sheet", help="the sheet of a workbook")
    parser.add_argument("--encoding", help="the file's encoding, where it is not detected")
    parser.add_argument("--delimiter", help="what separates cells, where it is not detected")
    parser.add_argument(
        "--report", default="", metavar="FILE", help="write every row left out, and why, to a CSV"
    )
    parser.add_argument("--dry-run", action="store_true", help="show what would happen, and write nothing")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument("--json", action="store_true", help="the result for machines; does not ask")


def run(options: argparse.Namespace, session: Session) -> int:
    """Show what the file holds, ask, and import; 0 where every row was taken or needs nothing."""
    if options.report:
        refuse_replacing(options.report, session.path, imported=options.file)
    plan = _plan(options, session)
    if options.report:
        from data.points.imports.rejects import write_left_out

        write_left_out(plan, options.report)
    if not options.json:
        print("\n".join(_preview(plan, session)))
    result = None
    aliases = plan.aliases if options.remember else {}
    if not options.dry_run and (not plan.comparison.is_empty or aliases):
        if not (options.yes or options.json or _agreed(plan)):
            print("Nothing was imported.")
            return 1 if plan.rejected else 0
        result = _import(plan, aliases, session)
    _say(plan, result, options)
    return 1 if plan.rejected else 0


def _plan(options: argparse.Namespace, session: Session) -> Plan:
    person = session.person
    week: date | None = None
    if options.week:
        week = parse_week(options.week, day_of(session.now, person.zone))
    said = Options(
        sheet=options.sheet,
        encoding=options.encoding,
        delimiter=options.delimiter,
        mapping=options.map,
        kinds=parse_pairs(options.kinds, "--kinds 'Call/Connected=conversation'"),
        owners=parse_pairs(options.owner, "--owner 'pam.beesly@example.com=pam'"),
        week=week,
        target=find(session.store, options.target) if options.target else None,
    )
    if options.remember and not said.owners:
        raise UsageError("--remember keeps what --owner says. Name an owner.")
    if said.target is not None and said.target.id != person.id and person.role != "admin":
        raise UsageError("Only an admin may import for others.")
    progress = _show_progress if sys.stderr.isatty() and not options.json else None
    return read_plan(session.store, person, session.now, options.file, said, progress)


def _show_progress(what: str, rows: int) -> None:
    print(f"\r{what} {rows:,} rows\033[K\r", end="", file=sys.stderr, flush=True)


def _agreed(plan: Plan) -> bool:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return True
    found = plan.comparison
    changes = len(found.updates) + len(found.removals)
    also = f", change {changes:,}" if changes else ""
    print(
        f"Import {_counted(len(found.new), 'entry', 'entries')}{also}, {points_words(found.points, '+,')}? [y/N] ",
        end="",
    )
    sys.stdout.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _import(plan: Plan, aliases: Any, session: Session) -> Result:
    store, items = session.store, plan.draft.items
    work = f"{session.person.name} imports {plan.draft.file}"
    with store.engine.announced(work) if len(items) > _LONG_WORK else nullcontext():
        return session.apply(
            ImportActivities,
            file=plan.draft.file,
            items=items,
            row_ids=store.ids.several(session.now, len(items)),
            aliases=aliases,
            alias_ids=store.ids.several(session.now, len(aliases)),
        )


def _preview(plan: Plan, session: Session) -> list[str]:
    lines = [plan.draft.file]
    for finding in plan.draft.findings:
        lines += wrap(finding, _WIDTH, initial_indent="  ", subsequent_indent="    ")
    lines.append("")
    lines += _group_lines(plan)
    lines += _reach_lines(plan, session)
    total = sum(count for _, count in plan.accounts())
    unit = plan.draft.unit
    lines += ["", f"Of {_counted(total, unit.removesuffix('s'), unit)}:"]
    lines += [f"  {count:>7,}  {text}{_examples(plan, text)}" for text, count in plan.accounts()]
    reasons = {left.reason for left in plan.left}
    return lines + [f"  -> {hint}" for reason, hint in _HINTS.items() if reason in reasons]


def _group_lines(plan: Plan) -> list[str]:
    """A table of what stands in the file, how often, and what it counts as."""
    sizes = plan.draft.group_sizes
    groups = sorted(plan.draft.groups.values(), key=lambda group: -sizes[group.label])
    points: Counter[str] = Counter()
    entries: Counter[str] = Counter()
    for entry in plan.comparison.new:
        points[entry.item.label] += entry.points
        entries[entry.item.label] += 1
    names = {group.label: clean(group.label, _LABEL_WIDTH) for group in groups[:_MOST_GROUPS]}
    width = max([11, *map(len, names.values())])
    lines = [
        f"  {'in the file':<{width}}  {plan.draft.unit:>6}  {'counts as':<20}  {'new':>6}  {'points':>7}  why"
    ]
    for group in groups[:_MOST_GROUPS]:
        label, match = group.label, group.match
        sure = "" if match.certainty == 100 or not match.kind else f" ({match.certainty} %)"
        lines.append(
            f"  {names[label]:<{width}}  {sizes[label]:>6,}  {(match.kind or '?') + sure:<20}  "
            f"{entries[label]:>6,}  {points[label]:>7,}  {match.because}"
        )
    if len(groups) > _MOST_GROUPS:
        lines.append(f"  and {len(groups) - _MOST_GROUPS:,} more")
    return lines


def _reach_lines(plan: Plan, session: Session) -> list[str]:
    """Whose records, of which days and weeks."""
    new = plan.comparison.new
    if not new:
        return []
    days = {date.fromisoformat(entry.item.day) for entry in new}
    mondays = {monday_of(day) for day in days}
    names: dict[int, str] = {person.id: person.name for person in everybody(session.store)}
    people = Counter(names[entry.item.person_id] for entry in new)
    shown = ", ".join(f"{name} {count:,}" for name, count in people.most_common(_MOST_PEOPLE))
    more = f" and {len(people) - _MOST_PEOPLE} more" if len(people) > _MOST_PEOPLE else ""
    weeks = (
        f"{week_label(min(mondays))} to {week_label(max(mondays))}"
        if len(mondays) > 1
        else week_label(min(mondays))
    )
    what = f"{_counted(len(new), 'entry', 'entries')}, {points_words(plan.comparison.points, '+,')}"
    span = f"{min(days)} to {max(days)}, {_counted(len(mondays), 'week', 'weeks')} ({weeks})"
    return ["", f"  New: {what}, {span}", f"  People: {shown}{more}"]


def _examples(plan: Plan, text: str) -> str:
    """The first rows that were left out for a reason that somebody has to do something about."""
    rows = [left for left in plan.left if left.reason.text == text and left.reason.rejected]
    if not rows:
        return ""
    details = list(dict.fromkeys(left.detail for left in rows if left.detail))
    more = f" and {len(rows) - _MOST_REASONS:,} more" if len(rows) > _MOST_REASONS else ""
    numbers = ", ".join(str(left.number) for left in rows[:_MOST_REASONS]) + more
    what = f"{'rows' if len(rows) > 1 else 'row'} {numbers}"
    others = f" and {len(details) - _MOST_REASONS:,} more" if len(details) > _MOST_REASONS else ""
    return f" ({what}: {'; '.join(details[:_MOST_REASONS])}{others})" if details else f" ({what})"


def _say(plan: Plan, result: Result | None, options: argparse.Namespace) -> None:
    if options.json:
        print(_as_json(plan, result))
        return
    if result is not None:
        print(f"\n{result.summary}, {points_words(result.points, '+,')}   (cockpit undo takes it back)")
    elif options.dry_run:
        print("\nNothing was imported: this was a dry run.")
    else:
        print("\nNothing new.")
    if plan.rejected:
        where = (
            f"see {options.report}"
            if options.report
            else f"list {'it' if plan.rejected == 1 else 'them'} with --report FILE"
        )
        print(f"{_counted(plan.rejected, 'row was', 'rows were')} rejected; {where}", file=sys.stderr)


def _as_json(plan: Plan, result: Result | None) -> str:
    import json

    groups = [
        {
            "name": group.label,
            "rows": plan.draft.group_sizes[group.label],
            "kind": group.match.kind or None,
            "certainty": group.match.certainty,
            "why": group.match.because,
        }
        for group in plan.draft.groups.values()
    ]
    return json.dumps(
        {
            "file": plan.draft.file,
            "findings": plan.draft.findings,
            "kinds": groups,
            "unit": plan.draft.unit,
            "rows": sum(count for _, count in plan.accounts()),
            "accounts": dict(plan.accounts()),
            "rejected": plan.rejected,
            "points": result.points if result else plan.comparison.points,
            "imported": result is not None,
            "id": reference(result.id) if result else None,
            "summary": result.summary if result else None,
        },
        ensure_ascii=False,
    )


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
