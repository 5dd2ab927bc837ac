"""`cockpit companies`, as a rep types it."""

import csv
from pathlib import Path

from tests.cockpit.conftest import Type


def test_people_of_a_company_are_seen_together_with_or_without_a_record(cockpit: Type) -> None:
    for name, company in (("Ana Costa", "Acme Ltd"), ("Ben Lima", "ACME"), ("Cai Sun", "Beta")):
        assert cockpit("leads", "add", "--name", name, "--company", company).code == 0
    cockpit("leads", "step", "ben", "tomorrow", "send offer")
    cockpit("log", "call", "--lead", "ana costa")
    listed = cockpit("companies", "list").out
    assert listed.splitlines()[1].split()[:3] == ["ACME", "2", "2"] and "no record yet" in listed
    said = cockpit("companies", "edit", "acme", "--industry", "steel", "--website", "acme.example")
    assert said.line.startswith("ACME added")
    said = cockpit(
        *(
            "companies",
            "edit",
            "acme",
            "--name",
            "Acme Group",
            "--custom",
            "Plan=gold",
            "--phone",
            "210 000 000",
        )
    )
    assert "Acme Group changed: name, also called, phone, other fields" in said.line
    cockpit("companies", "note", "acme", "pays late")
    cockpit("companies", "tag", "acme group", "key, steel")
    shown = cockpit("companies", "show", "acme").out
    for words in (
        "Acme Group   2 leads, 2 open   (0",
        "also called        ACME",
        "Plan               gold",
        "complete           66 %, missing: address, territory",
        "note: pays late (Maria Silva)",
        "Ana Costa: 1 call (Maria Silva)",
    ):
        assert words in shown
    (ben,) = [line for line in shown.splitlines() if line.startswith("Ben Lima")]
    assert "maria" in ben and "send offer" in ben
    facts = cockpit("companies", "show", "acme", "--json").json
    assert (facts["people"], facts["tags"], facts["custom"]) == (2, ["key", "steel"], {"Plan": "gold"})
    assert {lead["name"] for lead in facts["leads"]} == {"Ana Costa", "Ben Lima"}
    assert facts["also_called"] == ["ACME"] and facts["missing"] == ["address", "territory"]
    found = cockpit("companies", "list", "--find", "steel", "--json").json
    assert [one["name"] for one in found] == ["Acme Group"]
    assert cockpit("companies", "list", "--by", "people", "--json").json[0]["name"] == "Acme Group"


def test_what_cannot_be_is_refused_with_what_to_type(cockpit: Type) -> None:
    assert "Bring some in: cockpit companies import FILE" in cockpit("companies").out
    assert "needs a name: --name" in cockpit("companies", "add", "--industry", "steel").err
    assert "See: cockpit companies list" in cockpit("companies", "show", "acme").err
    cockpit("companies", "add", "--name", "Acme")
    said = cockpit("companies", "add", "--name", "Acme Inc.", "--json").json
    assert len(said["possible_duplicates"]) == 1
    assert "cockpit companies merge 0" in cockpit("companies", "duplicates").out
    (pair,) = cockpit("companies", "duplicates", "--json").json
    merged = cockpit("companies", "merge", pair["a"], pair["b"]).line
    assert merged.startswith(f"{pair['b_name']} merged into {pair['a_name']} ")
    assert "no phone number" in cockpit("companies", "edit", "acme", "--phone", "soon").err
    assert "from 1" in cockpit("companies", "list", "-n", "0").err
    assert "No company that you may see matches." in cockpit("companies", "list", "--find", "zzz").out


def test_companies_go_out_and_come_in_again(cockpit: Type, tmp_path: Path) -> None:
    accounts = tmp_path / "accounts.csv"
    accounts.write_text("Account Name,Industry,Phone,Plan\nAcme,steel,210 000 000,gold\nBeta,glass,,\n")
    assert cockpit("companies", "import", str(accounts), "--yes").code == 0
    cockpit("leads", "add", "--name", "Ana", "--company", "Gamma")
    out = tmp_path / "out.csv"
    said = cockpit("companies", "export", "--out", str(out))
    assert "2 companies written" in said.out and "1 that only leads name have no record" in said.out
    with out.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [(row["Name"], row["Phone"], row["Plan"]) for row in rows] == [
        ("Acme", "210 000 000", "gold"),
        ("Beta", "", ""),
    ]
    again = cockpit("companies", "import", str(out), "--json").json
    assert (again["unchanged"], again["added"]) == (2, 0)
    people = tmp_path / "people.csv"
    people.write_text("First Name,Last Name,Email,Company\nAna,Costa,ana@acme.example,Acme\n")
    refused = cockpit("companies", "import", str(people))
    assert refused.code == 1 and "looks like contacts (First Name, Email), not companies" in refused.err
