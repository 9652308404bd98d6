"""Settings, from the environment (`GONGBAO_…`) and from the file that `GONGBAO_ENV_FILE` names, where it does.

Nested settings take two underscores: `GONGBAO_KAFKA__BOOTSTRAP_SERVERS`. Secrets never show in a repr, nor in an error.
No file is read because it happens to lie in the working folder: it could name a server to send our keys to.
"""

import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal

from platformdirs import user_data_path
from pydantic import BaseModel, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict
from pydantic_settings import SettingsError as UnreadableError

from gongbao.errors import SettingsError
from gongbao.redaction import find_secrets, redact_url, remember_secrets
from gongbao.resources import folder

ENV_FILE = "GONGBAO_ENV_FILE"


class Address(SecretStr):
    """A URL that may hold a password. Shown without it, and whole only where it is asked for its secret value."""

    def _display(self) -> str:
        return redact_url(self.get_secret_value())


class Limits(BaseModel):
    """What one artifact may cost."""

    bytes: int = 512 * 1024 * 1024
    pages: int = 5_000
    characters: int = 20_000_000
    page_characters: int = 200_000
    page_objects: int = 250_000
    page_seconds: float = 20.0
    page_memory: int = 2 * 1024**3  # address space of the process that reads text layers
    issue_seconds: float = Field(default=300.0, ge=0)  # of the steps after the pages; 0: none, in the same process
    issue_memory: int = 4 * 1024**3  # address space of the process that does them
    ocr_seconds: float = 120.0
    trouble_seconds: float = 40.0  # of one PDF: pages that fail, and OCR of damaged ones
    ocr_memory: int = 8 * 1024**3  # models and their threads reserve far more than they touch


class SourceSettings(BaseModel):
    """How issues are found."""

    settle_seconds: float = Field(default=10.0, ge=0)  # a file of a folder is whole when it was left alone so long


class Ocr(BaseModel):
    """How pages without a text layer that can be trusted are read."""

    engine: Literal["rapidocr", "tesseract"] | None = "rapidocr"  # None: such pages are rejected
    dpi: int = 200
    threads: int = 2


class Kafka(BaseModel):
    """Where events are published. Nothing is, as long as no servers are named."""

    bootstrap_servers: str | None = None  # host:port, several separated by commas
    topic_prefix: str = ""  # before every topic's name
    topics: Path = folder("deploy") / "topics.toml"
    publisher: str = "gongbao"  # publishers of one name take turns: a later one ends the one before

    sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512", "OAUTHBEARER"] | None = None
    username: str | None = None
    password: SecretStr | None = None
    oauth_token: SecretStr | None = None  # a token as it is, or the three below to ask for one
    oauth_url: Address | None = None
    oauth_client_id: str | None = None
    oauth_client_secret: SecretStr | None = None
    oauth_scope: str | None = None

    tls: bool = False
    tls_ca: Path | None = None  # PEM; default: the system's
    tls_certificate: Path | None = None
    tls_key: Path | None = None
    tls_key_password: SecretStr | None = None

    batch: int = Field(default=5_000, ge=1)  # events of one transaction at most
    batch_bytes: int = Field(default=32 * 1024 * 1024, ge=1)  # and their size
    request_seconds: float = Field(default=10.0, gt=0)  # until a broker counts as away
    transaction_seconds: float = Field(default=60.0, gt=0)  # until a broker ends a transaction left open

    @property
    def configured(self) -> bool:
        """Whether there is a Kafka to publish to."""
        return bool(self.bootstrap_servers)


class ConnectionSettings(BaseModel):
    """Where a server is and how to authenticate: by API key, by user and password, or not at all.

    `ca` is a file of certificates to trust, `fingerprint` the SHA-256 of the one certificate to trust.
    """

    url: Address | None = None
    api_key: SecretStr | None = None
    user: str | None = None
    password: SecretStr | None = None
    ca: Path | None = None
    fingerprint: str | None = None
    timeout: float = 30.0  # seconds that one request may take


class ElasticsearchSettings(ConnectionSettings):
    """Elasticsearch, and how the indexer deals with it."""

    search_timeout: float = 5.0  # seconds after which `gongbao search` asks the ledger instead
    patience: float = 120.0  # seconds that the indexer tries again while the server is away or full
    chunk_bytes: int = 4 * 1024 * 1024  # of one bulk request
    in_flight: int = 2  # bulk requests at once


class Settings(BaseSettings):
    """All settings and their defaults."""

    model_config = SettingsConfigDict(
        env_prefix="GONGBAO_", env_nested_delimiter="__", extra="ignore", hide_input_in_errors=True
    )

    home: Path = Field(default_factory=lambda: user_data_path("gongbao", appauthor=False))
    gazettes: Path = folder("gazettes")
    database_url: Address | None = None  # default: SQLite under `home`
    ledger_seconds: float = Field(default=120.0, gt=0)  # that a command waits while another process locks the ledger
    runner: str = "FnApiRunner"
    runner_options: list[str] = Field(default_factory=list)
    source: SourceSettings = SourceSettings()
    limits: Limits = Limits()
    ocr: Ocr = Ocr()
    kafka: Kafka = Kafka()
    elasticsearch: ElasticsearchSettings = ElasticsearchSettings()
    kibana: ConnectionSettings = ConnectionSettings()

    @property
    def database(self) -> str:
        """SQLAlchemy's URL of the ledger."""
        return self.database_url.get_secret_value() if self.database_url else f"sqlite:///{self.home / 'ledger.db'}"

    @property
    def blobs(self) -> Path:
        """Where artifacts are kept, by hash."""
        return self.home / "blobs"

    @property
    def readings(self) -> Path:
        """Where runs of the pipeline have their folders, for what they read until the ledger has it."""
        return self.home / "readings"


@cache
def settings() -> Settings:
    """The settings of this process. Raises SettingsError for what can't be read, without saying its value."""
    found = read_settings(env_file())
    remember_secrets(list_secrets(found))
    return found


def env_file() -> Path | None:
    """The file of settings that was asked for."""
    named = os.environ.get(ENV_FILE)
    return Path(named) if named else None


def read_settings(file: Path | None = None) -> Settings:
    """Settings from the environment, which goes before, and from a file of lines `NAME=value`. Raises SettingsError."""
    try:
        if file is not None:
            file.read_text("utf-8")  # of a file that is not there nobody would say a word
        return Settings(_env_file=file, _env_file_encoding="utf-8")  # type: ignore[call-arg] # pydantic's own
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no UTF-8"
        raise SettingsError(f"The settings in {file} can't be read: {reason}.", f"Check {ENV_FILE}.") from None
    except UnreadableError as error:
        field = re.search(r'field "(\w+)"', str(error))
        name = f"GONGBAO_{field[1].upper()}" if field else "A setting"
        raise SettingsError(f"{name} is not the JSON that it must be.", "Correct it, or take it away.") from None
    except ValidationError as error:
        faults = [f"{_name(fault['loc'])}: {_lower(fault['msg'])}" for fault in error.errors(include_input=False)]
        raise SettingsError(f"A setting is wrong. {'; '.join(faults)}.", "Correct it, or take it away.") from None


def list_secrets(settings: BaseModel) -> Iterator[str]:
    """Every secret that is set, at any depth: passwords, keys, tokens, and what of an address is one."""
    for name in type(settings).model_fields:
        match getattr(settings, name):
            case Address() as address:
                yield from find_secrets(address.get_secret_value())
            case SecretStr() as secret:
                yield secret.get_secret_value()
            case BaseModel() as nested:
                yield from list_secrets(nested)


def _name(place: tuple[int | str, ...]) -> str:
    """The variable of a setting; of one within a list, or within JSON, the variable that holds it."""
    names = []
    for part in place:
        if not isinstance(part, str) or not part.isidentifier():
            break
        names.append(part.upper())
    return "GONGBAO_" + "__".join(names)


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:].rstrip(".")
