"""Kibana: post the saved objects of `deploy/kibana`, again until Kibana is up."""

import base64
import hashlib
import http.client
import json
import ssl
import time
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from connectors.elastic.client import AGAIN, place
from gongbao.errors import InputError, SettingsError, UnavailableError
from gongbao.resources import folder
from gongbao.settings import ConnectionSettings, Settings

HOME = folder("deploy/kibana")
TRIES = 8
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 15.0  # seconds: Kibana takes half a minute to start


@dataclass(frozen=True, slots=True)
class Imported:
    """How many objects Kibana took from one file."""

    file: str
    objects: int


class Kibana:
    """Kibana's HTTP interface. Where no login of its own is set, Elasticsearch's is used: Kibana asks that anyway."""

    def __init__(self, settings: Settings, pause: Callable[[float], None] = time.sleep) -> None:
        own, server = settings.kibana, settings.elasticsearch
        if own.url is None:
            raise SettingsError("No Kibana is set.", "Set GONGBAO_KIBANA__URL.")
        self.url = own.url
        self.connection: ConnectionSettings = own if own.api_key or own.user else server
        self.ca, self.fingerprint, self.timeout = own.ca, own.fingerprint, own.timeout
        self.pause = pause

    def examine(self) -> str:
        """What `gongbao doctor` says. Raises UnavailableError, SettingsError."""
        data = self._ask("GET", "/api/status", tries=1)
        return f"{place(self.url)}, version {data.get('version', {}).get('number', 'unknown')}"

    def import_files(self, files: Iterable[Path] | None = None) -> list[Imported]:
        """Post saved objects, replacing those of the same ids. Raises InputError with Kibana's reason."""
        chosen = sorted(HOME.glob("*.ndjson")) if files is None else list(files)
        return [self._import(path) for path in chosen]

    def _import(self, path: Path) -> Imported:
        boundary = uuid.uuid4().hex
        part = (
            f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{path.name}"\r\n'
            "Content-Type: application/ndjson\r\n\r\n"
        )
        body = part.encode() + path.read_bytes() + f"\r\n--{boundary}--\r\n".encode()
        answer = self._ask(
            "POST",
            "/api/saved_objects/_import?overwrite=true",
            body,
            {"Content-Type": f"multipart/form-data; boundary={boundary}"},
        )
        if not answer.get("success"):
            errors = [
                f"{e.get('type')} {e.get('id')}: {e.get('error', {}).get('type')}" for e in answer.get("errors", [])
            ]
            raise InputError(f"Kibana does not take {path.name}: {'; '.join(errors[:5]) or 'it gives no reason'}.")
        return Imported(path.name, int(answer.get("successCount", 0)))

    def _ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
        tries: int = TRIES,
    ) -> dict[str, Any]:
        said = ""
        for n in range(tries):
            if n:
                self.pause(min(FIRST_PAUSE * 2**n, LONGEST_PAUSE))
            try:
                status, data = self._once(method, path, body, headers or {})
            except ssl.SSLError as error:
                raise SettingsError(
                    f"Kibana at {place(self.url)} shows a certificate that is not trusted.", "Set GONGBAO_KIBANA__CA."
                ) from error
            except (OSError, http.client.HTTPException) as error:
                said = f"does not answer ({type(error).__name__})"
                continue
            if status in (401, 403):
                raise SettingsError(f"Kibana at {place(self.url)} refuses this login ({status}).")
            if status in AGAIN:
                said = f"answers {status}"
                continue
            try:
                answer = json.loads(data or b"{}")
            except ValueError:
                answer = {}
            if status >= 400 or not isinstance(answer, dict):
                why = answer.get("message", "") if isinstance(answer, dict) else ""
                raise UnavailableError(f"Kibana at {place(self.url)} answers {status}: {why}".rstrip(": ") + ".")
            return answer
        raise UnavailableError(f"Kibana at {place(self.url)} {said}.")

    def _once(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> tuple[int, bytes]:
        parts = urlsplit(self.url)
        host, port = parts.hostname or "localhost", parts.port
        connection: http.client.HTTPConnection
        if parts.scheme == "https":
            context = ssl.create_default_context(cafile=str(self.ca) if self.ca else None)
            if self.fingerprint:  # stands for the chain
                context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            secure = http.client.HTTPSConnection(host, port, timeout=self.timeout, context=context)
            secure.connect()
            if self.fingerprint:
                shown = secure.sock.getpeercert(binary_form=True) or b""
                if hashlib.sha256(shown).hexdigest() != self.fingerprint.replace(":", "").lower():
                    secure.close()
                    raise ssl.SSLError("another certificate than that of the fingerprint")
            connection = secure
        else:
            connection = http.client.HTTPConnection(host, port, timeout=self.timeout)
        try:
            sent = {"kbn-xsrf": "gongbao", **self._authorization(), **headers}
            connection.request(method, parts.path.rstrip("/") + path, body, sent)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()

    def _authorization(self) -> dict[str, str]:
        if self.connection.api_key is not None:
            return {"Authorization": f"ApiKey {self.connection.api_key.get_secret_value()}"}
        if self.connection.user is not None and self.connection.password is not None:
            pair = f"{self.connection.user}:{self.connection.password.get_secret_value()}"
            return {"Authorization": "Basic " + base64.b64encode(pair.encode()).decode()}
        return {}
