"""Adding what a form took to the sums of its case."""

from uuid import UUID

from sqlalchemy.dialects import postgresql, sqlite

from returns_app.burden.models import CaseBurden
from returns_app.burden.rules import Effort, Part
from returns_app.db.unit_of_work import UnitOfWork


def add_effort(work: UnitOfWork, case_id: UUID, part: Part, effort: Effort) -> None:
    """One form more; two at the same moment are both counted, and neither waits for the other's version."""
    if work.actor.organisation_id is None:
        return
    insert = postgresql.insert if work.session.get_bind().dialect.name == "postgresql" else sqlite.insert
    first = insert(CaseBurden).values(
        case_id=case_id, organisation_id=work.actor.organisation_id, part=part, month=work.today.replace(day=1),
        forms=1, fields=effort.fields, seconds=effort.seconds,
    )  # fmt: skip
    work.session.execute(
        first.on_conflict_do_update(
            index_elements=["case_id", "organisation_id", "part"],
            set_={
                name: getattr(CaseBurden, name) + getattr(first.excluded, name)
                for name in ("forms", "fields", "seconds")
            },
        )
    )
