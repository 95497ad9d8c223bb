"""A family that arrived a year ago, and what somebody answers."""

from datetime import date, timedelta
from fractions import Fraction
from uuid import UUID, uuid4

from returns_app.cases.rules import CaseOpening
from returns_app.core import clock
from returns_app.core.partial_date import DatePrecision, PartialDate
from returns_app.core.permissions import Actor
from returns_app.db.session import db
from returns_app.db.unit_of_work import today, unit_of_work
from returns_app.followup import service
from returns_app.followup.models import HelpNeed, MonitoringVisit, SurveyRound, SurveySheet
from returns_app.followup.rules import (
    HelpEntry,
    HelpKind,
    MissEntry,
    MissReason,
    Mode,
    Respondent,
    RoundState,
    SurveyEntry,
    SurveyMoment,
    Template,
    VisitPlace,
    VisitState,
    Whose,
    template_on,
)
from returns_app.people.rules import Sex
from tests import people
from tests.cases.builders import an_opening
from tests.decisions import builders as cases
from tests.decisions.builders import Office

SURVEY = template_on(date(2026, 1, 1))


def arrived_before(office: Office, days: int = 370, *, is_other: bool = False) -> UUID:
    """A case whose arrival the partner confirmed so many days ago."""
    with clock.travelling(clock.utc_now() - timedelta(days=days)):
        return cases.arrived(office, somebody_else() if is_other else None)


def somebody_else() -> CaseOpening:
    """Another person than the usual one."""
    born = PartialDate(1978, 9, 2, DatePrecision.DOCUMENT)
    return an_opening(principal=people.a_person_entry("Ngozi", "Bello", born=born, sex=Sex.FEMALE, identifiers=()))


def rounds(case_id: UUID) -> dict[SurveyMoment, SurveyRound]:
    """The rounds of the one adult, as they are stored."""
    db.session().rollback()
    return {one.moment: one for one in db.session().query(SurveyRound).filter_by(case_id=case_id)}


def needs(case_id: UUID) -> dict[HelpKind, HelpNeed]:
    """Help that is or was needed."""
    db.session().rollback()
    return {one.kind: one for one in db.session().query(HelpNeed).filter_by(case_id=case_id)}


def answers_of(template: Template = SURVEY, *, value: Fraction = Fraction(1)) -> dict[str, tuple[str, ...]]:
    """To every scored question the answer with this value, or the best there is."""
    found: dict[str, tuple[str, ...]] = {}
    for one in template.questions:
        known = {answer: worth for answer, worth in one.values.items() if worth is not None}
        if known:
            best = max(known, key=lambda code: known[code])
            found[one.code] = (next((code for code, worth in known.items() if worth == value), best),)
    return found


def an_entry(row: SurveyRound, **changes: object) -> SurveyEntry:
    """Everything is well."""
    values: dict[str, object] = {
        "request_key": uuid4(), "version": row.version, "held_on": today(), "mode": Mode.PHONE,
        "respondent": Respondent.SELF, "is_independent": False, "answers": answers_of(), "note": "A good talk.",
    }  # fmt: skip
    return SurveyEntry(**{**values, **changes})  # type: ignore[arg-type]


def ask(actor: Actor, row: SurveyRound, **changes: object) -> SurveySheet:
    """Somebody asks and records the answers."""
    case_id, round_id, entry = row.case_id, row.id, an_entry(row, **changes)
    with unit_of_work(actor) as work:
        return service.record_survey(work, case_id, round_id, entry)


def miss(actor: Actor, row: SurveyRound, reason: MissReason = MissReason.NOT_REACHABLE, note: str = "") -> None:
    """Somebody records that nobody answered."""
    case_id, round_id = row.case_id, row.id
    with unit_of_work(actor) as work:
        service.record_miss(work, case_id, round_id, MissEntry(row.version, today(), reason, note))


def help_said(*kinds: HelpKind, whose: Whose = Whose.COUNSELLOR, text: str = "") -> HelpEntry:
    """What whoever asked saw."""
    return HelpEntry(kinds, whose, text)


def followup_ids(case_id: UUID) -> dict[str, UUID]:
    """A survey with answers and help that is needed: for tests of who sees what."""
    row = rounds(case_id)[SurveyMoment.M1]
    with unit_of_work(people.SEEDER) as work:
        row.state, row.settled_on = RoundState.ANSWERED, today()
        sheet = SurveySheet(
            round_id=row.id, case_id=case_id, person_id=row.person_id, template=SURVEY.code, held_on=today(),
            mode=Mode.PHONE, respondent=Respondent.SELF, is_independent=False, recorded_at=work.now, request_key=uuid4(),
        )  # fmt: skip
        sheet.given = answers_of()
        work.add(sheet)
        need = HelpNeed(
            case_id=case_id, person_id=row.person_id, kind=HelpKind.FOOD, whose=Whose.PARTNER, noted_on=work.today
        )
        work.add(need)
        visit = MonitoringVisit(
            case_id=case_id,
            state=VisitState.HELD,
            on=today(),
            place=VisitPlace.HOME,
            recorded_at=work.now,
            request_key=uuid4(),
        )
        work.add(visit)
        work.events.append(people.AN_EVENT)
    return {"round_id": row.id, "help_id": need.id, "visit_id": visit.id}
