"""What the doctor asks of customers: whether what triggers keep in their rows is what it is made of."""

from __future__ import annotations

from collections.abc import Iterator

from data.kernel.commands import Reader
from data.kernel.engine import Engine
from data.kernel.finding import OK, WARNING, Finding
from data.records.normal_forms import company_key

_MEMBERS = "select customer.id union all select member.id from customer member where member.merged_into = customer.id"
_KEYS = (
    "select customer.company_key union all "
    "select member.company_key from customer member where member.merged_into = customer.id"
)
_KEPT = {
    "value": f"(select sum(amount) from value_change where customer_id in ({_MEMBERS}))",
    "renewal_on": (
        f"ifnull((select min(due_on) from renewal where customer_id in ({_MEMBERS}) and outcome = ''), '')"
    ),
    "complained_at": (
        f"(select min(at) from complaint where customer_id in ({_MEMBERS}) and resolved_at is null)"
    ),
    "last_contact_at": f"(select max(last_touch_at) from lead where company_key in ({_KEYS}))",
}
_ASTRAY = " or ".join(f"{column} is not {sql}" for column, sql in _KEPT.items())


def check(reader: Reader, now: int) -> Iterator[Finding]:
    """Whether values, renewals, complaints and contacts stand in customers' rows as they are, and their companies."""
    del now
    astray = _astray(reader) + len(_misnamed(reader))
    if astray:
        text = f"{astray:,} customers do not stand as what is known of them says"
        yield Finding("customers", WARNING, text, code="doctor.customers_astray")
    else:
        yield Finding("customers", OK, "they stand as what is known of them says")


def repair(engine: Engine) -> list[str]:
    """Have the triggers keep anew what is astray, and say so. That is derived: there is nothing in it to undo."""
    wrong, astray = _misnamed(engine), _astray(engine)
    if not wrong and not astray:
        return []
    named = [("update customer set company_key = ? where id = ?", (key, row)) for row, key in wrong.items()]
    rest = "customer_totals"
    engine.write(
        [
            *named,
            ("insert into search_rests(name) values(?)", (rest,)),
            ("delete from search_rests where name = ?", (rest,)),
        ]
    )
    mended = astray + len(wrong)
    return [f"kept {mended:,} customer{'' if mended == 1 else 's'} up"]


def _astray(reader: Reader | Engine) -> int:
    """How many customers' rows do not hold what they should."""
    sql = f"select count(*) from customer where merged_into is null and ({_ASTRAY})"
    return int(reader.select(sql)[0][0])


def _misnamed(reader: Reader | Engine) -> dict[int, str | None]:
    """The customers whose company is not compared as they are called, with how it should be."""
    rows = reader.select("select id, name, company_key from customer")
    return {row: key for row, name, stored in rows if stored != (key := company_key(name) or None)}
