"""Numbers, phones and addresses in the one form under which they are found again."""

import re
import unicodedata

import phonenumbers

from returns_app.people.rules import ContactKind

_SPACES = re.compile(r"\s+")


def identifier(number: str) -> str:
    """Capital letters and digits alone: "14 ab-000.01" and "14AB00001" are one number."""
    folded = unicodedata.normalize("NFKC", number).upper()
    return "".join(str(unicodedata.digit(char)) if char.isdigit() else char for char in folded if char.isalnum())


def phone(number: str, region: str | None) -> str | None:
    """E.164 form; a number without a country prefix is read as one of `region`; None when it can't be one."""
    try:
        parsed = phonenumbers.parse(unicodedata.normalize("NFKC", number), region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(parsed):
        return None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def email(address: str) -> str | None:
    """Small letters without space around; None when it is no address."""
    plain = unicodedata.normalize("NFKC", address).strip().casefold()
    name, at, host = plain.rpartition("@")
    return plain if at and name and "." in host and " " not in plain else None


def contact(kind: ContactKind, value: str, region: str | None) -> str:
    """The form a contact is kept and indexed in; what can't be read stays as it was written, spaces tidied."""
    tidy = _SPACES.sub(" ", value).strip()
    if kind is ContactKind.PHONE:
        return phone(tidy, region) or tidy
    if kind is ContactKind.EMAIL:
        return email(tidy) or tidy
    return value.strip()


def contact_index(kind: ContactKind, value: str) -> str:
    """The text a contact's blind index is made of, from the form it is kept in."""
    return f"{kind}|{_SPACES.sub(' ', value).casefold()}"
