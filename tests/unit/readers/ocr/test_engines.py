"""OCR engines: what comes out of them as lines, and which there are."""

import subprocess

import pytest
from PIL import Image

from connectors.readers.ocr.engines import Tesseract, _join_words, _read_tsv, make_engine
from gongbao.errors import InputError, LimitError, SettingsError, UnavailableError


def test_tesseracts_table_becomes_lines() -> None:
    """Words of one line join; what it doubts altogether is left out."""
    head = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
    rows = [
        "1\t1\t0\t0\t0\t0\t0\t0\t600\t800\t-1\t",
        "5\t1\t1\t1\t1\t1\t100\t50\t40\t20\t96\t人民",
        "5\t1\t1\t1\t1\t2\t142\t51\t40\t20\t90\t政府",
        "5\t1\t1\t1\t2\t1\t100\t90\t40\t20\t12\t|~",
    ]
    (found,) = _read_tsv("\n".join([head, *rows]))
    assert found.text == "人民政府"
    assert found.edges == (100, 120, 142, 162, 182)
    assert found.confidence == pytest.approx(0.93)


def test_words_that_overlap_keep_their_order() -> None:
    """Edges never run backwards."""
    found = _join_words([("一二", 0.9, ((10, 0), (50, 20))), ("三", 0.9, ((45, 0), (60, 20)))])
    assert found is not None
    assert list(found.edges) == sorted(found.edges)


def test_an_unknown_engine_is_a_wrong_setting() -> None:
    """The message names the choices."""
    with pytest.raises(SettingsError, match="rapidocr or tesseract"):
        make_engine("guess")


@pytest.mark.parametrize(
    ("fault", "error", "why"),
    [
        (FileNotFoundError(), UnavailableError, "it is not there, for any page"),
        (subprocess.CalledProcessError(1, "tesseract", stderr=b"Failed loading language"), UnavailableError, "as well"),
        (subprocess.CalledProcessError(-11, "tesseract", stderr=b""), InputError, "it crashes at this page"),
        (subprocess.TimeoutExpired("tesseract", 120), LimitError, "this page takes too long"),
    ],
)
def test_a_page_is_told_from_an_engine_that_is_away(
    monkeypatch: pytest.MonkeyPatch, fault: Exception, error: type[Exception], why: str
) -> None:
    """What is of one page rejects that page; what would befall every page ends the run."""

    def run(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises((InputError, UnavailableError)) as caught:
        Tesseract().recognise(Image.new("L", (10, 10)))
    assert caught.type is error, why
