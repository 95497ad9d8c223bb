"""Words for the codes of travel."""

from flask_babel import lazy_gettext as _l

from returns_app.travel.rules import ArrivalProof, DelayReason, DepartureProof

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
