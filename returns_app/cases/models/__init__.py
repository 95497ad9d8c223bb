"""Tables of cases: the case itself, members, who may see it, who wrote in it, its events, what was established, drafts."""

from returns_app.cases.models.case import (
    CaseAccess,
    CaseAuthor,
    CaseCounter,
    CaseEvent,
    CaseMember,
    Draft,
    ReturnCase,
)
from returns_app.cases.models.partners import PartnerOffer
from returns_app.cases.models.process import CaseCircumstances, CaseHandover, CasePause

__all__ = [
    "CaseAccess",
    "CaseAuthor",
    "CaseCircumstances",
    "CaseCounter",
    "CaseEvent",
    "CaseHandover",
    "CaseMember",
    "CasePause",
    "Draft",
    "PartnerOffer",
    "ReturnCase",
]
