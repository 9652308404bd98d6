"""Lines that were read twice, and those that were printed twice."""

import pytest
from fragments import make_fragment, make_fragments

from transforms.segment.doubles import drop_doubles, repeats

SENTENCE, NAME, DAY = "各部门要落实责任，做好甲类工作。", "某城市人民政府办公室", "2022年11月12日"
TITLE = "某城市甲类产业管理办法细则"

DOUBLED = [
    (SENTENCE, SENTENCE, "", True, "prose once more"),
    ("二、做好甲类产业管理工作", "二、做好甲类产业管理工作", "", True, "a numbered heading"),
    (DAY, DAY, "", True, "a date"),
    (NAME, NAME, DAY, True, "a signature above its date"),
    ("市某局、" + SENTENCE, SENTENCE, "", True, "the end of the words before it"),
    (TITLE, TITLE, "", False, "a title may head what is annexed, and the text again"),
    ("附件：" + TITLE, TITLE, "", False, "a title below the list that names it"),
    (NAME, NAME, "关于做好甲类工作的通知", False, "a red head above a title"),
    ("做好。", "做好。", "", False, "a few words"),
    (SENTENCE, "各部门要落实责任，做好乙类工作。", "", False, "other words"),
]


@pytest.mark.parametrize(("before", "text", "following", "doubled", "why"), DOUBLED, ids=[row[4] for row in DOUBLED])
def test_what_was_read_twice(before: str, text: str, following: str, doubled: bool, why: str) -> None:
    """What is never printed twice goes."""
    assert repeats(make_fragment(before), make_fragment(text), following) is doubled, why


def test_lines_of_a_stretch_and_the_last_of_them_again() -> None:
    """A blank line parts the copy from what it copies."""
    before = make_fragment("甲类产业高质量发展的目标任务", soft_wrapped=True)
    assert repeats(before, make_fragment(before.text), "")
    assert not repeats(before, make_fragment(before.text, soft_wrapped=True), "")


def test_rows_and_halves_of_jumps_stay() -> None:
    """Cells repeat, and a jump in says that it is printed apart."""
    assert not repeats(make_fragment("甲\t" + SENTENCE), make_fragment("甲\t" + SENTENCE), "")
    assert not repeats(make_fragment(SENTENCE), make_fragment(SENTENCE, jump_in=4), "")
    assert not repeats(make_fragment(SENTENCE, begins=True), make_fragment(SENTENCE, begins=True), "")


def test_the_copy_goes_and_the_rest_stays() -> None:
    """Each once, in order."""
    kept, _ = drop_doubles(make_fragments("一、甲。", SENTENCE, SENTENCE, NAME, DAY, DAY))
    assert [f.text for f in kept] == ["一、甲。", SENTENCE, NAME, DAY]
    assert drop_doubles(()) == ((), [])


def test_a_jump_mark_behind_the_copy_is_kept() -> None:
    """What broke off was read twice; the text goes on elsewhere all the same."""
    kept, _ = drop_doubles([make_fragment(SENTENCE), make_fragment(SENTENCE, jump_out=8)])
    assert [(f.text, f.jump_out) for f in kept] == [(SENTENCE, 8)]
