"""What works and what does not: a list of named checks, each of which answers in a sentence."""

import os
import shutil
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from gongbao.errors import GazetteError
from gongbao.gazette import load_all
from gongbao.model import Standing
from gongbao.ports import Ledger
from gongbao.private_files import close_to_others, is_open, make_folder
from gongbao.redaction import redact

PROBE = 64 * 1024  # bytes that a home must have room for


@dataclass(frozen=True, slots=True)
class Check:
    """Something to look at. `examine` says what is there, and raises what is wrong with it."""

    name: str
    examine: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Whether it works, and what was said."""

    name: str
    ok: bool
    said: str


def diagnose(checks: Iterable[Check]) -> list[Diagnosis]:
    """All of them, in order; one that fails does not stop the others."""
    return [diagnose_one(check) for check in checks]


def diagnose_one(check: Check) -> Diagnosis:
    """The result of one check, in words without secrets."""
    try:
        return Diagnosis(check.name, True, redact(check.examine()))
    except GazetteError as error:
        return Diagnosis(check.name, False, redact(f"{error} {error.next_step}"))
    except OSError as error:
        return Diagnosis(check.name, False, redact(f"{error.strerror or error}: {error.filename or ''}".rstrip(": ")))


def examine_python() -> str:
    """The interpreter."""
    return f"Python {sys.version.split()[0]}"


def examine_settings(file: Path | None, folder: Path) -> str:
    """Where settings come from. A `.env` in the working folder, `folder`, is read only where it was asked for."""
    said = "the environment" if file is None else f"the environment, and {file}"
    if file is not None and is_open(file):
        said += f", which others may read: chmod 600 {file}"
    beside = folder / ".env"
    if beside.exists() and (file is None or not file.samefile(beside)):
        said += "; the .env in this folder is not read: --env-file .env, or GONGBAO_ENV_FILE=.env, asks for it"
    return said


def examine_home(home: Path) -> str:
    """The home can be written and has room. Files of ours that others could read are closed to them, and it is said."""
    make_folder(home)
    probe = home / f".probe-{os.getpid()}"
    try:
        probe.write_bytes(bytes(PROBE))
    finally:
        probe.unlink(missing_ok=True)
    said = f"{home}, {shutil.disk_usage(home).free / 1e9:.1f} GB free"
    if mended := close_to_others(home):
        said += f"; {mended} of its files and folders were open to others, and are closed now"
    if is_open(home):
        said += f"; others may look into it: chmod 700 {home}"
    return said


def examine_gazettes(folder: Path) -> str:
    """The gazettes' descriptions can be read."""
    return ", ".join(f"{g.id} ({g.name})" for g in load_all(folder))


def examine_ledger(ledger: Ledger, kind: str) -> str:
    """The ledger answers."""
    found = ledger.issues()
    waiting = sum(reading.standing is Standing.QUARANTINED for reading in ledger.readings())
    waits = f", {waiting} file{'' if waiting == 1 else 's'} in quarantine (gongbao files --waiting)" if waiting else ""
    return f"{kind}, {len(found)} issues, {sum(i.documents for i in found)} documents{waits}"
