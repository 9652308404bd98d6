"""Kibana: post the saved objects of `deploy/kibana`, again until Kibana is up."""

import hashlib
import ssl
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import stamina

from connectors.elastic.client import AGAIN, warn_of_clear_text
from connectors.network import AnswerError, may_share, read_answer
from gongbao.errors import GazetteError, InputError, SettingsError, UnavailableError
from gongbao.resources import folder
from gongbao.settings import ConnectionSettings, Settings

HOME = folder("deploy/kibana")
TRIES = 8
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 15.0  # seconds: Kibana takes half a minute to start
MAX_ANSWER = 16 * 1024 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class Imported:
    """How many objects Kibana took from one file."""

    file: str
    objects: int


class Kibana:
    """Kibana's HTTP interface.

    Without credentials of its own, Elasticsearch's are used, since Kibana asks that anyway; but only on Elasticsearch's
    own host: whoever can name another Kibana must not be sent them.
    """

    def __init__(self, settings: Settings) -> None:
        own, server = settings.kibana, settings.elasticsearch
        if own.url is None:
            raise SettingsError("No Kibana is set.", "Set GONGBAO_KIBANA__URL.")
        self.url = own.url
        self.connection: ConnectionSettings = own
        if not (own.api_key or own.user) and server.url is not None:
            shared = may_share(server.url.get_secret_value(), own.url.get_secret_value())
            self.connection = server if shared else own
        warn_of_clear_text(self.connection, "Kibana", own.url)
        self.ca, self.fingerprint, self.timeout = own.ca, own.fingerprint, own.timeout

    def examine(self) -> str:
        """What `gongbao doctor` says. Raises UnavailableError, SettingsError."""
        data = self._ask("GET", "/api/status", tries=1)
        return f"{self.url}, version {data.get('version', {}).get('number', 'unknown')}"

    def import_files(self, files: Iterable[Path] | None = None) -> list[Imported]:
        """Post saved objects, replacing those of the same ids. Raises InputError with Kibana's reason."""
        paths = sorted(HOME.glob("*.ndjson")) if files is None else list(files)
        return [self._import(path) for path in paths]

    def _import(self, path: Path) -> Imported:
        form = {"file": (path.name, path.read_bytes(), "application/ndjson")}
        answer = self._ask("POST", "/api/saved_objects/_import?overwrite=true", form)
        if not answer.get("success"):
            errors = [
                f"{e.get('type')} {e.get('id')}: {e.get('error', {}).get('type')}" for e in answer.get("errors", [])
            ]
            raise InputError(f"Kibana does not take {path.name}: {'; '.join(errors[:5]) or 'it gives no reason'}.")
        return Imported(path.name, int(answer.get("successCount", 0)))

    def _ask(self, method: str, path: str, form: dict[str, Any] | None = None, tries: int = TRIES) -> dict[str, Any]:
        """What Kibana answers, asked again while it starts. Raises UnavailableError, SettingsError."""
        retry = stamina.RetryingCaller(
            attempts=tries, timeout=None, wait_initial=FIRST_PAUSE, wait_max=LONGEST_PAUSE, wait_jitter=0.0
        )
        try:
            with self._client() as client:
                return _read(retry(_passes, _send, client, method, path, form, self.timeout))
        except (httpx.HTTPError, httpx.InvalidURL, AnswerError) as error:
            raise self._translate_error(error) from error

    def _client(self) -> httpx.Client:
        """Sends the credentials of the settings and no others, to that address only: no proxies, no `.netrc`."""
        address = httpx.URL(self.url.get_secret_value()).copy_with(userinfo=b"")
        headers = {"kbn-xsrf": "gongbao", "Accept-Encoding": "identity"}  # what is packed may be of any size
        auth = None
        if self.connection.api_key is not None:
            headers["Authorization"] = f"ApiKey {self.connection.api_key.get_secret_value()}"
        elif self.connection.user is not None and self.connection.password is not None:
            auth = httpx.BasicAuth(self.connection.user, self.connection.password.get_secret_value())
        verify = trust(self.ca, self.fingerprint) if address.scheme == "https" else False
        return httpx.Client(
            base_url=address, headers=headers, auth=auth, verify=verify, timeout=self.timeout, trust_env=False
        )

    def _translate_error(self, error: Exception) -> GazetteError:
        """The error as a sentence with a next step; it holds no credentials."""
        where = f"Kibana at {self.url}"
        if isinstance(error, httpx.HTTPStatusError):
            status = error.response.status_code
            if status in (401, 403):
                return SettingsError(
                    f"{where} refuses this login ({status}).",
                    "Set GONGBAO_KIBANA__API_KEY, or USER and PASSWORD: Elasticsearch's go to its own host only.",
                )
            if 300 <= status < 400:
                return SettingsError(
                    f"{where} points elsewhere ({status}), and is not followed.",
                    "Set GONGBAO_KIBANA__URL to where it is.",
                )
            why = "" if status in AGAIN else _read(error.response).get("message", "")
            return UnavailableError(f"{where} answers {status}" + (f": {why}." if why else "."))
        if isinstance(error, AnswerError):
            return UnavailableError(f"{where} sends {error}.", "Check that it is Kibana that answers there.")
        *_, cause = _causes(error)
        if _untrusted(error):
            return SettingsError(f"{where} shows a certificate that is not trusted.", "Set GONGBAO_KIBANA__CA.")
        return UnavailableError(f"{where} does not answer ({type(cause).__name__}).")


def trust(ca: Path | None, fingerprint: str | None) -> ssl.SSLContext:
    """What to trust: a file of certificates, the system's, or the one certificate of a SHA-256 fingerprint.

    Raises:
        SettingsError: the file can't be read.
    """
    try:
        context = ssl.create_default_context(cafile=str(ca) if ca else None)
    except OSError as error:
        raise SettingsError(
            f"The certificates in {ca} can't be read: {error.strerror or type(error).__name__}.",
            "Check GONGBAO_KIBANA__CA.",
        ) from error
    if fingerprint:  # stands for the chain
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        context.sslsocket_class = pin(fingerprint)
    return context


def pin(fingerprint: str) -> type[ssl.SSLSocket]:
    """A socket that ends the handshake where the peer shows another certificate, so that nothing secret is sent."""
    wanted = fingerprint.replace(":", "").lower()

    class PinnedSocket(ssl.SSLSocket):
        def do_handshake(self, block: bool = False) -> None:
            super().do_handshake(block)
            shown = self.getpeercert(binary_form=True) or b""
            if hashlib.sha256(shown).hexdigest() != wanted:
                raise ssl.SSLError("another certificate than that of the fingerprint")

    return PinnedSocket


def _send(client: httpx.Client, method: str, path: str, form: dict[str, Any] | None, seconds: float) -> httpx.Response:
    """One request, and its whole answer. One that points elsewhere is an HTTPStatusError, as any that is no success."""
    with client.stream(method, path, files=form) as response:
        body = read_answer(response.iter_raw(), MAX_ANSWER, seconds)
    whole = httpx.Response(response.status_code, content=body, request=response.request)
    return whole.raise_for_status()


def _read(response: httpx.Response) -> dict[str, Any]:
    """The JSON object of an answer; empty where it is none."""
    try:
        data = response.json()
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}


def _passes(error: Exception) -> bool:
    """Whether the same request may succeed later."""
    if isinstance(error, httpx.HTTPStatusError):
        return error.response.status_code in AGAIN
    hopeless = isinstance(error, httpx.UnsupportedProtocol) or _untrusted(error)
    return isinstance(error, httpx.TransportError) and not hopeless


def _untrusted(error: Exception) -> bool:
    return any(isinstance(cause, ssl.SSLError) for cause in _causes(error))


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error and what led to it, the root of all last."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__  # httpcore's pool raises its errors from none
