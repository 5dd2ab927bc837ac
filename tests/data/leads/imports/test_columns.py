"""Which column becomes what, for the systems that people arrive from."""

import json

import pytest

from data.files.refused import FileRefused
from data.imports.labelled_columns import labelled_field
from tests.data.leads.imports.conftest import Desk


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("E-mail", ("emails", "")),
        ("Email Address", ("emails", "")),
        ("Person - Email - Work", ("emails", "work")),
        ("Email (2)", ("emails", "2")),
        ("MOBILEPHONE", ("phones", "mobile")),
        ("ASSISTANTPHONE", ("phones", "assistant")),
        ("Téléphone", ("phones", "")),
        ("LinkedIn URL", ("links", "linkedin")),
        ("Email Opt Out", None),
        ("Phone Type", None),
        ("Email Bounced Date", None),
    ],
)
def test_columns_of_which_there_are_several_get_their_label(name: str, field: tuple[str, str] | None) -> None:
    assert labelled_field(name) == field


def test_hubspot_contacts(desk: Desk) -> None:
    plan = desk.plan(
        "Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Lead Status,Create Date,Associated Company\n"
        "1001,Ann,Lee,ann@a.example,+1 555 010 0100,Ben Rep,UNQUALIFIED,2024-03-12 09:14,Acme\n"
    )
    assert plan.columns.system == "hubspot"
    desk.carry_out(plan)
    (lead,) = desk.leads()
    assert (lead.name, lead.company, lead.source_key) == ("Ann Lee", "Acme", "hubspot:1001")
    assert (lead.status, lead.open, lead.unworked) == ("disqualified", 0, 0)
    assert lead.owner_id == desk.ben
    assert lead.created_at == 1_710_234_840_000


def test_salesforce_data_loader_contacts_with_names_in_capitals(desk: Desk) -> None:
    desk.bring(
        '"ID","LASTNAME","FIRSTNAME","NAME","EMAIL","MOBILEPHONE","MAILINGSTREET","MAILINGCITY","MAILINGSTATE",'
        '"MAILINGPOSTALCODE","MAILINGCOUNTRY","LEADSOURCE","DESCRIPTION","CREATEDDATE","SCORE__C"\n'
        '"003x0000002xLCVAA2","Lee","Ann","Ann Lee","ann@a.example","555 010 0100","1 Main St\nSuite 2","Springfield",'
        '"IL","62701","US","Web","Long\ntext","2006-04-15T03:23:15.000Z","7"\n'
    )
    (lead,) = desk.leads()
    assert lead.source_key == "salesforce:003x0000002xLCVAA2"
    assert (lead.name, lead.phones, lead.source) == ("Ann Lee", "mobile: 555 010 0100", "Web")
    assert lead.address == "1 Main St\nSuite 2\nSpringfield, IL 62701\nUS"
    assert json.loads(lead.custom) == {"SCORE__C": "7"}
    assert lead.notes == "Long\ntext"


def test_a_salesforce_report_loses_only_its_footer(desk: Desk) -> None:
    counts = desk.bring(
        '"First Name","Last Name","Company / Account","Email","Lead Status"\n'
        '"Ann","Lee","Acme","ann@a.example","Open - Not Contacted"\n'
        '"Bob","Ray","Beta","bob@b.example","Working - Contacted"\n\n'
        '"Grand Totals (2 records)"\n"Confidential Information - Do Not Distribute"\n'
        '"Copyright (c) 2000-2026 salesforce.com, inc."\n'
    )
    assert counts == {"added": 2}
    assert [lead.status for lead in desk.leads()] == ["new", "working"]


def test_pipedrive_people(desk: Desk) -> None:
    desk.bring(
        "Person - ID,Person - Name,Person - Organization,Person - Email - Work,Person - Phone - Mobile,Person - Owner\n"
        "7,Ann Lee,Acme,ann@a.example,+44 20 7946 0000,nobody here\n"
    )
    (lead,) = desk.leads()
    assert (lead.source_key, lead.company) == ("pipedrive:7", "Acme")
    assert (lead.emails, lead.phones) == ("work: ann@a.example", "mobile: +44 20 7946 0000")
    assert (lead.owner_id, lead.owner_name) == (desk.ana, "nobody here")


def test_zoho_and_close_are_known_by_their_ids(desk: Desk) -> None:
    zoho = desk.plan("Record Id,First Name,Last Name,Lead Owner\nzcrm_123,Ann,Lee,x\n")
    close = desk.plan("id,contact,company,email\nlead_a1B2c3D4e5,Ann Lee,Acme,ann@a.example\n")
    assert (zoho.columns.system, close.columns.system) == ("zoho", "close")


def test_linkedin_connections_below_their_notes(desk: Desk) -> None:
    desk.bring(
        'Notes:\n"When exporting your connection data, some addresses are missing."\n\n'
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Ann,Lee,https://www.linkedin.example/in/ann,,Acme,CFO,12 Mar 2021\n"
        ",,,,,,13 Mar 2021\n"
    )
    (lead,) = desk.leads()
    assert lead.source_key == "linkedin:https://www.linkedin.example/in/ann"
    assert (lead.title, lead.links) == ("CFO", "linkedin: https://www.linkedin.example/in/ann")


def test_french_first_and_last_names_are_joined(desk: Desk) -> None:
    desk.bring("Nom;Prénom;Société\nDupont;Jean;ACME\n")
    assert desk.leads()[0].name == "Jean Dupont"


def test_a_column_without_a_place_stays_beside_the_lead(desk: Desk) -> None:
    desk.bring("Name,Shoe size,Lead Status,Budget\nAnn,41,zombie,lots\n")
    (lead,) = desk.leads()
    assert json.loads(lead.custom) == {"Shoe size": "41", "Lead Status": "zombie", "Budget": "lots"}
    assert (lead.status, lead.budget) == ("new", None)


def test_amounts_keep_their_currency_and_mark(desk: Desk) -> None:
    desk.bring("Name;Budget\nAnn;1.234,50 €\nBob;99\n")
    assert [(lead.budget, lead.currency) for lead in desk.leads()] == [(123_450, "EUR"), (9_900, "")]


def test_a_mapping_that_was_told_goes_before_guesses(desk: Desk) -> None:
    text = "A,B,Name\nAnn,a@a.example,ignored\n"
    desk.bring(text, mapping="name=A,emails:work=B")
    (lead,) = desk.leads()
    assert (lead.name, lead.emails, json.loads(lead.custom)) == (
        "Ann",
        "work: a@a.example",
        {"Name": "ignored"},
    )


def test_a_guess_can_be_taken_away(desk: Desk) -> None:
    desk.bring("Name,Title\nAnn,Dr.\n", mapping="title=none")
    (lead,) = desk.leads()
    assert (lead.title, json.loads(lead.custom)) == ("", {"Title": "Dr."})


@pytest.mark.parametrize("mapping", ["shoe=Name", "name=Nothing", "name=Name,title=Name", "bogus=none"])
def test_a_mapping_that_makes_no_sense_is_refused(desk: Desk, mapping: str) -> None:
    with pytest.raises(FileRefused):
        desk.plan("Name\nAnn\n", mapping=mapping)


def test_a_salesforce_contact_is_not_called_after_its_accounts_id(desk: Desk) -> None:
    head = "ID,ISDELETED,ACCOUNTID,LASTNAME,FIRSTNAME,EMAIL,OWNERID\n"
    counts = desk.bring(
        head
        + "003x0000002xLCVAA2,false,001x0000002xLCVAA2,Lee,Ann,ann@a.example,\n"
        + "003x0000002xLCWAA2,true,001x0000002xLCVAA2,Ray,Bob,bob@b.example,\n"
    )
    assert counts == {"added": 1, "deleted": 1}
    (lead,) = desk.leads()
    assert (lead.name, lead.company) == ("Ann Lee", "")
    assert json.loads(lead.custom) == {"ACCOUNTID": "001x0000002xLCVAA2"}


LANGUAGES = (
    (
        "Post-ID,Förnamn,Efternamn,E-post,Telefonnummer,Företagsnamn,Befattning,Kontaktägare,Skapad den,"
        "Stad,Land/region"
    ),
    (
        "Datensatz-ID,Vorname,Nachname,E-Mail,Telefonnummer,Unternehmensname,Position,Zuständiger Mitarbeiter,"
        "Erstellungsdatum,Stadt,Land/Region"
    ),
    (
        "ID de l'enregistrement,Prénom,Nom,E-mail,Numéro de téléphone,Nom de l'entreprise,Intitulé du poste,"
        "Propriétaire du contact,Créé le,Ville,Pays/Région"
    ),
    (
        "ID de registro,Nombre,Apellidos,Correo electrónico,Número de teléfono,Nombre de la empresa,Cargo,"
        "Propietario del contacto,Fecha de creación,Ciudad,País/Región"
    ),
    (
        "ID do registro,Nome,Sobrenome,E-mail,Número de telefone,Nome da empresa,Cargo,Proprietário do contato,"
        "Data de criação,Cidade,País/Região"
    ),
)


@pytest.mark.parametrize("head", LANGUAGES)
def test_hubspot_speaks_the_languages_of_its_users(desk: Desk, head: str) -> None:
    plan = desk.plan(f"{head}\n7,Åsa,Öberg,asa@a.example,+46 8 1,Acme,VD,Ben Rep,2024-03-12 09:14,Umeå,SE\n")
    assert (plan.columns.system, plan.columns.rest) == ("hubspot", ())
    desk.carry_out(plan)
    (lead,) = desk.leads()
    assert (lead.name, lead.emails, lead.phones) == ("Åsa Öberg", "asa@a.example", "+46 8 1")
    assert (lead.company, lead.title, lead.owner_id) == ("Acme", "VD", desk.ben)
    assert (lead.address, lead.created_at) == ("Umeå\nSE", 1_710_234_840_000)


@pytest.mark.parametrize(
    "head", ["ID,NAME,STAGENAME,AMOUNT,CLOSEDATE", "Record ID,Deal Name,Deal Stage,Amount,Close Date"]
)
def test_a_file_of_deals_makes_no_leads_unless_it_is_told_so(desk: Desk, head: str) -> None:
    text = f"{head}\n1,5000 Widgets,Closed Won,500.0,2005-11-09\n"
    with pytest.raises(FileRefused, match="looks like deals"):
        desk.plan(text)
    assert desk.bring(text, mapping=f"name={head.split(',')[1]}") == {"added": 1}
    if "Deal" not in head:
        head = head.replace("AMOUNT", "Contact Name,AMOUNT")
        assert desk.bring(f"{head}\n2,Widgets,Won,Ann Lee,500.0,2005-11-09\n") == {"added": 1}
