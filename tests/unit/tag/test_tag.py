"""What holds of tagging whatever the text."""

import datetime as dt
import time

from hypothesis import given, settings
from hypothesis import strategies as st

from gongbao.gazette import Gazette
from gongbao.model import Document, Kind, Paragraph
from transforms.tag import tag

GAZETTE = Gazette(id="liuyuan", name="柳原市人民政府公报", place="柳原市", places=("东河区",), bodies=("清水白酒",))

# Snippets that rules look for, so that they meet in every order.
SNIPPETS = st.sampled_from(
    [
        *"（）《》〈〉“”、，。；：△·\t年月日元和与的为原第",
        *("市政府", "市委副书记", "市长", "于永生", "欧阳修远", "柳原市", "东河区", "黄河", "有限公司", "总书记"),
        *(
            "任命",
            "免去",
            "职务",
            "自然免除",
            "牵头单位：",
            "责任单位：",
            "市财政局",
            "配合",
            "负责",
            "2022年",
            "6月30日",
        ),
        *(
            "28—30日",
            "9999",
            "〔2020〕",
            "14号",
            "冀政发",
            "废止",
            "自印发之日起",
            "施行",
            "有效期",
            "至",
            "五年",
            "99999个月后",
            "9999日后",
            "9999年后",
        ),
        *("300万元", "百分之", "十", "%", "零", "年底", "安娜·科瓦奇", "参加", "等", "𠮷", "A"),
    ]
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(SNIPPETS, max_size=25).map("".join))


@settings(max_examples=150, deadline=None)
@given(
    texts=st.lists(TEXTS, max_size=3),
    kind=st.sampled_from(Kind),
    title=st.sampled_from(["关于任免的通知", "大事记（2022年12月）", "大事记", "关于废止文件的通知", ""]),
    date=st.sampled_from([None, dt.date(2022, 3, 5), dt.date(9998, 12, 31)]),
)
def test_laws(texts: list[str], kind: Kind, title: str, date: dt.date | None) -> None:
    """Tagging never raises; every span is within its paragraph and says its text; no two entities overlap."""
    document = Document(
        id="1",
        issue="liuyuan/2022/3",
        ordinal=1,
        kind=kind,
        number=None,
        title=title,
        issuer=None,
        section=None,
        addressees=None,
        signatories=(),
        date=date,
        paragraphs=tuple(Paragraph(text) for text in texts),
    )
    facts = tag(document, GAZETTE, 2022)
    assert facts == tag(document, GAZETTE, 2022)
    last = (-1, 0)
    for entity in facts.entities:
        assert entity.text and entity.text == texts[entity.paragraph][entity.start : entity.end]
        assert (entity.paragraph, entity.start) >= last
        last = (entity.paragraph, entity.end)
    for fact in (*facts.appointments, *facts.duties, *facts.citations):
        assert 0 <= fact.start < fact.end <= len(texts[fact.paragraph])
    for said in facts.relations:  # what the title alone says stands nowhere in the text
        assert 0 <= said.start <= said.end <= len(texts[said.paragraph]) if texts else said.paragraph == 0
        assert said.number or said.title
    for item in facts.chronicle:
        assert all(person in item.text for person in item.people)


def test_long_hostile_paragraphs_take_little_time() -> None:
    """Paragraphs that repeat what rules begin with cost time in proportion to their length."""
    snippets = [
        "市",
        "（",
        "《",
        "第",
        "9",
        "王、",
        "中央第",
        "市委副书记、",
        "2022年",
        "任命",
        "局长",
        "阳·",
        "的",
        "（牵头单位：",
        "〔2020〕",
        "零",
        "各县",
    ]
    texts = [snippet * (5_000 // len(snippet)) for snippet in snippets]
    document = Document(
        id="1",
        issue="liuyuan/2022/3",
        ordinal=1,
        kind=Kind.APPOINTMENT,
        number=None,
        title="关于任免的通知",
        issuer=None,
        section=None,
        addressees=None,
        signatories=(),
        date=dt.date(2022, 3, 5),
        paragraphs=tuple(Paragraph(text) for text in texts),
    )
    start = time.process_time()
    tag(document, GAZETTE, 2022)
    assert time.process_time() - start < 10
