"""The plan of a case: envelope, lines, versions, deliveries; proposing and changing lines."""

from uuid import UUID

from flask import flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.cases.page import case_page, owns
from returns_app.cases.queries import get_case, get_delivering_case, given_lines, sees_contacts
from returns_app.cases.rules import WITH_SUPPORT
from returns_app.core.actions import Action
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, unit_of_work
from returns_app.people.display import display_name
from returns_app.support import labels, queries, service
from returns_app.support.forms import ChangeLineForm, PlanLineForm
from returns_app.support.rules import WITH_PLAN, OrderStatus, PlanStatus
from returns_app.support.views.blueprint import pages
from returns_app.web.routing import current_actor


@pages.get("/cases/<uuid:case_id>/support", allow=Permission.SUPPORT_READ)
def show_plan(case_id: UUID) -> ResponseReturnValue:
    """Envelope, plan lines, versions, orders and deliveries of a case; a second partner reads its own lines."""
    session = db.session()
    given = given_lines(session, current_actor()).get(case_id)
    if given is not None:
        return _own_lines(get_delivering_case(session, current_actor(), case_id), given)
    case = get_case(session, current_actor(), case_id)
    lines, deliveries = queries.list_lines(session, case_id), queries.list_deliveries(session, case_id)
    plans, money = queries.list_plans(session, case_id), queries.money_of(session, case_id)
    is_waiting = bool(plans) and plans[0].status is PlanStatus.SUBMITTED
    record_read(current_actor(), Action.PLAN_READ, case_id=case_id, lines=len(lines), deliveries=len(deliveries))
    return case_page(
        "support/plan.html", case, money=money, lines=lines, deliveries=deliveries, labels=labels, plans=plans,
        signed=queries.list_signed(session, case_id), names=names_of(case), is_waiting=is_waiting,
        orders=[one for one in queries.list_orders(session, case_id) if one.status is OrderStatus.OPEN],
        findings=queries.count_findings(session, current_actor(), case_id),
        questions=queries.find_questions(session, case_id), reversed_ids={row.delivery.reversal_of for row in deliveries},
        can_send=case.stage in WITH_PLAN and not is_waiting and any(line.is_pending for line in lines),
        can_plan=case.stage in WITH_PLAN and not is_waiting, can_deliver=case.stage in WITH_SUPPORT,
    )  # fmt: skip


@pages.form("/cases/<uuid:case_id>/support/lines/new", allow=Permission.SUPPORT_PLAN)
def add_line(case_id: UUID) -> ResponseReturnValue:
    """One more plan line."""
    case = get_case(db.session(), current_actor(), case_id)
    members = [(str(person_id), name) for person_id, name in names_of(case).items()]
    form = PlanLineForm(members, data={"instalments": 1})
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            line = service.add_plan_line(work, form.entry(case_id))
            flash(labels.planned_words(is_new=line.planned_at == work.now))
            return redirect(url_for("support.show_plan", case_id=case_id))
    case = get_case(db.session(), current_actor(), case_id)
    return form.page("support/add_line.html", case=case, money=queries.money_of(db.session(), case_id), labels=labels)


@pages.form("/support/lines/<uuid:line_id>/change", allow=Permission.SUPPORT_PLAN)
def change_line(line_id: UUID) -> ResponseReturnValue:
    """Another amount for a line, or nothing to drop it."""
    actor = current_actor()
    case, line = queries.get_planned_line(db.session(), actor, line_id)
    case_id = case.id
    form = ChangeLineForm(data={"planned": line.target})
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(actor) as work:
            service.amend_line(work, line_id, form.amount())
            flash(_("Changed. Send the plan for approval to make it so."))
            return redirect(url_for("support.show_plan", case_id=case_id))
    case, line = queries.get_planned_line(db.session(), actor, line_id)
    record_read(actor, Action.PLAN_READ, case_id=case_id, line=line_id)
    money = queries.money_of(db.session(), case_id)
    return form.page("support/change_line.html", case=case, line=line, money=money, labels=labels)


def _own_lines(case: queries.Case, given: frozenset[UUID]) -> ResponseReturnValue:
    session, actor = db.session(), current_actor()
    lines = [one for one in queries.list_lines(session, case.id) if one.id in given]
    deliveries = [one for one in queries.list_deliveries(session, case.id) if one.line.id in given]
    record_read(actor, Action.PLAN_READ, case_id=case.id, lines=len(lines), deliveries=len(deliveries), part="given")
    names, whom = names_of(case), {line.person_id for line in lines}
    return make_response(render_template(
        "support/own_lines.html", case=case, lines=lines, deliveries=deliveries, labels=labels,
        names={person_id: names[person_id] for person_id in whom if person_id},
        questions=queries.find_questions(session, case.id), reversed_ids={one.delivery.reversal_of for one in deliveries},
        can_deliver=case.stage in WITH_SUPPORT, contacts=_contacts(case, whom) if sees_contacts(session, actor, case) else [],
    ))  # fmt: skip


def _contacts(case: queries.Case, whom: set[UUID | None]) -> list[tuple[str, list[str]]]:
    """How to reach whom the lines are for: nobody who is protected, and the main applicant for the whole family."""
    wanted = {case.principal_id if one is None else one for one in whom}
    people = [one.person for one in case.members if one.person_id in wanted and not one.person.is_protected]
    return [(display_name(one), [told.value for told in one.contacts]) for one in people if one.contacts]


def names_of(case: queries.Case) -> dict[UUID, str]:
    """Members by id; somebody protected has no name for another organisation."""
    hidden = set() if owns(current_actor(), case) else {m.person_id for m in case.members if m.person.is_protected}
    shown = {member.person_id: display_name(member.person) for member in case.members}
    return shown | dict.fromkeys(hidden, _("Protected person"))
