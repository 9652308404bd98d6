"""Settings, from the environment (`GONGBAO_…`) and a file `.env` in the working folder.

Nested settings take two underscores: `GONGBAO_KAFKA__BOOTSTRAP_SERVERS`. Secrets never show in a repr.
"""

from functools import cache
from pathlib import Path

from platformdirs import user_data_path
from pydantic import BaseModel, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from gongbao.gazette import HOME as GAZETTES


class Limits(BaseModel):
    """What one artifact may cost."""

    bytes: int = 512 * 1024 * 1024
    pages: int = 5_000
    characters: int = 20_000_000


class Login(BaseModel):
    """Where a server is and how to be let in: by API key, or by user and password; nothing where it asks for neither.

    `ca` is a file of certificates to trust, `fingerprint` the SHA-256 of the one certificate to trust.
    """

    url: str | None = None
    api_key: SecretStr | None = None
    user: str | None = None
    password: SecretStr | None = None
    ca: Path | None = None
    fingerprint: str | None = None
    timeout: float = 30.0  # seconds that one request may take


class ElasticsearchLogin(Login):
    """Elasticsearch, and how the indexer deals with it."""

    search_timeout: float = 5.0  # seconds after which `gongbao search` asks the ledger instead
    patience: float = 120.0  # seconds that the indexer tries again while the server is away or full
    chunk_bytes: int = 4 * 1024 * 1024  # of one bulk request
    in_flight: int = 2  # bulk requests at once


class Settings(BaseSettings):
    """All settings and their defaults."""

    model_config = SettingsConfigDict(env_prefix="GONGBAO_", env_nested_delimiter="__", env_file=".env", extra="ignore")

    home: Path = Field(default_factory=lambda: user_data_path("gongbao", appauthor=False))
    gazettes: Path = GAZETTES
    database_url: str | None = None  # default: SQLite under `home`
    runner: str = "FnApiRunner"
    runner_options: list[str] = Field(default_factory=list)
    limits: Limits = Limits()
    elasticsearch: ElasticsearchLogin = ElasticsearchLogin()
    kibana: Login = Login()

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
        """Where the pipeline leaves what it read, until the ledger has it."""
        return self.home / "readings"


@cache
def settings() -> Settings:
    """The settings of this process."""
    return Settings()
