"""Time reading PDFs to lines in reading order, beside its peers, in one run on the same files.

python bench/read_pdf.py [--most 0.15] [FILE …]

Without files, a made-up issue is read. Fails where reading takes more than `--most` times pdfplumber's extract_text.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pymupdf

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from connectors.pdf import PdfReader  # noqa: E402
from gongbao.settings import Ocr  # noqa: E402
from transforms.heads import take_out_heads  # noqa: E402
from transforms.layout import arrange  # noqa: E402


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


def make_issue(folder: Path) -> Path:
    """Forty pages in two columns."""
    from press import Press, Style

    press = Press(Style())
    for _ in range(40):
        press.new_page()
        press.title("关于印发实施方案的通知", 1.7)
        press.band(press.paragraphs(int(press.room * 1.9)))
    file = folder / "issue.pdf"
    file.write_bytes(press.save())
    return file


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--most", type=float, default=0.15)
    options = parser.parse_args()
    reader = PdfReader(arrange, ocr=Ocr(engine=None))

    def read_with_gongbao(files: list[Path]) -> None:
        for file in files:
            take_out_heads([reader.read(file, index) for index in range(reader.count(file))])

    peers: dict[str, Callable[[list[Path]], None]] = {
        "gongbao: lines in reading order": read_with_gongbao,
        "pdfplumber: extract_text": read_with_pdfplumber,
        "pymupdf: words": read_with_pymupdf,
    }
    if shutil.which("pdftotext"):
        peers["pdftotext -layout"] = read_with_pdftotext
    with tempfile.TemporaryDirectory() as folder:
        files = options.files or [make_issue(Path(folder))]
        pages = 0
        for file in files:
            with pymupdf.open(file) as document:
                pages += len(document)
        print(f"{pages} pages of {len(files)} files")
        # The peers are imported by now; so let the reading process have started.
        reader.count(files[0])
        seconds = {}
        for name, read in peers.items():
            started = time.perf_counter()
            read(files)
            seconds[name] = time.perf_counter() - started
            print(f"{name:34}{1000 * seconds[name] / pages:8.2f} ms a page")
    reader.close()
    ours, theirs, *_ = seconds.values()
    print(f"{ours / theirs:.3f} of pdfplumber's time; {options.most} is allowed")
    sys.exit(ours > options.most * theirs)


if __name__ == "__main__":
    main()
