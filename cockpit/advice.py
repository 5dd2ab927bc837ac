"""What to do about what went wrong, for somebody at a command line: by the code of the error or finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from data.kernel.errors import CockpitError
    from data.kernel.finding import Finding

ERRORS = {
    "backup.no_room": "Make room, or keep fewer: cockpit backup --keep 7,4,6",
    "cluster.another": "Name nodes of one store alone: cockpit settings store rqlite://...",
    "cluster.backup": "Type: cockpit backup FILE",
    "cluster.ca": "Name the file of the authority that signed the nodes' certificates: rqlite://...?ca=FILE",
    "cluster.certificate": "Name the authority that signed it: rqlite://...?ca=FILE",
    "cluster.foreign": "See where the store is: cockpit settings store",
    "cluster.password": "Say who: rqlite://...?user=NAME, and: cockpit settings password WORD",
    "cluster.repair": "Move it to a file first: cockpit move --to FILE",
    "cluster.unreachable": "See which nodes answer: cockpit doctor",
    "comment.not_found": "See: cockpit notices list --all",
    "company.not_found": "See: cockpit companies list",
    "choice.unknown": 'An admin adds one with: cockpit leads lists add {list} "{choice}"',
    "customer.left": "If it buys again: cockpit customers back CUSTOMER",
    "customer.no_complaint": "See: cockpit customers show CUSTOMER",
    "customer.no_reason": "Say it with --reason; an admin adds one with: cockpit customers lists add churn NAME",
    "customer.no_renewal": "Say when it is due: cockpit customers due CUSTOMER DAY",
    "customer.not_found": "See: cockpit customers list --which all",
    "customer.there": "See: cockpit customers show CUSTOMER",
    "day.holiday": "An admin lifts it with --everyone.",
    "deal.merge_closed": "Take the closed one up again first: cockpit deals reopen DEAL",
    "deal.closed": "Take it up again: cockpit deals reopen DEAL",
    "deal.ends_there": "Type: cockpit deals win DEAL, or cockpit deals lose DEAL --reason WHY",
    "deal.in_last_stage": "Type: cockpit deals win DEAL, or cockpit deals lose DEAL --reason WHY",
    "deal.lacks": "Fill it in: cockpit deals edit DEAL --value 12000 --close 18/12",
    "deal.lead_dropped": "Take it up again: cockpit leads reopen LEAD",
    "deal.lead_has_one": "See: cockpit deals show {deal}",
    "deal.no_reason": "Say it with --reason; an admin adds one with: cockpit deals lists add loss NAME",
    "deal.not_found": "See: cockpit deals list --which all",
    "entry.no_reference": "Type 'last', or the letters shown by: cockpit log list",
    "entry.not_found": "See: cockpit log list",
    "export.no_team": "Leave out --team.",
    "export.not_readable": "Leave out --of.",
    "file.lookalike": "To make {many} of its rows all the same, say what is what: --map {field}=COLUMN",
    "file.no_column": "Name it: --map {field}=COLUMN",
    "file.no_header": (
        "Put a row with names on top, or name the columns by their places: --no-header --map 'name=Column 1'"
    ),
    "file.no_ids": "Name it with --map id=COLUMN, or leave --system out.",
    "file.no_week": "Say it: --week 2026-W47",
    "file.other_sheets": "Choose one with --sheet NAME.",
    "files.out_of_reach": "Leads are sent: ssh HOST leads import - < FILE",
    "quote.merge_deals": "Say to which deal they belong: cockpit quotes link QUOTE DEAL",
    "quote.merge_settled": "Take the settled one up again first: cockpit quotes reopen QUOTE",
    "quote.no_value": "Say it with --value 12000.",
    "quote.not_found": "See: cockpit quotes list --which all",
    "quote.not_presented": "First: cockpit quotes present QUOTE",
    "quote.past": "Type: cockpit quotes edit QUOTE --valid-until 30d",
    "quote.settled": "Take it up again: cockpit quotes reopen QUOTE",
    "quote.waiting": "Present it: cockpit quotes present QUOTE",
    "quote.which_line": "Say it with --product-line NAME.",
    "product.unknown": "See: cockpit products list",
    "stage.unknown": "next and back work, too.",
    "forecast.none": "Enter one: cockpit forecast enter 12000 --product-line NAME --month 2026-12",
    "handover.answered": "See: cockpit handovers list done",
    "handover.denied": "Take the answer back first, on the lead's page.",
    "handover.incomplete": "Do that first, then say so with --tick or --all-ticked.",
    "handover.lacks": "Fill it in: cockpit leads edit LEAD --email ana@acme.example",
    "handover.nobody": "Say it with --to WHO.",
    "handover.not_found": "See: cockpit handovers list team",
    "handover.not_qualified": "If it is: cockpit leads qualify LEAD",
    "handover.not_won": "Once it is: cockpit deals win DEAL",
    "handover.oneself": "Say it with --to WHO.",
    "handover.outside": "Say it with --to WHO.",
    "handover.twice": "Take that back first: cockpit handovers withdraw HANDOVER",
    "handover.void": "Send it back: cockpit handovers return HANDOVER --reason WHY",
    "goal.no_monday": "Type: --from {monday}",
    "goal.no_person": "Name the person: --for NAME",
    "handle.taken": "Choose another with --handle.",
    "key.options": "Give the key alone, as ssh-keygen wrote it: the file that ends in .pub.",
    "key.other_form": "Bring it into that form: ssh-keygen -i -f FILE",
    "key.unfit": (
        "Give a file like ~/.ssh/id_ed25519.pub: one line that begins with one of {kinds}. A new one: ssh-keygen"
    ),
    "key.which": "See: cockpit ssh list, then --key with the first characters of the fingerprint, or --all.",
    "keys.marks": "Mend them in authorized_keys, or remove both with what is between them, then: cockpit ssh setup",
    "kind.retired": "An admin brings it back: cockpit kinds edit {kind} --active",
    "kind.word_taken": "cockpit log {word} means something else.",
    "kpi.measured": "See what it is made of: cockpit kpi show KPI",
    "kpi.not_over": "Keep one that is over: cockpit kpi keep --period last month",
    "kpi.out_of_reach": "Your own: cockpit kpi scorecard",
    "kpi.unknown": "See: cockpit kpi list",
    "kpi_record.both": "Leave out --outcome or --figure.",
    "kpi_record.no_figure": "Say it with --figure, as 43/50.",
    "kpi_record.not_found": "See: cockpit kpi records",
    "kra.bad_file": "A standard to copy: cockpit kra new sales-executive --out FILE",
    "kra.by_number": "Type: cockpit kra number ITEM 12",
    "kra.by_tick": "Type: cockpit kra tick ITEM",
    "kra.closed": "A manager opens it again: cockpit kra reopen STANDARD --period PERIOD --for WHO --reason WHY",
    "kra.items_open": "Carry them over with --carry, or let them count as not done with --yes.",
    "kra.managers": "Ask yours, or take back your last step: cockpit undo",
    "kra.measured": "What it is made of: cockpit kpi show",
    "kra.no_item": "See: cockpit kra list",
    "kra.no_reason": "Say it with --na REASON, or --reason REASON.",
    "kra.no_run": "See: cockpit kra list",
    "kra.no_standard": "See: cockpit kra standards",
    "kra.none_run": "Take one up: cockpit kra take sales-executive",
    "kra.several": "Type more of it, or name it with --standard and --period.",
    "kra.too_early": "Tick that one first, or say with --na why it does not apply.",
    "lead.done": "Take it up first: cockpit leads reopen LEAD",
    "lead.not_found": "See: cockpit leads list",
    "map.no_name": "Type it like: --save-map hubspot-export",
    "map.none_saved": "--save-map NAME keeps one.",
    "owner.no_admin": "Leave --owner out.",
    "person.has_team": "Give them another manager first: cockpit people edit.",
    "move.differs": "Give it up: cockpit move --stay, and try again with an empty place",
    "move.elsewhere": "Go on with that, or give it up: cockpit move --stay",
    "move.none": "Begin one: cockpit move --to PLACE",
    "move.taken": "Name an empty place",
    "person.inactive": "An admin can change that: cockpit people edit.",
    "person.no_manager": "First: cockpit people edit {handle} --role manager",
    "person.no_seller": "Else: cockpit people edit {handle} --sells yes",
    "store.another": "Name another file with --db.",
    "store.closed": "Its owner can share it with a group: chmod g+rw on it and on what lies beside it.",
    "store.damaged": "Put the newest backup in its place with: cockpit restore",
    "store.disk_fails": "That is: cockpit backup FILE",
    "store.folder_closed": "Or choose another store with --db.",
    "store.former": (
        "There: cockpit leads export --all, and cockpit export --team. Here, once its people are in: "
        "cockpit leads import, and cockpit points import."
    ),
    "store.gone": "A backup is brought with: cockpit restore",
    "query.no_column": "Its columns: cockpit query --view {view}",
    "query.no_value": "Give it one: --param {name}=VALUE",
    "query.no_view": "What they hold: cockpit query",
    "query.too_long": "Ask for less, as a span of days or one person, or allow more: --seconds N",
    "store.is_folder": "Name a file with --db.",
    "store.moved": "Open it there: cockpit settings store {place}",
    "store.missing": "Begin one with: cockpit init",
    "store.not_made": "Choose another place with --db.",
    "undo.elsewhere": "If you mean it, add --yes.",
    "undo.rest_is_free": "Take back the rest with: cockpit undo --rest",
    "times.soon_too_long": "Type it like: cockpit leads times --answer {answer} --soon {soon}",
    "week.goal_signed": ("From the week after: cockpit goals set POINTS --for {handle} --from {monday}"),
    "week.goes_on": "Once it was submitted, or is over: cockpit review sign WHO --week WEEK",
    "week.not_signed": "Type: cockpit log edit, or cockpit log delete",
    "week.of_no_seller": "Somebody's: cockpit review --person WHO; all that wait: cockpit review list",
    "week.own_review": "Submit it: cockpit review submit",
    "week.signed": "Its manager corrects it: cockpit review adjust WHO --points -5 --reason WHY --week WEEK",
    "week.submitted": "Add a word: cockpit review answer WHO TEXT",
    "week.number_signed": (
        "Another goal from now on: cockpit goals set POINTS --for {handle} --from {monday}"
    ),
}
"""Advice on errors; names in braces are values of the error."""

WAYS_IN = {
    "activity": "Bring them in with: cockpit points import FILE.",
    "company": "Bring them in with: cockpit companies import FILE.",
    "customer": "Bring them in with: cockpit customers import FILE.",
    "deal": "Bring them in with: cockpit deals import FILE.",
    "lead": "Bring them in with: cockpit leads import FILE.",
    "product": "Bring them in with: cockpit products import FILE.",
    "quote": "Bring them in with: cockpit quotes import FILE.",
    "stage_change": "Bring them in with: cockpit deals import FILE.",
    "team": "Bring it in with: cockpit people import FILE.",
    "user": "People are added one by one: cockpit people add NAME.",
}
"""Where a file belongs that was offered elsewhere, by the noun that it holds."""

FINDINGS = {
    "doctor.companies_misnamed": "Bring them in line: cockpit doctor --repair",
    "doctor.customers_astray": "Bring them in line: cockpit doctor --repair",
    "doctor.clock_ahead": "Set the clock of this machine, or of the one that wrote it.",
    "doctor.clock_back": "The machines that share the store should set their clocks by the network.",
    "doctor.disk_read_only": "Mount it for writing, or copy the store to another disk: cockpit backup FILE",
    "doctor.entries_ahead": "Correct their days: cockpit log edit",
    "doctor.entries_flagged": "Look at them: cockpit log list --flagged",
    "doctor.entries_odd": "Another program changed them. Correct them with: cockpit log edit",
    "doctor.file_not_writable": "chmod u+rw {file}, or ask its owner.",
    "doctor.folder_not_writable": "Give write access to the folder.",
    "doctor.free_pages": "They are used again as the store grows.",
    "doctor.handovers_gone": "Take them back and offer them to others: cockpit handovers list others",
    "doctor.handovers_lie": "Ask after them: cockpit handovers list team",
    "doctor.handovers_odd": "Another program changed them. Compare with a backup before you change anything.",
    "doctor.journal_gaps": (
        "Another program removed them; undo may not reach past them. Compare with a backup."
    ),
    "doctor.kra_odd": "Another program changed them. Put a backup in its place: cockpit restore FILE",
    "doctor.kra_twice": "Tick them anew: cockpit kra tick ITEM --period PERIOD",
    "doctor.library_unsafe": (
        "Keep other SQLite programs away from the store, make backups, install pysqlite3 where it exists."
    ),
    "doctor.little_space": "Free some space on the disk.",
    "doctor.long_wal": "Close other sessions, then: cockpit doctor --repair",
    "doctor.network_disk": "Move it to a disk of this machine, and let others come in by SSH.",
    "doctor.no_folder": "Name another store with --db.",
    "doctor.no_store": "If this was your store, put a backup in its place: cockpit restore FILE",
    "doctor.notices_lost": "Another program removed these. Compare with a backup before you change anything.",
    "doctor.no_wal": "Close other sessions, then: cockpit doctor --repair",
    "doctor.old_backup": "A session makes one a day. Where nobody opens any, let cron run: cockpit backup --daily",
    "doctor.open_to_all": "Close it to them: cockpit doctor --repair",
    "doctor.pages_damaged": "Keep the file, and put the newest backup in its place: cockpit restore FILE",
    "doctor.phones_astray": "Bring them in line: cockpit leads region {region}",
    "doctor.quotes_alone": "Say to which they belong: cockpit quotes list --which unlinked",
    "doctor.quotes_left_open": "Say what became of them: cockpit quotes accept QUOTE, or decline",
    "doctor.quotes_lost": "Another program removed these. Compare with a backup before you change anything.",
    "doctor.reference_lost": "Another program removed it. Compare with a backup before you change anything.",
    "doctor.service_open": "Close it: chmod {mode} {place}",
    "doctor.shape_altered": "Another program changed it. Put a backup in its place: cockpit restore FILE",
    "doctor.shape_foreign": "Keep other data in another file.",
    "doctor.store_newer": "Update this program.",
    "doctor.store_older": "The next command brings it up to date, after a backup.",
    "ssh.no_server": "On Debian: apt install openssh-server",
    "ssh.not_written": "Write it: cockpit ssh setup",
    "ssh.outside": "Remove those lines from {path}: sshd takes the first line of a key, whichever it is.",
    "ssh.root": "Give the store to a user of its own, and come in as that user: docs/team.md",
    "ssh.writable": "Close it: chmod go-w {place}",
    "doctor.totals_differ": "Count them anew: cockpit doctor --repair",
    "doctor.weeks_edited": (
        "Another program changed what was signed. Look: cockpit review --person WHO --week WEEK; compare with a backup."
    ),
}
"""Advice on what the doctor finds, which only the command line shows."""


def worded(error: CockpitError) -> str:
    """An error as the command line says it: what is so, and what to do."""
    return error.worded(ERRORS, WAYS_IN.get(str(error.values.get("holds", "")), ""))


def advice_on(finding: Finding) -> str:
    """What to do about a finding of the doctor's; empty where that is nothing."""
    return {**ERRORS, **FINDINGS}.get(finding.code, "").format_map(finding.values)
