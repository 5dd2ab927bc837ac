"""One spelling for what is written in many ways: e-mail addresses, phone numbers, names of people and companies."""

from __future__ import annotations

from functools import cache, lru_cache

_COMPANY_ENDINGS = frozenset(
    {"inc", "incorporated", "llc", "llp", "ltd", "limited", "corp", "corporation", "co", "company", "plc"}
    | {"gmbh", "ag", "kg", "sa", "sarl", "sas", "srl", "spa", "bv", "nv", "oy", "ab", "as", "aps", "lda"}
    | {"sl", "pty", "pte", "kk"}
)
_COMPANIES_REMEMBERED = 50_000
"""Names of companies whose compared form is remembered, as each stands in many rows of a file."""
LEAST_DIGITS = 6
MOST_DIGITS = 17
"""The fifteen of ITU-T E.164, and the two noughts before them."""
_TRUNK_ZERO = frozenset((
    "20", "27", "31", "32", "33", "40", "41", "43", "44", "46", "49", "51", "53", "54", "55", "57", "58",
    "60", "61", "63", "64", "66", "84", "86", "90", "91", "92", "93", "94", "95", "98", "211", "212",
    "213", "218", "231", "232", "233", "234", "243", "249", "251", "252", "254", "255", "256", "260",
    "261", "262", "263", "264", "265", "291", "353", "355", "358", "359", "370", "373", "374", "377",
    "380", "381", "382", "383", "385", "386", "387", "389", "421", "423", "508", "590", "591", "593",
    "594", "595", "596", "686", "850", "855", "856", "880", "886", "961", "962", "963", "964", "966",
    "967", "970", "971", "972", "976", "977", "994", "995", "996",
))  # fmt: skip
"""Codes of the countries (ITU-T E.164) in which a nought before a number is dialled within the country alone, and no
number begins with one."""
_PLAIN_MARKS = b" ()-"
_WORDS_ONLY = bytes(ord(chr(code).lower()) if chr(code).isalnum() else ord(" ") for code in range(128)) * 2
"""What each byte of ASCII becomes among folded words; bytes are translated in half the time of characters."""


def normal_email(text: str) -> str:
    """An address as it is compared: lowercase, the name around it left out; empty where it is none."""
    address = text.strip().strip("<>").lower()
    if "<" in address:
        address = address.rpartition("<")[2].rstrip("> ")
    return address if address.count("@") == 1 and " " not in address else ""


def normal_phone(text: str, region: str = "") -> str:
    """A number as it is compared: ``+`` and digits where the country is known, else the bare digits.

    Extensions are left out; of several numbers the first counts. Empty where fewer than six digits are left, and for
    what is no number: a date, an error of a spreadsheet, a number in a form that has lost its digits. ``region`` is the
    two-letter country in which national numbers are meant.
    """
    number = plain_number(text)
    return compared_number(number, region) if number else next(iter(normal_phones(text, region)), "")


def normal_phones(text: str, region: str = "") -> list[str]:
    """The numbers in a text as they are compared, each once."""
    number = plain_number(text)
    numbers = [number]
    if not number:
        from data.records.phone_notation import dialled  # takes longer than a quick verb

        numbers = dialled(text)
    compared = (compared_number(number, region) for number in numbers)
    return list(dict.fromkeys(number for number in compared if number))


def compared_number(number: str, region: str) -> str:
    """The form in which a number is compared, of that in which it is dialled: ``+`` and digits, or digits alone."""
    digits = number.removeprefix("+")
    if len(digits) < LEAST_DIGITS:
        return ""
    if number[0] == "+":
        return _international(digits)
    if digits.startswith("00"):
        return _international(digits[2:])
    return _with_country(digits, region) if region else digits


def plain_number(text: str) -> str:
    """A text that is one number of digits with blanks, hyphens and brackets, as it is dialled; empty for any other."""
    if not text.isascii():
        return ""
    number = text.encode().translate(None, _PLAIN_MARKS).decode()
    digits = number.removeprefix("+")
    if not digits.isdigit() or "(0)" in text:
        return ""
    # What may be a day is looked at more closely, and so is what no number is long enough for.
    return "" if (len(digits) == 8 and text.count("-") == 2) or len(digits) > MOST_DIGITS else number


def _international(digits: str) -> str:
    """A number with its country, whose own nought before it is left out."""
    if "0" in digits[1:4]:
        for end in (2, 3):
            if digits[end : end + 1] == "0" and digits[:end] in _TRUNK_ZERO:
                return f"+{digits[:end]}{digits[end + 1 :]}"
    return "+" + digits


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
        return b" ".join(text.encode().translate(_WORDS_ONLY, b".").split()).decode()
    from unicodedata import combining, normalize

    text = "".join(c for c in normalize("NFKD", text) if not combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold().replace(".", "")).split())


def sorted_words(text: str) -> str:
    """The folded words of a name in alphabetical order, so that ``Costa, Ana`` is ``Ana Costa``."""
    return " ".join(sorted(folded(text).split()))
