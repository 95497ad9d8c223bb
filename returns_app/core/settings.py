"""Settings: TOML defaults, then the environment's TOML, then RETURNS_* variables, frozen."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

VERSION = "0.1.0"
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set; docs/settings.md is made from the fields and config/default.toml."""

    environment: str
    database_url: str
    database_role: str
    keys_dir: str
    key_source: str
    pkcs11_module: str
    pkcs11_token: str
    pkcs11_label: str
    pkcs11_pin_file: str
    secret_file: str
    instance_dir: str
    time_zone: str
    default_locale: str
    session_idle_seconds: int
    session_warning_seconds: int
    session_absolute_seconds: int
    cookie_secure: bool
    sign_in_tries: int
    sign_in_window_seconds: int
    argon2_memory_kib: int
    argon2_time_cost: int
    checks_per_hour: int
    reservation_days: int
    job_lease_seconds: int
    max_upload_mib: int
    clamd_address: str
    evidence_keeps_place: bool
    offline_queue: bool
    trusted_proxies: int
    registry_faults: bool
    serves: str
    federation: str
    registry_shards: str
    state_tokens_per_day: int
    asker_tokens_per_day: int
    holder_elements_per_day: int
    state_letters_per_day: int
    csrf: bool
    port: int
    host: str
    public_url: str
    smtp_host: str
    smtp_port: int
    smtp_security: str
    smtp_user: str
    smtp_password_file: str
    mail_from: str
    mail_folder: str

    @property
    def is_production(self) -> bool:
        """True where real people are served."""
        return self.environment == "production"

    @property
    def is_federated(self) -> bool:
        """True for a node whose registry stands elsewhere."""
        return bool(self.federation)

    @property
    def is_sqlite(self) -> bool:
        """True for the embedded database."""
        return self.database_url.startswith("sqlite")


class SettingsError(Exception):
    """A setting is missing or can't be read; the house does not start."""


def load_settings(environment: str | None = None, variables: Mapping[str, str] | None = None) -> Settings:
    """The settings of one environment ("development", "testing", "production")."""
    env = os.environ if variables is None else variables
    name = environment or env.get("RETURNS_ENVIRONMENT", "development")
    values: dict[str, object] = {**_read("default"), **_read(name, required=False), "environment": name}
    for field in fields(Settings):
        text = env.get(f"RETURNS_{field.name.upper()}")
        if text is not None:
            values[field.name] = text
    cast: dict[str, Any] = {
        field.name: _cast(field.name, str(field.type), values.get(field.name)) for field in fields(Settings)
    }
    return Settings(**cast)


def _read(name: str, *, required: bool = True) -> dict[str, object]:
    path = ROOT / "config" / f"{name}.toml"
    if not path.exists() and not required:
        return {}
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _cast(name: str, kind: str, value: object) -> str | int | bool:
    if value is None:
        raise SettingsError(f"Set RETURNS_{name.upper()} or {name} in config/*.toml.")
    if "bool" in kind:
        return str(value).lower() in {"1", "true", "yes"}
    if "int" in kind:
        return _whole(name, value)
    return str(value)


def _whole(name: str, value: object) -> int:
    try:
        return int(str(value))
    except ValueError:
        raise SettingsError(f"{name} must be a whole number, not {value!r}.") from None
