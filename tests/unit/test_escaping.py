"""Text is safe where it is shown, says that something was there, and stays the same data."""

import json
import sys

import pytest
from hostile import TRICKS, list_unsafe
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from gongbao.escaping import escape_cell, escape_json, escape_line, escape_markdown

TEXT = st.text(st.characters() | st.sampled_from("".join(TRICKS)))


@pytest.mark.parametrize(("trick", "why"), TRICKS.items(), ids=ascii)
def test_no_trick_reaches_a_terminal(trick: str, why: str) -> None:
    """Each is written out, so that one sees that it is there."""
    line = escape_line(f"甲{trick}乙")
    assert not list_unsafe(line), why
    assert line.startswith("甲\\") and line.endswith("乙")


def test_every_character_that_unicode_calls_a_control_or_a_format_is_written_out() -> None:
    """The pattern's ranges hold all of those categories that this Python knows."""
    assert not list_unsafe("".join(escape_line(chr(code)) for code in range(sys.maxunicode + 1)))


def test_what_gazettes_print_stays_as_it_is() -> None:
    """Ideographic blanks, marks, rare characters of higher planes, variants, private ones."""
    text = "　（一）〔2021〕㈠①𠮷葛\U000e0100é①—…“”\ue000"
    assert escape_line(text) == escape_cell(text) == escape_json(text) == text


@given(TEXT)
def test_one_line_stays_one_line(text: str) -> None:
    """Whatever it holds: neither a line nor a cell is added."""
    assert "\n" not in escape_line(text) and "\t" not in escape_cell(text)
    assert not list_unsafe(escape_line(text)) and not list_unsafe(escape_cell(text))


@given(st.recursive(TEXT, lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner)), st.sampled_from([None, 1]))
def test_json_stays_the_same_data(data: object, indent: int | None) -> None:
    """Exact for programs, safe for whoever looks at it."""
    printed = escape_json(json.dumps(data, ensure_ascii=False, indent=indent))
    assert json.loads(printed) == data
    assert not list_unsafe(printed)


MARKDOWN = {
    "[打开](http://evil.example)": "a link",
    "![](http://evil.example/x.png)": "a picture, which tells its server who looks",
    "<img src=x onerror=alert(1)>": "HTML",
    "http://evil.example": "an address by itself",
    "www.evil.example": "and one without a scheme",
    "someone@evil.example": "and one of mail",
    "# 一": "a heading",
    "- 一": "a list",
    "1. 一": "a numbered list",
    "1) 一": "a numbered list",
    "    一": "code",
    "> 一": "a quotation",
    "`一`": "code",
    "**一** _二_ ~~三~~": "emphasis",
    "&lt;b&gt;": "HTML once more",
    "一|二\n-|-": "a table",
    "一\n===": "a heading by the line below",
    "[^1]": "a footnote",
    "$x$": "mathematics",
    "\\": "a line break",
    "file:///srv/2021-04.txt": "a plain name stays readable",
}


def render(text: str) -> list[Token]:
    """What stands in a line, once rendered by CommonMark with tables and strikethrough."""
    (paragraph, inline, _) = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    assert paragraph.type == "paragraph_open"
    return inline.children or []


@pytest.mark.parametrize(("text", "why"), MARKDOWN.items())
def test_markdown_is_shown_and_not_obeyed(text: str, why: str) -> None:
    """Rendered, it is the text: no link, no picture, no HTML, no heading."""
    found = render(escape_markdown(text))
    assert {token.type for token in found} <= {"text"}, why
    assert "".join(token.content for token in found).strip() == escape_line(text).strip()


@given(st.text(st.sampled_from("甲a1\\`*_[](){}<>#+-=.!|~&:/@$ \n\t\u202e"), min_size=1).filter(str.strip))
def test_no_text_is_obeyed_as_markdown(text: str) -> None:
    """Nor any other text."""
    found = render(escape_markdown(text))
    assert {token.type for token in found} <= {"text"}
    assert "".join(token.content for token in found).strip() == escape_line(text).strip()


def test_addresses_are_not_made_links() -> None:
    """By whoever makes links of bare addresses: the escape parts what he looks for."""
    assert escape_markdown("http://a www.b c@d") == "http\\://a www\\.b c\\@d"
