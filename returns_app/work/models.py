"""Tables of the work: tasks, how deadlines moved, notices, and how each account wants to hear of them."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Date, ForeignKey, Index, LargeBinary, String, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from returns_app.core.permissions import Role
from returns_app.db.base import Base, Keyed, Versioned
from returns_app.db.encrypted import Encrypted, ciphertext
from returns_app.db.types import Code, Moment
from returns_app.work.rules import ExtensionReason, MailMode, NoticeKind, TaskEnd, TaskKind


class Task(Versioned):
    """Something somebody has to do, by when, and how it ended."""

    __tablename__ = "task"
    __table_args__ = (
        Index("uq_task_open", "key", unique=True, sqlite_where=text("ended_at IS NULL"), postgresql_where=text("ended_at IS NULL")),
        Index("ix_task_owner", "owner_id", "ended_at", "due_on"),
        Index("ix_task_role", "organisation_id", "role", "ended_at", "due_on"),
        Index("ix_task_case", "case_id", "ended_at"),
        Index("ix_task_due", "ended_at", "due_on"),
    )  # fmt: skip

    key: Mapped[str] = mapped_column(String(120))
    kind: Mapped[TaskKind] = mapped_column(Code(TaskKind))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    member_state: Mapped[str] = mapped_column(String(2), default="")
    role: Mapped[Role] = mapped_column(Code(Role))
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    case_id: Mapped[UUID | None] = mapped_column(ForeignKey("return_case.id"))
    subject_id: Mapped[UUID | None] = mapped_column(Uuid)
    opened_at: Mapped[datetime] = mapped_column(Moment)
    opened_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    first_due_on: Mapped[date | None] = mapped_column(
        Date, info={"about": "what the table of deadlines said; moves with the case when that stood still"}
    )
    due_on: Mapped[date | None] = mapped_column(Date)
    paused_on: Mapped[date | None] = mapped_column(Date, info={"about": "the clock stands still since then"})
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    end: Mapped[TaskEnd | None] = mapped_column(Code(TaskEnd))
    sealed_by: Mapped[UUID] = mapped_column(Uuid, info={"about": "whose key: the case's, else its own"})
    note_ct: Mapped[bytes | None] = ciphertext(optional=True)

    note = Encrypted("sealed_by")


class TaskExtension(Keyed):
    """A deadline that was moved, by whom and why; never changed."""

    __tablename__ = "task_extension"

    task_id: Mapped[UUID] = mapped_column(ForeignKey("task.id"), index=True)
    moved_at: Mapped[datetime] = mapped_column(Moment)
    moved_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    before: Mapped[date | None] = mapped_column(Date)
    until: Mapped[date] = mapped_column(Date)
    reason: Mapped[ExtensionReason] = mapped_column(Code(ExtensionReason))
    sealed_by: Mapped[UUID] = mapped_column(Uuid, info={"about": "whose key: the case's, else the task's"})
    text_ct: Mapped[bytes] = ciphertext()

    text = Encrypted("sealed_by")


class Notice(Versioned):
    """Something somebody should know of: about which case or task, never with a name or text."""

    __tablename__ = "notice"
    __table_args__ = (
        Index("ix_notice_account", "account_id", "read_at", "created_at"),
        Index("ix_notice_mail", "account_id", "mailed_at"),
    )

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    kind: Mapped[NoticeKind] = mapped_column(Code(NoticeKind))
    case_id: Mapped[UUID | None] = mapped_column(ForeignKey("return_case.id"))
    task_id: Mapped[UUID | None] = mapped_column(ForeignKey("task.id"))
    created_at: Mapped[datetime] = mapped_column(Moment)
    read_at: Mapped[datetime | None] = mapped_column(Moment)
    mailed_at: Mapped[datetime | None] = mapped_column(Moment)


class MailChoice(Base):
    """How an account wants to hear of its notices by e-mail; without a row: at once."""

    __tablename__ = "mail_choice"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    mode: Mapped[MailMode] = mapped_column(Code(MailMode))


class CalendarFeed(Base):
    """The secret address of somebody's deadlines for a calendar program; only its hash is kept."""

    __tablename__ = "calendar_feed"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
