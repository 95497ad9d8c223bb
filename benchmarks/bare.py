"""The yardstick: a bare Flask and SQLAlchemy page of 25 rows of a table as long as ours."""

import os

from flask import Flask, render_template_string
from sqlalchemy import Integer, String, create_engine, insert, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

PAGE = """<!doctype html><title>Rows</title><table>{% for row in rows %}
<tr><td>{{ row.id }}</td><td>{{ row.name }}</td><td>{{ row.country }}</td><td>{{ row.stage }}</td></tr>{% endfor %}</table>"""


class Base(DeclarativeBase):
    """A plain base."""


class BareRow(Base):
    """Four columns in clear."""

    __tablename__ = "row"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    country: Mapped[str] = mapped_column(String(2), index=True)
    stage: Mapped[str] = mapped_column(String(20))


def fill(url: str, rows: int) -> None:
    """A table of `rows` rows."""
    engine = create_engine(url)
    Base.metadata.create_all(engine)
    values = [{"name": f"Person {number}", "country": "NL", "stage": "intake"} for number in range(rows)]
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
