"""Rules of joining that go by form and place: titles, lists of people, chronicles, signatures, jumps, geometry."""

import re

from gongbao.language.bodies import is_body_name, signs
from gongbao.language.brackets import unclosed
from gongbao.language.characters import BULLETS, DASHES
from gongbao.language.dates import YEAR, parse_date, parse_month
from gongbao.language.numbering import NumberingStyle
from gongbao.language.orders import part_signature
from gongbao.language.rosters import ROSTER, is_member
from transforms.segment.joining.seam import Join, Seam, TitleLine, is_heading
from transforms.segment.labels import ATTACHMENT_LABEL, DOING, DUTY_LABEL_END, REMARK
from transforms.segment.rules import rule

TO = f"日?[{DASHES}至]"  # between two days: 28—30日, 4月30日至5月2日
DAY = re.compile(rf"\d{{1,2}}(?:{TO}\d{{1,2}})?日(?:[，,]|—|至|上午|下午|晚)|\d{{1,2}}月\d{{1,2}}日[，,]")
BARE_DAY = re.compile(rf"(?:{YEAR}年)?(?:\d{{1,2}}月)?\d{{1,2}}(?:{TO}(?:\d{{1,2}}月)?\d{{1,2}})?日")
LABEL_NUMBER = re.compile(r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})[：:]?")
BULLET = re.compile(f"[{BULLETS}]")
CLOSING_MARK = re.compile("[。；：]")
DUTY = re.compile(rf"[（〔［\[【](?:{DOING})[^（）]{{0,8}}[：:]")
DIVISIONS = (
    NumberingStyle.PART,
    NumberingStyle.SUBPART,
    NumberingStyle.CHAPTER,
    NumberingStyle.SECTION,
    NumberingStyle.ARTICLE,
)
# Headings of these are seldom sentences.
SHORT_STYLES = (NumberingStyle.HAN, NumberingStyle.CHAPTER, NumberingStyle.SECTION)


def is_entry(text: str, inside: bool = False) -> bool:
    """Whether a line of a 大事记 opens an entry: with its day, or with △ for one more of the same day.

    `inside` a sentence that goes on, a day opens an entry only where it is set off from what follows.
    """
    if text.startswith("△") or DAY.match(text) is not None or parse_month(text):
        return True
    return not inside and (BULLET.match(text) or BARE_DAY.match(text)) is not None


# Where a document, a title or a list of people says what stands alone.


@rule(Join.PART)
def document_begins(seam: Seam) -> bool:
    """There is nothing to go on with."""
    return seam.last is None


@rule(Join.PART)
def issued_title(seam: Seam) -> bool:
    """The title of a text that the document issues is a paragraph of its own."""
    return seam.title is TitleLine.OPENS


@rule(Join.JOIN)
def issued_title_wraps(seam: Seam) -> bool:
    """The title is known from the notice that issues the text, so its lines are too."""
    return seam.title is TitleLine.WRAPS


@rule(Join.PART)
def below_issued_title(seam: Seam) -> bool:
    """What stands below the whole title is the text itself, though no mark closes the title."""
    return seam.title is TitleLine.BELOW


@rule(Join.PART)
def member(seam: Seam) -> bool:
    """Members of a body (组长：…) stand a line each, without closing marks; only an open bracket ties two lines."""
    listed = ROSTER.match(seam.next.text) is not None or (seam.listed and is_member(seam.text, seam.next.text))
    return listed and not (seam.open and bool(unclosed(seam.text)))


# Entries of a 大事记.


@rule(Join.PART)
def chronicle_entry(seam: Seam) -> bool:
    """An entry opens with its day, its month or a bullet."""
    return is_entry(seam.next.text, seam.open)


@rule(Join.PART)
def chronicle_month(seam: Seam) -> bool:
    """The heading of a month is whole."""
    return parse_month(seam.text) is not None


@rule(Join.JOIN)
def chronicle_prose(seam: Seam) -> bool:
    """What opens no entry goes on with the one before, be it closed or not."""
    return True


# What is a paragraph of its own by its form (GB/T 9704).


@rule(Join.PART)
def table_row(seam: Seam) -> bool:
    """A row of a table is a paragraph, and nothing goes on with it."""
    return seam.next.row or (seam.last is not None and seam.last.row)


@rule(Join.PART)
def date_alone(seam: Seam) -> bool:
    """A date on a line of its own closes what was signed."""
    return parse_date(seam.next.text) is not None or parse_date(seam.text) is not None


@rule(Join.PART)
def remark_alone(seam: Seam) -> bool:
    """（此件公开发布） is printed apart, below the date."""
    return (REMARK.fullmatch(seam.text) or REMARK.fullmatch(seam.next.text)) is not None


@rule(Join.PART)
def signature(seam: Seam) -> bool:
    """A body's name before a date or another name signs, unless it ends a line that wraps or an open bracket."""
    last = seam.last
    wraps = last is not None and seam.next.begins is False and last.full is True and len(seam.next.text) <= 4
    bracketed = bool(unclosed(seam.text[-200:])) and not is_body_name(seam.text)
    return signs(seam.next.text, seam.following) and not wraps and not bracketed


@rule(Join.PART)
def signed_together(seam: Seam) -> bool:
    """Of several persons who sign, each has a line."""
    return part_signature(seam.next.text) is not None and part_signature(seam.text) is not None


# Across a jump: what the halves say, for the page between them says nothing.


def crosses_jump(seam: Seam) -> bool:
    """Whether one half of a jump meets the other here."""
    return seam.last is not None and seam.last.jump_out is not None and seam.next.jump_in is not None


@rule(Join.JOIN)
def duties_across_jump(seam: Seam) -> bool:
    """（牵头单位：…） closes the measure that it stands behind, though that ended in a full stop."""
    return not seam.open and DUTY.match(seam.next.text) is not None


@rule(Join.PART)
def end_before_jump(seam: Seam) -> bool:
    """A sentence that was closed before the jump ends a paragraph."""
    return not seam.open


@rule(Join.JOIN)
def stub_before_jump(seam: Seam) -> bool:
    """One character is no paragraph, whatever comes next."""
    return len(seam.text) <= 1


@rule(Join.PART)
def number_across_jump(seam: Seam) -> bool:
    """What opens with a number begins a paragraph."""
    return seam.marker is not None


@rule(Join.PART)
def heading_before_jump(seam: Seam) -> bool:
    """A short heading is whole, unless its words are known to go on so."""
    return is_heading(seam.text, SHORT_STYLES) and len(seam.text) <= 8 and not seam.join_score


@rule(Join.JOIN)
def words_across_jump(seam: Seam) -> bool:
    """A jump is printed where the column ends, mostly in the middle of a sentence."""
    return True


# Geometry: a paragraph goes on where its last line is full and the next is not set in.


@rule(Join.JOIN)
def torn_label(seam: Seam) -> bool:
    """附件 and a number are one label."""
    return seam.text == "附件" and LABEL_NUMBER.fullmatch(seam.next.text) is not None


@rule(Join.PART)
def attachment_label(seam: Seam) -> bool:
    """附件1 stands alone above what is annexed."""
    return ATTACHMENT_LABEL.fullmatch(seam.text) is not None


def has_geometry(seam: Seam) -> bool:
    """Whether the page says where the next fragment stands in its column."""
    return seam.next.begins is not None


@rule(Join.JOIN)
def bracket_across_indent(seam: Seam) -> bool:
    """A list in a bracket goes on, though its next line is set in."""
    full = seam.last is not None and seam.last.full is True
    goes_on = (full and seam.comma) or DUTY_LABEL_END.search(seam.text) is not None
    return bool(seam.next.begins and seam.missing and seam.marker is None and seam.open and goes_on)


@rule(Join.PART)
def indent(seam: Seam) -> bool:
    """The first line of a paragraph is set in by two characters."""
    return seam.next.begins is True


@rule(Join.PART)
def division(seam: Seam) -> bool:
    """第一章 and 第一条 open a paragraph below a line that leaves room, though no first line is set in (web pages)."""
    short = seam.last is not None and seam.last.full is False
    return short and seam.marker is not None and seam.marker.style in DIVISIONS


@rule(Join.PART)
def short_line(seam: Seam) -> bool:
    """A line that leaves room ends a paragraph: one that is closed, or a heading."""
    short = seam.last is not None and seam.last.full is False
    return short and not seam.missing and (not seam.open or seam.heading)


@rule(Join.PART)
def narrow_item(seam: Seam) -> bool:
    """Items of a list, where the column is too narrow to show that they are set in."""
    return seam.marker is not None and not seam.open and CLOSING_MARK.search(seam.text.rstrip("：")) is None


@rule(Join.PART)
def body_on_short_line(seam: Seam) -> bool:
    """A body's name on a line that leaves room signs or heads something."""
    return seam.last is not None and seam.last.full is False and is_body_name(seam.text)


@rule(Join.JOIN)
def flush_line(seam: Seam) -> bool:
    """A line that is not set in goes on."""
    return True


def is_chronicle(seam: Seam) -> bool:
    """Whether the document is a 大事记."""
    return seam.chronicle


STANDING_APART = (document_begins, issued_title, issued_title_wraps, below_issued_title, member)
IN_CHRONICLE = (chronicle_entry, chronicle_month, chronicle_prose)
BY_FORM = (table_row, date_alone, remark_alone, signature, signed_together)
ACROSS_JUMP = (
    duties_across_jump,
    end_before_jump,
    stub_before_jump,
    number_across_jump,
    heading_before_jump,
    words_across_jump,
)
BY_GEOMETRY = (bracket_across_indent, indent, division, short_line, narrow_item, body_on_short_line, flush_line)
