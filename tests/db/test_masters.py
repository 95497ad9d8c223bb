"""What guards the key files: nothing, a key given at start, a token. Servers go on while that changes."""

import base64
import logging
import os
import secrets
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from returns_app.core.settings import load_settings
from returns_app.db.keys import KeyDirectory, KeyMissing, KeyStore, Source, create_keys
from returns_app.db.masters import GivenKeys, KeySafe, build_safe, checked_key, move_keys, renew_master, take_variable
from returns_app.db.token import Token

PIN = "a pin of tests 5081"
LIBRARIES = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so")


def a_key(seed: int = 1) -> bytes:
    return bytes((seed * 71 + place * 37) % 256 for place in range(32))


def given(*keys: tuple[bytes, bytes]) -> KeySafe:
    return KeySafe(Source.ENVIRONMENT, {Source.ENVIRONMENT: GivenKeys(dict(keys))})


FIRST, SECOND = (b"first---", a_key(1)), (b"second--", a_key(2))


@pytest.fixture
def sealed(tmp_path: Path) -> KeyDirectory:
    """Keys made under a given master key."""
    directory = KeyDirectory(tmp_path / "keys", given(FIRST))
    create_keys(directory)
    return directory


def test_a_sealed_key_is_no_key_file_and_opens_again(sealed: KeyDirectory) -> None:
    assert not list(sealed.path.glob("*.key"))
    kept = {name: sealed.key(name) for name in sealed.names("")}
    again = KeyDirectory(sealed.path, given(FIRST))
    assert {name: again.key(name) for name in again.names("")} == kept
    files = b"".join(file.read_bytes() for file in sealed.path.iterdir())
    assert all(raw not in files for raw in kept.values())


def test_a_sealed_key_opens_under_no_other_name_key_or_change(sealed: KeyDirectory) -> None:
    shutil.copy(sealed.path / "audit.sealed", sealed.path / "index2.sealed")
    fresh = KeyDirectory(sealed.path, given(FIRST))
    with pytest.raises(KeyMissing, match=r"index2\.sealed was changed or belongs elsewhere"):
        fresh.key("index2")
    with pytest.raises(KeyMissing, match="sealed with another master key"):
        KeyDirectory(sealed.path, given(SECOND)).key("audit")
    with pytest.raises(KeyMissing, match="nothing here can open it"):
        KeyDirectory(sealed.path).key("audit")
    target = sealed.path / "audit.sealed"
    target.chmod(0o600)
    target.write_bytes(b"cut")
    with pytest.raises(KeyMissing, match="damaged"):
        KeyDirectory(sealed.path, given(FIRST)).key("audit")


def test_keys_move_to_another_guard_and_back_while_a_reader_looks(tmp_path: Path) -> None:
    plain = KeyDirectory(tmp_path / "keys")
    create_keys(plain)
    kept = {name: plain.key(name) for name in plain.names("")}
    mover = KeyDirectory(plain.path, given(FIRST))
    for source in (Source.ENVIRONMENT, Source.FILE, Source.ENVIRONMENT):
        for name in mover.names(""):
            mover.move(name, source)
            reader = KeyDirectory(plain.path, given(FIRST))
            assert {one: reader.key(one) for one in reader.names("")} == kept
        assert {mover.source_of(name) for name in kept} == {source}
    assert move_keys(mover, Source.ENVIRONMENT) == len(kept)


def test_the_master_key_given_at_start_can_be_changed(sealed: KeyDirectory) -> None:
    kept = {name: sealed.key(name) for name in sealed.names("")}
    both = KeyDirectory(sealed.path, given(SECOND, FIRST))
    assert renew_master(both) == len(kept)
    assert {name: KeyDirectory(sealed.path, given(SECOND)).key(name) for name in kept} == kept
    with pytest.raises(KeyMissing, match="no master key"):
        renew_master(KeyDirectory(sealed.path / "none"))


@pytest.mark.parametrize(
    "text",
    [
        "", "short", "not base64 at all!", base64.b64encode(b"a" * 32).decode(), base64.b64encode(a_key()[:16]).decode(),
        base64.b64encode(b"correct horse battery staple 123").decode(), base64.b64encode(a_key() * 2).decode(),
    ],
)  # fmt: skip
def test_a_weak_master_key_is_refused(text: str) -> None:
    with pytest.raises(KeyMissing, match="RETURNS_MASTER_KEY is"):
        checked_key(text, "RETURNS_MASTER_KEY")


def test_the_variable_is_taken_away_after_reading() -> None:
    text = base64.b64encode(secrets.token_bytes(32)).decode()
    variables, taken = {"RETURNS_MASTER_KEY": text, "PATH": "/bin"}, dict[str, bytes]()
    take_variable(variables, "RETURNS_MASTER_KEY", taken)
    assert (variables, base64.b64encode(taken["RETURNS_MASTER_KEY"]).decode()) == ({"PATH": "/bin"}, text)


def test_without_its_master_key_the_house_says_what_to_do(sealed: KeyDirectory) -> None:
    nothing = KeySafe(Source.ENVIRONMENT, {})
    with pytest.raises(KeyMissing, match="RETURNS_MASTER_KEY is not set"):
        KeyDirectory(sealed.path, nothing).key("audit")
    with pytest.raises(KeyMissing, match="pkcs11_module is not set"):
        KeySafe(Source.PKCS11, {}).seal(Source.PKCS11, b"x", "audit")
    settings = load_settings("testing", {"RETURNS_KEY_SOURCE": "drawer"})
    with pytest.raises(KeyMissing, match="one of file, environment, pkcs11"):
        build_safe(settings)


def test_the_status_names_guards_and_epochs_and_never_a_key(house: Flask) -> None:
    result = house.test_cli_runner().invoke(args=["keys", "status"])
    assert result.exit_code == 0, result.output
    assert "audit: file" in result.output
    directory: KeyDirectory = house.extensions["returns.keys"].directory
    for name in directory.names(""):
        raw = directory.key(name)
        assert raw.hex() not in result.output
        assert base64.b64encode(raw).decode() not in result.output


# ------------------------------------------------------------------------------- a token


@pytest.fixture(scope="session")
def device(tmp_path_factory: pytest.TempPathFactory) -> Token:
    """One SoftHSM token for all tests of a worker: its library looks for tokens once in a process."""
    pytest.importorskip("pkcs11", reason="python-pkcs11 is not installed: pip install -r requirements-hsm.txt")
    library = next((Path(one) for one in LIBRARIES if Path(one).exists()), None)
    tool = shutil.which("softhsm2-util")
    if library is None or tool is None:
        pytest.skip("SoftHSM is not installed (Debian: softhsm2): keys inside a token are not tested here")
    place = tmp_path_factory.mktemp("softhsm")
    config = place / "softhsm2.conf"
    config.write_text(f"directories.tokendir = {place}\nlog.level = ERROR\n", encoding="utf-8")
    os.environ["SOFTHSM2_CONF"] = str(config)
    subprocess.run(
        [tool, "--init-token", "--free", "--label", "returns", "--so-pin", "0000", "--pin", PIN],
        check=True, capture_output=True,
    )  # fmt: skip
    return Token(library, "returns", "returns-master", _pin_file(place, PIN))


@pytest.fixture
def token(device: Token) -> Token:
    """The same token, with a label of this test's own."""
    return replace(device, label=f"returns-master-{secrets.token_hex(4)}")


def _pin_file(folder: Path, pin: str) -> Path:
    file = folder / f"pin-{secrets.token_hex(2)}"
    file.write_text(pin + "\n", encoding="utf-8")
    file.chmod(0o400)
    return file


def in_token(token: Token, path: Path) -> KeyDirectory:
    return KeyDirectory(path, KeySafe(Source.PKCS11, {Source.PKCS11: token}))


def test_keys_sealed_in_a_token_open_there_alone_and_the_master_key_is_renewed(token: Token, tmp_path: Path) -> None:
    token.add_key()
    directory = in_token(token, tmp_path / "keys")
    create_keys(directory)
    store = KeyStore(directory)
    epoch, wrapped, _opened = store.new_data_key("somebody")
    before = tmp_path / "backup"
    shutil.copytree(directory.path, before)
    fresh = KeyStore(in_token(token, directory.path))
    assert len(fresh.unwrap(epoch, wrapped, "somebody")) == 32
    assert renew_master(directory) == len(directory.names(""))
    assert KeyStore(in_token(token, directory.path)).unwrap(epoch, wrapped, "somebody")
    with pytest.raises(KeyMissing, match="no longer has key 1"):
        in_token(token, before).key("audit")


def test_keys_move_into_a_token_and_back(token: Token, tmp_path: Path) -> None:
    plain = KeyDirectory(tmp_path / "keys")
    create_keys(plain)
    kept = {name: plain.key(name) for name in plain.names("")}
    safe = KeySafe(Source.FILE, {Source.PKCS11: token})
    safe.prepare(Source.PKCS11)
    for source in (Source.PKCS11, Source.FILE):
        move_keys(KeyDirectory(plain.path, safe), source)
        assert {name: KeyDirectory(plain.path, safe).key(name) for name in kept} == kept


def test_the_token_refuses_a_sealed_key_that_was_changed(token: Token, tmp_path: Path) -> None:
    token.add_key()
    directory = in_token(token, tmp_path / "keys")
    directory.create("audit")
    target = directory.path / "audit.sealed"
    content = bytearray(target.read_bytes())
    content[-1] ^= 1
    target.chmod(0o600)
    target.write_bytes(content)
    with pytest.raises(KeyMissing, match="was changed or belongs elsewhere"):
        directory.key("audit")


def test_each_trouble_with_a_token_has_its_own_sentence(token: Token, tmp_path: Path) -> None:
    troubles = {
        "has no key returns-master": token,
        "there is no token": replace(token, token="elsewhere"),
        "PIN in pkcs11_pin_file is wrong": replace(token, pin_file=_pin_file(tmp_path, "9999")),
        "pkcs11_pin_file is not there": replace(token, pin_file=tmp_path / "none"),
        "pkcs11_module can't be loaded": replace(token, module=tmp_path / "none.so"),
    }
    for sentence, one in troubles.items():
        with pytest.raises(KeyMissing, match=sentence):
            one.newest()
    open_to_all = _pin_file(tmp_path, PIN)
    open_to_all.chmod(0o444)
    with pytest.raises(KeyMissing, match="can be read by others"):
        replace(token, pin_file=open_to_all).newest()


def test_the_pin_is_never_told(token: Token, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    token.add_key()
    with pytest.raises(KeyMissing) as caught:
        replace(token, token="elsewhere").newest()
    assert PIN not in caplog.text + repr(token) + str(caught.value)
