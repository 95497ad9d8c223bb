"""Proofs of departure and arrival, and how strong each is."""

from enum import StrEnum


class DepartureProof(StrEnum):
    """What shows that somebody left."""

    EXIT_STAMP = "exit_stamp"
    BORDER_POLICE = "border_police_confirmation"
    EES_RECORD = "ees_record"
    IOM = "iom_confirmation"
    BOARDING = "boarding_confirmation"
    CONSULATE = "consulate_declaration"


# Levels of `indicators` 3.2: 1 arrival confirmed, 2 exit recorded, 3 boarding confirmed, 4 declaration.
EVIDENCE_LEVEL: dict[DepartureProof, int] = {
    DepartureProof.IOM: 1,
    DepartureProof.EXIT_STAMP: 2,
    DepartureProof.BORDER_POLICE: 2,
    DepartureProof.EES_RECORD: 2,
    DepartureProof.BOARDING: 3,
    DepartureProof.CONSULATE: 4,
}
COUNTED_LEVELS = frozenset({1, 2, 3})


class ArrivalProof(StrEnum):
    """How the partner knows that somebody arrived."""

    MET_AT_AIRPORT = "met_at_airport"
    CAME_TO_OFFICE = "came_to_office"
    VIDEO_CALL = "video_call"
    PHONE_CALL = "phone_call"
