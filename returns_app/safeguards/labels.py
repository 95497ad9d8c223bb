"""The words of safeguards in the reader's language."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from returns_app.accounts.rules import OrganisationKind, TransferBasis
from returns_app.safeguards.rules import Bar, MarkKind, RecipientRole

ROLE_NAMES: Mapping[RecipientRole, LazyString] = {
    RecipientRole.PROCESSOR: _l("Processor (works for you)"),
    RecipientRole.CONTROLLER: _l("Controller of its own"),
    RecipientRole.JOINT_CONTROLLER: _l("Joint controller"),
}
BASIS_NAMES: Mapping[TransferBasis, LazyString] = {
    TransferBasis.NOT_NEEDED: _l("Within the Union: none needed"),
    TransferBasis.ADEQUACY: _l("Adequacy decision (art. 45)"),
    TransferBasis.CLAUSES: _l("Standard clauses (art. 46(2)(c))"),
    TransferBasis.ARRANGEMENT: _l("Administrative arrangement (art. 46(3)(b))"),
    TransferBasis.BINDING: _l("Binding instrument (art. 46(2)(a))"),
    TransferBasis.NONE: _l("None"),
}
BAR_NAMES: Mapping[Bar, LazyString] = {
    Bar.NO_BASIS: _l("No legal basis"),
    Bar.NO_CONTRACT: _l("No contract"),
    Bar.NOT_YET: _l("Not in force yet"),
    Bar.ENDED: _l("Ended"),
}
KIND_NAMES: Mapping[OrganisationKind, LazyString] = {
    OrganisationKind.AUTHORITY: _l("Authority"),
    OrganisationKind.INTERNATIONAL: _l("International organisation"),
    OrganisationKind.NGO: _l("Non-governmental organisation"),
    OrganisationKind.PARTNER: _l("Reintegration partner"),
    OrganisationKind.AUDIT_BODY: _l("Audit body"),
}
MARK_NAMES: Mapping[MarkKind, LazyString] = {
    MarkKind.RESTRICTION: _l("Restricted: may only be kept"),
    MarkKind.DISPUTE: _l("Disputed by the person"),
    MarkKind.HOLD: _l("Legal hold: not erased"),
    MarkKind.OBJECTION: _l("The person objects"),
}
