"""Models are those that are pinned, or none."""

import shutil
from pathlib import Path

import pytest

from connectors.readers.ocr.models import find_models
from gongbao.errors import UnavailableError

rapidocr = pytest.importorskip("rapidocr")
WHEEL = Path(rapidocr.__file__).parent / "models"


def test_the_models_of_the_pinned_wheel_are_the_pinned_ones() -> None:
    """A new wheel with other models is tried first, and then pinned."""
    assert find_models(WHEEL).keys() == {"detector", "recogniser"}


@pytest.mark.parametrize("spoil", ["changed", "cut", "gone"])
def test_another_model_is_not_run(spoil: str, tmp_path: Path) -> None:
    """One bit is enough; the error says which file, and what to do."""
    for path in find_models(WHEEL).values():
        shutil.copy(path, tmp_path)
    victim = next(tmp_path.glob("*_rec_*"))
    data = bytearray(victim.read_bytes())
    if spoil == "gone":
        victim.unlink()
    else:
        data[1000] ^= 1
        victim.write_bytes(data if spoil == "changed" else data[:-1])
    with pytest.raises(UnavailableError, match=victim.name) as raised:
        find_models(tmp_path)
    assert "requirements.txt" in raised.value.next_step
