"""Whole files of address books and of tools for data: whoever brings one in reaches everybody in it."""

import json

from tests.data.leads.imports.conftest import Desk

GOOGLE = """Name,Given Name,Additional Name,Family Name,Nickname,Birthday,Notes,Group Membership,E-mail 1 - Type,\
E-mail 1 - Value,E-mail 2 - Type,E-mail 2 - Value,Phone 1 - Type,Phone 1 - Value,Phone 2 - Type,Phone 2 - Value,\
Organization 1 - Type,Organization 1 - Name,Organization 1 - Title,Website 1 - Type,Website 1 - Value,\
Address 1 - Formatted
Olena Tkach,Olena,,Tkach,,1980-02-03,met at fair,* My Contacts ::: Fairs ::: * starred,* Work,olena@tkach.example,\
Home,o.tkach@mail.example,Mobile,+380 44 000 11 22,Work,+380 44 000 33 44 ::: +380 44 000 55 66,,Tkach Dim,Owner,\
Profile,https://tkach.example,"Vul. Sadova 1, Kyiv"
Janek Lis,Janek,,Lis,,,,* My Contacts,* ,janek@lis.example ::: j2@lis.example,,,Mobile,+48 500 100 200,,,,Lis Sp.,\
,,,,
"""
OF_TABLES = """id,name,job_title,emails,contact_numbers,organization_id,organization_name
1,Paulo Reis,Buyer,"[{""label"":""work"",""value"":""paulo@reis.example""},\
{""label"":""home"",""value"":""p@mail.example""}]","[{""label"":""work"",""value"":""+351 210 000 222""}]",7,Reis Lda
2,Rui Melo,,ana@x.example / rui@x.example,+351 210 000 333 / +351 210 000 444,9,Melo
3,Jo Park,,"jo@park.example (work), jo@home.example (home)",(02) 000-0000 ext. 12,9,Park
4,Bo Lund,,bo [at] lund.example,n/a,9,Lund
5,Kim Oh,,-,-,9,Oh
"""


def test_an_address_book_of_google_keeps_each_address_number_and_group(desk: Desk) -> None:
    assert desk.bring(GOOGLE) == {"added": 2}
    olena, janek = desk.leads()
    assert (olena.name, olena.title, olena.company) == ("Olena Tkach", "Owner", "Tkach Dim")
    assert olena.emails.splitlines() == ["work: olena@tkach.example", "home: o.tkach@mail.example"]
    assert olena.phones.splitlines() == [
        "mobile: +380 44 000 11 22",
        "work: +380 44 000 33 44",
        "work: +380 44 000 55 66",
    ]
    assert (olena.notes, json.loads(olena.custom)) == ("met at fair", {"Birthday": "1980-02-03"})
    assert olena.tags == "my contacts, fairs, starred"
    assert janek.emails.splitlines() == ["janek@lis.example", "j2@lis.example"]
    assert desk.bring("Name,E-mail\nJanek Lis,janek@lis.example\n") == {"unchanged": 1}
    assert desk.bring("Name,E-mail\nJanek Lis,j2@lis.example\n") == {"unchanged": 1}


def test_cells_that_hold_lists_are_read_and_what_is_no_address_is_told(desk: Desk) -> None:
    plan = desk.plan(OF_TABLES)
    assert {(one.why, one.column): tuple(one.rows) for one in plan.reading.aside} == {
        ("unread", "emails"): (5,),
        ("nothing", "contact_numbers"): (5, 6),
        ("nothing", "emails"): (6,),
    }
    assert desk.carry_out(plan) == {"added": 5}
    paulo, rui, jo, bo, kim = desk.leads()
    assert (paulo.emails, paulo.phones) == (
        "work: paulo@reis.example\nhome: p@mail.example",
        "work: +351 210 000 222",
    )
    assert (rui.emails, rui.phones) == ("ana@x.example\nrui@x.example", "+351 210 000 333\n+351 210 000 444")
    assert jo.emails == "work: jo@park.example\nhome: jo@home.example"
    assert (bo.emails, kim.emails, kim.phones) == ("", "", "")
