"""Numbers that stand beside their calling code or country, as CRM systems keep them apart."""

from __future__ import annotations

from functools import cache

from data.records.normal_forms import normal_phone


@cache
def country_code(region: str) -> str:
    """The calling code of a country (two letters), empty for no country."""
    import phonenumbers  # takes longer than a quick verb, as in what follows

    code = phonenumbers.country_code_for_region(region.strip().upper())
    return str(code) if code else ""


def with_code(number: str, code: str) -> str | None:
    """A number with its calling code before it, as ``+33 612345678``; None where it bears another one.

    A number that has the code already stays as it is, also where its plus is lost. The nought that is dialled within
    the country alone is left out.
    """
    key = normal_phone(number)
    if key.startswith("+"):
        return number if key.startswith(f"+{code}") else None
    if not key:
        return number
    joined = f"+{code} {number}"
    if key.startswith(code):
        bare, whole = _possible(f"+{key}"), _possible(f"+{code}{key}")
        if bare and whole in ("", bare):
            return f"+{number}"
    if number.startswith("0") and normal_phone(joined) == normal_phone(f"+{code} {number[1:]}"):
        return f"+{code} {number[1:]}"
    return joined


def _possible(number: str) -> str:
    """A number with its country in one form, empty where there can be none of it."""
    import phonenumbers

    try:
        found = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(found):
        return ""
    return str(phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.E164))
