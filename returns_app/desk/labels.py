"""Words of the desk: queues, what to do, next steps."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from returns_app.cases.rules import Stage
from returns_app.desk.rules import QueueCode, Step

QUEUE_NAMES = {
    QueueCode.TO_SUBMIT: _l("To submit"),
    QueueCode.ANSWERS: _l("Registry answers"),
    QueueCode.TO_DECIDE: _l("To decide"),
    QueueCode.TO_DEPART: _l("Approved, to depart"),
    QueueCode.ARRIVALS: _l("Arrivals to confirm"),
    QueueCode.TO_PLAN: _l("To plan"),
    QueueCode.TO_DELIVER: _l("To deliver"),
    QueueCode.TO_PROVE: _l("Deliveries to prove"),
}
QUEUE_TASKS = {
    QueueCode.TO_SUBMIT: _l("Complete and submit"),
    QueueCode.ANSWERS: _l("Look at the answer"),
    QueueCode.TO_DECIDE: _l("Decide"),
    QueueCode.TO_DEPART: _l("Record departure"),
    QueueCode.ARRIVALS: _l("Confirm arrival"),
    QueueCode.TO_PLAN: _l("Plan the support"),
    QueueCode.TO_DELIVER: _l("Record delivery"),
    QueueCode.TO_PROVE: _l("Add the receipt"),
}
QUEUE_PAGES = {
    QueueCode.TO_SUBMIT: "desk.show_case",
    QueueCode.ANSWERS: "checks.show_checks",
    QueueCode.TO_DECIDE: "decisions.show_decision",
    QueueCode.TO_DEPART: "travel.record_departure",
    QueueCode.ARRIVALS: "travel.confirm_arrival",
    QueueCode.TO_PLAN: "support.show_plan",
    QueueCode.TO_DELIVER: "support.show_plan",
    QueueCode.TO_PROVE: "support.show_plan",
}
EMPTY_QUEUES = {
    QueueCode.TO_SUBMIT: _l("No case of yours is at intake. A new intake appears here until it is submitted."),
    QueueCode.ANSWERS: _l(
        "No answer of the registry needs your attention. The registry is asked at intake and after every correction."
    ),
    QueueCode.TO_DECIDE: _l(
        "No application waits for you. Applications you worked on yourself are decided by a colleague."
    ),
    QueueCode.TO_DEPART: _l("Nobody waits for departure. A case appears here when it is approved."),
    QueueCode.ARRIVALS: _l("Nobody is under way. A case appears here when a departure is recorded."),
    QueueCode.TO_PLAN: _l("Every family that arrived has a plan. A case appears here when an arrival is confirmed."),
    QueueCode.TO_DELIVER: _l("Everything planned was delivered. New plan lines appear here."),
    QueueCode.TO_PROVE: _l("Every delivery has its receipt. A delivery without one appears here."),
}
STEP_NAMES = {
    Step.SUBMIT: _l("Submit application"),
    Step.DECIDE: _l("Decide"),
    Step.DEPART: _l("Record departure"),
    Step.ARRIVE: _l("Confirm arrival"),
    Step.PLAN: _l("Plan the support"),
    Step.DELIVER: _l("Record delivery"),
    Step.CLOSE: _l("Close case"),
}
STEP_PAGES = {
    Step.SUBMIT: "cases.submit_case",
    Step.DECIDE: "decisions.show_decision",
    Step.DEPART: "travel.record_departure",
    Step.ARRIVE: "travel.confirm_arrival",
    Step.PLAN: "support.show_plan",
    Step.DELIVER: "support.show_plan",
    Step.CLOSE: "closure.close_case",
}
WAITING_FOR = {
    Stage.INTAKE: _l("The counsellor completes and submits the application."),
    Stage.SUBMITTED: _l("An approver who did not work on this case decides."),
    Stage.APPROVED: _l("The counsellor or the travel desk records the departure."),
    Stage.DEPARTED: _l("The partner, the counsellor or the travel desk confirms the arrival."),
    Stage.ARRIVED: _l("The partner plans and delivers the support."),
    Stage.SUPPORTING: _l("The partner delivers what is planned; then the counsellor closes the case."),
    Stage.CLOSED: _l("Nothing: the case is closed."),
    Stage.REFUSED: _l("Nothing: the application was refused."),
    Stage.WITHDRAWN: _l("Nothing: the application was withdrawn."),
}


def since_words(since: date, today: date) -> str:
    """For how long something waits."""
    days = (today - since).days
    return ngettext("for %(num)s day", "for %(num)s days", days) if days > 0 else _("since today")
