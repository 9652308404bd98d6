"""Models of OCR are programs that somebody else made: only those are run that this program was tried with."""

import hashlib
import tomllib
from pathlib import Path

from gongbao.errors import UnavailableError

PINNED = Path(__file__).with_name("models.toml")
NEXT_STEP = "Install RapidOCR anew, in the version that requirements.txt pins, or set GONGBAO_OCR__ENGINE."


def find_models(folder: Path, pinned: Path = PINNED) -> dict[str, Path]:
    """The models in a folder, by what they do: `detector` and `recogniser`. They are looked through as they are loaded.

    Raises:
        UnavailableError: One is not there, or is another than the one that is pinned.
    """
    found = {}
    for role, model in tomllib.loads(pinned.read_text("utf-8")).items():
        path = folder / model["file"]
        try:
            with path.open("rb") as file:
                sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise UnavailableError(f"RapidOCR came without its model {path.name}.", NEXT_STEP) from error
        if sha256 != model["sha256"]:
            raise UnavailableError(f"RapidOCR's model {path} is not the one that is pinned by its hash.", NEXT_STEP)
        found[role] = path
    return found
