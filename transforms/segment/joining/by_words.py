"""Rules of joining that go by words: how a paragraph begins, how none does, and what its last words leave open."""

import re

from gongbao.language.bodies import is_body_name
from gongbao.language.brackets import unopened
from gongbao.language.characters import CLOSERS, TERMINAL
from gongbao.language.dates import YEAR
from gongbao.language.openness import ends_incomplete
from gongbao.language.titles import is_title
from transforms.segment.fragments import breaks_off
from transforms.segment.joining.by_form import DAY, DUTY, SHORT_STYLES
from transforms.segment.joining.seam import Join, NumberedRow, Seam, is_heading
from transforms.segment.labels import ATTACHMENT_LABEL, ATTACHMENT_LIST, DUTY_LABEL_END, DUTY_LINE
from transforms.segment.rules import rule

ITEM = re.compile(r"△|——|－－|[一二三四五六七八九十百]是")
# What a document ends with, in a paragraph of its own.
CLOSING = re.compile(
    r"本(?:意见|办法|通知|方案|规定|细则|通告|公告|决定|规则|措施|制度)自.{2,24}(?:施行|实施|执行)|特此|此复"
)
# What no paragraph begins with.
GOES_ON = re.compile(
    r"予以|(?:同时|即行|自行)(?:废止|失效)|印发给|起(?:施行|实施|执行)|(?:有关|文件)?(?:规定|要求|精神)，"
    r"|以及|及其|的(?!确)|和(?![谐平睦解美田])|等(?:[，。\d]|[一二三四五六七八九十两]{1,3}[件个项家])"
    rf"|（[^（）]{{2,12}}〔{YEAR}〕\d+号）"
)
DAY_AHEAD, DAY_BEHIND = re.compile(r"\d[年月]?$"), re.compile(r"\d{0,2}[月日]")  # a date torn in the middle
SENTENCE = re.compile("[^。；]{2,40}。")
LAST_CHARACTERS = re.compile("[^，。；：]{1,3}。")
RULING = re.compile("^第.{1,5}条|不得|应当")
# What no paragraph ends with: the label of those who do a thing, the receipt of what a reply answers.
WANTS = re.compile(rf"{DUTY_LABEL_END.pattern}|收悉。$")
ARTICLE = 16  # characters: a heading of an article (第…条) is shorter, and so is one that says 不得 or 应当


# Words: how a paragraph begins, and how none does.


@rule(Join.JOIN)
def bare_marker(seam: Seam) -> bool:
    """A number alone on its line (一、 第一条) numbers what stands on the next."""
    return seam.bare and seam.marker is None


@rule(Join.PART)
def attachment_begins(seam: Seam) -> bool:
    """附件 opens a list of attachments or what is annexed."""
    return (ATTACHMENT_LIST.match(seam.next.text) or ATTACHMENT_LABEL.fullmatch(seam.next.text)) is not None


@rule(Join.PART)
def number(seam: Seam) -> bool:
    """What opens with a number (一、 第一条 1.) begins a paragraph."""
    return seam.marker is not None


@rule(Join.PART)
def item(seam: Seam) -> bool:
    """—— and 一是 open an item."""
    return ITEM.match(seam.next.text) is not None


@rule(Join.PART)
def day(seam: Seam) -> bool:
    """A day set off from what follows opens an entry, unless it stands in a sentence that goes on."""
    return DAY.match(seam.next.text) is not None and not seam.open


@rule(Join.JOIN)
def closing_mark(seam: Seam) -> bool:
    """No paragraph begins with a mark that closes or parts."""
    return seam.next.text[0] in TERMINAL + "，、" + CLOSERS


@rule(Join.JOIN)
def bracket_closes(seam: Seam) -> bool:
    """The bracket or quotation that was left open is closed here."""
    return any(mark in seam.missing for mark in unopened(seam.next.text))


@rule(Join.JOIN)
def torn_date(seam: Seam) -> bool:
    """A year, a month or a figure before a month or a day: one date, torn in the middle."""
    return DAY_AHEAD.search(seam.text) is not None and DAY_BEHIND.match(seam.next.text) is not None


@rule(Join.JOIN)
def wants_more(seam: Seam) -> bool:
    """A label such as 责任单位： wants its bodies; 收悉。 is no whole reply."""
    return WANTS.search(seam.text) is not None


@rule(Join.JOIN)
def goes_on(seam: Seam) -> bool:
    """No paragraph begins with 和, 等, 予以 or the number of what was cited."""
    return GOES_ON.match(seam.next.text) is not None and seam.text[-1] not in "。；："


@rule(Join.PART)
def colon(seam: Seam) -> bool:
    """Below a colon stands what it announces, unless it stands in a bracket."""
    return seam.text.endswith("：") and "）" not in seam.missing


@rule(Join.PART)
def closing_formula(seam: Seam) -> bool:
    """本通知自…起施行, 特此通知: what a document ends with stands apart."""
    return CLOSING.match(seam.next.text) is not None and not seam.comma and not seam.missing


@rule(Join.JOIN)
def duties(seam: Seam) -> bool:
    """（牵头单位：…） closes the measure that it stands behind."""
    return DUTY.match(seam.next.text) is not None


@rule(Join.PART)
def duty_line(seam: Seam) -> bool:
    """责任单位：… without brackets opens a line of its own, unless it stands in a list that goes on."""
    return (
        DUTY_LINE.match(seam.next.text) is not None and not seam.missing and not seam.text.endswith(("，", "、", "；"))
    )


@rule(Join.JOIN)
def duty_line_wraps(seam: Seam) -> bool:
    """Bodies behind a label go on where they fill their line."""
    return DUTY_LINE.match(seam.text) is not None and seam.filled and not seam.text.endswith(("。", "；"))


@rule(Join.PART)
def duty_line_ends(seam: Seam) -> bool:
    """Bodies behind a label end with a line that leaves room, and no comma."""
    return DUTY_LINE.match(seam.text) is not None and not seam.filled and not seam.comma and not seam.missing


# Behind a sentence that is closed.


def is_closed(seam: Seam) -> bool:
    """Whether the paragraph so far may end here."""
    return not seam.open


@rule(Join.PART)
def other_end(seam: Seam) -> bool:
    """Behind ； or ） a paragraph ends: items of a list are closed so."""
    return not seam.text.endswith("。")


@rule(Join.JOIN)
def run_in_heading(seam: Seam) -> bool:
    """Where the others of its row are headings with prose behind them, so is this one."""
    return seam.row is NumberedRow.RUN_IN and SENTENCE.fullmatch(seam.text) is not None


@rule(Join.JOIN)
def full_line_after_stop(seam: Seam) -> bool:
    """A full line without a blank line after it may end in a full stop by chance."""
    return seam.next.soft_wrapped and seam.full


@rule(Join.PART)
def full_stop(seam: Seam) -> bool:
    """A full stop ends a paragraph where nothing says otherwise."""
    return True


# Behind what looks like a numbered heading: it may be the beginning of a sentence, or a heading that wraps.


def follows_heading(seam: Seam) -> bool:
    """Whether the paragraph so far may be a numbered heading and nothing more."""
    return seam.heading and not seam.comma


@rule(Join.JOIN)
def article(seam: Seam) -> bool:
    """第…条 opens a sentence, and what forbids or demands is one."""
    return len(seam.text) >= ARTICLE and RULING.search(seam.text) is not None


@rule(Join.JOIN)
def hanging_heading(seam: Seam) -> bool:
    """No heading ends with 的, 和 or 将."""
    return ends_incomplete(seam.text)


@rule(Join.JOIN)
def last_characters(seam: Seam) -> bool:
    """Three characters and a full stop are the end of a sentence, no sentence."""
    return LAST_CHARACTERS.match(seam.next.text) is not None


@rule(Join.JOIN)
def sentence_of_row(seam: Seam) -> bool:
    """In a row of sentences one that nothing closes must go on, where its line is full."""
    in_prose = seam.row in (NumberedRow.SENTENCE, NumberedRow.RUN_IN)
    return in_prose and (seam.filled or (seam.next.soft_wrapped and len(seam.text) > seam.width))


@rule(Join.PART)
def heading_in_prose(seam: Seam) -> bool:
    """In a row of sentences a short line is a heading all the same."""
    return seam.row in (NumberedRow.SENTENCE, NumberedRow.RUN_IN)


@rule(Join.JOIN)
def heading_wraps(seam: Seam) -> bool:
    """A heading goes on where it fills its line and no blank line follows."""
    return seam.next.soft_wrapped and seam.filled


@rule(Join.JOIN)
def habit_of_items(seam: Seam) -> bool:
    """Words that the issue puts side by side elsewhere: items numbered in Arabic figures are often sentences."""
    return seam.join_score >= 0.7 and not is_heading(seam.text, SHORT_STYLES)


@rule(Join.JOIN)
def habit_of_headings(seam: Seam) -> bool:
    """A long heading without a blank line after it needs words that are surely put side by side."""
    return seam.next.soft_wrapped and len(seam.text) >= ARTICLE and seam.join_score >= 1.0


@rule(Join.PART)
def heading(seam: Seam) -> bool:
    """A heading stands alone."""
    return True


# Behind words that nothing closes. A heading or title that wraps fills its line; a short one is whole.


@rule(Join.PART)
def name_of_body(seam: Seam) -> bool:
    """A body's name with a blank line after it signs or heads something."""
    return is_body_name(seam.text) and len(seam.text) < 30 and not seam.next.soft_wrapped


@rule(Join.JOIN)
def broken_off(seam: Seam) -> bool:
    """Words that break off must go on."""
    return breaks_off(seam.text, seam.width)


@rule(Join.JOIN)
def soft_wrap(seam: Seam) -> bool:
    """No blank line parts the two lines."""
    return seam.next.soft_wrapped


@rule(Join.JOIN)
def full_line(seam: Seam) -> bool:
    """A full line goes on, unless it is a title."""
    return seam.full and not is_title(seam.text)


@rule(Join.JOIN)
def habit_of_words(seam: Seam) -> bool:
    """A line that is nearly full goes on with words that the issue puts side by side elsewhere."""
    return seam.join_score >= 1.0 and len(seam.text) >= max(8, seam.width - 6)


@rule(Join.PART)
def short_words(seam: Seam) -> bool:
    """A short line that nothing closes is a title or a heading without a number."""
    return True


BY_BEGINNING = (
    bare_marker,
    attachment_begins,
    number,
    item,
    day,
    closing_mark,
    bracket_closes,
    torn_date,
    wants_more,
    goes_on,
    colon,
    closing_formula,
    duties,
    duty_line,
    duty_line_wraps,
    duty_line_ends,
)
AFTER_END = (other_end, run_in_heading, full_line_after_stop, full_stop)
AFTER_HEADING = (
    article,
    hanging_heading,
    last_characters,
    sentence_of_row,
    heading_in_prose,
    heading_wraps,
    habit_of_items,
    habit_of_headings,
    heading,
)
IN_SENTENCE = (name_of_body, broken_off, soft_wrap, full_line, habit_of_words, short_words)
