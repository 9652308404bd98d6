"""Web pages: what of one is the document."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.readers.markup.html import decode_html, parse_html
from gongbao.errors import InputError

TITLE = "甲市人民政府办公室关于印发甲市供水管理办法的通知"
BODY = (
    "<p>某政办发〔2031〕7号</p><p>各县人民政府，市政府各部门：</p>"
    "<p>　　《甲市供水管理办法》已经市政府同意，现印发给你们，请结合实际认真贯彻落实。</p>"
    "<p>甲市人民政府办公室</p><p>2031年3月4日</p><p><b>甲市供水管理办法</b></p>"
    "<p>　　第一条　为了加强供水管理，保障生活、生产用水安全，根据有关法律、法规，制定本办法。</p>"
    "<p>　　第二条　本市行政区域内的供水、用水和供水设施的规划、建设、维护，适用本办法。</p>"
)
CHROME = '<div class="nav"><a href="/">首页</a> <a href="/zw">政务公开</a> <a href="/fw">办事服务</a></div>'
FOOT = "<div>主办单位：甲市人民政府办公室　技术支持：某某公司　备案号12345</div>"
META = "<div>发布时间：2031-03-06　浏览次数：12　字体：大 中 小</div>"
WORDS = [
    "某政办发〔2031〕7号",
    "各县人民政府，市政府各部门：",
    "　　《甲市供水管理办法》已经市政府同意，现印发给你们，请结合实际认真贯彻落实。",
    "甲市人民政府办公室",
    "2031年3月4日",
    "甲市供水管理办法",
    "　　第一条　为了加强供水管理，保障生活、生产用水安全，根据有关法律、法规，制定本办法。",
    "　　第二条　本市行政区域内的供水、用水和供水设施的规划、建设、维护，适用本办法。",
]


def make_page(content: str, title: str = f"{TITLE}_甲市人民政府网") -> bytes:
    """A page with that content."""
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head><body>{content}</body>'.encode()
    )


PAGES = [
    (f"{CHROME}<h1>{TITLE}</h1>{META}<div id='a'>{BODY}</div>{FOOT}", [TITLE, *WORDS], "navigation around it"),
    (
        f"{CHROME}<h1>甲市人民政府办公室<br>关于印发甲市供水管理办法的通知</h1><div>{BODY}</div>",
        ["甲市人民政府办公室", "关于印发甲市供水管理办法的通知", *WORDS],
        "a title over two lines",
    ),
    (f"<h1>{TITLE}</h1><div><p>{TITLE}</p>{BODY}</div>", [TITLE, *WORDS], "a title that the text has once more"),
    (
        f"<h1>{TITLE}</h1><div>{BODY}<p style='display: none'>隐藏的文字不是印出来的</p></div>",
        [TITLE, *WORDS],
        "hidden",
    ),
    (
        f"<h1>{TITLE}</h1><div>{BODY}</div><div><a href='./f.docx'>供水单位名单.docx</a></div>{FOOT}",
        [TITLE, *WORDS, "供水单位名单.docx"],
        "a file attached below",
    ),
    (
        f"<h1>{TITLE}</h1><div>{BODY}<table><tr><td>序号</td><td>任务</td></tr><tr><td>1</td><td>修管</td></tr></table></div>",
        [TITLE, *WORDS, "序号\t任务", "1\t修管"],
        "a table",
    ),
    (
        f"<table><tr><td>{CHROME}</td></tr><tr><td><h1>{TITLE}</h1><div>{BODY}</div></td></tr></table>",
        [TITLE, *WORDS],
        "a table that only lays out the page",
    ),
    (
        f"<h1>{TITLE}</h1><div>{BODY.replace('<p>', '<div>').replace('</p>', '</div>')}</div>",
        [TITLE, *WORDS],
        "paragraphs that are boxes",
    ),
]


@pytest.mark.parametrize(("content", "lines", "why"), PAGES, ids=[row[2] for row in PAGES])
def test_the_document_of_a_page_is_kept(content, lines, why):
    """Its title, its text with number, signature and date, its tables; nothing of what the site says around it."""
    (page,) = parse_html(make_page(content))
    assert [line.text for line in page] == lines, why


def test_a_line_says_where_it_stands():
    """By its element, and where a link in it leads."""
    (page,) = parse_html(make_page(f"<h1>{TITLE}</h1><div>{BODY}<p>附件：<a href='f.xlsx'>名单</a></p></div>"))
    assert page[1].path == "/html/body/div/p[1]"
    assert (page[-1].text, page[-1].href) == ("附件：名单", "f.xlsx")
    assert [line.bold for line in page[5:8]] == [False, True, False]


@pytest.mark.parametrize(
    ("declared", "encoding", "why"),
    [
        ("gb2312", "gb18030", "a page that declares the smaller set and uses the larger"),
        ("utf-8", "utf-8", "as declared"),
        ("utf-8", "gb18030", "declared wrongly"),
        ("x-none", "utf-8", "declared, and unknown"),
    ],
)
def test_a_page_is_decoded(declared, encoding, why):
    """By what it declares, and by trying where that fails."""
    page = f'<html><meta charset="{declared}"><p>喆镕堃各县人民政府</p>'
    assert decode_html(page.encode(encoding)) == page, why


@pytest.mark.parametrize(
    ("page", "said", "why"),
    [
        (make_page("<p>页面不存在</p>", "404 Not Found"), "404 Not Found", "what a server says"),
        (b"<html></html>", "next to no Chinese", "nothing"),
    ],
)
def test_a_page_without_a_document_is_bad_input(page, said, why):
    """The error says what the page calls itself."""
    with pytest.raises(InputError, match=said):
        parse_html(page)


MARKUP = st.lists(
    st.sampled_from(
        ["<p>", "</div>", "<table>", "<tr>", "<td rowspan=9>", "<a href='//['>", "<br>", "&#0;", "各县人民政府。"]
    )
)


@given(st.one_of(st.binary(max_size=200), MARKUP.map(lambda parts: "".join(parts).encode())))
def test_no_page_fails_otherwise(data):
    """Whatever a server sends is lines, or bad input."""
    with contextlib.suppress(InputError):
        assert all(line.text.strip() for page in parse_html(data) for line in page)
