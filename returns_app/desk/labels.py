"""Words of the desk: queues, what to do, next steps."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from returns_app.cases.rules import Stage
from returns_app.desk.rules import QueueCode, Step
from returns_app.work.rules import ExtensionReason, TaskKind

QUEUE_NAMES = {
    QueueCode.OVERDUE: _l("Overdue"),
    QueueCode.DUE_SOON: _l("Due in 7 days"),
    QueueCode.LATER: _l("Later"),
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
    QueueCode.OVERDUE: _l("Nothing is overdue."),
    QueueCode.DUE_SOON: _l("Nothing is due in the next seven days."),
    QueueCode.LATER: _l("No other task is open. Tasks appear here when a case reaches a step that is yours."),
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
TASK_NAMES = {
    TaskKind.SUBMIT: _l("Complete and submit"),
    TaskKind.DECIDE: _l("Decide"),
    TaskKind.DECIDE_CHANGE: _l("Decide about a proposed change"),
    TaskKind.SERVE_LETTER: _l("Hand over the decision letter"),
    TaskKind.OBJECTION: _l("The period for objections ends"),
    TaskKind.RECORD_DEPARTURE: _l("Record departure"),
    TaskKind.CONFIRM_ARRIVAL: _l("Confirm arrival"),
    TaskKind.PLAN_SUPPORT: _l("Plan the support"),
    TaskKind.CLOSE_CASE: _l("Finish the support and close"),
    TaskKind.LOOK_AGAIN: _l("See whether the case can go on"),
    TaskKind.RECHECK: _l("Find out what the registry could not compare"),
    TaskKind.ANSWER_STATE: _l("Answer the other state"),
    TaskKind.HEAR_PERSON: _l("Hand over the notice and record the answer"),
    TaskKind.RULE_ON_REVIEW: _l("Decide what follows from the review"),
    TaskKind.ANSWER_FINDING: _l("Answer the auditor"),
    TaskKind.GIVE_NOTICE: _l("Hand over the new notice about personal data"),
    TaskKind.JUDGE_EMERGENCY: _l("Judge an emergency access"),
    TaskKind.REVIEW_ACCESS: _l("Confirm who still needs access"),
    TaskKind.ASK_AUTHORITY: _l("Ask the authority for the travel document again"),
    TaskKind.INTERVIEW: _l("Interview at the authority"),
    TaskKind.PASS_MOMENT: _l("Go on with the key moment"),
    TaskKind.HEAR_RECOVERY: _l("Hear the person before support is asked back"),
    TaskKind.DECIDE_RECOVERY: _l("Decide whether support is asked back"),
    TaskKind.DECIDE_RECOVERY_STEP: _l("Decide about a rest, waiver or write-off"),
    TaskKind.COLLECT: _l("An instalment is due"),
    TaskKind.ASK_RETURNEE: _l("Ask the returnee about a delivery"),
    TaskKind.OWN_DECLARATION: _l("A member became 18: get their own declaration"),
    TaskKind.SURVEY_1: _l("Survey, 1 month after the arrival"),
    TaskKind.SURVEY_6: _l("Survey, 6 months after the arrival"),
    TaskKind.SURVEY_12: _l("Survey, 12 months after the arrival"),
    TaskKind.VISIT: _l("Monitoring visit"),
    TaskKind.HELP_NEEDED: _l("Help is needed: refer or help"),
    TaskKind.ANSWER_OFFER: _l("Answer the offer of a case"),
    TaskKind.PARTNER_SILENT: _l("A partner has not answered: speak to it"),
    TaskKind.OFFER_AGAIN: _l("A partner declined: offer the case to another"),
    TaskKind.FOLLOW_UP: _l("Next step"),
}
TASK_PAGES = {
    TaskKind.SUBMIT: "desk.show_case",
    TaskKind.DECIDE: "decisions.show_decision",
    TaskKind.DECIDE_CHANGE: "decisions.show_decision",
    TaskKind.SERVE_LETTER: "decisions.show_decision",
    TaskKind.OBJECTION: "decisions.show_decision",
    TaskKind.RECORD_DEPARTURE: "travel.record_departure",
    TaskKind.CONFIRM_ARRIVAL: "travel.confirm_arrival",
    TaskKind.PLAN_SUPPORT: "support.show_plan",
    TaskKind.CLOSE_CASE: "closure.close_case",
    TaskKind.LOOK_AGAIN: "cases.show_pauses",
    TaskKind.RECHECK: "cases.show_people",
    TaskKind.ANSWER_STATE: "review.show_case",
    TaskKind.HEAR_PERSON: "review.show_case",
    TaskKind.RULE_ON_REVIEW: "review.show_case",
    TaskKind.ANSWER_FINDING: "auditing.list_findings",
    TaskKind.GIVE_NOTICE: "privacy.show_case",
    TaskKind.JUDGE_EMERGENCY: "privacy.show_oversight",
    TaskKind.REVIEW_ACCESS: "privacy.show_oversight",
    TaskKind.ASK_AUTHORITY: "travel.show_travel",
    TaskKind.INTERVIEW: "travel.show_travel",
    TaskKind.PASS_MOMENT: "moments.show_moments",
    TaskKind.HEAR_RECOVERY: "recovery.show_claims",
    TaskKind.DECIDE_RECOVERY: "recovery.show_claims",
    TaskKind.DECIDE_RECOVERY_STEP: "recovery.show_claims",
    TaskKind.COLLECT: "recovery.show_claims",
    TaskKind.ASK_RETURNEE: "support.show_plan",
    TaskKind.OWN_DECLARATION: "counselling.record_session",
    TaskKind.SURVEY_1: "followup.show_follow_up",
    TaskKind.SURVEY_6: "followup.show_follow_up",
    TaskKind.SURVEY_12: "followup.show_follow_up",
    TaskKind.VISIT: "followup.show_follow_up",
    TaskKind.HELP_NEEDED: "followup.show_follow_up",
    TaskKind.ANSWER_OFFER: "cases.list_partner_offers",
    TaskKind.PARTNER_SILENT: "cases.show_partners",
    TaskKind.OFFER_AGAIN: "cases.show_partners",
    TaskKind.FOLLOW_UP: "desk.show_case",
}
# About no case: their page is one for all.
OF_THE_HOUSE = frozenset({TaskKind.ANSWER_OFFER, TaskKind.JUDGE_EMERGENCY, TaskKind.REVIEW_ACCESS})
EXTENSION_REASONS = {
    ExtensionReason.WAITS_FOR_PERSON: _l("Waiting for the person"),
    ExtensionReason.WAITS_FOR_AUTHORITY: _l("Waiting for an authority"),
    ExtensionReason.ILLNESS: _l("Illness"),
    ExtensionReason.COMPLEX: _l("More work than usual"),
    ExtensionReason.AGREED: _l("Agreed with the person"),
    ExtensionReason.DECIDED: _l("By a decision"),
    ExtensionReason.STOOD_STILL: _l("The case stood still"),
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
