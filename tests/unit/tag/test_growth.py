"""No tagger takes more than n log n, whatever a text is made of: a hostile paragraph costs as much as a long one."""

from collections.abc import Callable, Iterator

import pytest
from growth import ADVERSARIAL, STEEPEST, find_steepness, repeat
from tagging import GAZETTE, make_paper

from gongbao.model import Document, Kind
from transforms.check import check_document
from transforms.tag import tag
from transforms.tag.appointments import locate_appointments, mentions_of
from transforms.tag.bodies import Bodies
from transforms.tag.chronicle import find_items, title_month
from transforms.tag.citations import find_citations
from transforms.tag.dates import find_dates
from transforms.tag.duties import locate_duties
from transforms.tag.duty_legends import read_legend
from transforms.tag.duty_lists import read_clauses
from transforms.tag.duty_statements import find_statements
from transforms.tag.duty_tables import find_rows
from transforms.tag.masks import neutral_phrases
from transforms.tag.mentions import Mention, hide, hide_matches, without_overlap
from transforms.tag.named_texts import find_named
from transforms.tag.names import KnownNames
from transforms.tag.people import find_people
from transforms.tag.places import Places
from transforms.tag.quantities import find_quantities
from transforms.tag.relations import locate_relations
from transforms.tag.targets import find_targets
from transforms.tag.titles import find_numbers, find_titles
from transforms.tag.validity import find_validity

Step = Callable[[str], object]

BODIES, PLACES = Bodies(GAZETTE), Places(GAZETTE)

# Besides the texts that every step is tried on: what a tagger repeats, or leads it on.
OWN = {
    "appointed": "任命王某某为市财政局局长，",
    "appointed and removed": "王某某任市财政局局长，并免去其副局长职务",
    "posts": "副局长、",
    "roads in brackets": "（某路、",
    "remarks": "（试用期一年）",
    "labels": "；责任单位：",
    "labelled": "（责任单位：市财政局）",
    "joined bodies": "局和市",
    "sharing": "共同",
    "otherwise called": "以下简称",
    "in force": "自2021年1月1日起施行",
    "cited in force": "《关于办法的通知》实施",
    "ended otherwise": "宣布《关于办法的通知》",
    "grounds": "根据《关于办法的通知》（聊政发〔2021〕5号），",
    "ended": "《甲办法》（柳政发〔2016〕5号）、",
    "ended each": "《甲办法》同时废止，",
    "decided": "决定废止《甲办法》，",
    "items": "\n1.《甲办法》（柳政发〔2016〕5号）",
    "rows of results": "\n1\t甲办法\t柳政发〔2016〕5号\t废止",
    "articles": "第十二条第二款、",
    "amendments": "\n（一）将第三条修改为",
    "adverbs": "自2021年1月1日起予以同时",
    "asides": "（见附件）“",
    "targets in a sentence": "到2025年，覆盖率达到35%，",
    "items of a target": "培育3家、",
    "places without end": "山东省聊城市",
    "countries": "中国",
    "a place in another word": "推广东",
    "parts of a name": "局长安·娜",
    "names that begin alike": "局长王某、局长王某某、",
    "members": "成员：王小明",
    "deeds": "等分别共同",
    "joints": "局和县及各",
    "levels": "县、区、",
    "brackets that close nothing": "（）。（",
    "legends of lists": "逗号前为牵头单位，",
    "leaders": "市领导王某某、",
    "cells": "王小明\t局长\t",
    "companies": "某某有限公司",
    "groups sent out": "第一巡察组",
    "sums": "1,000万",
    "shares": "百分之十",
    "doctrines": "习近平新时代",
    "comrades": "王小明、李兰同志任主任，",
    "parties": "当事人：王某，男，",
    "a list in two characters": "王 伟 ",
    "columns": "姓名\t王小明\n",
    "days": "△1日，王小明出席。\n",
}
TEXTS = ADVERSARIAL | {name: repeat(unit) for name, unit in OWN.items()}


def paper(text: str, kind: Kind = Kind.NOTICE, title: str = "关于某项工作的通知") -> Document:
    """A document of these paragraphs, a line each."""
    return make_paper(*text.split("\n"), kind=kind, title=title)


def mentions(text: str) -> object:
    """What the helpers of all rules do with as many mentions as a text may have."""
    found = [Mention(at, at + 2, "LOC", "place") for at in range(0, len(text) - 1, 3)]
    return hide(text, without_overlap(found, found[::2]))


def appointments(text: str) -> object:
    """Where appointments stand, and their mentions."""
    return mentions_of(locate_appointments(paper(text, Kind.APPOINTMENT)))


def chronicle(text: str) -> object:
    """The entries of a chronicle, a name in every third place."""
    document = paper(text, Kind.CHRONICLE, "2022年1月大事记")
    people = [[Mention(at, at + 2, "PER", "name") for at in range(0, len(p.text) - 1, 3)] for p in document.paragraphs]
    return find_items(document, people, 2022)


def known_names(text: str) -> object:
    """Names as many as a text has pairs, found in it."""
    names = KnownNames(text[at : at + 2] for at in range(0, len(text), 2))
    return list(names.find(text))


# Each step, and the words that lead into it.
STEPS: dict[str, tuple[Step, tuple[str, ...]]] = {
    "appointments": (appointments, ("任命", "免去", "任命王某某为", "王某某任")),
    "bodies": (BODIES.find, ("市", "第一")),
    "check": (lambda text: list(check_document(paper(text))), ()),
    "chronicle": (chronicle, ("1日，",)),
    "citations": (lambda text: find_citations(paper(text), ()), ("废止", "根据")),
    "named texts": (find_named, ("《", "原市教育局")),
    "relations": (lambda text: locate_relations(paper(text)), ("废止", "根据", "对《甲办法》作出修改：\n", "自")),
    "lists of relations": (
        lambda text: locate_relations(paper(text, title="关于废止部分文件的通知")),
        ("附件：", "废止的文件\n", "文件名称\t文号\t清理结果\n", "下列文件废止：\n"),
    ),
    "title of relations": (lambda text: locate_relations(paper("", title=text)), ("转发", "关于《", "《甲》")),
    "dates": (lambda text: find_dates(text, 2022, 1), ("2021年",)),
    "duties": (lambda text: locate_duties(paper(text), 2022), ("责任单位：", "（责任单位：", "（")),
    "lists of duties": (lambda text: read_clauses(text, 0, len(text)), ("各县、", "市财政局和", "市财政局等")),
    "statements of duties": (find_statements, ("（市财政局", "。（市财政局牵头，")),
    "legends": (read_legend, ("逗号前", "排名第一位", "其余")),
    "rows": (lambda text: find_rows(text.split("\n")), ("任务\t责任单位\n", "责任单位和")),
    "known names": (known_names, ()),
    "masks": (lambda text: hide_matches(text, neutral_phrases(GAZETTE)), ("习近平新时代",)),
    "mentions": (mentions, ()),
    "numbers": (find_numbers, ("〔2021〕",)),
    "people": (lambda text: find_people(text.split("\n"), [[] for _ in text.split("\n")]), ("局长", "成员：", "列")),
    "places": (PLACES.find, ("聊城市", "到")),
    "quantities": (find_quantities, ("百分之",)),
    "tag": (lambda text: tag(paper(text), GAZETTE, 2022), ()),
    "targets": (lambda text: find_targets(paper(text), 2022), ("到2025年，",)),
    "titles": (find_titles, ("《",)),
    "title of a chronicle": (lambda text: title_month(text, 2022), ("2021年",)),
    "validity": (lambda text: find_validity(paper(text)), ("自", "有效期至", "自印发之日起", "试行")),
}


def cases() -> Iterator[tuple[str, str]]:
    """Each step by its name, without a lead and behind each of its own."""
    for name, (_, leads) in STEPS.items():
        for lead in ("", *leads):
            yield name, lead


@pytest.mark.parametrize(("name", "lead"), list(cases()))
def test_four_times_the_text_takes_little_more_than_four_times_as_long(name: str, lead: str) -> None:
    """Behind the words that lead into a rule, and with an end at which the longest match of it fails."""
    step, _ = STEPS[name]
    step(lead)  # patterns are built once
    steep = {
        text: growth
        for text, make in TEXTS.items()
        if (growth := find_steepness(step, lambda size, make=make: f"{lead}{make(size)}。字")) > STEEPEST  # type: ignore[misc]
    }
    assert not steep
