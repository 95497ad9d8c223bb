"""The people of the journeys as a counsellor types them: names of inputs and what goes into them."""

from datetime import date

from returns_app.core.clock import local_day, utc_now

Answers = dict[str, str]
PRINCIPAL = "principal"


def person(prefix: str, given: str, family: str, born: date, sex: str, country: str) -> Answers:
    """The compulsory facts of somebody with a document."""
    return {
        f"{prefix}-names-0-given": given,
        f"{prefix}-names-0-family": family,
        f"{prefix}-born-day": str(born.day),
        f"{prefix}-born-month": str(born.month),
        f"{prefix}-born-year": str(born.year),
        f"{prefix}-born-precision": "document",
        f"{prefix}-sex": sex,
        f"{prefix}-nationalities-0-country": country,
        f"{prefix}-nationalities-0-status": "documented",
        f"{prefix}-protection": "no",
    }


def document(prefix: str, kind: str, country: str, number: str) -> Answers:
    """A document or number."""
    row = f"{prefix}-identifiers-0"
    return {f"{row}-kind": kind, f"{row}-issuer": country, f"{row}-number": number}


def contacts(prefix: str, phone: str, address: str) -> Answers:
    """The first row is a phone, the second an address."""
    return {
        f"{prefix}-contacts-0-kind": "phone",
        f"{prefix}-contacts-0-value": phone,
        f"{prefix}-contacts-1-kind": "address",
        f"{prefix}-contacts-1-value": address,
    }


def going_home(country: str) -> Answers:
    """Return, programme and the notice that was given today in English."""
    day = local_day(utc_now(), "Europe/Amsterdam")
    return {
        "return_country": country,
        "return_type": "VOL_ASSISTED",
        "programme_code": "NL-EURP",
        "notice_version": "v3",
        "notice_language": "en",
        "notice_given_on-day": str(day.day),
        "notice_given_on-month": str(day.month),
        "notice_given_on-year": str(day.year),
    }


def p1() -> Answers:
    """Chinedu Okafor."""
    told = person(PRINCIPAL, "Chinedu", "Okafor", date(1991, 3, 14), "M", "NG")
    return told | document(PRINCIPAL, "passport", "NG", "A01234567") | going_home("NG")


def p2() -> Answers:
    """Ahmed Hussein Al-Jubouri, in Arabic script only."""
    told = person(PRINCIPAL, "أحمد حسين", "الجبوري", date(1988, 7, 5), "M", "IQ")
    return told | document(PRINCIPAL, "national_id", "IQ", "198807051234") | going_home("IQ")


def p3() -> list[Answers]:
    """The family Beridze: father, mother, twins."""
    family = (
        ("Giorgi", date(1984, 2, 2), "M", ""),
        ("Nino", date(1986, 11, 20), "F", "spouse_partner"),
        ("Luka", date(2016, 9, 9), "M", "child"),
        ("Ana", date(2016, 9, 9), "F", "child"),
    )
    told = []
    for place, (given, born, sex, role) in enumerate(family):
        prefix = f"members-{place - 1}" if place else PRINCIPAL
        one = person(prefix, given, "Beridze", born, sex, "GE")
        one |= document(prefix, "passport", "GE", f"14AB0000{place + 1}")
        told.append(one | ({f"{prefix}-role": role} if role else {}))
    return told


def p6() -> Answers:
    """Mohamed Ali, of whom there are many."""
    told = person(PRINCIPAL, "Mohamed", "Ali", date(1990, 1, 1), "M", "EG")
    return told | document(PRINCIPAL, "passport", "EG", "P111") | going_home("EG")
