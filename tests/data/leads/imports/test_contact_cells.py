"""Cells that hold more than one value, and values that programs changed: each lead is reached as before."""

import io
import json
from pathlib import Path

import openpyxl
import pytest

from data.files.export import write_table
from data.imports.contact_cells import PLAIN, READERS
from data.leads.settings import SetPhoneRegion
from tests.data.leads.imports.conftest import Desk


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("ida@berg.example, ivo@berg.example", ["ida@berg.example", "ivo@berg.example"]),
        ("ida@berg.example ::: ivo@berg.example", ["ida@berg.example", "ivo@berg.example"]),
        ("ida@berg.example / ivo@berg.example or lo@berg.example", ["ida@…", "ivo@…", "lo@…"]),
        ('["ida@berg.example","ivo@berg.example"]', ["ida@berg.example", "ivo@berg.example"]),
        ("['ida@berg.example', 'ivo@berg.example']", ["ida@berg.example", "ivo@berg.example"]),
        ("{ida@berg.example,ivo@berg.example}", ["ida@berg.example", "ivo@berg.example"]),
        ("^ida@berg.example^,^ivo@berg.example^", ["ida@berg.example", "ivo@berg.example"]),
        ("ida@berg.example |##| ivo@berg.example", ["ida@berg.example", "ivo@berg.example"]),
        ('[{"type":"Business","email":"ida@berg.example","primary":true}]', ["work: ida@berg.example"]),
        ('{"primaryEmail":"ida@berg.example","additionalEmails":["ivo@berg.example"]}', ["ida@…", "ivo@…"]),
        ("mailto:ida@berg.example", ["ida@berg.example"]),
        ("MAILTO: <ida@berg.example>;", ["ida@berg.example"]),
        ("'ida@berg.example',", ["ida@berg.example"]),
        ("o'hara@berg.example.", ["o'hara@berg.example"]),
        ('"Berg, Ida" <ida@berg.example>; Ivo Berg <ivo@berg.example>', ["ida@…", "ivo@…"]),
        (
            "ida@berg.example (work), ida@home.example (private)",
            ["work: ida@berg.example", "home: ida@home.example"],
        ),
        ("Office: ida@berg.example\nida@home.example", ["work: ida@berg.example", "ida@home.example"]),
    ],
)
def test_addresses_of_one_cell(cell: str, values: list[str]) -> None:
    said = READERS["emails"](cell)
    found = [f"{one.label}: {one.value}" if one.label else one.value for one in said.values]
    assert [
        text.replace("berg.example", "…") if any("…" in v for v in values) else text for text in found
    ] == values
    assert not PLAIN["emails"](cell)


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("+351 210 000 333, +351 210 000 444", ["+351 210 000 333", "+351 210 000 444"]),
        ("+351 210 000 333 / +351 210 000 444", ["+351 210 000 333", "+351 210 000 444"]),
        ("+46 70 000 00 00 or +46 8 000 00 00", ["+46 70 000 00 00", "+46 8 000 00 00"]),
        ("030 000000/0171 0000000", ["030 000000", "0171 0000000"]),
        ("06221 / 000000", ["06221 / 000000"]),
        ("555-0100 / 555-0101", ["555-0100", "555-0101"]),
        ("+351 210 000 333/334", ["+351 210 000 333/334"]),
        (
            "Office: +49 30 000000; Mobile: +49 170 0000000",
            ["work: +49 30 000000", "mobile: +49 170 0000000"],
        ),
        (
            "T. 030 000000 / M. 0170 0000000 / F: 030 000001",
            ["030 000000", "mobile: 0170 0000000", "fax: 030 000001"],
        ),
        ("+39 347 0000000 (cell)", ["mobile: +39 347 0000000"]),
        ("+1 (202) 555-0123 ext. 45", ["+1 (202) 555-0123 ext. 45"]),
        ("+1 202 555 0188;ext=9", ["+1 202 555 0188;ext=9"]),
        ("tel:+33-1-00-00-00-00", ["+33-1-00-00-00-00"]),
        ("https://wa.me/351910000001", ["+351910000001"]),
        ("1-800-FLOWERS", ["1-800-FLOWERS"]),
        ("٠٥٠٠٠٠٠٠٠٠", ["0500000000"]),
        ("reception: 030 000000, ask for Ida", ["reception ask for ida: 030 000000"]),
        ('[{"number":"612345678","callingCode":"+33"}]', ["+33 612345678"]),
        ("4711", ["4711"]),
    ],
)
def test_numbers_of_one_cell(cell: str, values: list[str]) -> None:
    said = READERS["phones"](cell)
    labels = [" ".join(part for part in (one.label, one.words.lower()) if part) for one in said.values]
    assert [
        f"{label}: {v.value}" if label else v.value for label, v in zip(labels, said.values, strict=True)
    ] == values


@pytest.mark.parametrize(
    "cell", ["+1 555 0000001", "(02) 000-0000", "5550100", "00351 210 000 333", "ida@berg.example"]
)
def test_a_plain_cell_is_read_as_any_other(cell: str) -> None:
    sort = "emails" if "@" in cell else "phones"
    assert PLAIN[sort](cell)
    assert [(one.value, one.label, one.words) for one in READERS[sort](cell).values] == [(cell, "", "")]


GOOGLE = (
    "Name,Given Name,Family Name,Notes,Group Membership,E-mail 1 - Type,E-mail 1 - Value,E-mail 2 - Type,"
    "E-mail 2 - Value,Phone 1 - Type,Phone 1 - Value,Phone 2 - Type,Phone 2 - Value,Organization 1 - Name,"
    "Organization 1 - Title,Website 1 - Type,Website 1 - Value,Address 1 - Formatted\n"
    "Olha Koval,Olha,Koval,met at fair,* myContacts ::: Fairs ::: * starred,* Work,olha@koval.example,Home,"
    "o.koval@mail.example,Mobile,+380 44 000 11 22,Work,+380 44 000 33 44 ::: +380 44 000 55 66,Koval Dim,Owner,"
    'Profile,https://koval.example,"Vul. Sadova 1, Kyiv"\n'
    "Jan Lis,Jan,Lis,,* myContacts,* ,jan@lis.example ::: j2@lis.example,,,Mobile,+48 500 100 200,,,Lis,,,,\n"
)


def test_contacts_of_google(desk: Desk) -> None:
    desk.bring(GOOGLE)
    olha, jan = desk.leads()
    assert (olha.name, olha.company, olha.title, olha.notes) == (
        "Olha Koval",
        "Koval Dim",
        "Owner",
        "met at fair",
    )
    assert olha.emails == "work: olha@koval.example\nhome: o.koval@mail.example"
    assert olha.phones == "mobile: +380 44 000 11 22\nwork: +380 44 000 33 44\nwork: +380 44 000 55 66"
    assert (olha.tags, olha.custom) == ("mycontacts, fairs, starred", "")
    assert (olha.links, olha.address) == ("profile: https://koval.example", "Vul. Sadova 1, Kyiv")
    assert jan.emails == "jan@lis.example\nj2@lis.example"
    assert desk.bring("Name,E-mail\nJan Lis,j2@lis.example\n") == {"unchanged": 1}


NOTATIONS = (
    ("+351 910 000 001, +351 910 000 002", "+351 910 000 001"),
    ("+351 210 000 333 / +351 210 000 444", "+351 210 000 444"),
    ("+46 70 000 00 00 or +46 8 000 00 00", "+46 8 000 00 00"),
    ("+380 44 000 33 44 ::: +380 44 000 55 66", "+380 44 000 55 66"),
    ("Office: +49 30 000001; Mobile: +49 170 0000000", "+49 170 0000000"),
    ("+1 (202) 555-0123 ext. 45", "+1 202 555 0123"),
    ("tel:+47-22-00-00-00", "+47 22 00 00 00"),
    ("+39 06 000000 int. 5", "+39 06 000000"),
    ("+49 (0)30 000000", "+49 30 000000"),
    ("0049 (0)30-000007", "+49 30 000007"),
    ("+1 202 555 0188;ext=9", "+1 202 555 0188"),
)


def test_a_person_is_known_by_any_notation_of_a_number(desk: Desk) -> None:
    names = [f"Ina{chr(97 + place)} Holm" for place in range(len(NOTATIONS))]
    rows = zip(names, NOTATIONS, strict=True)
    desk.bring("Name,Phone\n" + "".join(f'{name},"{first}"\n' for name, (first, _) in rows))
    later = "".join(f"I. Holm,{second}\n" for _, second in NOTATIONS)
    plan = desk.plan("Name,Phone\n" + later)
    assert (plan.counts()["added"], plan.twins) == (0, [])


SPOILED = """Name,Company,Phone,Email
Ana Costa,Acme,4.47912E+11,ana@acme.example
Ana Costa,,4.47912E+11,
Bea Dorn,Dorn,4.47912E+11,bea@dorn.example
Cid Esk,Esk,447912000001.0,cid@esk.example
Dov Fay,Fay,"447,912,000,002",dov@fay.example
Eli Gad,Gad,#ERROR!,eli@gad.example
Fae Hil,Hil,########,fae@hil.example
Gus Ivo,Ivo,12/05/1990,gus@ivo.example
Hal Jun,Jun,ext 12,hal@jun.example
Ian Kay,Kay,NULL,n/a
"""


def test_what_a_spreadsheet_spoiled_is_told_and_makes_nobody_a_duplicate(desk: Desk) -> None:
    plan = desk.plan(SPOILED)
    aside = {(one.why, one.column): tuple(one.rows) for one in plan.reading.aside}
    assert aside == {
        ("unread", "Phone"): (2, 3, 4, 7, 8, 9, 10),
        ("mended", "Phone"): (5, 6),
        ("nothing", "Phone"): (11,),
        ("nothing", "Email"): (11,),
    }
    assert any(
        "7 cells of Phone cannot be read (rows 2, 3, 4, 7, 8 and 2 more), such as 4.47912E+11" in said
        for said in plan.findings
    )
    assert any("447912000001.0 is 447912000001" in said for said in plan.findings)
    assert desk.carry_out(plan) == {"added": 10}
    phones = {lead.name: lead.phones for lead in desk.leads() if lead.phones}
    assert phones == {"Cid Esk": "447912000001", "Dov Fay": "447912000002"}
    assert json.loads(desk.leads()[0].custom) == {"Phone": "4.47912E+11"}
    assert desk.rows("select value from match_key where kind = 'phone' order by 1") == [
        ("447912000001",),
        ("447912000002",),
    ]
    assert desk.bring(SPOILED) == {"unchanged": 10}


def test_an_id_that_says_nothing_or_was_shortened_is_nobodys(desk: Desk) -> None:
    text = "id,name,email\nNULL,Ann,ann@a.example\nNULL,Bob,bob@b.example\n1.23457E+17,Cem,c@c.example\n"
    assert desk.bring(text + "1.23457E+17,Dee,d@d.example\n1001.0,Eva,e@e.example\n") == {"added": 5}
    assert desk.bring("id,name,email\n1001,Eva Lind,e@e.example\n") == {"updated": 1}


TWENTY = """Id,Name / First Name,Name / Last Name,Emails / Primary Email,Emails / Additional Emails,\
Phones / Primary Phone Number,Phones / Primary Phone Country Code,Phones / Primary Phone Calling Code,\
Phones / Additional Phones,Linkedin / Link URL,Company / Name,Created by / Name,Creation date
0a1b2c3d-0000-4000-8000-000000000001,Chloé,Dubois,chloe@dubois.example,"[""chloe2@dubois.example""]",612345678,FR,\
+33,[],https://linkedin.example/in/chloe,Dubois SA,Maria,2026-03-02T09:15:00.000Z
0a1b2c3d-0000-4000-8000-000000000002,Tom,Hill,tom@hill.example,[],4155550100,US,+1,[],,Hill Inc,Maria,
0a1b2c3d-0000-4000-8000-000000000003,Eva,Noe,eva@noe.example,[],+351 910 000 001,PT,+33,[],,Noe,Maria,
"""


def test_the_sub_columns_of_a_system_are_joined(desk: Desk) -> None:
    plan = desk.plan(TWENTY)
    assert plan.columns_aside == ["Columns kept as own fields: Created by / Name."]
    desk.carry_out(plan)
    chloe, tom, eva = desk.leads()
    assert (chloe.name, chloe.company, chloe.phones) == ("Chloé Dubois", "Dubois SA", "+33 612345678")
    assert chloe.emails == "chloe@dubois.example\nadditional: chloe2@dubois.example"
    assert (chloe.links, chloe.created_at) == (
        "linkedin: https://linkedin.example/in/chloe",
        1_772_442_900_000,
    )
    assert (tom.phones, json.loads(tom.custom)) == ("+1 4155550100", {"Created by / Name": "Maria"})
    assert (eva.phones, json.loads(eva.custom)["Phones / Primary Phone Calling Code"]) == (
        "+351 910 000 001",
        "+33",
    )
    assert ("+33612345678",) in desk.rows("select value from match_key where kind = 'phone'")


def test_json_of_another_program_is_read_with_what_is_nested_in_it(desk: Desk) -> None:
    people = [
        {
            "name": {"firstName": "Ida", "lastName": "Berg"},
            "emails": [
                {"label": "work", "value": "ida@berg.example"},
                {"label": "home", "value": "i@berg.example"},
            ],
            "phones": {"primaryPhoneNumber": "0612345678", "primaryPhoneCallingCode": "+33"},
            "labels": ["vip", "fair"],
            "company": {"name": "Berg AB", "size": 7},
        }
    ]
    desk.carry_out(desk.plan_of(desk.file(json.dumps(people), "people.json")))
    (ida,) = desk.leads()
    assert (ida.name, ida.company, ida.tags) == ("Ida Berg", "Berg AB", "vip, fair")
    assert (ida.emails, ida.phones) == ("work: ida@berg.example\nhome: i@berg.example", "+33 612345678")
    assert json.loads(ida.custom) == {"company / size": "7"}


def test_an_address_in_words_is_told_and_what_else_stands_there_is_read(desk: Desk) -> None:
    plan = desk.plan(
        'Name,Email\nBo,bo [at] lund.example\nCy,"cy@x.example, none of yours"\nIda,Ida Berg <ida@berg.example>\n'
        '"",Ivo Berg <ivo@berg.example>\nJo,-\n'
    )
    unread = [(one.column, one.rows, one.example) for one in plan.reading.aside if one.why == "unread"]
    assert unread == [("Email", [2], "bo [at] lund.example")]
    desk.carry_out(plan)
    assert [(lead.name, lead.emails) for lead in desk.leads()] == [
        ("Bo", ""),
        ("Cy", "none of yours: cy@x.example"),
        ("Ida Berg", "ida@berg.example"),
        ("Ivo Berg", "ivo@berg.example"),
        ("Jo", ""),
    ]


def test_a_calling_code_of_its_own_column_may_be_told(desk: Desk) -> None:
    desk.do(SetPhoneRegion, desk.admin, region="PT")
    desk.bring("Name,Phone,Land\nAnn,0612345678,+33\nBob,910000001,\n", mapping="name=Name,phones/code=Land")
    assert [lead.phones for lead in desk.leads()] == ["+33 612345678", "910000001"]


def test_characters_of_a_workbook_are_read_as_they_were_meant(desk: Desk, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Name", "Notes", "Company", "Phone"])
    book.active.append(["Ada Bell", "one_x000D_\ntwo", "Bell_x0020_Works_x000D_", 351210000333])
    path = str(tmp_path / "book.xlsx")
    book.save(path)
    desk.carry_out(desk.plan_of(path))
    (ada,) = desk.leads()
    assert (ada.notes, ada.company, ada.phones) == ("one\ntwo", "Bell Works", "351210000333")
    out = io.BytesIO()
    write_table(out, "xlsx", ["Name"], [["Bell_x0020_Works"]])
    assert openpyxl.load_workbook(out).active["A2"].value == "Bell_x005F_x0020_Works"
