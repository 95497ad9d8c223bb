"""The federation file: every party with its public key, the store, both holders and their commitments."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

KEY_BYTES = 32


class BadFederation(ValueError):
    """The federation file can't be used; the house does not start."""


@dataclass(frozen=True, slots=True)
class Member:
    """A node that may ask: its name, the member state it speaks for, the key that verifies its signatures."""

    name: str
    state: str
    public_key: bytes


@dataclass(frozen=True, slots=True)
class HolderPlace:
    """Where a key holder answers, and its public key of every epoch, trusted from outside the conversation."""

    url: str
    commitments: Mapping[int, bytes]


@dataclass(frozen=True, slots=True)
class Tls:
    """Files for mutual TLS: whom to trust, and what to show; all empty without TLS."""

    authority: str = ""
    certificate: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Federation:
    """Everything one party knows of the others."""

    name: str
    members: Mapping[str, Member]
    store_url: str
    holders: tuple[HolderPlace, ...]
    storing_epoch: int | None
    tls: Tls

    @property
    def epochs(self) -> tuple[int, ...]:
        """The key epochs in force, those that every holder committed to; the newest first."""
        shared = set.intersection(*(set(holder.commitments) for holder in self.holders))
        return tuple(sorted(shared, reverse=True))


def read_federation(text: str) -> Federation:
    """The federation that a TOML text describes; BadFederation says what is wrong with it."""
    try:
        told = tomllib.loads(text)
        return _federation(told)
    except tomllib.TOMLDecodeError as fault:
        raise BadFederation(f"the federation file is no TOML: {fault}") from fault
    except (KeyError, TypeError, AttributeError) as fault:
        raise BadFederation(f"the federation file lacks or misspells {fault}") from fault
    except ValueError as fault:
        raise BadFederation(str(fault)) from fault


def _federation(told: Mapping[str, Any]) -> Federation:
    holders = tuple(_holder(told[name]) for name in ("holder-a", "holder-b") if name in told)
    found = Federation(
        name=str(told["name"]),
        members={name: _member(name, facts) for name, facts in told.get("nodes", {}).items()},
        store_url=_url(told["store"]["url"]) if "store" in told else "",
        holders=holders,
        storing_epoch=told.get("storing_epoch"),
        tls=Tls(**told.get("tls", {})),
    )
    if holders and not found.epochs:
        raise BadFederation("the holders have committed to no epoch in common")
    if found.storing_epoch is not None and found.storing_epoch not in found.epochs:
        raise BadFederation(f"storing_epoch {found.storing_epoch} is none of the epochs in force")
    return found


def _member(name: str, facts: Mapping[str, str]) -> Member:
    return Member(name, facts["state"], _key(facts["key"]))


def _holder(facts: Mapping[str, Any]) -> HolderPlace:
    return HolderPlace(
        _url(facts["url"]), {int(epoch): _key(key) for epoch, key in facts.get("commitments", {}).items()}
    )


def _url(url: str) -> str:
    if not url.startswith(("http://", "https://")):
        raise BadFederation(f"{url} is no address of a service")
    return url.rstrip("/")


def _key(text: str) -> bytes:
    raw = bytes.fromhex(text)
    if len(raw) != KEY_BYTES:
        raise BadFederation("a public key or commitment has 32 bytes, written as 64 hexadecimal digits")
    return raw
