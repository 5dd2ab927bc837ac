"""What the doctor asks of leads: whether phones and companies are compared in the form that they should be."""

from __future__ import annotations

from collections.abc import Iterator

from data.kernel.commands import Reader
from data.kernel.engine import Engine
from data.kernel.finding import OK, WARNING, Finding
from data.leads.companies.company import COMPANIES
from data.leads.fields import LEADS
from data.records.normal_forms import company_key
from data.records.phone_keys import phone_key_changes
from data.records.phone_region import phone_region


def check(reader: Reader, now: int) -> Iterator[Finding]:
    """How match keys stand, and the names by which companies are compared."""
    del now
    region = phone_region(reader)
    astray = sum(len(phone_key_changes(reader, records, 0, region, range)) for records in (LEADS, COMPANIES))
    where = region or "none"
    if astray:
        yield Finding(
            "phones",
            WARNING,
            f"{astray:,} match keys of phones are not those of the region {where}",
            code="doctor.phones_astray",
            values={"region": where},
        )
    else:
        yield Finding("phones", OK, f"match keys are those of the region {where}")
    wrong = len(_misnamed(reader))
    if wrong:
        text = f"{wrong:,} names of companies are not compared as they are written"
        yield Finding("companies", WARNING, text, code="doctor.companies_misnamed")
    else:
        yield Finding("companies", OK, "compared by the names that leads say")


def repair(engine: Engine) -> list[str]:
    """Compare companies by what leads say, and say so. That is derived: there is nothing in it to undo."""
    wrong = _misnamed(engine)
    if not wrong:
        return []
    sql = "update lead set company_key = ? where company = ? and company_key is not ?"
    engine.write([(sql, (key, company, key)) for company, key in wrong.items()])
    return [
        f"compared {len(wrong):,} {'name' if len(wrong) == 1 else 'names'} of companies as they are written"
    ]


def _misnamed(reader: Reader | Engine) -> dict[str, str | None]:
    """The companies that some lead says and does not have as they are compared, with how they are."""
    rows = reader.select("select distinct company, company_key from lead")
    return {company: key for company, stored in rows if stored != (key := company_key(company) or None)}
