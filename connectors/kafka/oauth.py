"""Tokens for OAUTHBEARER, asked for over HTTP. Imported only where such tokens are wanted: `httpx` takes its time."""

import json
import ssl
import threading
import time
from typing import Any

import httpx
from kafka.net.sasl.oauth import AbstractTokenProvider

from connectors.network import AnswerError, is_loopback, read_answer, split_url
from gongbao.errors import SettingsError, UnavailableError
from gongbao.settings import Kafka

RESERVE = 30.0  # seconds before its end at which a token is no longer used
LIFETIME = 300.0  # seconds that a token is good for whose issuer does not say
MAX_ANSWER = 1_000_000  # bytes
REFUSALS = (400, 401, 403)  # RFC 6749, 5.2: what is wrong is the client or its secret


class Tokens(AbstractTokenProvider):  # type: ignore[misc] # the library has no types
    """OAUTHBEARER's tokens: the one of the settings, or asked for (client credentials) and kept until it ends."""

    def __init__(self, config: Kafka) -> None:
        if config.oauth_token is None:
            if not (config.oauth_url and config.oauth_client_id and config.oauth_client_secret):
                raise SettingsError(
                    "OAUTHBEARER needs a token, or where to ask for one.",
                    "Set GONGBAO_KAFKA__OAUTH_TOKEN, or OAUTH_URL, OAUTH_CLIENT_ID and OAUTH_CLIENT_SECRET.",
                )
            scheme, host = split_url(config.oauth_url.get_secret_value())
            if scheme not in ("https", "http"):
                raise SettingsError("GONGBAO_KAFKA__OAUTH_URL is no web address.")
            if scheme == "http" and not is_loopback(host):
                raise SettingsError(
                    f"The client's secret would go to {host} in clear.",
                    "Set GONGBAO_KAFKA__OAUTH_URL to an https address.",
                )
        self._config = config
        self._lock = threading.Lock()
        self._token = ""
        self._until = 0.0

    def token(self) -> str:
        """A token that is still good. Raises UnavailableError where none can be had."""
        if self._config.oauth_token is not None:
            return self._config.oauth_token.get_secret_value()
        with self._lock:
            if time.monotonic() >= self._until:
                self._token, seconds = request_token(self._config)
                self._until = time.monotonic() + max(0.0, seconds - RESERVE)
            return self._token


def request_token(config: Kafka) -> tuple[str, float]:
    """Ask for a token by the client's secret.

    Returns:
        The token, and the seconds that it is good for.

    Raises:
        SettingsError: the issuer refuses the client.
        UnavailableError: it can't be reached, points elsewhere, or gives no token.
    """
    assert config.oauth_url and config.oauth_client_id and config.oauth_client_secret
    form = {
        "grant_type": "client_credentials",
        "client_id": config.oauth_client_id,
        "client_secret": config.oauth_client_secret.get_secret_value(),
        **({"scope": config.oauth_scope} if config.oauth_scope else {}),
    }
    try:
        answer = json.loads(_post(config.oauth_url.get_secret_value(), form, config.request_seconds))
        return str(answer["access_token"]), float(answer.get("expires_in", LIFETIME))
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError, KeyError, TypeError, AnswerError) as error:
        status = error.response.status_code if isinstance(error, httpx.HTTPStatusError) else None
        kind = SettingsError if status in REFUSALS else UnavailableError
        reason = f"HTTP {status}" if status else type(error).__name__
        raise kind(
            f"No token from {config.oauth_url}: {reason}.",
            "Check GONGBAO_KAFKA__OAUTH_URL and the client's secret.",
        ) from error


def _post(url: str, form: dict[str, Any], seconds: float) -> bytes:
    """The answer to a form. Goes to no address that the settings do not name: an answer that points to one, as any
    that is no success, is an HTTPStatusError."""
    # The system's certificates, as all else here trusts, and not those that httpx brings along.
    with (
        httpx.Client(
            verify=ssl.create_default_context(),
            timeout=seconds,
            follow_redirects=False,
            headers={"Accept-Encoding": "identity"},
        ) as client,
        client.stream("POST", url, data=form) as response,
    ):
        response.raise_for_status()
        return read_answer(response.iter_raw(), MAX_ANSWER, seconds)
