"""What all who talk to servers keep to: where secrets may go, and how much a server may answer."""

import ipaddress
import logging
import time
from collections.abc import Iterable
from functools import cache
from urllib.parse import urlsplit

log = logging.getLogger(__name__)
log.setLevel(logging.WARNING)  # heard where other modules' warnings are not


class AnswerError(Exception):
    """An answer that is longer than any should be, or takes longer."""


def is_loopback(host: str | None) -> bool:
    """Whether a host is this machine, so that nothing on the way can listen."""
    name = (host or "").strip("[]").rstrip(".").lower()
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def split_url(url: str) -> tuple[str, str]:
    """Scheme and host of an address, in lower case; empty where it has none."""
    try:
        parts = urlsplit(url)
        return parts.scheme.lower(), (parts.hostname or "").lower()
    except ValueError:  # a bracket that does not close
        return "", ""


def may_share(secret_of: str, other: str) -> bool:
    """Whether what was given for one address may go to another: to the same host only, and not in clear if it did
    not go in clear before."""
    (scheme, host), (other_scheme, other_host) = split_url(secret_of), split_url(other)
    both_here = is_loopback(host) and is_loopback(other_host)
    if not host or not (host == other_host or both_here):
        return False
    return both_here or other_scheme == "https" or scheme != "https"


@cache  # once a process
def warn_in_clear(what: str, host: str) -> None:
    """Say that a secret goes to a host in clear, unless that is this machine."""
    if not is_loopback(host):
        log.warning("%s goes to %s in clear: whoever is on the way can read it. Use TLS.", what, host)


def read_answer(pieces: Iterable[bytes], most: int, seconds: float) -> bytes:
    """An answer, piece by piece. Raises AnswerError where it is longer than `most` bytes, or is not over in time."""
    end = time.monotonic() + seconds
    body = bytearray()
    for piece in pieces:
        body += piece
        if len(body) > most:
            raise AnswerError(f"an answer of more than {most:,} bytes")
        if time.monotonic() > end:
            raise AnswerError(f"an answer that is not over after {seconds:g} s")
    return bytes(body)
