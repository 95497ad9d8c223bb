"""Organisations that do not exist, and a login for every role; the addresses are those of the acceptance journeys."""

from dataclasses import dataclass

from returns_app.accounts.rules import OrganisationKind, TransferBasis
from returns_app.core.permissions import Role

_K, _B, _R = OrganisationKind, TransferBasis, Role


@dataclass(frozen=True, slots=True)
class House:
    """A made-up organisation; partners abroad name the currency they pay in."""

    code: str
    name: str
    kind: OrganisationKind
    country: str
    member_state: str | None = None
    basis: TransferBasis = TransferBasis.NOT_NEEDED


@dataclass(frozen=True, slots=True)
class Login:
    """Somebody who may sign in."""

    email: str
    name: str
    house: str
    roles: tuple[Role, ...]
    locale: str = "en"


HOUSES = (
    House("ro-nl", "Return Office Netherlands (demo)", _K.AUTHORITY, "NL", "NL"),
    House("ro-be", "Return Office Belgium (demo)", _K.AUTHORITY, "BE", "BE"),
    House("ro-de", "Return Office Germany (demo)", _K.AUTHORITY, "DE", "DE"),
    House("ro-se", "Return Office Sweden (demo)", _K.AUTHORITY, "SE", "SE"),
    House("audit", "Court of Double Checks (demo)", _K.AUDIT_BODY, "NL", "NL"),
    House("audit-be", "Bureau of Second Looks, Belgium (demo)", _K.AUDIT_BODY, "BE", "BE"),
    House("noorderlicht", "NGO Noorderlicht (demo)", _K.NGO, "NL", "NL"),
    House("iom", "International Office for Migrants (demo)", _K.INTERNATIONAL, "CH", basis=_B.ARRANGEMENT),
    House("rp-lagos", "RP Lagos (demo)", _K.PARTNER, "NG", basis=_B.CLAUSES),
    House("rp-baghdad", "RP Baghdad (demo)", _K.PARTNER, "IQ", basis=_B.CLAUSES),
    House("rp-tbilisi", "RP Tbilisi (demo)", _K.PARTNER, "GE", basis=_B.ARRANGEMENT),
    House("rp-banjul", "RP Banjul (demo)", _K.PARTNER, "GM", basis=_B.CLAUSES),
    House("rp-yerevan", "RP Yerevan (demo)", _K.PARTNER, "AM", basis=_B.CLAUSES),
    House("rp-tirana", "RP Tirana (demo)", _K.PARTNER, "AL", basis=_B.BINDING),
    House("rp-cairo", "RP Cairo (demo)", _K.PARTNER, "EG", basis=_B.CLAUSES),
    House("rp-dhaka", "RP Dhaka, no transfer basis yet (demo)", _K.PARTNER, "BD", basis=_B.NONE),
)

_STAFF = (
    Login("counsellor@ro-nl.example", "Carla (Ter Apel)", "ro-nl", (_R.COUNSELLOR,)),
    Login("counsellor2@ro-nl.example", "Cees (Utrecht)", "ro-nl", (_R.COUNSELLOR,), "nl"),
    Login("approver@ro-nl.example", "Anton Approver", "ro-nl", (_R.APPROVER,)),
    Login("approver2@ro-nl.example", "Aleid Approver", "ro-nl", (_R.APPROVER, _R.COUNSELLOR)),
    Login("travel@ro-nl.example", "Tess Traveldesk", "ro-nl", (_R.TRAVEL_DESK,)),
    Login("finance@ro-nl.example", "Floor Finance", "ro-nl", (_R.FINANCE,)),
    Login("statistics@ro-nl.example", "Stijn Analyst", "ro-nl", (_R.ANALYST,)),
    Login("analyst@pm-nl.example", "Pien Programme Manager", "ro-nl", (_R.PROGRAMME_MANAGER,)),
    Login("dpo@ro-nl.example", "Dirk Dataprotection", "ro-nl", (_R.DPO,)),
    Login("admin@ro-nl.example", "Ada Administrator", "ro-nl", (_R.ADMIN,)),
    Login("admin2@ro-nl.example", "Arend Administrator", "ro-nl", (_R.ADMIN,)),
    Login("be-counsellor@ro-be.example", "Chantal Counsellor", "ro-be", (_R.COUNSELLOR,), "fr"),
    Login("be-approver@ro-be.example", "Achille Approver", "ro-be", (_R.APPROVER,), "fr"),
    Login("de-counsellor@ro-de.example", "Conrad Counsellor", "ro-de", (_R.COUNSELLOR,)),
    Login("de-approver@ro-de.example", "Anke Approver", "ro-de", (_R.APPROVER,)),
    Login("be-finance@ro-be.example", "Fien Finance", "ro-be", (_R.FINANCE,), "nl"),
    Login("de-finance@ro-de.example", "Friedrich Finance", "ro-de", (_R.FINANCE,)),
    Login("se-finance@ro-se.example", "Freja Finance", "ro-se", (_R.FINANCE,)),
    Login("se-counsellor@ro-se.example", "Cecilia Counsellor", "ro-se", (_R.COUNSELLOR,)),
    Login("se-approver@ro-se.example", "Axel Approver", "ro-se", (_R.APPROVER,)),
)
_AUDIT = (
    Login("auditor@audit.example", "Otto Auditor", "audit", (_R.AUDITOR,)),
    Login("reviewer1@audit.example", "Rita Reviewer", "audit", (_R.DUPLICATE_REVIEWER,)),
    Login("reviewer2@audit.example", "Ruud Reviewer", "audit", (_R.DUPLICATE_REVIEWER,)),
    Login("adjudicator@audit.example", "Judith Adjudicator", "audit", (_R.ADJUDICATOR,)),
    Login("be-auditor@audit-be.example", "Odile Auditor", "audit-be", (_R.AUDITOR,), "fr"),
    Login("be-reviewer1@audit-be.example", "Rosa Reviewer", "audit-be", (_R.DUPLICATE_REVIEWER,)),
    Login("be-reviewer2@audit-be.example", "Remi Reviewer", "audit-be", (_R.DUPLICATE_REVIEWER,), "fr"),
    Login("be-adjudicator@audit-be.example", "Josse Adjudicator", "audit-be", (_R.ADJUDICATOR,), "nl"),
)
_PARTNERS = (
    Login("partner@rp-lagos.example", "Peace Partner", "rp-lagos", (_R.PARTNER,)),
    Login("coordinator@rp-lagos.example", "Kunle Coordinator", "rp-lagos", (_R.PARTNER_COORDINATOR,)),
    Login("ngo@noorderlicht.example", "Nynke Noorderlicht", "noorderlicht", (_R.PARTNER,), "nl"),
    Login("partner@rp-baghdad.example", "Basma Partner", "rp-baghdad", (_R.PARTNER,), "ar"),
    Login("partner@rp-tbilisi.example", "Tinatin Partner", "rp-tbilisi", (_R.PARTNER,)),
    Login("partner@rp-banjul.example", "Buba Partner", "rp-banjul", (_R.PARTNER,)),
    Login("partner@rp-yerevan.example", "Yeva Partner", "rp-yerevan", (_R.PARTNER,)),
    Login("partner@rp-tirana.example", "Teuta Partner", "rp-tirana", (_R.PARTNER,)),
    Login("partner@rp-cairo.example", "Omnia Partner", "rp-cairo", (_R.PARTNER,), "ar"),
)
LOGINS = _STAFF + _AUDIT + _PARTNERS

COUNSELLORS = {
    "NL": ("counsellor@ro-nl.example", "counsellor2@ro-nl.example"),
    "BE": ("be-counsellor@ro-be.example",),
    "DE": ("de-counsellor@ro-de.example",),
    "SE": ("se-counsellor@ro-se.example",),
}
APPROVERS = {
    "NL": "approver@ro-nl.example",
    "BE": "be-approver@ro-be.example",
    "DE": "de-approver@ro-de.example",
    "SE": "se-approver@ro-se.example",
}
FINANCE = "finance@ro-nl.example"
EVERYWHERE = "partner@rp-lagos.example"  # works with every member state
FINANCE_OF = {
    "NL": FINANCE,
    "BE": "be-finance@ro-be.example",
    "DE": "de-finance@ro-de.example",
    "SE": "se-finance@ro-se.example",
}
SECOND_APPROVERS = {"NL": "approver2@ro-nl.example"}
PROGRAMMES = {"NL": "NL-EURP", "BE": "BE-EURP", "DE": "DE-EURP", "SE": "SE-EURP"}


def partner_of(country: str) -> tuple[House, Login] | None:
    """The partner that may be told about families who return to a country, and who works there."""
    for house in HOUSES:
        if house.country == country and house.kind is _K.PARTNER and house.basis is not _B.NONE:
            return house, next(login for login in LOGINS if login.house == house.code and _R.PARTNER in login.roles)
    return None


def logins_of(state: str) -> tuple[Login, ...]:
    """Everybody, or with a state the staff of its authority and who works with all states."""
    states = {house.code: house.member_state for house in HOUSES}
    return tuple(login for login in LOGINS if not state or states[login.house] in {state, None})
