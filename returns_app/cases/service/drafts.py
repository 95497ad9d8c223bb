"""Drafts: what somebody typed is kept until it is sent, encrypted under a key that goes with it."""

import json
from typing import Any

from sqlalchemy import select

from returns_app.cases.models import Draft
from returns_app.core.actions import Action
from returns_app.core.errors import RuleBroken
from returns_app.core.text import N_
from returns_app.db.encrypted import SubjectKey
from returns_app.db.unit_of_work import UnitOfWork

MOST_CHARACTERS = 500_000


def save_draft(work: UnitOfWork, form: str, content: dict[str, Any]) -> None:
    """Keep what was typed in a form; the newest takes the place of the one before."""
    text = json.dumps(content, ensure_ascii=False)
    if len(text) > MOST_CHARACTERS:
        raise RuleBroken("cases.draft_too_large", N_("This form holds too much text to be kept as a draft."))
    draft = _find(work, form) or work.add(Draft(account_id=work.actor.account_id, form=form))
    draft.content, draft.saved_at = text, work.now
    work.record(Action.DRAFT_SAVED, form=form)


def drop_draft(work: UnitOfWork, form: str) -> None:
    """Forget a draft and destroy its key."""
    draft = _find(work, form)
    if draft is None:
        return
    key = work.session.get(SubjectKey, draft.id)
    for row in (draft, key):
        if row is not None:
            work.session.delete(row)
    work.record(Action.DRAFT_DROPPED, form=form)


def _find(work: UnitOfWork, form: str) -> Draft | None:
    wanted = select(Draft).where(Draft.account_id == work.actor.account_id, Draft.form == form)
    return work.session.scalars(wanted.with_for_update()).first()
