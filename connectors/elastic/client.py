"""A client for connection settings, and its errors as what a person can do something about."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from elastic_transport import ConnectionError as NoConnectionError
from elastic_transport import ConnectionTimeout, TlsError, TransportError
from elasticsearch import ApiError, Elasticsearch

from connectors.elastic.node import BoundedNode
from connectors.network import AnswerError, split_url, warn_in_clear
from gongbao.errors import GazetteError, SettingsError, UnavailableError
from gongbao.settings import Address, ConnectionSettings, ElasticsearchSettings

NEXT_STEP = "Run `gongbao index create`, then `gongbao index sync`."


def connect(connection: ConnectionSettings, timeout: float | None = None) -> Elasticsearch:
    """A client that tries each request once. Connects when it is first used. Raises SettingsError."""
    if connection.url is None:
        raise SettingsError("No Elasticsearch is set.", "Set GONGBAO_ELASTICSEARCH__URL.")
    options: dict[str, Any] = {
        "request_timeout": timeout or connection.timeout,
        "max_retries": 0,
        "retry_on_timeout": False,
        "node_class": BoundedNode,
    }
    warn_of_clear_text(connection, "Elasticsearch")
    if connection.api_key is not None:
        options["api_key"] = connection.api_key.get_secret_value()
    elif connection.user is not None and connection.password is not None:
        options["basic_auth"] = (connection.user, connection.password.get_secret_value())
    if connection.ca is not None:
        options["ca_certs"] = str(connection.ca)
    if connection.fingerprint is not None:
        options["ssl_assert_fingerprint"] = connection.fingerprint
        if connection.ca is None:  # the fingerprint stands for the chain: the certificate is trusted for itself
            options["verify_certs"] = False
            options["ssl_show_warn"] = False
    try:
        return Elasticsearch(connection.url.get_secret_value(), **options)
    except (ValueError, TypeError, OSError) as error:
        raise SettingsError(f"The address or login of Elasticsearch is wrong: {_reason(error)}.") from None


def warn_of_clear_text(connection: ConnectionSettings, server: str, address: Address | None = None) -> None:
    """Say that a login goes over http to another machine, if one goes at all."""
    url = (address or connection.url or Address("")).get_secret_value()
    scheme, host = split_url(url)
    if scheme == "http" and (connection.api_key or connection.password or "@" in url):
        warn_in_clear(f"The login for {server}", host)


def examine(connection: ElasticsearchSettings) -> str:
    """What `gongbao doctor` says. Raises UnavailableError, SettingsError."""
    with connect(connection, connection.search_timeout) as client, translated_errors(connection.url):
        version = client.info()["version"]["number"]
        documents = client.count(index="gongbao-documents")["count"]
        letters = client.count(index="gongbao-dead-letters")["count"]
    return f"{connection.url}, version {version}, {documents} documents, {letters} dead letters"


@contextmanager
def translated_errors(url: Address | None) -> Iterator[None]:
    """Errors of the client, as errors with a next step."""
    try:
        yield
    except (ApiError, TransportError) as error:
        raise translate_error(error, url) from error


# stamina logs each retry. We say in a sentence when we give up; without a handler
# Python would print it.
logging.getLogger("stamina").addHandler(logging.NullHandler())

AGAIN = (429, 502, 503, 504)  # too busy, a disk that is full, a node that starts or goes


def passes(error: Exception) -> bool:
    """Whether the same request may succeed later."""
    if isinstance(error, ApiError):
        # A listing that was under way as the node went has lost its place, and an index that was made by a request
        # whose answer was lost is there: both begin anew.
        anew = ("search_context_missing_exception", "resource_already_exists_exception")
        return error.status_code in AGAIN or any(name in str(error.body) for name in anew)
    if isinstance(error, TlsError) or has_no_end(error):
        return False
    return isinstance(error, NoConnectionError | ConnectionTimeout)


def has_no_end(error: Exception) -> bool:
    """Whether a server answers more than it should, or longer."""
    return isinstance(error.__cause__, AnswerError)


def translate_error(error: Exception, url: Address | None) -> GazetteError:
    """The error as a sentence with a next step."""
    where = f"Elasticsearch at {url}"
    if isinstance(error, TlsError):
        return SettingsError(f"{where} shows a certificate that is not trusted.", "Set its CA or its fingerprint.")
    if has_no_end(error):
        return UnavailableError(
            f"{where} sends {error.__cause__}.", "Check that it is Elasticsearch that answers there."
        )
    if isinstance(error, ConnectionTimeout):
        return UnavailableError(f"{where} did not answer in time.")
    if isinstance(error, NoConnectionError):
        return UnavailableError(f"{where} does not answer.")
    if isinstance(error, ApiError):
        if error.status_code in (401, 403):
            return SettingsError(
                f"{where} refuses this login ({error.status_code}).", "See deploy/elasticsearch/roles."
            )
        if 300 <= error.status_code < 400:
            return SettingsError(
                f"{where} points elsewhere ({error.status_code}), and is not followed.",
                "Set GONGBAO_ELASTICSEARCH__URL to where it is.",
            )
        if error.status_code == 404:
            return UnavailableError(f"{where} lacks an index of gongbao.", NEXT_STEP)
        return UnavailableError(f"{where} answers {error.status_code}: {find_reason(error)}.")
    return UnavailableError(f"{where} can't be used: {type(error).__name__}.")


def find_reason(error: ApiError) -> str:
    """Elasticsearch's own reason, in a line."""
    body = error.body if isinstance(error.body, dict) else {}
    cause = body.get("error")
    if isinstance(cause, dict):
        return f"{cause.get('type')}: {cause.get('reason')}"
    return error.message


def _reason(error: Exception) -> str:
    return str(error).splitlines()[0][:200].rstrip(".") if isinstance(error, OSError) else type(error).__name__
