"""Eurodac references are the authority's own: another organisation that sees a case does not see them."""

from alembic import op

revision = "033"
down_revision = "029"
branch_labels = None
depends_on = None

MINE = "coalesce(current_setting('app.house', true), '') = 'yes' OR "
ORG = "nullif(current_setting('app.org', true), '')::uuid"
SEEN = "EXISTS (SELECT 1 FROM person p WHERE p.id = person_identifier.person_id)"
OWN = f"EXISTS (SELECT 1 FROM person p WHERE p.id = person_identifier.person_id AND p.organisation_id = {ORG})"
NARROW = f"(kind <> 'eurodac' AND {SEEN}) OR {OWN}"


def upgrade() -> None:
    """Narrow the wall."""
    _replace(NARROW)


def downgrade() -> None:
    """Widen it again."""
    _replace(SEEN)


def _replace(rule: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"ALTER POLICY seen_by ON person_identifier USING ({MINE}{rule}) WITH CHECK ({MINE}{rule})")
