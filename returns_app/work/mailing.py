"""E-mails about notices: how many there are and where to read them, never a name, a reference or a text."""

import smtplib
from email.message import EmailMessage
from email.policy import SMTP
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from returns_app.core.permissions import system_actor
from returns_app.core.settings import ROOT, Settings
from returns_app.db.session import db, scope
from returns_app.db.unit_of_work import UnitOfWork, settings
from returns_app.jobs.service import Effect, TryLater, calls_out
from returns_app.work import queries
from returns_app.work.service import MAIL, note_mailed

PATIENCE = 20


@calls_out(MAIL)
def mail_notices(payload: dict[str, Any]) -> Effect | None:
    """Tell one account how much is new; what was read in the meantime is not mailed."""
    with scope(system_actor("mail")):
        session = db.session()
        account_id = UUID(payload["account_id"])
        waiting = [notice.id for notice in queries.list_unmailed(session, account_id)]
        found = queries.find_recipient(session, account_id)
        whom = (found.email, found.locale) if found else None
        session.rollback()
    if not waiting or whom is None or not _can_send(settings()):
        return None
    send(settings(), compose(settings(), *whom, len(waiting)))
    return partial(_note, notice_ids=waiting)


def compose(config: Settings, email: str, locale: str, number: int) -> EmailMessage:
    """The e-mail, in the language of its reader."""
    message = EmailMessage(policy=SMTP)
    with force_locale(locale):
        message["Subject"] = ngettext("Returns: %(num)s new notice", "Returns: %(num)s new notices", number)
        text = ngettext("There is %(num)s new notice for you.", "There are %(num)s new notices for you.", number)
        where = _("Sign in to read it: %(url)s", url=f"{config.public_url}/notices")
        why = _("This e-mail names nobody on purpose. You can choose on that page how often it comes.")
    message["From"], message["To"] = config.mail_from, email
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(f"{text}\n\n{where}\n\n{why}\n")
    return message


def send(config: Settings, message: EmailMessage) -> None:
    """Through the mail server, or into the folder of a development machine."""
    if not config.smtp_host:
        folder = ROOT / config.mail_folder
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{uuid4()}.eml").write_bytes(bytes(message))
        return
    try:
        _send(config, message)
    except (OSError, smtplib.SMTPException) as fault:
        raise TryLater from fault


def _can_send(config: Settings) -> bool:
    return bool(config.smtp_host or config.mail_folder)


def _send(config: Settings, message: EmailMessage) -> None:
    kind = smtplib.SMTP_SSL if config.smtp_security == "tls" else smtplib.SMTP
    with kind(config.smtp_host, config.smtp_port, timeout=PATIENCE) as server:
        if config.smtp_security == "starttls":
            server.starttls()
        if config.smtp_user:
            server.login(config.smtp_user, Path(config.smtp_password_file).read_text(encoding="utf-8").strip())
        server.send_message(message)


def _note(work: UnitOfWork, notice_ids: list[UUID]) -> None:
    note_mailed(work, notice_ids)
