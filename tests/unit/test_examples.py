"""Examples are copied: what they leave out, others leave out."""

import csv
import importlib.util
import io
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SPEC = importlib.util.spec_from_file_location("subscribe", ROOT / "examples" / "subscribe.py")
assert SPEC and SPEC.loader
subscribe = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(subscribe)

FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "\u3000=1",
    "＝1+1",
    '=HYPERLINK("http://e";"x")',
]


@pytest.mark.parametrize("post", FORMULAS, ids=ascii)
def test_a_cell_is_no_formula(post: str) -> None:
    """Read back from the file, it begins with the mark that makes it text, and the rest is all there."""
    headers = {"ce_id": "1", "ce_type": "gongbao.appointment.recorded"}
    data = {"cause": "new", "person": post, "action": "appoint", "post": post}
    file = io.StringIO(newline="")
    csv.writer(file).writerow(map(subscribe.to_cell, subscribe.make_row(headers, data)))
    [row] = csv.reader(io.StringIO(file.getvalue(), newline=""))
    assert row == ["1", "gongbao.appointment.recorded", "new", "", f"'{post}", "appoint", f"'{post}"]


def test_other_cells_stay_as_they_are() -> None:
    """Names, posts, dates."""
    for text in ("张月莲", "聊城市位山灌区管理服务中心主任", "2021-04-22", "a=b"):
        assert subscribe.to_cell(text) == text
