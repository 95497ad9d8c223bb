"""Codes of reviews: where one stands, what is said of a pair, where it came from, why somebody stays out."""

from enum import StrEnum


class ReviewState(StrEnum):
    """Where a review stands."""

    OPEN = "open"
    ADJUDICATION = "adjudication"
    WAITING = "waiting"
    NOTICE = "notice"
    CLOSED = "closed"
    ELSEWHERE = "elsewhere"


UNDECIDED = frozenset({ReviewState.OPEN, ReviewState.ADJUDICATION, ReviewState.WAITING})
RUNNING = UNDECIDED | {ReviewState.NOTICE}


class PairVerdict(StrEnum):
    """What a reviewer says of a pair."""

    SAME_RETURN = "same_return"
    OTHER_RETURN = "other_return"
    OTHER_PERSON = "other_person"
    CANNOT_TELL = "cannot_tell"


class Origin(StrEnum):
    """What brought the pair up."""

    CHECK = "check"
    RECHECK = "recheck"
    IMPORT = "import"
    EVIDENCE = "evidence"
    OTHER_STATE = "other_state"


class AlertClass(StrEnum):
    """What kind of double support it would be."""

    D1 = "D1"
    D2 = "D2"
    D3 = "D3"
    D4 = "D4"
    D5 = "D5"
    D6 = "D6"
    D7 = "D7"
    FP = "FP"


class MissingFact(StrEnum):
    """What would let a reviewer tell."""

    DOCUMENT = "document"
    BIRTH_DATE = "birth_date"
    NAME = "name"
    PLACE = "place_of_birth"
    PERSON_ANSWER = "person_answer"
    OTHER_STATE = "other_state"


class StayOut(StrEnum):
    """Why a pair goes to somebody else."""

    KNOWS_PERSON = "knows_person"
    LANGUAGE = "language"
    NO_TIME = "no_time"
    OTHER = "other"


class Seat(StrEnum):
    """In which part somebody judges a pair."""

    FIRST = "first"
    SECOND = "second"
    ADJUDICATOR = "adjudicator"
