"""The words of data protection in the reader's language."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from returns_app.privacy.rules.breaches import BreachNature, BreachRisk
from returns_app.privacy.rules.emergencies import EmergencyGround, EmergencyVerdict
from returns_app.privacy.rules.erasing import ErasureReason, ErasureState
from returns_app.privacy.rules.oversight import Pattern
from returns_app.privacy.rules.reaching import ReachState, ReachTarget
from returns_app.privacy.rules.recipients import RECEIVED_BY, WORDS, Passing
from returns_app.privacy.rules.requests import (
    Channel,
    ExtensionReason,
    Identity,
    RefusalGround,
    RequestKind,
    RequestState,
)

KIND_NAMES: Mapping[RequestKind, LazyString] = {
    RequestKind.ACCESS: _l("Access"),
    RequestKind.RECTIFICATION: _l("Rectification"),
    RequestKind.ERASURE: _l("Erasure"),
    RequestKind.RESTRICTION: _l("Restriction"),
    RequestKind.PORTABILITY: _l("Portability"),
    RequestKind.OBJECTION: _l("Objection"),
}
CHANNEL_NAMES: Mapping[Channel, LazyString] = {
    Channel.IN_PERSON: _l("In person"),
    Channel.LETTER: _l("By letter"),
    Channel.EMAIL: _l("By e-mail"),
    Channel.REPRESENTATIVE: _l("Through a representative"),
}
IDENTITY_NAMES: Mapping[Identity, LazyString] = {
    Identity.PENDING: _l("Not yet"),
    Identity.DOCUMENT: _l("Document seen"),
    Identity.KNOWN: _l("Known to the counsellor in person"),
    Identity.MANDATE: _l("Mandate of the representative seen"),
}
STATE_NAMES: Mapping[RequestState, LazyString] = {
    RequestState.OPEN: _l("Open"),
    RequestState.GRANTED: _l("Granted"),
    RequestState.PARTLY: _l("Granted in part"),
    RequestState.REFUSED: _l("Refused"),
    RequestState.WITHDRAWN: _l("Withdrawn"),
}
STATE_TONES: Mapping[RequestState, str] = {
    RequestState.OPEN: "warn",
    RequestState.GRANTED: "good",
    RequestState.PARTLY: "info",
    RequestState.REFUSED: "bad",
    RequestState.WITHDRAWN: "neutral",
}
GROUND_NAMES: Mapping[RefusalGround, LazyString] = {
    RefusalGround.NOT_IDENTIFIED: _l("The person could not be identified (art. 12(2))"),
    RefusalGround.LEGAL_DUTY: _l("The law demands that the data are kept (art. 17(3)(b))"),
    RefusalGround.LEGAL_CLAIM: _l("The data are needed for a legal claim (art. 17(3)(e))"),
    RefusalGround.RIGHTS_OF_OTHERS: _l("It would harm the rights of others (art. 15(4))"),
    RefusalGround.EXCESSIVE: _l("Manifestly unfounded or excessive (art. 12(5))"),
    RefusalGround.NOT_PROVIDED_BY_PERSON: _l("The person did not provide these data (art. 20(1))"),
    RefusalGround.ACCURATE: _l("The data were found to be right (art. 16)"),
    RefusalGround.OVERRIDING: _l("Compelling grounds override the objection (art. 21(1))"),
}
EXTENSION_NAMES: Mapping[ExtensionReason, LazyString] = {
    ExtensionReason.COMPLEX: _l("The request is complex"),
    ExtensionReason.NUMBER: _l("There are many requests"),
}
ERASURE_REASONS: Mapping[ErasureReason, LazyString] = {
    ErasureReason.REQUEST: _l("Request of the person"),
    ErasureReason.RETENTION: _l("End of the retention period"),
}
ERASURE_STATES: Mapping[ErasureState, LazyString] = {
    ErasureState.WAITING: _l("Waits for a second person"),
    ErasureState.RUNNING: _l("Running"),
    ErasureState.DONE: _l("Done"),
    ErasureState.CANCELLED: _l("Cancelled"),
}
ERASURE_TONES: Mapping[ErasureState, str] = {
    ErasureState.WAITING: "warn",
    ErasureState.RUNNING: "info",
    ErasureState.DONE: "good",
    ErasureState.CANCELLED: "neutral",
}
NATURE_NAMES: Mapping[BreachNature, LazyString] = {
    BreachNature.CONFIDENTIALITY: _l("Somebody saw what they may not see"),
    BreachNature.INTEGRITY: _l("Data were changed without right"),
    BreachNature.AVAILABILITY: _l("Data were lost or out of reach"),
}
RISK_NAMES: Mapping[BreachRisk, LazyString] = {
    BreachRisk.UNLIKELY: _l("Harm is unlikely"),
    BreachRisk.RISK: _l("There is a risk: tell the authority"),
    BreachRisk.HIGH: _l("The risk is high: tell the people too"),
}
PATTERN_NAMES: Mapping[Pattern, LazyString] = {
    Pattern.MANY_CASES: _l("Read many cases in one day"),
    Pattern.MANY_SEARCHES: _l("Searched for many people in one day"),
    Pattern.AT_NIGHT: _l("Read cases at night"),
    Pattern.DENIED: _l("Was refused many times"),
}
EMERGENCY_GROUNDS: Mapping[EmergencyGround, LazyString] = {
    EmergencyGround.HEALTH: _l("Danger to life or health"),
    EmergencyGround.SAFETY: _l("Violence or threat"),
    EmergencyGround.CHILD: _l("A child in danger"),
    EmergencyGround.OTHER: _l("Another emergency"),
}
EMERGENCY_VERDICTS: Mapping[EmergencyVerdict, LazyString] = {
    EmergencyVerdict.JUSTIFIED: _l("Justified"),
    EmergencyVerdict.NOT_JUSTIFIED: _l("Not justified"),
}
VERDICT_TONES: Mapping[EmergencyVerdict, str] = {
    EmergencyVerdict.JUSTIFIED: "good",
    EmergencyVerdict.NOT_JUSTIFIED: "bad",
}
TARGET_NAMES: Mapping[ReachTarget, LazyString] = {
    ReachTarget.REGISTRY: _l("Registry: new addresses"),
    ReachTarget.CHECK: _l("Registry: checked again"),
    ReachTarget.PARTNER: _l("Partner"),
    ReachTarget.LETTER: _l("Letter to the person"),
}
REACH_NAMES: Mapping[ReachState, LazyString] = {
    ReachState.PROMISED: _l("On its way"),
    ReachState.DELIVERED: _l("Delivered"),
    ReachState.READ: _l("Read"),
    ReachState.NOT_NEEDED: _l("Not needed"),
}
REACH_TONES: Mapping[ReachState, str] = {
    ReachState.PROMISED: "warn",
    ReachState.DELIVERED: "good",
    ReachState.READ: "good",
    ReachState.NOT_NEEDED: "neutral",
}
PASSINGS: Mapping[Passing, LazyString] = {how: _l(words) for how, words in WORDS.items()}
RECEIVERS: Mapping[Passing, LazyString] = {how: _l(words) for how, words in RECEIVED_BY.items()}
