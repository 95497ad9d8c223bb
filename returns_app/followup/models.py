"""Tables of follow-up: who is to be asked when, what was answered, which help is needed. Answers under the person's key."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from returns_app.accounts.models import Account
from returns_app.db.base import Append, Versioned
from returns_app.db.encrypted import Encrypted, ciphertext
from returns_app.db.types import Code, Moment
from returns_app.followup.rules import (
    HelpEnd,
    HelpKind,
    MissReason,
    Mode,
    NotHeld,
    Respondent,
    RoundState,
    Score,
    SurveyMoment,
    VisitPlace,
    VisitState,
    Whose,
    score_of,
    template_of,
)


class SurveyRound(Versioned):
    """One person is to be asked at one moment: due when, answered or not and why."""

    __tablename__ = "survey_round"
    __table_args__ = (
        UniqueConstraint("case_id", "person_id", "moment"),
        CheckConstraint("score IS NULL OR (score >= 0 AND score <= 100)", name="score"),
        Index("ix_survey_round_due", "state", "due_on"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    moment: Mapped[SurveyMoment] = mapped_column(Code(SurveyMoment))
    arrived_on: Mapped[date] = mapped_column(Date)
    due_on: Mapped[date] = mapped_column(Date)
    state: Mapped[RoundState] = mapped_column(Code(RoundState))
    reason: Mapped[MissReason | None] = mapped_column(Code(MissReason))
    is_reached: Mapped[bool] = mapped_column(default=False)
    settled_on: Mapped[date | None] = mapped_column(Date)
    settled_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    settled_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    score: Mapped[int | None] = mapped_column(
        Integer, info={"about": "the whole in hundredths: figures count it without opening anybody's answers"}
    )
    note_ct: Mapped[bytes | None] = ciphertext(optional=True)

    note = Encrypted("person_id")


class SurveySheet(Append):
    """What somebody answered under one version of the survey; answered again, the newest counts."""

    __tablename__ = "survey_sheet"

    round_id: Mapped[UUID] = mapped_column(ForeignKey("survey_round.id"), index=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    template: Mapped[str] = mapped_column(String(40))
    held_on: Mapped[date] = mapped_column(Date)
    mode: Mapped[Mode] = mapped_column(Code(Mode))
    respondent: Mapped[Respondent] = mapped_column(Code(Respondent))
    is_independent: Mapped[bool]
    answers_ct: Mapped[bytes] = ciphertext()
    note_ct: Mapped[bytes | None] = ciphertext(optional=True)
    recorded_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    request_key: Mapped[UUID] = mapped_column(Uuid, unique=True)

    answers = Encrypted("person_id")
    note = Encrypted("person_id")
    recorder: Mapped[Account | None] = relationship(lazy="raise_on_sql")

    @property
    def given(self) -> dict[str, tuple[str, ...]]:
        """Code of a question -> what was answered."""
        told: dict[str, list[str]] = json.loads(self.answers or "{}")
        return {code: tuple(one) for code, one in told.items()}

    @given.setter
    def given(self, given: Mapping[str, Sequence[str]]) -> None:
        self.answers = json.dumps({code: list(one) for code, one in sorted(given.items())})

    @property
    def result(self) -> Score:
        """The score by the rule of the version that was answered, whatever came after it."""
        return score_of(template_of(self.template), self.given)


class HelpNeed(Versioned):
    """Help is needed: found by a survey or a visit, somebody's task until it is said what became of it."""

    __tablename__ = "help_need"
    __table_args__ = (Index("ix_help_need_case", "case_id", "ended_at"),)

    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[HelpKind] = mapped_column(Code(HelpKind))
    whose: Mapped[Whose] = mapped_column(Code(Whose))
    noted_on: Mapped[date] = mapped_column(Date)
    text_ct: Mapped[bytes | None] = ciphertext(optional=True)
    noted_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    end: Mapped[HelpEnd | None] = mapped_column(Code(HelpEnd))
    done_ct: Mapped[bytes | None] = ciphertext(optional=True)
    ended_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    ended_at: Mapped[datetime | None] = mapped_column(Moment)

    text = Encrypted("person_id")
    done = Encrypted("person_id")


class MonitoringVisit(Versioned):
    """A visit by the partner: planned, held or not held; what was found is kept under the case's key."""

    __tablename__ = "monitoring_visit"
    __table_args__ = (Index("ix_monitoring_visit_case", "case_id", "on"),)

    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    state: Mapped[VisitState] = mapped_column(Code(VisitState))
    planned_on: Mapped[date | None] = mapped_column(Date)
    planned_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    on: Mapped[date] = mapped_column(Date)
    place: Mapped[VisitPlace] = mapped_column(Code(VisitPlace))
    place_text_ct: Mapped[bytes | None] = ciphertext(optional=True)
    visitor_ct: Mapped[bytes | None] = ciphertext(optional=True)
    reason: Mapped[NotHeld | None] = mapped_column(Code(NotHeld))
    findings_ct: Mapped[bytes | None] = ciphertext(optional=True)
    recorded_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    request_key: Mapped[UUID] = mapped_column(Uuid, unique=True)

    place_text = Encrypted("case_id")
    visitor = Encrypted("case_id")
    findings = Encrypted("case_id")
