"""Fonts are cut once, served with their fingerprint for a year, and pages do without them."""

from pathlib import Path

import pytest
from flask import Flask
from fontTools.ttLib import TTFont

from returns_app.web import assets
from returns_app.web.fonts import FACES, Face

ARMENIAN = next(face for face in FACES if face.name == "armenian")


def test_a_font_is_made_once_and_old_ones_are_taken_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "FACES", (ARMENIAN,))
    (tmp_path / "armenian.000000000000.woff2").write_bytes(b"old")
    made = assets.build(tmp_path)
    assert [path.name for path in made] == [ARMENIAN.file_name]
    assert assets.build(tmp_path) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == [ARMENIAN.file_name, "fonts.css"]
    assert ARMENIAN.file_name in (tmp_path / "fonts.css").read_text()
    letters = TTFont(made[0]).getBestCmap()
    assert 0x531 in letters
    assert ord("A") not in letters


def test_a_name_changes_with_the_characters() -> None:
    other = Face(ARMENIAN.name, ARMENIAN.package, ARMENIAN.file, "U+0531")
    assert other.file_name != ARMENIAN.file_name


def test_faces_of_one_family_agree_on_weights_or_differ_in_nothing_else() -> None:
    for face in FACES:
        rivals = [other for other in FACES if other.family == face.family and other.ranges != face.ranges]
        assert {other.weights for other in rivals} <= {face.weights}


def test_files_are_served_for_a_year_by_their_fingerprint(toolkit: Flask) -> None:
    with toolkit.test_request_context("/"):
        addresses = [
            assets.asset(name) for name in ("theme.css", "app.js", "bootstrap.min.css", "bootstrap.rtl.min.css")
        ]
    for address in addresses:
        with toolkit.test_client().get(address) as answer:
            assert answer.status_code == 200
            assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert "v=" in address


def test_only_the_known_files_of_bootstrap_are_served(toolkit: Flask) -> None:
    client = toolkit.test_client()
    assert client.get("/vendor/bootstrap/bootstrap.js").status_code == 404
    assert client.get("/vendor/bootstrap/..%2f..%2fLICENSE").status_code == 404


def test_built_files_stay_in_their_directory(toolkit: Flask, tmp_path: Path) -> None:
    (tmp_path / "fonts.css").write_text("x")
    client = toolkit.test_client()
    with client.get("/assets/fonts.css?v=1") as answer:
        assert answer.status_code == 200
    assert client.get("/assets/../conftest.py").status_code == 404


def test_a_page_without_built_fonts_asks_for_none(toolkit: Flask) -> None:
    with toolkit.test_request_context("/"):
        assert assets.asset("fonts.css") == ""


def test_the_styles_hold_no_physical_sides_and_no_foreign_addresses() -> None:
    for sheet in assets.STATIC.glob("*.css"):
        text = sheet.read_text()
        for physical in (
            "margin-left",
            "margin-right",
            "padding-left",
            "padding-right",
            "text-align: left",
            "text-align: right",
        ):
            assert physical not in text, sheet.name
        assert "http" not in text.replace("http://www.w3.org/2000/svg", ""), sheet.name
