"""Secrets, kept out of what is said: out of messages, logs and tracebacks, ours and those of libraries."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote, urlsplit

HIDDEN = "***"
SHORTEST = 6  # characters: to blank out each “a” of a message would hide the message, not the secret

# The user's part of an address, up to its last “@”: passwords hold all sorts of marks. Bounded, so that a long text
# without one is looked through but once.
_USER = re.compile(r"(?<=://)[^\s\"'“”<>]{0,500}@")
_NAMED = re.compile(
    r"([?&;\s](?:ssl_?)?(?:pass(?:word|wd)?|pwd|token|access_token|api_?key|secret|client_secret|sig(?:nature)?)=)"
    r"([^&;\s\"'“”<>]+)",
    re.IGNORECASE,
)

_known: set[str] = set()


def remember_secrets(values: Iterable[str]) -> None:
    """Never say these from now on, in whatever form a library would write them down."""
    for value in values:
        _known.update(form for form in (value, unquote(value), repr(value)[1:-1]) if len(form) >= SHORTEST)


def redact(text: str) -> str:
    """A text without passwords in addresses, and without the secrets that are remembered."""
    for secret in sorted(_known, key=len, reverse=True):
        text = text.replace(secret, HIDDEN)
    return _NAMED.sub(rf"\g<1>{HIDDEN}", _USER.sub(f"{HIDDEN}@", text))


def redact_url(url: str | None) -> str:
    """An address without what may be secret in it: its scheme, host, port and path."""
    try:
        parts = urlsplit(url or "")
        port = f":{parts.port}" if parts.port else ""
    except ValueError:  # a bracket or a port that is none; the error's words would show the address
        return HIDDEN
    if parts.netloc and "@" in parts.path + parts.query + parts.fragment:
        return HIDDEN  # a password that was not encoded, with a mark in it that parts addresses
    return f"{parts.scheme}://{parts.hostname or ''}{port}{parts.path.rstrip('/')}"


def find_secrets(url: str) -> Iterator[str]:
    """What of an address is secret: its password, and what its query names so."""
    user, at, _ = url.partition("://")[2].rpartition("@")
    if at:
        yield user.partition(":")[2]
    yield from (found[2] for found in _NAMED.finditer(url))
