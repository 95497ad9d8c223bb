"""Fills a database with many cases fast: the same rows the services write, without their checks."""

import json
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, insert

from returns_app.accounts.models import Account, AccountSession, Organisation
from returns_app.cases.models import CaseAccess, CaseEvent, CaseMember, ReturnCase
from returns_app.cases.rules import Stage
from returns_app.core.partial_date import DatePrecision, PartialDate
from returns_app.db.encrypted import SubjectKey, key_store
from returns_app.people.buckets import birth_marks, buckets_of, name_marks, with_pairs
from returns_app.people.models import NameBucket, Person, PersonName, PersonNationality
from returns_app.programmes.models import Programme, ProgrammeVersion

BATCH = 2000
NAMES = Path(__file__).parent / "name_rankings.json"
COUNTRIES = ["NG", "IQ", "GE", "AM", "AL", "EG", "GM", "MA", "TR", "RS", "UA", "BD", "PK", "AF", "SO", "ER"]
STAGES = [stage for stage in Stage if stage is not Stage.WITHDRAWN]
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
Rows = dict[type, list[dict[str, Any]]]


class Filler:
    """Writes `cases` cases of one organisation for one counsellor."""

    def __init__(self, connection: Connection, *, organisation_id: UUID, account_id: UUID, seed: int = 1) -> None:
        """Remember whose cases they are."""
        self.connection, self.organisation_id, self.account_id = connection, organisation_id, account_id
        self.chance = random.Random(seed)
        self.people = self._people()
        self.version_id = uuid4()

    def fill(self, cases: int) -> None:
        """Everything, in batches."""
        self._programme()
        for start in range(0, cases, BATCH):
            rows: Rows = {}
            for number in range(start, min(start + BATCH, cases)):
                self._case(rows, number)
            for model in (
                SubjectKey,
                Person,
                PersonName,
                PersonNationality,
                NameBucket,
                ReturnCase,
                CaseMember,
                CaseAccess,
                CaseEvent,
            ):
                self.connection.execute(insert(model), rows[model])

    def _programme(self) -> None:
        programme_id = uuid4()
        self.connection.execute(
            insert(Programme).values(
                id=programme_id, code="BENCH", name="Benchmark", member_state="NL", funding_source="none"
            )
        )
        self.connection.execute(
            insert(ProgrammeVersion).values(
                id=self.version_id, programme_id=programme_id, number=1, valid_from=date(2020, 1, 1), rules={},
                source="benchmark", is_verified=False, loaded_at=NOW,
            )
        )  # fmt: skip

    def _case(self, rows: Rows, number: int) -> None:
        person_id, case_id = uuid4(), uuid4()
        self._person(rows, person_id)
        opened = NOW - timedelta(minutes=number * 7)
        stage = self.chance.choice(STAGES)
        common = {"version": 1, "member_state": "NL", "organisation_id": self.organisation_id}
        _add(rows, ReturnCase, {
            **common, "id": case_id, "reference": f"NL-2026-{number:06d}", "return_country": self.chance.choice(COUNTRIES),
            "return_type": "VOL_ASSISTED", "programme_version_id": self.version_id, "stage": stage,
            "stage_since": opened.date(), "counsellor_id": self.account_id, "principal_id": person_id, "members_count": 1,
            "is_protected": False, "opened_on": opened.date(), "notice_version": "2026-01", "notice_language": "en",
            "notice_given_on": opened.date(), "outcome_code": "", "family_handle": uuid4(), "request_key": uuid4(),
            "created_at": opened, "changed_at": opened,
        })  # fmt: skip
        member = {
            "id": uuid4(),
            "case_id": case_id,
            "person_id": person_id,
            "position": 0,
            "role": "principal",
            "version": 1,
        }
        _add(rows, CaseMember, {**member, "left_on": None})
        access = {
            "id": uuid4(),
            "case_id": case_id,
            "organisation_id": self.organisation_id,
            "kind": "owner",
            "version": 1,
        }
        _add(rows, CaseAccess, {**access, "owner_id": self.organisation_id, "since": opened, "ends_on": None})
        for kind in ("opened", "checked", "submitted"):
            _add(rows, CaseEvent, {
                "id": uuid4(), "case_id": case_id, "kind": kind, "at": opened, "happened_on": opened.date(),
                "account_id": self.account_id, "details": {}, "person_id": None, "text_ct": None,
            })  # fmt: skip

    def _person(self, rows: Rows, person_id: UUID) -> None:
        given, family, born = next(self.people)
        epoch, wrapped, key = key_store().new_data_key(str(person_id))
        name_id = uuid4()
        _add(rows, SubjectKey, {"id": person_id, "kek_epoch": epoch, "wrapped": wrapped})
        _add(rows, Person, {
            "id": person_id, "organisation_id": self.organisation_id, "sex": "M", "protection": "no", "is_placeholder": False,
            "country_of_birth": "", "created_at": NOW, "changed_at": NOW, "version": 1, "place_of_birth_ct": None,
            "born_line_ct": key.seal(born.encode().encode(), f"person|born_line|{person_id}|{person_id}"),
        })  # fmt: skip
        _add(rows, PersonName, {
            "id": name_id, "person_id": person_id, "position": 0, "kind": "primary", "script": "Latn",
            "given_ct": key.seal(given.encode(), f"person_name|given|{name_id}|{person_id}"),
            "family_ct": key.seal(family.encode(), f"person_name|family|{name_id}|{person_id}"),
        })  # fmt: skip
        nationality = {"id": uuid4(), "person_id": person_id, "position": 0, "country": self.chance.choice(COUNTRIES)}
        _add(rows, PersonNationality, {**nationality, "status": "claimed"})
        marks = with_pairs((*name_marks([(given, family)]), *birth_marks(born)))
        for bucket in buckets_of(self.organisation_id, person_id, marks):
            _add(rows, NameBucket, {"organisation_id": self.organisation_id, "bucket": bucket, "person_id": person_id})

    def _people(self) -> Iterator[tuple[str, str, PartialDate]]:
        rankings = [_split(names) for names in json.loads(NAMES.read_text(encoding="utf-8")).values()]
        while True:
            names = self.chance.choice(rankings)
            given, family = self._common(names["given"]), self._common(names["family"])
            born = date(1955, 1, 1) + timedelta(days=self.chance.randrange(19_000))
            yield given, family, PartialDate(born.year, born.month, born.day, DatePrecision.SAID)

    def _common(self, names: list[str]) -> str:
        weights = [1 / (rank + 2) for rank in range(len(names))]
        return self.chance.choices(names, weights)[0]


def a_counsellor(connection: Connection, token_hash: bytes, count: int = 1) -> tuple[UUID, UUID]:
    """(organisation, account) of somebody signed in with the token whose hash is given."""
    organisation_id, account_id = uuid4(), uuid4()
    connection.execute(insert(Organisation).values(
        id=organisation_id, code=f"bench-{count}", name="Bench", kind="authority", country="NL", member_state="NL",
        transfer_basis="not_needed", contact="", version=1,
    ))  # fmt: skip
    connection.execute(insert(Account).values(
        id=account_id, email=f"bench{count}@example.org", name="Bench Counsellor", organisation_id=organisation_id,
        roles=["counsellor"], password_hash="", locale="en", created_at=NOW, version=1,
    ))  # fmt: skip
    now = datetime.now(UTC)
    session = {
        "token_hash": token_hash,
        "account_id": account_id,
        "created_at": now,
        "seen_at": now + timedelta(hours=2),
    }
    connection.execute(insert(AccountSession).values(session))
    return organisation_id, account_id


def _add(rows: Rows, model: type, row: dict[str, Any]) -> None:
    rows.setdefault(model, []).append(row)


def _split(names: dict[str, Any]) -> dict[str, list[str]]:
    return {half: text.split() if isinstance(text, str) else text for half, text in names.items()}
