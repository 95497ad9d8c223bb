"""Which stored spells stood still on a day: by law, by illness, or because their case was on hold, whether it went on or not."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from returns_app.db.encrypted import key_store
from returns_app.indicators.models import FigureChunk
from returns_app.indicators.queries.events import list_suspensions
from returns_app.indicators.queries.spells import CASE_BYTES, KEY_FILE, spells_of
from returns_app.indicators.rules.cells import Marks
from returns_app.indicators.rules.disclosure import record_key


def stood_still_on(session: Session, organisation_id: UUID, days: Mapping[str, date]) -> dict[str, Marks]:
    """By the name of a day the marks of the spells, in the order in which they are stored."""
    found = select(FigureChunk).where(FigureChunk.organisation_id == organisation_id).order_by(FigureChunk.quarter)
    chunks = session.scalars(found).all()
    owners = np.frombuffer(b"".join(one.case_ids for one in chunks), f"S{CASE_BYTES}")
    persons = spells_of(b"".join(one.rows for one in chunks)).rows["record_key"]
    spans = list_suspensions(session, organisation_id)
    secret = key_store().directory.key(KEY_FILE)
    marks = {}
    for name, day in days.items():
        marks[name] = np.zeros(len(owners), bool)
        for case_id, person_id, start, end in spans:
            if start <= day and (end is None or day < end):
                held = owners == np.frombuffer(UUID(case_id).bytes, f"S{CASE_BYTES}")[0]
                marks[name] |= (
                    held if person_id is None else held & (persons == record_key(secret, str(UUID(person_id))))
                )
    return marks
