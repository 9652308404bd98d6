"""Time reading PDFs to lines in reading order, beside its peers, in one run on the same files.

python bench/read_pdf.py [--most 0.15] [FILE …]

Without files, the samples are read. Fails where reading takes more than `--most` times pdfplumber's extract_text.
"""

import argparse
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pymupdf

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]
ROUNDS = 3

from results import write_section  # noqa: E402

from connectors.readers.pdf.reader import PdfReader  # noqa: E402
from gongbao.settings import Ocr  # noqa: E402
from transforms.layout.reading_order import arrange  # noqa: E402
from transforms.layout.running_headers import remove_running_headers  # noqa: E402


def read_with_pdfplumber(files: list[Path]) -> None:
    for file in files:
        with pdfplumber.open(file) as document:
            for page in document.pages:
                page.extract_text()


def read_with_pymupdf(files: list[Path]) -> None:
    for file in files:
        with pymupdf.open(file) as document:
            for page in document:
                page.get_text("words")


def read_with_pdftotext(files: list[Path]) -> None:
    for file in files:
        subprocess.run(["pdftotext", "-layout", str(file), "-"], check=True, stdout=subprocess.DEVNULL)


def main() -> None:
    """Time each peer, print the table and write it into bench/RESULTS.md."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--most", type=float, default=0.15)
    options = parser.parse_args()
    files = options.files or sorted((ROOT / "tests/data/pdf").glob("*[0-9].pdf"))
    reader = PdfReader(arrange, ocr=Ocr(engine=None))

    def read_with_gongbao(files: list[Path]) -> None:
        for file in files:
            remove_running_headers([reader.read(file, index) for index in range(reader.count(file))])

    peers: dict[str, Callable[[list[Path]], None]] = {
        "gongbao, lines in reading order": read_with_gongbao,
        "pdfplumber, extract_text": read_with_pdfplumber,
        "pymupdf, words": read_with_pymupdf,
    }
    if shutil.which("pdftotext"):
        peers["pdftotext -layout"] = read_with_pdftotext
    pages = 0
    for file in files:
        with pymupdf.open(file) as document:
            pages += len(document)
    reader.count(files[0])  # the peers are imported by now; so let the reading process have started
    seconds = {name: _clock(read, files) for name, read in peers.items()}
    reader.close()
    base = seconds["pdfplumber, extract_text"]
    rows = [f"| {n} | {1000 * s / pages:.1f} | {s / base:.3f} |" for n, s in seconds.items()]
    table = "\n".join(["| reader | ms a page | × pdfplumber |", "| --- | ---: | ---: |", *rows])
    print(table)
    write_section("Reading PDFs", f"{pages} pages of {len(files)} issues, best of {ROUNDS} rounds.\n\n{table}")
    sys.exit(seconds["gongbao, lines in reading order"] > options.most * base)


def _clock(read: Callable[[list[Path]], None], files: list[Path]) -> float:
    """Seconds of the best of some rounds."""
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        read(files)
        times.append(time.perf_counter() - started)
    return min(times)


if __name__ == "__main__":
    main()
