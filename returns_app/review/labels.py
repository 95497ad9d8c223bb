"""The words of reviews."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from returns_app.review.rules import (
    AlertClass,
    Consequence,
    Declined,
    DisclosedField,
    DisclosureState,
    Handed,
    LetterKind,
    MissingFact,
    Origin,
    PairVerdict,
    ReviewState,
    Seat,
    StayOut,
    Subject,
)

STATE_NAMES: Mapping[ReviewState, LazyString] = {
    ReviewState.OPEN: _l("to review"),
    ReviewState.ADJUDICATION: _l("with the adjudicator"),
    ReviewState.WAITING: _l("waits for facts"),
    ReviewState.NOTICE: _l("the person is heard"),
    ReviewState.CLOSED: _l("closed"),
    ReviewState.ELSEWHERE: _l("reviewed by the other state"),
}
STATE_TONES: Mapping[ReviewState, str] = {
    ReviewState.OPEN: "info",
    ReviewState.ADJUDICATION: "warn",
    ReviewState.WAITING: "neutral",
    ReviewState.NOTICE: "warn",
    ReviewState.CLOSED: "good",
    ReviewState.ELSEWHERE: "neutral",
}
VERDICTS: Mapping[PairVerdict, LazyString] = {
    PairVerdict.SAME_RETURN: _l("Same person, same return"),
    PairVerdict.OTHER_RETURN: _l("Same person, other return"),
    PairVerdict.OTHER_PERSON: _l("Not the same person"),
    PairVerdict.CANNOT_TELL: _l("Cannot tell"),
}
BANDS: Mapping[str, LazyString] = {"strong": _l("strong"), "possible": _l("possible"), "none": _l("no claim any more")}
BAND_TONES: Mapping[str, str] = {"strong": "bad", "possible": "warn", "none": "neutral"}
ALERTS: Mapping[AlertClass, LazyString] = {
    AlertClass.D1: _l("same return, two states"),
    AlertClass.D2: _l("same return, two programmes"),
    AlertClass.D3: _l("new return soon after a supported one"),
    AlertClass.D4: _l("new return long after a supported one"),
    AlertClass.D5: _l("one person under other personal details"),
    AlertClass.D6: _l("family member in two families"),
    AlertClass.D7: _l("the same evidence twice"),
    AlertClass.FP: _l("false alarm"),
}
ORIGINS: Mapping[Origin, LazyString] = {
    Origin.CHECK: _l("registry check"),
    Origin.RECHECK: _l("check repeated"),
    Origin.IMPORT: _l("import"),
    Origin.EVIDENCE: _l("evidence"),
    Origin.OTHER_STATE: _l("the other state"),
}
MISSING: Mapping[MissingFact, LazyString] = {
    MissingFact.DOCUMENT: _l("a document"),
    MissingFact.BIRTH_DATE: _l("a reliable birth date"),
    MissingFact.NAME: _l("another spelling of the name"),
    MissingFact.PLACE: _l("the place of birth"),
    MissingFact.PERSON_ANSWER: _l("an answer of the person"),
    MissingFact.OTHER_STATE: _l("an answer of the other state"),
}
STAY_OUT: Mapping[StayOut, LazyString] = {
    StayOut.KNOWS_PERSON: _l("I know this person"),
    StayOut.LANGUAGE: _l("I can't read the names"),
    StayOut.NO_TIME: _l("No time before it is due"),
    StayOut.OTHER: _l("Another reason"),
}
SEATS: Mapping[Seat, LazyString] = {
    Seat.FIRST: _l("reviewer 1 of 2 (blind)"),
    Seat.SECOND: _l("reviewer 2 of 2 (blind)"),
    Seat.ADJUDICATOR: _l("adjudicator"),
}
EVIDENCE_FIELDS: Mapping[str, LazyString] = {
    "file": _l("the same file"),
    "picture": _l("the same picture"),
    "invoice": _l("invoice number and supplier"),
    "account": _l("bank account"),
}
DISCLOSED: Mapping[DisclosedField, LazyString] = {
    DisclosedField.NAME: _l("name"),
    DisclosedField.BORN: _l("birth date"),
    DisclosedField.SEX: _l("sex"),
    DisclosedField.NATIONALITY: _l("nationality"),
    DisclosedField.PLACE: _l("place of birth"),
    DisclosedField.DOCUMENT: _l("document"),
}
DISCLOSURE_STATES: Mapping[DisclosureState, LazyString] = {
    DisclosureState.ASKED: _l("waits for an answer"),
    DisclosureState.GRANTED: _l("granted"),
    DisclosureState.DECLINED: _l("declined"),
}
DISCLOSURE_TONES: Mapping[DisclosureState, str] = {
    DisclosureState.ASKED: "info",
    DisclosureState.GRANTED: "good",
    DisclosureState.DECLINED: "neutral",
}
DECLINED: Mapping[Declined, LazyString] = {
    Declined.PROTECTED: _l("protected person"),
    Declined.NOT_NEEDED: _l("not needed for this question"),
    Declined.NOT_KNOWN: _l("not known to us"),
}
SUBJECTS: Mapping[Subject, LazyString] = {
    Subject.STATUS: _l("where support stands"),
    Subject.DOCUMENT: _l("a document"),
    Subject.BOTH_CONTINUE: _l("both states continue support"),
    Subject.DEPARTURE: _l("departure"),
    Subject.OTHER: _l("something else"),
}
LETTERS: Mapping[LetterKind, LazyString] = {
    LetterKind.OPENED: _l("Review opened"),
    LetterKind.CHANGED: _l("Facts changed"),
    LetterKind.OUTCOME: _l("Outcome"),
    LetterKind.ASKED: _l("One field asked for"),
    LetterKind.GRANTED: _l("Field shown"),
    LetterKind.DECLINED: _l("Field not shown"),
    LetterKind.VIEWED: _l("Field looked at"),
    LetterKind.MESSAGE: _l("Message"),
}
HANDED: Mapping[Handed, LazyString] = {
    Handed.IN_PERSON: _l("in person, read out with an interpreter where needed"),
    Handed.POST: _l("by post"),
    Handed.LAWYER: _l("through the lawyer"),
}
CONSEQUENCES: Mapping[Consequence, LazyString] = {
    Consequence.NONE: _l("Nothing follows: support goes on"),
    Consequence.REDUCE: _l("Support is reduced by an amount"),
    Consequence.SUSPEND: _l("Support is suspended"),
    Consequence.RECOVER: _l("An amount is to be repaid"),
    Consequence.FRAUD: _l("Referred to those who investigate fraud"),
}
