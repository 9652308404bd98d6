"""What people decide: which file stands for an issue, what is withdrawn, what an issue is, which findings are known."""

import getpass
import re
from pathlib import Path

from gongbao.errors import InputError, NotFoundError
from gongbao.model import Judgement
from gongbao.ports import Commit, Decision, Ledger, StoredFinding

HASH = re.compile(r"[0-9a-f]{6,64}")


def accept(ledger: Ledger, name: str, why: str = "", who: str = "") -> Commit:
    """Make a file stand: the one named, or the only one of the issue named that waits or was withdrawn.

    Args:
        ledger: What remembers it.
        name: An issue's id, or a file: its hash or the beginning of it, its URI, its path.
        why: The reason, which the events carry.
        who: Who decided.

    Raises:
        NotFoundError: There is no such issue or file, or none that waits.
        InputError: Several files wait.
    """
    issue, sha256 = find_file(ledger, name)
    return ledger.decide(Decision(Judgement.ACCEPT, why, who, issue, sha256))


def reject(ledger: Ledger, name: str, why: str = "", who: str = "") -> Commit:
    """Keep a file as a witness that does not ask again; see `accept`. Raises InputError where it stands."""
    issue, sha256 = find_file(ledger, name)
    return ledger.decide(Decision(Judgement.REJECT, why, who, issue, sha256))


def withdraw(ledger: Ledger, issue: str, why: str, who: str = "") -> Commit:
    """Take an issue out with all its documents, until a file of it is accepted. Raises NotFoundError."""
    return ledger.decide(Decision(Judgement.WITHDRAW, why, who, issue))


def merge(ledger: Ledger, wrong: str, right: str, why: str, who: str = "") -> Commit:
    """Give another id to an issue, or to one file that was read as one; later readings of the file have it, too.

    Raises NotFoundError, and InputError where `right` is no issue's id.
    """
    issue, sha256 = find_file(ledger, wrong)
    return ledger.decide(Decision(Judgement.MERGE, why, who, issue, sha256, right))


def acknowledge(ledger: Ledger, name: str, why: str = "", who: str = "", reopen: bool = False) -> StoredFinding:
    """Note that a finding, by its id or the beginning of it, is known; `reopen`: is not. Raises NotFoundError."""
    found = {f.id: f for f in ledger.findings() if f.id.startswith(name)}
    if len(found) != 1 or not name:
        what = "Several findings have ids that begin" if found else "There is no finding whose id begins"
        raise NotFoundError(f"{what} with “{name}”.", "See `gongbao findings --all` for their ids.")
    [(finding_id, finding)] = found.items()
    judgement = Judgement.REOPEN if reopen else Judgement.ACKNOWLEDGE
    ledger.decide(Decision(judgement, why, who, finding=finding_id))
    return finding


def find_file(ledger: Ledger, name: str) -> tuple[str, str | None]:
    """The issue that is named, or the file and the issue that it was read as. Raises NotFoundError, InputError."""
    known = ledger.readings()
    if any(reading.issue == name for reading in known):
        return name, None
    path = Path(name)
    uri = path.resolve().as_uri() if "://" not in name and path.exists() else name
    found = [r for r in known if r.uri == uri or (HASH.fullmatch(name) and r.sha256.startswith(name))]
    if not found:
        raise NotFoundError(f"The ledger has neither an issue nor a file {name}.", "See `gongbao files`.")
    if len(found) > 1:
        names = ", ".join(reading.sha256[:12] for reading in found)
        raise InputError(f"Several files go by {name}: {names}.", "Name one by its hash.")
    return found[0].issue, found[0].sha256


def find_user() -> str:
    """Who is at the keyboard, as far as the system knows."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""
