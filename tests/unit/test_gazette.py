"""What is particular to one gazette, as its files say."""

from pathlib import Path

import pytest

from gongbao.errors import SettingsError
from gongbao.gazette import Gazette, Issuer, find_by_numbers, load, load_all

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


@pytest.mark.parametrize(
    ("place", "said", "why"),
    [
        ("nowhere", "is not a folder", "a slip of the setting"),
        ("file.toml", "is not a folder", "one description instead of their folder"),
        ("empty", "holds no description", "a volume that is not mounted"),
    ],
)
def test_a_folder_that_describes_nothing_is_a_wrong_setting(tmp_path: Path, place: str, said: str, why: str) -> None:
    """Issues would get other ids, and nobody would know why."""
    (tmp_path / "file.toml").write_text(OWN, "utf-8")
    (tmp_path / "empty").mkdir()
    with pytest.raises(SettingsError, match=said) as caught:
        load_all(tmp_path / place)
    assert "GONGBAO_GAZETTES" in caught.value.next_step, why


@pytest.mark.parametrize(
    ("numbers", "gazette", "why"),
    [
        (("柳政发〔2022〕1号", "柳政办发〔2022〕2号"), "liuyuan", "all are of its issuers"),
        (("柳政发〔2022〕1号", "某财〔2022〕2号"), None, "one is not"),
        (("同政发〔2022〕1号",), None, "two gazettes have it"),
        ((), None, "no number"),
    ],
)
def test_numbers_tell_the_gazette(numbers: tuple[str, ...], gazette: str | None, why: str) -> None:
    """Documents without a masthead belong where their numbers are given out."""
    known = (
        Gazette("liuyuan", "柳原市人民政府公报", issuers=(Issuer("柳原市人民政府", ("柳政发", "柳政办发", "同政发")),)),
        Gazette("other", "某市人民政府公报", issuers=(Issuer("某市人民政府", ("某政发", "同政发")),)),
    )
    found = find_by_numbers(numbers, known)
    assert (found.id if found else None) == gazette, why
