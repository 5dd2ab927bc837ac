"""Columns are known by what people call them, in thirteen languages, else by what stands in them."""

from collections.abc import Sequence
from importlib.resources import files
from tomllib import loads
from typing import Any

import pytest

from data.files.headers import joined_name
from data.files.table import Row, Table
from data.imports.find_columns import find_columns
from data.imports.labelled_columns import labelled_field
from data.imports.spec import ImportSpec
from data.leads.imports.company_spec import COMPANY_IMPORT, holds_companies
from data.leads.imports.lead_spec import LEAD_IMPORT
from data.nouns import NOUNS, named
from data.points.imports.activity_spec import ACTIVITY_IMPORT

SPECS: list[ImportSpec[Any]] = [named(name) for noun in NOUNS.all for name in noun.imports]


def table(columns: Sequence[str], *rows: Sequence[str]) -> Table:
    """A table of these columns and rows."""
    found = [Row(number, list(cells)) for number, cells in enumerate(rows, 2)]
    return Table("file.csv", list(columns), [], len(found), lambda: iter(found), 0, None)


def fields(spec: ImportSpec[Any], columns: Sequence[str], *rows: Sequence[str]) -> dict[str, str]:
    """The field of each column that has one."""
    return {found.column: found.field for found in find_columns(spec, table(columns, *rows), {}).found}


@pytest.mark.parametrize(
    ("column", "field"),
    [
        *(("Mobile No", "phones:mobile"), ("Contact No", "phones"), ("Contact Number", "phones")),
        *(("Phone No.", "phones"), ("WhatsApp", "phones:whatsapp"), ("Phone #", "phones")),
        *(("Email ID", "emails"), ("Mail", "emails"), ("Contact Person", "name"), ("Client", "name")),
        *(("fname", "first_name"), ("lname", "last_name"), ("Org", "company"), ("Firm", "company")),
        *(("Business", "company"), ("Business Name", "company"), ("Co.", "company"), ("ST", "address:state")),
        *(("Notes/Comments", "notes"), ("Person - Created", "created"), ("Person - Notes", "notes")),
        *(("Person - Address", "address"), ("Lead ID", "id"), ("contact.first_name", "first_name")),
        *(("Address / City", "address:city"), ("Designation", "title"), ("Date Added", "created")),
    ],
)
def test_headings_of_spreadsheets(column: str, field: str) -> None:
    assert fields(LEAD_IMPORT, [column, "zz"]) == {column: field}


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        ("county", ["Kent"]),
        ("Title", ["Mr.", "Mrs", "Dr.", "Prof. Dr."]),
        ("Titel", ["Herr", "Frau Dr."]),
        ("Interested?", ["yes", "no"]),
        ("Product", ["Yes", "No"]),
        ("Lead - Title", ["Acme, 50 seats"]),
        ("Created by / Name", ["Maria"]),
        ("Birthday", ["1990-05-12"]),
        ("Last contacted", ["2026-05-12"]),
        ("Account manager's e-mail", ["pam@our.example"]),
        ("Manager Mail", ["pam@our.example"]),
        ("Referrer", ["pam@our.example", "sam@our.example"]),
        ("Invoice no", ["2026-0001", "2026-0002"]),
        ("Tax id", ["501234567", "501234568"]),
        ("Score", ["12345678", "12345679"]),
        ("Website visits", ["12"]),
    ],
)
def test_what_a_column_is_not(column: str, cells: list[str]) -> None:
    assert column not in fields(LEAD_IMPORT, ["Name", column], *(["Ann", cell] for cell in cells))


def test_a_column_is_another_one_where_the_first_thing_it_is_called_is_told_by_its_cells_to_be_wrong() -> (
    None
):
    found = fields(
        LEAD_IMPORT,
        ["Title", "Role", "Nome", "Estado", "CEP", "Contact"],
        ["Mr", "CFO", "Ana", "SP", "01310-100", "+55 11 0000-0001"],
        ["Ms", "CEO", "Bia", "RJ", "20040-020", "+55 21 0000-0002"],
    )
    assert "Title" not in found
    del found["Contact"]
    assert found == {"Role": "title", "Nome": "first_name", "Estado": "address:state", "CEP": "address:zip"}


def test_names_of_which_there_are_two_go_where_they_fit() -> None:
    assert fields(LEAD_IMPORT, ["Client", "Contact Person"]) == {
        "Client": "company",
        "Contact Person": "name",
    }
    assert fields(LEAD_IMPORT, ["Client", "Company"]) == {"Client": "name", "Company": "company"}
    assert fields(LEAD_IMPORT, ["Name", "Contact Person"]) == {"Name": "company", "Contact Person": "name"}
    assert fields(LEAD_IMPORT, ["First Name", "Last Name", "Name", "Business"])["Name"] == "name"


LEADS_IN = {
    "de": "Vorname|Nachname|Firma|Position|E-Mail-Adresse|Telefon|Handynummer|Webseite|Straße und Hausnummer|PLZ|Ort"
    "|Land|Bemerkungen|Quelle|Lead-Status|Zuständig|Schlagworte|Angelegt am",
    "fr": "Prénom|Nom de famille|Société|Fonction|Adresse e-mail|Téléphone|Portable|Site web|Adresse postale"
    "|Code postal|Ville|Pays|Commentaires|Origine|Statut|Commercial|Étiquettes|Créé le",
    "es": "Nombre|Apellidos|Empresa|Cargo|Correo electrónico|Teléfono|Móvil|Sitio web|Calle|Código postal|Ciudad|País"
    "|Observaciones|Origen|Estado del lead|Propietario|Etiquetas|Fecha de alta",
    "pt": "Nome|Sobrenome|Empresa|Cargo|E-mail|Telefone|Celular|Site|Rua|CEP|Cidade|País|Observações|Origem do lead"
    "|Situação|Responsável|Etiquetas|Data de cadastro",
    "it": "Nome|Cognome|Ragione sociale|Ruolo|Indirizzo e-mail|Telefono|Cellulare|Sito web|Via|CAP|Città|Nazione|Note"
    "|Fonte|Stato|Commerciale|Etichette|Data inserimento",
    "nl": "Voornaam|Achternaam|Bedrijfsnaam|Functie|E-mailadres|Telefoonnummer|Mobiel|Website|Straat en huisnummer"
    "|Postcode|Plaats|Land|Opmerkingen|Bron|Leadstatus|Eigenaar|Labels|Aangemaakt op",
    "pl": "Imię|Nazwisko|Nazwa firmy|Stanowisko|Adres e-mail|Nr telefonu|Telefon komórkowy|Strona internetowa|Ulica"
    "|Kod pocztowy|Miasto|Kraj|Uwagi|Źródło|Status|Opiekun|Etykiety|Data dodania",
    "tr": "Adı|Soyadı|Şirket adı|Unvan|E-posta|Telefon|Cep telefonu|Web sitesi|Cadde|Posta kodu|Şehir|Ülke|Açıklama"
    "|Kaynak|Durum|Satış temsilcisi|Etiketler|Kayıt tarihi",
    "sv": "Förnamn|Efternamn|Företag|Befattning|E-postadress|Telefon|Mobilnummer|Webbplats|Gatuadress|Postnr|Ort|Land"
    "|Anteckningar|Källa|Leadstatus|Ansvarig säljare|Taggar|Skapad",
    "ar": "الاسم الأول|اسم العائلة|اسم الشركة|المسمى الوظيفي|البريد الإلكتروني|رقم الهاتف|الجوال|الموقع الإلكتروني"
    "|الشارع|الرمز البريدي|المدينة|الدولة|ملاحظات|المصدر|الحالة|مندوب المبيعات|الوسوم|تاريخ الإنشاء",
    "ru": "Имя|Фамилия|Компания|Должность|Эл. почта|Рабочий телефон|Мобильный телефон|Сайт|Улица|Индекс|Город|Страна"
    "|Комментарий|Источник|Статус|Ответственный|Теги|Дата создания",
    "zh": "名|姓|公司名称|职位|电子邮箱|办公电话|手机号码|网址|街道|邮编|城市|国家|备注|线索来源|线索状态"
    "|负责人|标签|创建时间",
    "ja": "名|姓|会社名|役職|メールアドレス|電話番号|携帯電話|ホームページ|番地|郵便番号|市区町村|国|備考|リードソース"
    "|ステータス|営業担当|タグ|登録日",
}
LEAD_FIELDS = (
    *("first_name", "last_name", "company", "title", "emails", "phones", "phones:mobile", "links"),
    *("address:street", "address:zip", "address:city", "address:country", "notes", "source", "status"),
    *("owner", "tags", "created"),
)


@pytest.mark.parametrize("language", LEADS_IN)
def test_leads_in_the_language_of_the_spreadsheet(language: str) -> None:
    columns = LEADS_IN[language].split("|")
    found = find_columns(LEAD_IMPORT, table(columns), {})
    assert {one.column: one.field for one in found.found} == dict(zip(columns, LEAD_FIELDS, strict=True))
    assert not holds_companies(table(columns), {})


@pytest.mark.parametrize(
    "columns",
    [
        "Firmenname|Branche|Umsatz|Telefon|Webseite|Ort|Notizen",
        "Raison sociale|Secteur d'activité|Chiffre d'affaires|Téléphone|Site web|Ville|Remarques",
        "Empresa|Sector|Facturación|Teléfono|Página web|Ciudad|Notas",
        "Azienda|Settore|Fatturato|Telefono|Sito web|Città|Note",
        "会社名|業種|売上高|電話番号|ウェブサイト|市区町村|備考",
        "公司名称|行业|营业额|电话|网站|城市|备注",
        "Название компании|Отрасль|Выручка|Телефон|Сайт|Город|Примечание",
    ],
)
def test_companies_in_other_languages(columns: str) -> None:
    names = columns.split("|")
    assert holds_companies(table(names), {})
    found = list(fields(COMPANY_IMPORT, names).values())
    assert found == ["name", "industry", "phones", "links", "address:city", "notes"]


@pytest.mark.parametrize(
    "columns",
    [
        "Art|Datum|Uhrzeit|Ergebnis|Verantwortlich|Betreff|Bemerkungen|Kontakt",
        "Type d'activité|Date|Heure|Résultat|Responsable|Objet|Commentaires|Contact",
        "Tipo|Fecha|Hora|Resultado|Responsable|Asunto|Notas|Contacto",
        "Тип|Дата|Время|Результат|Ответственный|Тема|Комментарий|Контакт",
        "活动类型|日期|时间|结果|负责人|主题|备注|联系人",
    ],
)
def test_activities_in_other_languages(columns: str) -> None:
    found = list(fields(ACTIVITY_IMPORT, columns.split("|")).values())
    assert found == ["kind", "date", "time", "outcome", "owner", "about", "note", "contact"]


def test_columns_of_unknown_names_are_proposed_by_what_stands_in_them() -> None:
    columns = ["Who", "Erreichbar", "Rückruf", "Zweitens", "Wann", "Vorwahl?", "Who mailed"]
    rows = [
        [
            f"P{n} Q",
            f"p{n}@x.example",
            f"+49 30 00000{n}",
            f"q{n}@x.example",
            f"{n}.5.2026",
            "+49",
            "a@our.example",
        ]
        for n in range(1, 8)
    ]
    found = find_columns(LEAD_IMPORT, table(columns, *rows), {})
    assert {one.column: (one.field, one.is_guessed) for one in found.found} == {
        "Erreichbar": ("emails", True),
        "Rückruf": ("phones", True),
        "Zweitens": ("emails:2", True),
        "Wann": ("created", True),
        "Vorwahl?": ("phones/code", True),
    }
    assert all(one.score < 100 and not one.is_told for one in found.found)
    told = find_columns(LEAD_IMPORT, table(columns, *rows), {"emails": None, "phones": "Rückruf"})
    assert [one.column for one in told.found if one.field == "emails"] == []


def test_two_columns_of_dates_leave_it_open_which_is_meant() -> None:
    assert fields(LEAD_IMPORT, ["Name", "D1", "D2"], ["Ann", "2026-01-02", "2026-01-03"]) == {"Name": "name"}


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.noun)
def test_no_name_of_a_field_is_taken_for_an_address_or_a_number_first(spec: ImportSpec[Any]) -> None:
    for field, names in spec.columns.vocabulary().words.items():
        for name in names:
            several = labelled_field(name)
            assert joined_name(name) and (several is None or several[0] not in spec.columns.contacts), (
                field,
                name,
            )


def test_languages_say_the_same_things_and_no_word_twice() -> None:
    languages = [file for file in files("data.catalog.columns").iterdir() if file.name.endswith(".toml")]
    assert len(languages) == 13
    needed = {
        "name",
        "company",
        "title",
        "email",
        "phone",
        "mobile",
        "city",
        "notes",
        "owner",
        "created",
        "date",
        "kind",
    }
    for file in languages:
        lines = loads(file.read_text(encoding="utf-8"))
        assert needed <= set(lines), file.name
        for line, words in lines.items():
            keys = [joined_name(word) for word in words]
            assert all(keys), (file.name, line)
            assert len(set(keys)) == len(keys), (file.name, line)


@pytest.mark.parametrize("name", ["phone" + "1" * 190 + "x", "mobilephone" * 17 + "x", "mail" * 49 + "?!"])
def test_a_long_name_is_taken_apart_at_once(name: str) -> None:
    assert labelled_field(name) is None or name.startswith("mail")
