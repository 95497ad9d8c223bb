"""Unsent forms that are about somebody: by the ids in their name, or by the names in their words."""

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from returns_app.cases.models import Draft
from returns_app.people.models import PersonName

if TYPE_CHECKING:
    from returns_app.privacy.queries.holdings import Scope


def drafts_about(session: Session, scope: "Scope") -> list[Draft]:
    """Drafts that name the case, one of the persons, or spell one of their full names."""
    ids = {str(one) for one in (*scope.people, scope.case_id if scope.is_whole else "")} - {""}
    names = session.scalars(select(PersonName).where(PersonName.person_id.in_(scope.people)))
    spelled = {word for name in names if (word := name.full.casefold()) and " " in word}
    parts = [name.split() for name in spelled]
    return [draft for draft in session.scalars(select(Draft)) if _is_about(draft, ids, parts)]


def _is_about(draft: Draft, ids: set[str], names: list[list[str]]) -> bool:
    if any(one in draft.form for one in ids):
        return True
    content = draft.content.casefold()
    return any(all(word in content for word in words) for words in names)
