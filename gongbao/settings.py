"""Settings, from the environment (`GONGBAO_…`) and a file `.env` in the working folder.

Nested settings take two underscores: `GONGBAO_KAFKA__BOOTSTRAP_SERVERS`. Secrets never show in a repr.
"""

from functools import cache
from pathlib import Path
from typing import Literal

from platformdirs import user_data_path
from pydantic import BaseModel, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from gongbao.resources import folder


class Limits(BaseModel):
    """What one artifact may cost."""

    bytes: int = 512 * 1024 * 1024
    pages: int = 5_000
    characters: int = 20_000_000
    page_characters: int = 200_000
    page_objects: int = 250_000
    page_seconds: float = 20.0
    page_memory: int = 2 * 1024**3  # address space of the process that reads text layers
    ocr_seconds: float = 120.0
    ocr_memory: int = 8 * 1024**3  # models and their threads reserve far more than they touch


class SourceSettings(BaseModel):
    """How issues are found."""

    settle_seconds: float = Field(default=10.0, ge=0)  # a file of a folder is whole when it was left alone so long


class Ocr(BaseModel):
    """How pages without a text layer that can be trusted are read."""

    engine: str | None = "rapidocr"  # rapidocr, tesseract; None: such pages are rejected
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
    oauth_url: str | None = None
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

    url: str | None = None
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

    model_config = SettingsConfigDict(env_prefix="GONGBAO_", env_nested_delimiter="__", env_file=".env", extra="ignore")

    home: Path = Field(default_factory=lambda: user_data_path("gongbao", appauthor=False))
    gazettes: Path = folder("gazettes")
    database_url: str | None = None  # default: SQLite under `home`
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
        return self.database_url or f"sqlite:///{self.home / 'ledger.db'}"

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
    """The settings of this process."""
    return Settings()
