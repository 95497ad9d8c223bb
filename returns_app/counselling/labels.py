"""Words of counselling."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from returns_app.counselling.rules import (
    Channel,
    DeclarationKind,
    Information,
    Interpreter,
    Outcome,
    ReferralKind,
    SafeguardKind,
    Severity,
    Topic,
    Vulnerability,
)

CHANNELS: Mapping[Channel, LazyString] = {
    Channel.IN_PERSON: _l("In person"),
    Channel.PHONE: _l("By phone"),
    Channel.VIDEO: _l("By video"),
    Channel.OUTREACH: _l("Outreach"),
}
INTERPRETERS: Mapping[Interpreter, LazyString] = {
    Interpreter.NOT_NEEDED: _l("Not needed"),
    Interpreter.ON_SITE: _l("Interpreter in the room"),
    Interpreter.BY_PHONE: _l("Interpreter by phone"),
    Interpreter.COLLEAGUE: _l("A colleague interpreted"),
}
TOPICS: Mapping[Topic, LazyString] = {
    Topic.OPTIONS: _l("Options besides return"),
    Topic.PROGRAMME: _l("Programme and support"),
    Topic.DOCUMENTS: _l("Documents"),
    Topic.FAMILY: _l("Family"),
    Topic.HEALTH: _l("Health"),
    Topic.HOUSING: _l("Housing"),
    Topic.WORK: _l("Work"),
    Topic.SCHOOL: _l("School"),
    Topic.DEBTS: _l("Debts"),
    Topic.JOURNEY: _l("Journey"),
    Topic.FEARS: _l("Worries about the return"),
}
INFORMATION: Mapping[Information, LazyString] = {
    Information.RIGHTS: _l("Rights and duties, and where to complain"),
    Information.ASYLUM_REMAINS: _l("Applying for asylum remains possible"),
    Information.WHAT_SUPPORT_IS: _l("What support is, and what it is not"),
    Information.WITHDRAW_ANY_TIME: _l("One can withdraw at any time until boarding, without a reason"),
    Information.DATA_SHARING: _l("With whom data are shared, and why"),
    Information.REGISTRY: _l("The registry of the member states is asked, and what a match means"),
}
OUTCOMES: Mapping[Outcome, LazyString] = {
    Outcome.GOES_ON: _l("Goes on with the return"),
    Outcome.NEEDS_TIME: _l("Needs time to think"),
    Outcome.NOT_NOW: _l("Not now"),
}
DECLARATIONS: Mapping[DeclarationKind, LazyString] = {
    DeclarationKind.OWN_WILL: _l("Returns of their own will"),
    DeclarationKind.SHARE_HEALTH: _l("Agrees that health data are passed on"),
    DeclarationKind.ABSENT_PARENT: _l("Absent parent agrees to the journey"),
    DeclarationKind.GUARDIAN: _l("Guardian agrees"),
}
VULNERABILITIES: Mapping[Vulnerability, LazyString] = {
    Vulnerability.MINOR: _l("Minor"),
    Vulnerability.MINOR_ALONE: _l("Minor alone"),
    Vulnerability.DISABLED: _l("Disability"),
    Vulnerability.ELDERLY: _l("Old age"),
    Vulnerability.PREGNANT: _l("Pregnancy"),
    Vulnerability.SINGLE_PARENT: _l("Single parent"),
    Vulnerability.TORTURE: _l("Torture or serious violence"),
    Vulnerability.TRAFFICKING: _l("Victim of trafficking"),
    Vulnerability.MEDICAL: _l("Serious illness"),
    Vulnerability.CHRONIC: _l("Needs medication all the time"),
    Vulnerability.MENTAL: _l("Mental health"),
    Vulnerability.GENDER_VIOLENCE: _l("Sexual or gender-based violence"),
    Vulnerability.AT_RISK: _l("At risk after return"),
    Vulnerability.STATELESS: _l("Stateless"),
    Vulnerability.ILLITERATE: _l("Can't read or write"),
    Vulnerability.OTHER: _l("Something else"),
}
SEVERITIES: Mapping[Severity, LazyString] = {
    Severity.LOW: _l("Little"),
    Severity.MEDIUM: _l("Some"),
    Severity.HIGH: _l("Much"),
}
SAFEGUARDS: Mapping[SafeguardKind, LazyString] = {
    SafeguardKind.GUARDIAN: _l("Guardian named and agrees"),
    SafeguardKind.BEST_INTERESTS: _l("Best interests assessed: return is in them"),
    SafeguardKind.FAMILY_TRACING: _l("Family traced"),
    SafeguardKind.CARE: _l("Who receives and cares is known"),
    SafeguardKind.ESCORT: _l("Escort arranged"),
    SafeguardKind.MONITORING: _l("Visits after the return agreed"),
    SafeguardKind.REFLECTION: _l("Time to recover and reflect given"),
    SafeguardKind.RISK: _l("Risk after return assessed: it can be answered for"),
}
REFERRALS: Mapping[ReferralKind, LazyString] = {
    ReferralKind.LEGAL: _l("Legal aid"),
    ReferralKind.MEDICAL: _l("Medical care"),
    ReferralKind.PSYCHOSOCIAL: _l("Psychosocial care"),
    ReferralKind.TRAFFICKING: _l("Help for victims of trafficking"),
    ReferralKind.CHILD_PROTECTION: _l("Child protection"),
    ReferralKind.TRACING: _l("Family tracing"),
    ReferralKind.ASYLUM: _l("Asylum authority"),
    ReferralKind.SHELTER: _l("Shelter"),
}
