"""From a draft to a version: written by some, tried on cases, published by somebody else, taken back in one step."""

from typing import Any
from uuid import UUID

from returns_app.core.actions import Action
from returns_app.core.errors import Malformed, NotFound, RuleBroken
from returns_app.core.text import N_
from returns_app.core.versions import check_version
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.programmes.models import Programme, ProgrammeDraft, ProgrammeRollback, ProgrammeVersion
from returns_app.programmes.queries import find_draft, get_own_programme, in_force, list_versions
from returns_app.programmes.rules.drafting import (
    SHORTEST_REASON,
    DraftEntry,
    check_dates,
    check_publisher,
    check_tried,
    read_rules,
)
from returns_app.programmes.service.loading import read_groups


def save_draft(work: UnitOfWork, programme_id: UUID, entry: DraftEntry, version: int | None) -> ProgrammeDraft:
    """Keep the next version as far as it is written; its writer will not be the one who publishes it."""
    programme = get_own_programme(work.session, work.actor, programme_id)
    draft = find_draft(work.session, programme_id)
    check_version(draft.version if draft else 0, version or 0)
    check_dates(entry)
    rules = read_rules(programme.code, entry.text, read_groups())
    draft = draft or work.add(ProgrammeDraft(programme_id=programme_id, writers=[]))
    draft.text, draft.rules, draft.trial = entry.text, rules, None
    draft.valid_from, draft.valid_to = entry.valid_from, entry.valid_to
    draft.source, draft.is_verified, draft.changed_at = entry.source, entry.is_verified, work.now
    draft.writers = sorted({*draft.writers, str(work.actor.account_id)})
    work.record(Action.PROGRAMME_DRAFTED, programme=programme.code)
    return draft


def drop_draft(work: UnitOfWork, programme_id: UUID) -> None:
    """Forget the draft; the version in force stays as it is."""
    programme = get_own_programme(work.session, work.actor, programme_id)
    draft = find_draft(work.session, programme_id)
    if draft is not None:
        work.session.delete(draft)
        work.record(Action.PROGRAMME_DRAFT_DROPPED, programme=programme.code)


def keep_trial(work: UnitOfWork, programme_id: UUID, version: int, trial: dict[str, Any]) -> None:
    """Keep what the draft would have meant for earlier cases, for the version that was tried."""
    programme, draft = _draft(work, programme_id, version)
    draft.trial = trial
    work.record(Action.PROGRAMME_TRIED, programme=programme.code, cases=trial["cases"])


def publish_draft(work: UnitOfWork, programme_id: UUID, version: int | None) -> ProgrammeVersion:
    """A second person makes the draft the next version; cases that were opened before keep theirs."""
    programme, draft = _draft(work, programme_id, version)
    check_publisher(work.actor.account_id, draft.writers)
    check_tried(draft.trial)
    number = 1 + max((one.number for one in list_versions(work.session, programme_id)), default=0)
    published = work.add(
        ProgrammeVersion(
            programme_id=programme_id, number=number, valid_from=draft.valid_from, valid_to=draft.valid_to,
            rules=draft.rules, source=draft.source, is_verified=draft.is_verified, loaded_at=work.now,
            published_by=work.actor.account_id,
        )
    )  # fmt: skip
    work.session.delete(draft)
    work.record(Action.PROGRAMME_PUBLISHED, programme=programme.code, version=number)
    return published


def roll_back(work: UnitOfWork, programme_id: UUID, version_id: UUID, reason: str) -> None:
    """Take the version in force back in one step: the one before it rules again for new cases."""
    programme = get_own_programme(work.session, work.actor, programme_id)
    ruling = in_force(work.session, programme, work.today)
    if ruling is None or ruling.id != version_id or ruling.published_by is None:
        sentence = N_("Only the version in force can be taken back, and only when it was published here.")
        raise RuleBroken("programmes.not_in_force", sentence)
    if len(reason.strip()) < SHORTEST_REASON:
        sentence = N_("Say in at least %(least)s characters why the version is taken back.")
        raise Malformed("programmes.no_reason", sentence, field="reason", least=SHORTEST_REASON)
    work.add(
        ProgrammeRollback(
            version_id=version_id, rolled_back_by=work.actor.account_id, rolled_back_at=work.now, reason=reason.strip()
        )
    )
    work.record(Action.PROGRAMME_ROLLED_BACK, programme=programme.code, version=ruling.number)


def _draft(work: UnitOfWork, programme_id: UUID, version: int | None) -> tuple[Programme, ProgrammeDraft]:
    programme = get_own_programme(work.session, work.actor, programme_id)
    draft = find_draft(work.session, programme_id)
    if draft is None:
        raise NotFound
    check_version(draft.version, version)
    return programme, draft
