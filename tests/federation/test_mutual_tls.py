"""Mutual TLS at the edge with a private authority: whoever shows no certificate of it, or speaks an older TLS, gets nowhere."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from flask import Flask

from returns_app.peers.rules.federation import Tls
from returns_app.peers.rules.problems import PeerGone
from returns_app.peers.service import HttpTransport, Message
from tools.federation.parties import Party, free_ports
from tools.federation.processes import Processes

HEALTH = "/v1/health"


@dataclass(frozen=True)
class Authority:
    """A private certification authority and what it signs."""

    place: Path
    name: x509.Name
    key: ec.EllipticCurvePrivateKey

    @property
    def file(self) -> str:
        return str(self.place / "authority.pem")

    def sign(self, name: str) -> tuple[str, str]:
        """Certificate and key of somebody on this machine."""
        key = ec.generate_private_key(ec.SECP256R1())
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH, ExtendedKeyUsageOID.SERVER_AUTH])
        certificate = (
            _begun(_name(name), self.name, key)
            .add_extension(x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False)
            .add_extension(usage, critical=False)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .sign(self.key, hashes.SHA256())
        )
        return _written(self.place / f"{name}.pem", certificate), _key_written(self.place / f"{name}.key", key)


def _authority(place: Path) -> Authority:
    place.mkdir()
    key, name = ec.generate_private_key(ec.SECP256R1()), _name(f"authority {place.name}")
    usage = x509.KeyUsage(
        digital_signature=True, key_cert_sign=True, crl_sign=True, content_commitment=False, key_encipherment=False,
        data_encipherment=False, key_agreement=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    certificate = (
        _begun(name, name, key)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    _written(place / "authority.pem", certificate)
    return Authority(place, name, key)


def _begun(name: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    begun = x509.CertificateBuilder().subject_name(name).issuer_name(issuer).public_key(key.public_key())
    begun = begun.serial_number(x509.random_serial_number())
    return begun.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _written(path: Path, certificate: x509.Certificate) -> str:
    path.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    return str(path)


def _key_written(path: Path, key: ec.EllipticCurvePrivateKey) -> str:
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return str(path)


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return _authority(tmp_path_factory.mktemp("tls") / "ours")


@pytest.fixture(scope="module")
def theirs(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return _authority(tmp_path_factory.mktemp("tls") / "theirs")


@pytest.fixture(scope="module")
def guarded(ours: Authority, parties: dict[str, Party]) -> Iterator[str]:
    """The store behind mutual TLS; its address."""
    certificate, key = ours.sign("store")
    words = (
        "--ssl-certificate", certificate, "--ssl-keyfile", key, "--ssl-ca", ours.file, "--ssl-client-verify",
        "--ssl-protocol-min", "tls1.3",
    )  # fmt: skip
    store = Party("store", parties["store"].place, next(free_ports()), "testing", scheme="https")
    with Processes({"store": store}, tls=words) as running:
        running.serve("store")
        yield store.url


def _ask(url: str, tls: Tls) -> int:
    with closing(HttpTransport(url, tls)) as transport:
        return transport.send(Message("GET", url + HEALTH, {"Host": url.removeprefix("https://")}, b"")).status


def test_a_member_with_a_certificate_of_the_authority_is_let_in(house: Flask, guarded: str, ours: Authority) -> None:
    assert _ask(guarded, Tls(ours.file, *ours.sign("node"))) == 200


def test_nobody_without_a_certificate_is_let_in(house: Flask, guarded: str, ours: Authority) -> None:
    with pytest.raises(PeerGone):
        _ask(guarded, Tls(ours.file))


def test_nobody_with_a_certificate_of_another_authority_is_let_in(
    house: Flask, guarded: str, ours: Authority, theirs: Authority
) -> None:
    with pytest.raises(PeerGone):
        _ask(guarded, Tls(ours.file, *theirs.sign("node")))


def test_a_store_with_a_certificate_of_another_authority_is_not_believed(
    house: Flask, guarded: str, ours: Authority, theirs: Authority
) -> None:
    with pytest.raises(PeerGone):
        _ask(guarded, Tls(theirs.file, *ours.sign("node")))


def test_an_older_tls_is_refused(house: Flask, guarded: str, ours: Authority) -> None:
    context = ssl.create_default_context(cafile=ours.file)
    context.load_cert_chain(*ours.sign("node"))
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    host, port = guarded.removeprefix("https://").split(":")
    with socket.create_connection((host, int(port)), timeout=5) as raw, pytest.raises(ssl.SSLError):
        context.wrap_socket(raw, server_hostname=host)
