"""Counties and districts of the whole country."""

from dataclasses import replace

import pytest
from tagging import make_paper, mark

from gongbao.gazette import Gazette
from gongbao.language.segmentation import Words
from transforms.tag import tag
from transforms.tag.divisions import Divisions, Home, find_home

ANYWHERE = Gazette(id="unknown", name="", known=False)


def mark_at_home(marked_title: str, text: str) -> str:
    """The text marked, in a document that bears this title."""
    paper = make_paper(text, title=marked_title)
    return mark(text, tag(paper, ANYWHERE, 2022).entities)


@pytest.mark.parametrize(
    ("title", "marked", "why"),
    [
        ("关于某事的通知", "[LOC 武侯区]做强产业", "a whole name is one wherever it stands"),
        ("关于某事的通知", "改造老城区，建设新区", "words of any city are none"),
        ("关于某事的通知", "市和县共同负责", "和县 is a county, and 和 is a word"),
        (
            "四川省关于某事的通知",
            "在[LOC 西昌]、[LOC 会理]、[LOC 昭觉]开展试点",
            "short names at home, ordinary ones in a list",
        ),
        ("四川省关于某事的通知", "支持[LOC 西昌]先行先试", "a short name at home"),
        ("浙江省关于某事的通知", "支持西昌先行先试", "a short name of elsewhere, alone"),
        ("浙江省关于某事的通知", "学习[LOC 四川]、[LOC 西昌]经验", "the same beside a place"),
        ("四川省关于某事的通知", "树立社会理念", "会理 across two words is none"),
        ("甘肃省关于某事的通知", "深化合作，改善民乐团", "合作 and 民乐 at home are words"),
        ("甘肃省关于某事的通知", "在[LOC 白银]、[LOC 平凉]推广", "cities whose names are words, at home"),
        ("山东省关于某事的通知", "种植油用牡丹以及油料", "a district is not called by its short name alone"),
        (
            "关于某事的通知",
            "[LOC 思明区]牵头，建设“智慧[LOC 思明]”",
            "what was called by its whole name may be called short",
        ),
        ("关于某事的通知", "到[LOC 武侯区簇桥街道]调研", "with the street behind"),
    ],
)
def test_divisions_are_marked(title, marked, why):
    """Where a document is at home decides what a short name is."""
    text = marked.replace("[LOC ", "").replace("]", "")
    assert mark_at_home(title, text) == marked, why


@pytest.mark.parametrize(
    ("title", "text", "provinces", "why"),
    [
        ("西昌市关于某事的通知", "学习浙江经验", {"四川省"}, "a division in the title"),
        ("关于某事的通知", "学习浙江经验，支持武侯区、浙江省", {"浙江省"}, "the most named"),
        ("关于某事的通知", "支持鼓楼区", set(), "a district of several provinces tells none"),
    ],
)
def test_home(title, text, provinces, why):
    """The province of who issues, else the most named."""
    paper = replace(make_paper(text, title=title), issuer=None)
    assert find_home(paper, ANYWHERE).provinces == provinces, why


def test_the_gazette_comes_first():
    """A gazette that knows its province is at home there, whatever a document names."""
    gazette = Gazette(id="g", name="某公报", place="某市", province="河北省")
    assert find_home(make_paper("支持武侯区"), gazette).provinces == {"河北省"}


def test_norms_are_whole_names():
    """西昌 is 西昌市."""
    text = "支持西昌先行"
    (found,) = Divisions(Home(frozenset({"四川省"}))).find(text, Words(text), [])
    assert found.norm == "西昌市"
