"""The outbox: promised with the transaction, done exactly once, failures visible."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from returns_app.accounts.models import Organisation
from returns_app.core.actions import Action
from returns_app.core.clock import utc_now
from returns_app.core.permissions import Role, system_actor
from returns_app.core.settings import ROOT, Settings
from returns_app.db.session import db, writing
from returns_app.db.unit_of_work import UnitOfWork, unit_of_work
from returns_app.jobs import service
from returns_app.jobs.models import Job
from tests.people import an_account, client_for

pytestmark = pytest.mark.postgres
ACTOR = system_actor("tests")


@pytest.fixture(autouse=True)
def _own_handlers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "HANDLERS", {})
    monkeypatch.setattr(service, "CALLERS", {})


def _promise(kind: str, key: str | None = None, **payload: object) -> None:
    with unit_of_work(ACTOR) as work:
        service.promise(work, kind, payload, key=key)
        work.record(Action.ACCOUNT_CHANGED)


def _jobs() -> list[Job]:
    db.session().rollback()
    return list(db.session().scalars(select(Job)))


def _make_due() -> None:
    with writing(), db.engine.begin() as connection:
        connection.execute(update(Job).values(due_at=Job.created_at))


def test_a_job_is_done_once(house: Flask) -> None:
    done: list[dict[str, Any]] = []
    service.handles("test.do")(lambda _work, payload: done.append(payload))
    _promise("test.do", number=1)
    assert service.run_due() == 1
    assert service.run_due() == 0
    assert done == [{"number": 1}]


def test_a_rolled_back_promise_is_none(house: Flask) -> None:
    with pytest.raises(ZeroDivisionError), unit_of_work(ACTOR) as work:
        service.promise(work, "test.do", {})
        raise ZeroDivisionError
    assert _jobs() == []


def test_the_same_key_is_promised_once(house: Flask) -> None:
    _promise("test.do", key="k")
    _promise("test.do", key="k")
    assert len(_jobs()) == 1


def test_a_failing_job_waits_longer_each_time_and_ends_as_a_dead_letter(house: Flask) -> None:
    def fail(_work: UnitOfWork, _payload: dict[str, Any]) -> None:
        raise LookupError

    service.handles("test.fail")(fail)
    _promise("test.fail")
    for tries in range(1, service.MOST_TRIES + 1):
        _make_due()
        service.run_due()
        assert (_jobs()[0].tries, _jobs()[0].last_error) == (tries, "LookupError")
    assert _jobs()[0].failed_at is not None
    assert service.run_due() == 0


def test_waiting_grows_and_stays_within_ten_minutes() -> None:
    waits = [service._wait(tries) for tries in range(1, 40)]
    assert all(0 < wait <= service.LONGEST_WAIT for wait in waits)
    assert waits[-1] >= service.LONGEST_WAIT / 2


def test_a_counterpart_that_is_silent_never_makes_a_dead_letter(house: Flask) -> None:
    def silent(_payload: dict[str, Any]) -> None:
        raise service.TryLater

    service.calls_out("test.call")(silent)
    _promise("test.call")
    for _try in range(service.MOST_TRIES + 2):
        _make_due()
        service.run_due()
    assert _jobs()[0].failed_at is None


def test_what_a_call_brought_back_is_stored_with_the_end(house: Flask) -> None:
    def call(_payload: dict[str, Any]) -> service.Effect:
        assert "work" not in db.session().info
        return lambda work: work.record(Action.KEYS_ROTATED)

    service.calls_out("test.call")(call)
    _promise("test.call", key="now")
    assert service.run_now("now")
    assert _jobs()[0].ended_at is not None


def test_an_expired_lease_is_taken_over_and_the_first_holder_cannot_commit(house: Flask) -> None:
    service.handles("test.do")(lambda _work, _payload: None)
    _promise("test.do")
    first = service._take()
    assert first is not None
    with writing(), db.engine.begin() as connection:
        connection.execute(update(Job).values(leased_until=utc_now() - timedelta(hours=1)))
    second = service._take()
    assert second is not None
    assert not service._do(*first)
    assert service._do(*second)


def test_an_administrator_sees_and_resends_a_dead_letter(app: Flask) -> None:
    with app.app_context():
        _promise("test.fail")
        with writing(), db.engine.begin() as connection:
            connection.execute(update(Job).values(failed_at=Job.created_at, last_error="LookupError"))
        browser = client_for(app, an_account(Role.ADMIN))
        job_id = _jobs()[0].id
    assert b"LookupError" in browser.get("/jobs").data
    assert browser.post(f"/jobs/{job_id}/resend").status_code == 302
    with app.app_context():
        assert _jobs()[0].failed_at is None


def test_killed_workers_lose_nothing_and_double_nothing(app: Flask, settings: Settings) -> None:
    jobs = 60
    with app.app_context(), unit_of_work(ACTOR) as work:
        for number in range(jobs):
            service.promise(work, "test.count", {"number": number})
        work.record(Action.ACCOUNT_CHANGED)
    for _round in range(4):
        worker = _start_worker(settings)
        time.sleep(0.25)
        _kill(worker)
    worker = _start_worker(settings)
    deadline = time.monotonic() + 40
    with app.app_context():
        while time.monotonic() < deadline and any(job.ended_at is None for job in _jobs()):
            time.sleep(0.2)
        _kill(worker)
        count = select(func.count()).select_from(Organisation).where(Organisation.code.like("job-%"))
        assert db.session().scalar(count) == jobs
        assert all(job.ended_at is not None for job in _jobs())


def _kill(worker: subprocess.Popen[str]) -> None:
    worker.send_signal(signal.SIGKILL)
    worker.communicate()


def _start_worker(settings: Settings) -> subprocess.Popen[str]:
    variables = {
        **os.environ, "RETURNS_DATABASE_URL": settings.database_url, "RETURNS_KEYS_DIR": settings.keys_dir,
        "RETURNS_SECRET_FILE": settings.secret_file,
    }  # fmt: skip
    command = [sys.executable, "-m", "tests.jobs.worker"]
    worker = subprocess.Popen(command, env=variables, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert worker.stdout is not None
    assert worker.stdout.readline().strip() == "ready"
    return worker
