"""What is particular to one gazette, as its files say."""

import datetime as dt
from pathlib import Path

import pytest

from gongbao.errors import SettingsError
from gongbao.gazette import HOME, Gazette, find, load, load_all
from gongbao.model import Document, Kind, Paragraph
from transforms.tag import tag

OWN = """
id = "liuyuan"
name = "柳原市人民政府公报"
place = "柳原市"
province = "河北省"
places = ["东河区"]
zones = ["北湖新区"]
"""
PROVINCE = """
landmarks = ["清水河"]
zones = ["北湖新区", "科创新区"]
"""


def write(folder: Path, own: str = OWN, province: str = PROVINCE) -> Path:
    """A gazette's file, and beside it that of its province."""
    (folder / "provinces").mkdir()
    (folder / "provinces" / "河北省.toml").write_text(province, "utf-8")
    (folder / "liuyuan.toml").write_text(own, "utf-8")
    return folder / "liuyuan.toml"


def test_a_gazette_has_the_words_of_its_province(tmp_path: Path) -> None:
    """What both files list is there once, the gazette's own first."""
    gazette = load(write(tmp_path))
    assert gazette.landmarks == ("清水河",)
    assert gazette.zones == ("北湖新区", "科创新区")
    assert load_all(tmp_path) == (gazette,)


def test_a_gazette_of_another_province_has_none_of_them(tmp_path: Path) -> None:
    """Words of a province are for its own gazettes alone."""
    gazette = load(write(tmp_path, OWN.replace("河北省", "山西省")))
    assert (gazette.landmarks, gazette.zones) == ((), ("北湖新区",))


@pytest.mark.parametrize(
    ("own", "province", "named"),
    [
        (OWN.replace("name =", "title ="), PROVINCE, "liuyuan.toml"),
        (OWN.replace('["东河区"]', '"东河区"'), PROVINCE, "liuyuan.toml"),
        (OWN, 'landmarks = "清水河"', "河北省.toml"),
        (OWN, "landmarks = [", "河北省.toml"),
    ],
    ids=["a name is lacking", "one word is no list", "nor in a province's file", "broken off"],
)
def test_a_fault_is_told_with_its_file(tmp_path: Path, own: str, province: str, named: str) -> None:
    """The file at fault is named, be it the gazette's or its province's."""
    with pytest.raises(SettingsError, match=named):
        load(write(tmp_path, own, province))


ELSEWHERE = Gazette("liuyuan", "柳原市人民政府公报", place="柳原市", province="河北省")


@pytest.mark.parametrize(
    ("text", "here", "there", "why"),
    [
        ("疏浚徒骇河。", ["徒骇河"], [], "a river of one province"),
        ("培养泰山学者。", [], [], "a programme that is called after a mountain is no place, here or there"),
        ("在高铁新区考察。", ["高铁新区"], [], "a zone that not every city has"),
        ("在高新区考察。", ["高新区"], ["高新区"], "one that every city has"),
        ("治理黄河。", ["黄河"], ["黄河"], "a river of the whole country"),
    ],
)
def test_words_of_one_province_are_for_its_gazettes(text: str, here: list[str], there: list[str], why: str) -> None:
    """A rule knows the places of the gazette that it reads, and of no other."""
    home = find("聊城市人民政府公报", load_all(HOME))
    assert [_places(text, gazette) for gazette in (home, ELSEWHERE)] == [here, there], why


def _places(text: str, gazette: Gazette) -> list[str]:
    document = Document(
        id="1",
        issue="1",
        ordinal=1,
        kind=Kind.NOTICE,
        number=None,
        title="",
        issuer=None,
        section=None,
        addressees=None,
        signatories=(),
        date=dt.date(2022, 3, 5),
        paragraphs=(Paragraph(text),),
    )
    return [e.text for e in tag(document, gazette, 2022).of("entities") if e.type == "LOC"]
