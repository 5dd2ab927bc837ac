"""One spelling for what is written in many ways: e-mail addresses, phone numbers, names of people and companies."""

from __future__ import annotations

from functools import cache, lru_cache

_COMPANY_ENDINGS = frozenset(
    {"inc", "incorporated", "llc", "llp", "ltd", "limited", "corp", "corporation", "co", "company", "plc"}
    | {"gmbh", "ag", "kg", "sa", "sarl", "sas", "srl", "spa", "bv", "nv", "oy", "ab", "as", "aps", "lda"}
    | {"sl", "pty", "pte", "kk"}
)
_COMPANIES_REMEMBERED = 10_000
"""Names of companies whose compared form is remembered, as each stands in many rows of a file."""
LEAST_DIGITS = 6
_EXTENSION_MARKS = frozenset("x#;")
_ASCII = [chr(code) for code in range(128)]
_DIGITS_ONLY = {ord(c): None for c in _ASCII if not c.isdigit()}
_WORDS_ONLY = {ord(c): None if c == "." else " " for c in _ASCII if not c.isalnum()}


def normal_email(text: str) -> str:
    """An address as it is compared: lowercase, the name around it left out; empty where it is none."""
    address = text.strip().strip("<>").lower()
    if "<" in address:
        address = address.rpartition("<")[2].rstrip("> ")
    return address if address.count("@") == 1 and " " not in address else ""


def normal_phone(text: str, region: str = "") -> str:
    """A number as it is compared: ``+`` and digits where the country is known, else the bare digits.

    Extensions are left out. Empty where fewer than six digits are left. ``region`` is the two-letter country
    in which national numbers are meant.
    """
    digits = _digits(text)
    if len(digits) < LEAST_DIGITS:
        return ""
    if text.lstrip().startswith("+"):
        return "+" + digits
    if digits.startswith("00"):
        return "+" + digits[2:]
    return _with_country(digits, region) if region else digits


def _digits(text: str) -> str:
    number = text.lower()
    if _EXTENSION_MARKS.isdisjoint(number):
        return number.translate(_DIGITS_ONLY) if number.isascii() else _plain_digits(number)
    for mark in ("x", "ext", "#", ";"):
        head = number.partition(mark)[0]
        number = head if _plain_digits(head) else number
    return _plain_digits(number)


def _plain_digits(text: str) -> str:
    return "".join(c for c in text if c.isascii() and c.isdigit())


def _with_country(digits: str, region: str) -> str:
    """A national number with its country. Only one that may hold the country already needs a closer look."""
    code, prefix = _dialling(region.upper())
    if code and not digits.startswith(code):
        return f"+{code}{digits.removeprefix(prefix) if prefix else digits}"
    import phonenumbers  # takes longer than a quick verb, as in all that follows

    try:
        number = phonenumbers.parse(digits, region.upper())
    except phonenumbers.NumberParseException:
        return digits
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


@cache
def _dialling(region: str) -> tuple[str, str]:
    """A country's code and the digits before its national numbers; empty where the country is unknown."""
    import phonenumbers

    facts = phonenumbers.PhoneMetadata.metadata_for_region(region, None)
    if facts is None or facts.country_code is None:
        return "", ""
    plain = facts.national_prefix_for_parsing == facts.national_prefix
    return str(facts.country_code) if plain else "", facts.national_prefix or ""


def normal_name(name: str, company: str = "") -> str:
    """Name and company as they are compared: folded words in order, legal forms left out."""
    if not name:
        return ""
    return f"{folded(name)}|{company_key(company)}"


@lru_cache(_COMPANIES_REMEMBERED)
def company_key(company: str) -> str:
    """A company's name as it is compared."""
    words = folded(company).split()
    essential = [word for word in words if word not in _COMPANY_ENDINGS]
    return " ".join(essential or words) or company.strip().casefold()


def folded(text: str) -> str:
    """Words in lowercase without accents and punctuation."""
    if text.isascii():
        return " ".join(text.lower().translate(_WORDS_ONLY).split())
    from unicodedata import combining, normalize

    text = "".join(c for c in normalize("NFKD", text) if not combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold().replace(".", "")).split())


def sorted_words(text: str) -> str:
    """The folded words of a name in alphabetical order, so that ``Costa, Ana`` is ``Ana Costa``."""
    return " ".join(sorted(folded(text).split()))
