"""Uploads stay in memory however large they are."""

import tempfile

import pytest
from flask import Flask

from returns_app.web.requests import HouseRequest


def test_a_large_upload_is_never_spooled_to_a_file(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_options: object) -> None:
        raise AssertionError("a temporary file was asked for")

    for name in ("SpooledTemporaryFile", "TemporaryFile", "NamedTemporaryFile"):
        monkeypatch.setattr(tempfile, name, refuse)
    boundary = (
        b"--b\r\nContent-Disposition: form-data; name=f; filename=a.pdf\r\n\r\n" + b"x" * 2_000_000 + b"\r\n--b--\r\n"
    )
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    with app.test_request_context("/", method="POST", data=boundary, headers=headers) as context:
        assert isinstance(context.request, HouseRequest)
        assert len(context.request.files["f"].read()) == 2_000_000
