"""Record what an OCR engine says of a made-up page, to be replayed by tests.

`python tests/data/ocr/record.py` from the root of the repository; needs RapidOCR.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import pypdfium2 as pdfium

ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from press import Press, Style, scan  # noqa: E402

from connectors.readers.ocr.engines import make_engine  # noqa: E402
from connectors.readers.pdf.scans import read_scan  # noqa: E402


class Recorder:
    """An engine that keeps what another one said."""

    name = "rapidocr"

    def __init__(self) -> None:
        self.engine = make_engine("rapidocr")
        self.lines: list = []

    def recognise(self, image):
        self.lines = self.engine.recognise(image)
        return self.lines


def main() -> None:
    press = Press(Style(size=11, folio="— {} —"), 3)
    press.new_page()
    press.title("关于任免职务的通知", 1.7)
    press.band(press.paragraphs(16))
    press.table([["序号", "事项名称", "类型"], ["1", "甲乙丙丁戊己", "行政许可"], ["2", "庚辛壬癸", "其他"]], [0.15, 0.55, 0.3])
    press.ruling()
    press.band(press.paragraphs(8))
    document = pdfium.PdfDocument(scan(press.save(), dpi=150, skew=1.2))
    recorder = Recorder()
    raw_page = read_scan(document[0], 0, recorder, 150)
    data = {
        "scale": 150 / 72,
        "size": [raw_page.width, raw_page.height],
        "skew": raw_page.skew,
        "rulings": [[round(v, 1) for v in asdict(ruling).values()] for ruling in raw_page.rulings],
        "lines": [
            {**asdict(line), "confidence": round(line.confidence, 3), "edges": [round(e) for e in line.edges]}
            for line in recorder.lines
        ],
        "printed": [line.text for line in press.leaves[0].lines],
    }
    target = Path(__file__).with_name("two-columns-table-tail.json")
    target.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")


if __name__ == "__main__":
    main()
