"""Words for the codes of travel."""

from flask_babel import lazy_gettext as _l

from returns_app.travel.rules import (
    ArrivalProof,
    AskedBy,
    BookingState,
    ChangeReason,
    DelayReason,
    DepartureProof,
    DocumentKind,
    DocumentState,
    Framework,
    Ground,
    NeedAnswer,
    NeedKind,
    Visa,
)

DEPARTURE_PROOFS = {
    DepartureProof.EXIT_STAMP: _l("Exit stamp"),
    DepartureProof.BORDER_POLICE: _l("Confirmation by the border police"),
    DepartureProof.EES_RECORD: _l("Record in the Entry/Exit System"),
    DepartureProof.IOM: _l("Confirmation by IOM"),
    DepartureProof.BOARDING: _l("Boarding confirmed by the carrier"),
    DepartureProof.CONSULATE: _l("Declaration at a consulate"),
}
EVIDENCE_LEVELS = {
    1: _l("Level 1: arrival confirmed"),
    2: _l("Level 2: exit recorded"),
    3: _l("Level 3: boarding confirmed"),
    4: _l("Level 4: declaration, not counted in the figures"),
}
ARRIVAL_PROOFS = {
    ArrivalProof.MET_AT_AIRPORT: _l("Met at the airport"),
    ArrivalProof.CAME_TO_OFFICE: _l("Came to the office"),
    ArrivalProof.VIDEO_CALL: _l("Video call"),
    ArrivalProof.PHONE_CALL: _l("Phone call"),
}
DELAY_REASONS = {
    DelayReason.FLIGHT_CHANGED: _l("The flight was changed"),
    DelayReason.LONG_TRANSIT: _l("Long transit"),
    DelayReason.LATE_CONTACT: _l("The person made contact later"),
    DelayReason.HEALTH: _l("Health"),
    DelayReason.OWN_CHOICE: _l("The person travelled on by another way"),
    DelayReason.HELD_AT_BORDER: _l("Held at the border"),
}
DOCUMENT_KINDS = {
    DocumentKind.PASSPORT: _l("Passport"),
    DocumentKind.EMERGENCY: _l("Emergency travel document of the country"),
    DocumentKind.EU_RETURN: _l("European travel document for return (EU laissez-passer)"),
    DocumentKind.NATIONAL_ID: _l("National identity card"),
    DocumentKind.OTHER: _l("Another document"),
    DocumentKind.NONE: _l("No document of their own"),
}
DOCUMENT_STATES = {
    DocumentState.REQUESTED: _l("Asked for"),
    DocumentState.SENT: _l("Sent to the authority"),
    DocumentState.PLANNED: _l("Interview planned"),
    DocumentState.INTERVIEWED: _l("Interview held"),
    DocumentState.CONFIRMED: _l("Nationality confirmed"),
    DocumentState.ISSUED: _l("Issued"),
    DocumentState.HELD: _l("In hand"),
    DocumentState.NOT_NEEDED: _l("Not needed"),
    DocumentState.REFUSED: _l("Refused"),
    DocumentState.EXPIRED: _l("Expired"),
    DocumentState.CANCELLED: _l("Cancelled"),
}
BEGINNINGS = {
    DocumentState.HELD: _l("It is there already"),
    DocumentState.REQUESTED: _l("It is asked for: the forms are being filled in"),
    DocumentState.SENT: _l("It is asked for: the request was sent"),
    DocumentState.NOT_NEEDED: _l("None is needed"),
}
FRAMEWORKS = {
    Framework.EURA: _l("EU readmission agreement"),
    Framework.ARRANGEMENT: _l("EU arrangement, not binding"),
    Framework.BENELUX: _l("Benelux agreement"),
    Framework.BILATERAL: _l("Bilateral agreement"),
    Framework.COTONOU_SAMOA: _l("Cotonou or Samoa agreement"),
    Framework.NONE: _l("None"),
}
ASKED_BY = {
    AskedBy.PERSON: _l("The person"),
    AskedBy.IOM: _l("IOM for the person"),
    AskedBy.AUTHORITY: _l("The authority"),
}
GROUNDS = {
    Ground.PARENTS_DOCUMENT: _l("Stands in a parent's document"),
    Ground.ADMITTED_WITHOUT: _l("The country admits them without one, as agreed"),
    Ground.GROUP_LIST: _l("Travels on a list accepted by the country"),
}
NEED_KINDS = {
    NeedKind.MEDICAL: _l("Medical: fitness to travel"),
    NeedKind.ESCORT: _l("Escort"),
    NeedKind.ASSISTANCE: _l("Assistance, such as a wheelchair"),
    NeedKind.DIET: _l("Special diet"),
}
NEED_ANSWERS = {
    NeedAnswer.OPEN: _l("Not answered yet"),
    NeedAnswer.ARRANGED: _l("Arranged"),
    NeedAnswer.FIT: _l("Fit to travel"),
    NeedAnswer.FIT_WITH_CONDITIONS: _l("Fit to travel under conditions"),
    NeedAnswer.UNFIT: _l("Not fit to travel"),
    NeedAnswer.DROPPED: _l("No longer needed"),
}
BOOKING_STATES = {
    BookingState.ASKED: _l("Asked for"),
    BookingState.CONFIRMED: _l("Confirmed"),
    BookingState.REBOOKED: _l("Rebooked"),
    BookingState.CANCELLED: _l("Cancelled"),
    BookingState.MISSED: _l("Not used"),
}
BOOKING_CHANGES = {
    BookingState.CONFIRMED: _l("It is confirmed"),
    BookingState.CANCELLED: _l("It is cancelled"),
    BookingState.MISSED: _l("They did not leave with it"),
}
CHANGE_REASONS = {
    ChangeReason.CARRIER: _l("The carrier changed or cancelled it"),
    ChangeReason.DOCUMENT_LATE: _l("The travel document was late"),
    ChangeReason.HEALTH: _l("Health"),
    ChangeReason.FAMILY: _l("Family reasons"),
    ChangeReason.WISH: _l("The person wished it"),
    ChangeReason.DID_NOT_COME: _l("Did not come"),
    ChangeReason.REFUSED_BOARDING: _l("Did not want to board"),
    ChangeReason.OFFLOADED: _l("The carrier refused to take them"),
    ChangeReason.OTHER: _l("Something else"),
}
VISAS = {
    Visa.NOT_NEEDED: _l("No visa needed"),
    Visa.NEEDED: _l("Visa needed"),
    Visa.OBTAINED: _l("Visa obtained"),
}
