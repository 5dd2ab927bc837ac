"""`cockpit leads` on single leads, as a rep types it."""

import re

import pytest

from tests.cockpit.conftest import Type

ANA = ("leads", "add", "--name", "Ana Costa", "--company", "Acme Ltd", "--email", "ana@acme.example")


@pytest.fixture
def acme(cockpit: Type) -> Type:
    """A store with one lead."""
    assert cockpit(*ANA, "--email", "work: a@acme.example", "--phone", "+1 555 0100").code == 0
    return cockpit


def test_a_lead_is_added_and_shown(acme: Type) -> None:
    said = acme("leads", "show", "acme", "--json").json
    assert (said["name"], said["company"], said["owner"], said["status"]) == (
        "Ana Costa",
        "Acme Ltd",
        "maria",
        "new",
    )
    assert said["emails"] == [
        {"label": "", "value": "ana@acme.example"},
        {"label": "work", "value": "a@acme.example"},
    ]
    shown = acme("leads", "show", "ana@acme.example").out
    assert "Ana Costa, Acme Ltd" in shown
    assert "work: a@acme.example" in shown


def test_list_offers_what_is_spelled_nearly_so_to_people_and_never_to_machines(acme: Type) -> None:
    assert "Ana Costa" in acme("leads", "list", "--find", "15550100").out
    said = acme("leads", "list", "--find", "ana cosdta").out
    assert said.startswith("Nothing is spelled 'ana cosdta'; these are, nearly:\n") and "Ana Costa" in said
    assert acme("leads", "list", "--find", "cosdta", "--view", "done").out.startswith(
        "No lead in the view done"
    )
    assert acme("leads", "list", "--find", "cosdta", "--json").json == []


def test_a_message_starts_the_clock_and_a_call_answers_it(acme: Type) -> None:
    assert (
        acme("leads", "message", "acme", "--text", "Price?", "--channel", "Upwork", "--at", "13:35").code == 0
    )
    assert acme("leads", "next").line.startswith("Ana Costa, Acme Ltd   answer: 30 min left")
    assert acme("leads", "next", "--json").json["why"] == "answer: 30 min left"
    said = acme("log", "call", "--lead", "acme")
    assert "answered after 30 min" in said.line
    assert acme("leads", "show", "acme", "--json").json["waiting_since"] is None


def test_a_lead_is_shown_with_what_is_missing_and_what_happened_last(acme: Type) -> None:
    acme("leads", "message", "acme", "--text", "Price?", "--channel", "Upwork", "--at", "13:35")
    acme("leads", "note", "acme", "asked\nfor a quote")
    acme("leads", "qualify", "acme", "--budget", "yes")
    acme("log", "call", "--lead", "acme")
    shown = acme("leads", "show", "acme").out
    assert "36 %, missing: title, address, territory, product interest, source, " in shown
    assert ", budget amount\n" in shown
    assert "budget yes, need open, authority open" in shown
    happened = shown.partition("what happened last:\n")[2]
    assert happened.index("1 call (Maria Silva)") < happened.index(
        "message by Upwork, answered after 30 min: Price?"
    )
    assert "note: asked\n" in happened
    said = acme("leads", "show", "acme", "--json").json
    assert (said["complete_percent"], said["missing"][-1]) == (36, "budget amount")
    assert said["qualifying"]["budget"] == "yes" and said["qualifying"]["need"] == "open"
    assert [message["text"] for message in said["messages"]] == ["Price?"]
    assert [note["text"] for note in said["notes_by_date"]] == ["asked\nfor a quote"]
    assert "1 call" in [event["what"] for event in said["happened"]]


def test_leads_that_may_be_the_same_have_a_score(acme: Type) -> None:
    acme(*ANA)
    (pair,) = acme("leads", "duplicates", "--json").json
    assert f"  {pair['score']} %  " in acme("leads", "duplicates").out


@pytest.mark.parametrize("width", [40, 60, 80])
def test_the_list_fits_the_terminal_and_keeps_the_reason(
    acme: Type, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    acme("leads", "add", "--name", "Wolfeschlegelsteinhausen " * 2, "--company", "Bergerdorff Works " * 3)
    monkeypatch.setenv("COLUMNS", str(width))
    lines = acme("leads", "list").out.splitlines()
    assert max(map(len, lines)) <= width
    assert all("no next step" in line for line in lines[1:])
    monkeypatch.delenv("COLUMNS")
    assert "Bergerdorff Works Bergerdor" in acme("leads", "list").out


def test_a_date_in_another_year_says_which(acme: Type) -> None:
    assert "snoozed until Fri 24 Dec 2027 09:00" in acme("leads", "snooze", "acme", "400d").line
    assert "next step Mon 1 Mar 2027 09:00" in acme("leads", "step", "acme", "2027-03-01").line
    assert "next step Tue 1 Dec 09:00, call" in acme("leads", "step", "acme", "2026-12-01", "call").line


def test_triage_in_the_words_of_the_trade(acme: Type) -> None:
    assert "snoozed until Mon 23 Nov 09:30" in acme("leads", "snooze", "acme", "mon", "9:30").line
    assert "next step tomorrow" not in acme("leads", "step", "acme", "next week", "send", "offer").line
    assert acme("leads", "show", "acme", "--json").json["next_step"] == "send offer"
    assert "budget yes" in acme("leads", "qualify", "acme", "--budget", "yes").line
    assert "qualified" in acme("leads", "qualify", "acme").line
    assert "tagged vip" in acme("leads", "tag", "acme", "vip").line
    assert acme("leads", "note", "acme", "prefers", "mornings").code == 0
    assert "changed: title" in acme("leads", "edit", "acme", "--title", "CFO").line
    assert "no budget" in acme("leads", "disqualify", "acme", "--reason", "no budget").line
    assert acme("leads", "list", "--view", "done", "--json").json[0]["reason"] == "no budget"
    assert acme("leads", "reopen", "acme").code == 0
    assert "given to nobody" in acme("leads", "assign", "acme", "nobody").line
    said = acme("leads", "list", "--view", "unassigned", "--json").json
    assert [(lead["title"], lead["tags"], lead["owner"]) for lead in said] == [("CFO", ["vip"], None)]


@pytest.mark.parametrize(
    ("words", "when", "what"),
    [
        (["mon", "9:30", "send offer"], "2026-11-23T09:30", "send offer"),
        (["tomorrow", "10,", "send", "quote"], "2026-11-20T10:00", "send quote"),
        (["tomorrow 10, send quote"], "2026-11-20T10:00", "send quote"),
        (["mon", "3 quotes"], "2026-11-23T09:00", "3 quotes"),
        (["next", "week", "call"], "2026-11-23T09:00", "call"),
    ],
)
def test_a_next_step_is_when_and_what(acme: Type, words: list[str], when: str, what: str) -> None:
    assert acme("leads", "step", "acme", *words).code == 0
    said = acme("leads", "show", "acme", "--json").json
    assert (said["follow_up_at"][:16], said["next_step"]) == (when, what)


def test_commas_part_tags(acme: Type) -> None:
    assert "tagged hot lead, vip" in acme("leads", "tag", "acme", "Hot lead,", "vip,").line
    assert acme("leads", "show", "acme", "--json").json["tags"] == ["hot lead", "vip"]
    assert "tags hot lead, vip off" in acme("leads", "tag", "acme", "hot lead, vip", "--off").line
    assert acme("leads", "show", "acme", "--json").json["tags"] == []
    assert acme("leads", "tag", "acme", " , ").code == 2


def test_every_step_can_be_taken_back(acme: Type) -> None:
    before = acme("leads", "show", "acme", "--json").json
    for words in (("tag", "acme", "vip"), ("snooze", "acme", "2d"), ("edit", "acme", "--title", "CFO")):
        assert acme("leads", *words).code == 0
        assert acme("undo").code == 0
    assert acme("leads", "show", "acme", "--json").json == before


def test_fields_of_ones_own_are_set_changed_and_taken_out_and_others_stay(acme: Type) -> None:
    acme("leads", "add", "--name", "Bob", "--custom", "Team size=12", "--custom", "Motto=a=b")
    assert acme("leads", "show", "bob", "--json").json["custom"] == {"Team size": "12", "Motto": "a=b"}
    assert acme("leads", "edit", "bob", "--custom", "team SIZE=15", "--custom", "City=Porto").code == 0
    assert acme("leads", "edit", "bob", "--custom", "Motto=").code == 0
    assert acme("leads", "show", "bob", "--json").json["custom"] == {"Team size": "15", "City": "Porto"}
    assert acme("undo").code == 0
    assert acme("leads", "show", "bob", "--json").json["custom"]["Motto"] == "a=b"


def test_two_leads_become_one(acme: Type) -> None:
    acme(
        "leads",
        "add",
        "--name",
        "Ana Costa",
        "--company",
        "Acme",
        "--email",
        "ana@acme.example",
        "--title",
        "CFO",
    )
    (pair,) = acme("leads", "duplicates", "--json").json
    assert acme("leads", "merge", pair["a"], pair["b"]).code == 0
    said = acme("leads", "list", "--all", "--json").json
    assert [(lead["name"], lead["title"]) for lead in said] == [("Ana Costa", "CFO")]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("show", "nobody"), 1),
        (("snooze", "acme", "yesterday"), 2),
        (("snooze", "acme", "whenever"), 2),
        (("step", "acme", "off", "words"), 2),
        (("disqualify", "acme"), 2),
        (("edit", "acme"), 2),
        (("edit", "acme", "--email", "no address"), 2),
        (("edit", "acme", "--budget", "lots"), 2),
        (("add", "--name", "Bob", "--email", "a@b"), 2),
        (("add", "--name", "Bob", "--phone", "abc"), 2),
        (("edit", "acme", "--phone", "work: 123"), 2),
        (("edit", "acme", "--custom", "Team size"), 2),
        (("edit", "acme", "--custom", "=12"), 2),
        (("edit", "acme", "--custom", "x" * 81 + "=12"), 2),
        (("edit", "acme", "--channel", "Telex"), 2),
        (("assign", "acme", "whoever"), 1),
        (("add",), 2),
        (("merge", "acme", "acme"), 1),
        (("nonsense",), 2),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(acme: Type, words: tuple[str, ...], code: int) -> None:
    before = acme("leads", "list", "--all", "--json").json
    said = acme("leads", *words)
    assert (said.code, said.out) == (code, "")
    assert said.err.startswith("cockpit: ")
    assert len(said.err) < 600
    assert acme("leads", "list", "--all", "--json").json == before


def test_a_log_with_an_unknown_lead_logs_nothing(acme: Type) -> None:
    said = acme("log", "call", "--lead", "nobody")
    assert (said.code, said.out) == (1, "")
    assert acme("status", "--json").json["points"] == 0


def test_an_empty_store_says_where_to_begin(cockpit: Type) -> None:
    assert "cockpit leads import" in cockpit("leads").out
    assert "cockpit leads import" in cockpit("leads", "next").out
    assert cockpit("leads", "list", "--json").json == []
    assert cockpit("leads", "next", "--json").json is None


def test_words_narrow_the_list_and_others_leads_are_told(team: Type) -> None:
    team("leads", "add", "--name", "Bob", "--company", "Beta", "--as", "li")
    team(*ANA)
    assert [lead["name"] for lead in team("leads", "list", "--json").json] == ["Ana Costa"]
    assert [lead["name"] for lead in team("leads", "list", "--all", "--find", "bet", "--json").json] == [
        "Bob"
    ]
    assert team("leads", "list", "--all", "--json", "--as", "bo").json == []
    refused = team("leads", "tag", "beta", "mine", "--as", "bo")
    assert refused.code == 1
    assert "Li Wei's lead" in refused.err


def test_a_lead_of_a_known_address_is_added_and_pointed_out(acme: Type) -> None:
    said = acme("leads", "add", "--name", "A. Costa", "--email", "ANA@acme.example")
    assert said.line.startswith("A. Costa added; the e-mail is also Ana Costa's: cockpit leads duplicates ")
    said = acme("leads", "add", "--name", "Zaki Jaber", "--phone", "+1 (555) 0100")
    assert "Zaki Jaber added; the phone is also Ana Costa's" in said.line
    assert len(acme("leads", "list", "--json").json) == 3
    said = acme("leads", "add", "--name", "Bob", "--email", "bob@b.example", "--json")
    assert said.json["possible_duplicates"] == []


def test_words_name_first_the_leads_that_begin_with_them(cockpit: Type) -> None:
    for number in range(60):
        cockpit("leads", "add", "--name", f"Jo{number} Mays")
    cockpit("leads", "add", "--name", "Ida", "--company", "Mays Inc")
    for number in range(60, 64):
        cockpit("leads", "add", "--name", f"Jo{number} Mays")
    said = cockpit("leads", "show", "mays")
    assert said.code == 1
    assert "'mays' could be several leads: Ida, Mays Inc; Jo" in said.err
    assert " and 59 more. Add a word" in said.err
    assert cockpit("leads", "show", "mays inc").code == 0


def test_leads_that_read_the_same_are_told_apart_by_references_that_can_be_typed(cockpit: Type) -> None:
    for _ in range(2):
        cockpit("leads", "add", "--name", "Lorelei Kip", "--company", "Verdelight", "--email", "lk@v.example")
    for typed in ("lorelei", "lk@v.example"):
        said = cockpit("leads", "show", typed)
        assert said.code == 1
        references = re.findall(r"Lorelei Kip, Verdelight \((\w+)\)", said.err)
        assert len(set(references)) == 2 and "Type a reference" in said.err
        assert [cockpit("leads", "show", reference).code for reference in references] == [0, 0]


def test_a_lead_is_shown_to_whom_it_concerns(team: Type) -> None:
    assert team("--as", "li", *ANA).code == 0
    for reader in ("li", "ada", "maria"):
        assert "ana@acme.example" in team("--as", reader, "leads", "show", "acme").out
    said = team("--as", "bo", "leads", "show", "acme", "--json")
    assert (said.code, said.out) == (1, "")
    assert said.err.strip().endswith("Ana Costa, Acme Ltd is Li Wei's lead.")


def test_a_known_address_of_a_strangers_lead_is_told_without_the_lead(team: Type) -> None:
    assert team("--as", "li", *ANA).code == 0
    said = team("--as", "bo", "leads", "add", "--name", "Zaki Jaber", "--email", "ana@acme.example").line
    assert "Zaki Jaber added; the e-mail is also that of a lead of Li Wei   (" in said


def test_colleagues_leads_are_not_shown_as_duplicates(team: Type) -> None:
    for name in ("li", "bo"):
        team("--as", name, *ANA)
    assert len(team("leads", "duplicates", "--json").json) == 1
    assert team("--as", "li", "leads", "duplicates", "--json").json == []


def test_the_agenda_shows_the_steps_of_the_days_by_the_hour(cockpit: Type) -> None:
    assert "No step is planned" in cockpit("leads", "agenda").line
    for name, when in (
        ("Ana", "tomorrow 9:30"),
        ("Ben", "today 16:00"),
        ("Cai", "mon 9:00"),
        ("Dora", "tomorrow"),
    ):
        cockpit("leads", "add", "--name", name, "--phone", "+351 210 000 001")
        assert cockpit("leads", "step", name, when, "send offer").code == 0
    lines = cockpit("leads", "agenda").out.splitlines()
    assert lines[0] == "today, Thu 19 Nov" and lines[1].split()[:4] == ["16:00", "Ben", "send", "offer"]
    assert lines[3] == "tomorrow, Fri 20 Nov" and ["Dora" in lines[4], "Ana" in lines[5]] == [True, True]
    assert [lead["name"] for lead in cockpit("leads", "agenda", "--json").json] == ["Ben", "Dora", "Ana"]
    assert cockpit("leads", "list", "--view", "agenda", "--json").json[0]["name"] == "Ben"


def test_a_currency_that_is_none_is_refused_with_an_example(acme: Type) -> None:
    said = acme("leads", "edit", "ana", "--currency", "euros")
    assert (said.code, said.err) == (
        2,
        "cockpit: 'euros' is no currency. Write three letters, like EUR.\n",
    )
    assert acme("leads", "edit", "ana", "--budget", "1500", "--currency", "eur").code == 0
    assert acme("leads", "show", "ana", "--json").json["currency"] == "EUR"
