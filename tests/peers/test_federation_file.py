"""The federation file: read whole or refused with a reason."""

import pytest

from returns_app.core.settings import SettingsError, load_settings
from returns_app.peers.rules.federation import BadFederation, read_federation
from returns_app.peers.service import load_federation

KEY = "ab" * 32
GOOD = f"""
name = "NL"
storing_epoch = 1
[nodes.NL]
state = "NL"
key = "{KEY}"
[store]
url = "https://store.example/"
[holder-a]
url = "https://a.example"
commitments = {{ 1 = "{KEY}", 2 = "{KEY}" }}
[holder-b]
url = "https://b.example"
commitments = {{ 2 = "{KEY}", 1 = "{KEY}", 3 = "{KEY}" }}
[tls]
authority = "ca.pem"
"""


def test_a_file_names_everybody_and_the_epochs_in_force() -> None:
    found = read_federation(GOOD)
    assert (found.name, found.store_url, found.members["NL"].state) == ("NL", "https://store.example", "NL")
    assert found.epochs == (2, 1)
    assert (found.storing_epoch, found.tls.authority) == (1, "ca.pem")


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ('name = "NL"', ""),
        (KEY, "ab"),
        (KEY, "zz" * 32),
        ("https://a.example", "ftp://a.example"),
        ("storing_epoch = 1", "storing_epoch = 3"),
        ("{ 2 =", "{ 4 ="),
        ("authority", "autority"),
        ("[nodes.NL]", "[nodes.NL"),
        ('state = "NL"\n', ""),
    ],
)
def test_a_file_that_is_nearly_right_is_refused(good: str, bad: str) -> None:
    text = GOOD.replace(good, bad, 1)
    if bad == "{ 4 =":
        text = text.replace("1 =", "5 =", 1)
    with pytest.raises(BadFederation):
        read_federation(text)


def test_a_missing_file_stops_the_start() -> None:
    settings = load_settings("testing", {"RETURNS_FEDERATION": "nowhere.toml"})
    with pytest.raises(SettingsError, match="nowhere"):
        load_federation(settings)
