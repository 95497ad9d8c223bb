"""The server is killed while it writes: nothing is lost, nothing doubled, and the log still holds."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.journeys import told
from tests.journeys.conftest import OpenDesk
from tests.journeys.desk import Desk
from tests.journeys.seed import COUNSELLOR
from tests.journeys.stage import Stage
from tests.journeys.steps import begin_intake
from tests.journeys.wire import Sent, send

pytestmark = pytest.mark.journey
MOMENTS = (0.004, 0.02, 0.05, 0.12)  # before, in and after the writing; which it is does not matter


def test_killed_in_mid_write(open_desk: OpenDesk, stage: Stage) -> None:
    desk = open_desk()
    desk.sign_in(COUNSELLOR)
    for number, moment in enumerate(MOMENTS, start=1):
        sent = _intake(desk)
        _cut_off(stage, sent, moment)
        stage.start()
        assert send(sent) == 302
        assert stage.count("select count(*) from return_case") == number
        assert stage.count("select count(*) from person") == number
    stage.change("update job set due_at = created_at, leased_until = null, lease = null where ended_at is null")
    stage.command("jobs", "run", "--once")
    assert stage.count("select count(distinct case_id) from registry_check") == len(MOMENTS)
    assert stage.count("select count(*) from registry_check") == len(MOMENTS)
    assert stage.count("select count(*) from job where ended_at is null") == 0
    stage.command("audit", "verify")


def _intake(desk: Desk) -> Sent:
    begin_intake(desk)
    desk.answer(told.p1())
    sent = desk.as_sent()
    desk.page.goto("about:blank")  # so that no draft is kept while the server is away
    return sent


def _cut_off(stage: Stage, sent: Sent, moment: float) -> None:
    with ThreadPoolExecutor(1) as pool:
        pool.submit(send, sent)
        time.sleep(moment)
        stage.kill()
