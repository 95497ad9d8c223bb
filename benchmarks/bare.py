"""The yardstick: a bare Flask and SQLAlchemy page of 25 rows with our columns, of a table as long as ours."""

import os
from datetime import date, datetime

from flask import Flask, render_template_string
from sqlalchemy import Date, DateTime, Integer, String, create_engine, insert, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

PAGE = """<!doctype html><html lang="en"><head><title>Cases</title></head><body><h1>Cases</h1><table>
<tr><th>Person</th><th>Reference</th><th>Country</th><th>Stage</th>
<th>Counsellor</th><th>People</th><th>Opened</th><th>Changed</th></tr>
{% for row in rows %}
<tr><td><a href="/cases/{{ row.id }}">{{ row.name }}</a></td><td>{{ row.reference }}</td><td>{{ row.country }}</td>
<td>{{ row.stage }}</td><td>{{ row.counsellor }}</td><td>{{ row.people }}</td>
<td>{{ row.opened_on }}</td><td>{{ row.changed_at }}</td></tr>
{% endfor %}</table></body></html>"""


class Base(DeclarativeBase):
    """A plain base."""


class BareRow(Base):
    """The columns of our case list, in clear."""

    __tablename__ = "row"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    country: Mapped[str] = mapped_column(String(2), index=True)
    stage: Mapped[str] = mapped_column(String(20))
    reference: Mapped[str] = mapped_column(String(20))
    counsellor: Mapped[str] = mapped_column(String(80))
    people: Mapped[int] = mapped_column(Integer)
    opened_on: Mapped[date] = mapped_column(Date)
    changed_at: Mapped[datetime] = mapped_column(DateTime)


def fill(url: str, rows: int) -> None:
    """A table of `rows` rows."""
    engine = create_engine(url)
    Base.metadata.create_all(engine)
    same = {"country": "NL", "stage": "intake", "counsellor": "Robin", "people": 1, "opened_on": date(2026, 1, 1)}
    changed_at = datetime(2026, 1, 1)  # noqa: DTZ001  (nothing to compare it with)
    values = [
        {**same, "name": f"Person {number}", "reference": f"NL-{number}", "changed_at": changed_at}
        for number in range(rows)
    ]
    with engine.begin() as connection:
        connection.execute(insert(BareRow), values)
    engine.dispose()


def create_app() -> Flask:
    """One page, no sign-in, no log, no encryption."""
    app = Flask(__name__)
    engine = create_engine(os.environ["BARE_URL"])

    @app.get("/")
    def rows() -> str:
        with Session(engine) as session:
            found = session.scalars(select(BareRow).order_by(BareRow.id.desc()).limit(25)).all()
            return render_template_string(PAGE, rows=found)

    return app


app = create_app() if "BARE_URL" in os.environ else None
