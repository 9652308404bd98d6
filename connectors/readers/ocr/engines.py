"""OCR engines behind one port: RapidOCR, whose models come inside its wheel, and Tesseract as Debian packages it."""

import csv
import io
import os
import subprocess
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PIL.Image import Image

from connectors.readers.ocr.models import find_models
from gongbao.errors import InputError, LimitError, SettingsError, UnavailableError
from gongbao.ports import OcrEngine, OcrLine
from gongbao.processes.confinement import end_with

DOUBTFUL = 0.3  # lines less sure than this are specks, not text


def make_engine(name: str, threads: int = 2, seconds: float = 120.0) -> OcrEngine:
    """The engine of that name. Raises SettingsError for an unknown one."""
    if name == "rapidocr":
        return RapidOcr(threads)
    if name == "tesseract":
        return Tesseract(threads, seconds)
    raise SettingsError(f"There is no OCR engine {name!r}: it is rapidocr or tesseract.")


class RapidOcr:
    """PaddleOCR's models on onnxruntime. Nothing is downloaded: a missing or another model is UnavailableError."""

    name = "rapidocr"

    def __init__(self, threads: int = 2) -> None:
        self._threads = threads
        self._engine: Any = None

    def recognise(self, image: Image) -> list[OcrLine]:
        """See `OcrEngine`."""
        import numpy as np

        if self._engine is None:
            self._engine = _load_rapidocr(self._threads)
        pixels = np.asarray(image.convert("RGB"))[:, :, ::-1]
        found = self._engine(np.ascontiguousarray(pixels), return_word_box=True)
        if not found.txts:
            return []
        return [
            line
            for words in found.word_results
            if (line := _join_words([(text, float(score), quad) for text, score, quad in words if text]))
        ]


def _load_rapidocr(threads: int) -> Any:
    try:
        import rapidocr
    except ImportError as error:
        raise UnavailableError("RapidOCR is not installed.", "Install it, or set GONGBAO_OCR__ENGINE.") from error
    models = find_models(Path(rapidocr.__file__).parent / "models")  # named by path, none is ever downloaded
    return rapidocr.RapidOCR(
        params={
            "Global.log_level": "error",
            "Global.use_cls": False,  # pages are turned upright as a whole
            "Global.text_score": DOUBTFUL,
            "Global.max_side_len": 4_000,
            "Det.model_path": str(models["detector"]),
            "Rec.model_path": str(models["recogniser"]),
            "EngineConfig.onnxruntime.intra_op_num_threads": threads,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def _join_words(words: Sequence[tuple[str, float, Sequence[Sequence[float]]]]) -> OcrLine | None:
    """One line of words with their corners; characters share a word's width evenly."""
    text, sure = "", 0.0
    edges: list[float] = []
    end = top = bottom = 0.0
    for word, score, corners in words:
        x0, x1 = min(x for x, _ in corners), max(x for x, _ in corners)
        y0, y1 = min(y for _, y in corners), max(y for _, y in corners)
        top, bottom = (min(top, y0), max(bottom, y1)) if text else (y0, y1)
        x0 = max(x0, end) if text else x0
        x1 = max(x1, x0)
        edges.extend(x0 + (x1 - x0) * i / len(word) for i in range(len(word)))
        text += word
        sure += score * len(word)
        end = x1
    if not text.strip():
        return None
    edges = [float(edge) for edge in edges]
    return OcrLine(text, edges[0], float(top), float(end), float(bottom), sure / len(text), (*edges, float(end)))


class Tesseract:
    """The `tesseract` command with simplified Chinese (Debian: tesseract-ocr, tesseract-ocr-chi-sim)."""

    name = "tesseract"

    def __init__(self, threads: int = 2, seconds: float = 120.0) -> None:
        self._threads = threads
        self._seconds = seconds

    def recognise(self, image: Image) -> list[OcrLine]:
        """See `OcrEngine`. Its own columns are not used: it gives words, layout does the rest.

        Raises InputError where it can't cope with this very picture, UnavailableError where it would with none.
        """
        buffer = io.BytesIO()
        image.convert("L").save(buffer, "PNG", dpi=image.info.get("dpi", (200, 200)))
        command = ["tesseract", "stdin", "stdout", "-l", "chi_sim", "--psm", "3", "-c", "preserve_interword_spaces=1"]
        try:
            done = subprocess.run(  # noqa: S603 - a fixed command, the picture goes to stdin
                [*command, "tsv"],
                input=buffer.getvalue(),
                capture_output=True,
                timeout=self._seconds,
                check=True,
                env={"OMP_THREAD_LIMIT": str(self._threads), "PATH": "/usr/local/bin:/usr/bin:/bin"},
                preexec_fn=partial(end_with, os.getpid()),
            )
        except FileNotFoundError as error:
            step = "Install tesseract-ocr and tesseract-ocr-chi-sim, or set GONGBAO_OCR__ENGINE."
            raise UnavailableError("Tesseract is not installed.", step) from error
        except subprocess.CalledProcessError as error:
            if error.returncode < 0:  # ended by a signal: it crashes at this picture, not at each
                raise InputError(f"Tesseract crashes at this page (signal {-error.returncode}).") from error
            raise UnavailableError(
                f"Tesseract failed: {error.stderr.decode(errors='replace').strip()[:200]}"
            ) from error
        except subprocess.TimeoutExpired as error:
            raise LimitError(f"Tesseract took longer than {self._seconds:g} s.") from error
        return list(_read_tsv(done.stdout.decode("utf-8", "replace")))


def _read_tsv(table: str) -> Iterator[OcrLine]:
    """Lines of Tesseract's table of words."""
    lines: dict[tuple[str, ...], list[tuple[str, float, Sequence[Sequence[float]]]]] = defaultdict(list)
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        text, sure = (row["text"] or "").strip(), float(row["conf"])
        if not text or sure < 100 * DOUBTFUL:
            continue
        x, y = float(row["left"]), float(row["top"])
        corners = ((x, y), (x + float(row["width"]), y + float(row["height"])))
        key = row["page_num"], row["block_num"], row["par_num"], row["line_num"]
        lines[key].append((text, sure / 100, corners))
    for words in lines.values():
        line = _join_words(words)
        if line:
            yield line
