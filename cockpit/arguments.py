"""What was typed, taken apart: the verb, the options that every verb has, and the rest."""

import sys
from collections.abc import Sequence

from data.kernel.errors import UsageError
from data.kernel.quick_typing import NamedTuple, NoReturn
from data.kernel.text import clean

ROOMS: dict[str, dict[str, str]] = {
    "points": {
        "log": "log activities",
        "log list": "show entries of the log",
        "log edit": "change an entry of the log",
        "log delete": "remove an entry from the log",
        "outbox": "what was logged while no host of the store answered, and waits",
        "outbox send": "send what waits, and once more what was refused",
        "outbox drop": "give up an entry that waits or was refused",
        "status": "one line for a prompt or a tmux bar",
        "week": "the Friday sheet of a week, or of a team",
        "kinds": "the kinds of activity and what they are worth",
        "goals": "the weekly goals",
        "points import": "bring in activities from a spreadsheet or a CRM's export",
        "export": "write activities, people or weeks to a file",
    },
    "comments": {
        "comment": "say something on a lead, deal, customer, day or week, or answer",
        "comments": "what was said of one of these",
        "notices": "what others said to you",
    },
    "leads": {
        "leads": "the queue of leads, single leads, files of leads, and the lists behind them",
        "companies": "companies with their people, single ones, and files of companies",
    },
    "deals": {
        "deals": "the deals of the funnel, single ones, and what is done with them",
        "funnel": "where the money is, what is stuck, and what it should come to",
        "quota": "what has to be brought in, month by month",
        "outreach": "how many new prospects were contacted, against targets",
        "products": "what is sold, and what other currencies are worth",
    },
    "forecasts": {
        "forecast": "what each product line is to bring each month, and how accurate that was",
    },
    "quotes": {
        "quotes": "quotes and proposals: asked for, presented, and what became of them",
    },
    "customers": {
        "customers": "who buys, stays and grows, and who of them needs somebody",
    },
    "handovers": {
        "handovers": "leads and won deals that go from one role to the next, with their checklists",
    },
    "board": {
        "board": "the nine numbers of a sales team's roles, by role, person and period",
    },
    "kpi": {
        "kpi": "how well it is done: the scorecard, readings and targets",
    },
    "kra": {
        "kra": "what one is responsible for: standards, their runs, what was done",
    },
    "audit": {
        "audit": "who changed what, when, from what to what",
    },
    "team": {
        "team": "who of the team needs attention, and why, with everybody's week",
    },
    "reviews": {
        "review": "the week under review: its page in every form, submit, return, sign, adjust, list",
    },
    "people": {
        "people": "add, list, edit or deactivate people",
        "days": "days off and holidays",
    },
    "access": {
        "ssh": "who comes in over SSH: keys, set-up, and a look at both",
        "serve": "what a key over SSH opens",
    },
    "store": {
        "init": "begin a store and its first person",
        "undo": "take back your last change",
        "redo": "apply again what undo took back",
        "query": "ask the store in SQL, over documented views",
        "settings": "show or change this user's settings",
        "keys": "show the keys of the screens, or change one",
        "completion": "the script by which a shell completes what is typed",
        "man": "the manual page, made from all of this",
        "backup": "copy the store to a file",
        "restore": "put a backup in the store's place",
        "move": "the store from its file to several hosts, or back",
        "doctor": "check the store, and say what to do",
        "demo": "open the app on a made-up company, or write one to a file",
    },
}
"""The folders of ``cockpit/verbs``: each verb with its line of help. Its file has its name, a blank as ``_``."""

VERBS = {verb: line for verbs in ROOMS.values() for verb, line in verbs.items()}
"""Every verb and its line of help."""

COMMON = {"--db": ("store", "FILE", "the store's file"), "--as": ("acts_as", "NAME", "who acts")}
"""Options that stand before or after the verb: where they go, and their help."""

NOUN_FIRST = {
    "import": "What is brought in comes first: cockpit leads import, deals import, quotes import, customers import, "
    "companies import, products import, people import, points import.",
}
"""What to type instead of a word that stands behind another, by that word."""

TAKES_MOMENT = "--at"
"""The option whose value may begin with a dash: ``-2h`` is two hours ago, and no option of its own."""


def module_of(verb: str) -> str:
    """The module that does a verb."""
    room = next(room for room, verbs in ROOMS.items() if verb in verbs)
    return f"cockpit.verbs.{room}.{verb.replace(' ', '_')}"


class Typed(NamedTuple):
    """What was typed, taken apart: the verb (empty: none), its arguments, and the common options."""

    verb: str
    arguments: list[str]
    store: str
    acts_as: str


def take_apart(arguments: Sequence[str]) -> Typed:
    """Find the verb and the common options. Raises UsageError for a verb that there is not."""
    common = dict.fromkeys(COMMON, "")
    rest: list[str] = []
    words = iter(arguments)
    for word in words:
        name, equals, value = word.partition("=")
        if word == "--":
            rest += [word, *words]
        elif name in COMMON:
            common[name] = value if equals else next(words, "")
            if not common[name]:
                raise UsageError(f"{name} needs a value: {name} {COMMON[name][1]}.")
        elif rest[-1:] == [TAKES_MOMENT] and word[:1] == "-" and word[1:2].isdecimal():
            rest[-1] = f"{TAKES_MOMENT}={word}"
        else:
            rest.append(word)
    verb, rest = _verb_of(rest)
    return Typed(verb, rest, common["--db"], common["--as"])


def _verb_of(words: list[str]) -> tuple[str, list[str]]:
    """The verb (of two words where there is such a one) and the words without it."""
    if words[:1] == ["help"]:
        words = [*words[1:], "--help"]
    place = next((place for place, word in enumerate(words) if not word.startswith("-")), None)
    if place is None:
        return "", words
    for length in (2, 1):
        verb = " ".join(words[place : place + length])
        if verb in VERBS:
            return verb, words[:place] + words[place + length :]
    parts = [verb for verb in VERBS if verb.startswith(f"{words[place]} ")]
    if parts:
        _show_parts(words, parts)
    raise UsageError(
        f"There is no verb {clean(words[place], 40)!r}.{_nearest(words[place])} All: cockpit --help"
    )


def _show_parts(words: list[str], verbs: list[str]) -> NoReturn:
    """Say which verbs of two words begin so: as help where it was asked for, else as a complaint."""
    lines = "; ".join(f"cockpit {verb}: {VERBS[verb]}" for verb in verbs)
    if not {"-h", "--help"} & set(words):
        raise UsageError(f"There is more to type. {lines}")
    print(lines.replace("; ", "\n"))
    sys.exit(0)


def _nearest(word: str) -> str:
    if word in NOUN_FIRST:
        return f" {NOUN_FIRST[word]}"
    from difflib import get_close_matches

    close = get_close_matches(word[:40], VERBS, n=1)
    return f" Did you mean: cockpit {close[0]}?" if close else ""
