"""Fragments to paragraphs: join what columns and pages tore, and say what each paragraph is."""

import re
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from gongbao.model import Paragraph, Role
from transforms.clean.aligned import join
from transforms.form import (
    CLOSERS,
    LEVELS,
    ROSTER,
    TERMINAL,
    find_marker,
    hangs,
    is_addressees,
    is_body_name,
    is_listed,
    is_member,
    is_open,
    is_title,
    parse_date,
    parse_month,
    unclosed,
    unopened,
)
from transforms.segment.fragments import Fragment, Seams
from transforms.segment.jumps import breaks_off

REMARK = re.compile(r"[（(]?此[件文].{0,12}(?:公开|发布|传达)[^。]{0,8}[）)]?。?")
DOING = "牵头|责任|负责|配合|主办|协办|承办|参与|落实"
DUTY = re.compile(rf"（(?:{DOING})[^（）]{{0,8}}[：:]")
ITEM = re.compile(r"△|——|－－|[一二三四五六七八九十百]是")
DAY = re.compile(r"\d{1,2}(?:日?[-—－~～–至]\d{1,2})?日(?:[，,]|—|至|上午|下午|晚)|\d{1,2}月\d{1,2}日[，,]")
BARE_DAY = re.compile(r"(?:(?:19|20)\d\d年)?(?:\d{1,2}月)?\d{1,2}(?:日?[-—－~～–至](?:\d{1,2}月)?\d{1,2})?日")
BULLET = re.compile("[▲▵∆Δ◇◆●○■□※★☆]")
# What a document ends with, in a paragraph of its own.
CLOSING = re.compile(
    r"本(?:意见|办法|通知|方案|规定|细则|通告|公告|决定|规则|措施|制度)自.{2,24}(?:施行|实施|执行)|特此|此复"
)
# What no paragraph begins with.
GOES_ON = re.compile(
    r"予以|(?:同时|即行|自行)(?:废止|失效)|印发给|起(?:施行|实施|执行)|(?:有关|文件)?(?:规定|要求|精神)，"
    r"|以及|及其|的(?!确)|和(?![谐平睦解美田])|等(?:[，。\d]|[一二三四五六七八九十两]{1,3}[件个项家])"
    r"|（[^（）]{2,12}〔(?:19|20)\d\d〕\d+号）"
)
DAY_AHEAD = re.compile(r"\d[年月]?$")  # a date torn in the middle
# What no paragraph ends with: the label of those who do a thing, the receipt of what a reply answers.
WANTS = re.compile(rf"(?:{DOING})(?:单位|部门|领导|人)：$|收悉。$")
ARTICLE = 16  # characters: a heading of an article (第…条) is shorter, and so is one that says 不得 or 应当
ATTACHMENT_LIST = re.compile(r"附件?[：:]")
ATTACHMENT_HEAD = re.compile(r"附件?\s*[\d一二三四五六七八九十]{0,3}[：:]?")
ISSUED = re.compile(r"《([^《》]*(?:〈[^〈〉]*〉[^《》]*)*)》")


def build_paragraphs(
    fragments: Sequence[Fragment], titles: Sequence[str], chronicle: bool, seams: Seams, width: int
) -> tuple[Paragraph, ...]:
    """The paragraphs of a document whose fragments are in true order.

    `titles` are those of the texts that the document issues; `width` is how many characters a line holds.
    """
    prose = find_prose(fragments, width)
    groups: list[list[Fragment]] = []
    at, opened, titled, listed = 0, 0, False, False
    while at < len(fragments):
        end = _match_title(fragments, at, titles, bool(groups) and _may_precede_title(groups[-1]))
        if end >= at:
            groups.append(list(fragments[at : end + 1]))
            at, titled = end + 1, True
            continue
        fragment = fragments[at]
        before = "".join(f.text for f in groups[-1]) if groups else ""
        if chronicle:
            joins = bool(groups) and not (is_entry(fragment.text, is_open(before)) or parse_month(before))
        else:
            joins = bool(groups) and continues(
                groups[-1], fragment, _next_text(fragments, at), prose.get(opened, ""), seams, width
            )
        listed = is_listed(before, listed)
        if ROSTER.match(fragment.text) or (listed and is_member(before)):
            joins = joins and is_open(before) and bool(unclosed(before))
        if joins and not titled:
            groups[-1].append(fragment)
        else:
            groups.append([fragment])
            opened = at
        at, titled = at + 1, False
    paragraphs = [Paragraph(t.text, spans=t.spans) for t in (join(p.aligned for p in group) for group in groups)]
    return give_roles(paragraphs, titles)


def is_entry(text: str, inside: bool = False) -> bool:
    """Whether a line of a 大事记 opens an entry: with its day, or with △ for one more of the same day.

    `inside` a sentence that goes on, a day opens an entry only where it is set off from what follows.
    """
    if text.startswith("△") or DAY.match(text) is not None or parse_month(text):
        return True
    return not inside and (BULLET.match(text) or BARE_DAY.match(text)) is not None


def _next_text(fragments: Sequence[Fragment], at: int) -> str:
    return fragments[at + 1].text if at + 1 < len(fragments) else ""


def _may_precede_title(group: Sequence[Fragment]) -> bool:
    """Whether a title can follow: something must have ended."""
    text = group[-1].text
    return bool(parse_date(text) or REMARK.fullmatch(text) or ATTACHMENT_HEAD.fullmatch(text)) or not is_open(text)


def _match_title(fragments: Sequence[Fragment], at: int, titles: Sequence[str], allowed: bool) -> int:
    """The last fragment of a title of an issued text that begins at `at`, or -1."""
    first = fragments[at]
    if not allowed or first.row or ATTACHMENT_HEAD.fullmatch(first.text):
        return -1
    if "《" in first.text:  # in 《》 a title is cited
        titles = [t for t in titles if "《" in t]
    if not titles or first.text.startswith("《"):
        return -1
    longest = max(len(t) for t in titles) + 4
    text, best, best_score = "", -1, 0.9
    for end in range(at, min(at + 5, len(fragments))):
        text += fragments[end].text
        if len(text) > longest:
            break
        score = max(fuzz.ratio(text, t) for t in titles) / 100
        if score >= best_score - 0.02 and not unclosed(
            text
        ):  # of two titles that fit, the longer: one may be the other's beginning
            best, best_score = end, max(score, best_score)
    return best


def continues(
    group: Sequence[Fragment], fragment: Fragment, following: str, row: str, seams: Seams, width: int
) -> bool:
    """Whether a fragment belongs to the paragraph that `group` has so far.

    `following` is the text after it; `row` says what numbered row the paragraph stands in (see `find_prose`).
    """
    last = group[-1]
    text = "".join(f.text for f in group)
    if last.row or fragment.row:
        return False
    if parse_date(fragment.text) or parse_date(text) or REMARK.fullmatch(text) or REMARK.fullmatch(fragment.text):
        return False
    wrapped = fragment.begins is False and last.full is True and len(fragment.text) <= 4
    if _signs(fragment.text, following) and not wrapped and not (unclosed(text[-200:]) and not is_body_name(text)):
        return False
    if last.jump_out is not None and fragment.jump_in is not None:
        if not is_open(text):
            return DUTY.match(fragment.text) is not None
        heading = _is_heading(text, ("han", "chapter", "section")) and len(text) <= 8
        return not (
            len(text) > 1 and (find_marker(fragment.text) or (heading and not seams.join_score(text, fragment.text)))
        )
    owed = unclosed(text[-400:])
    marker = find_marker(fragment.text)
    if ATTACHMENT_HEAD.fullmatch(text):
        return False
    if fragment.begins is not None:
        return _continues_by_geometry(text, last, fragment, owed, marker is not None)
    if ATTACHMENT_LIST.match(fragment.text) or ATTACHMENT_HEAD.fullmatch(fragment.text):
        return False
    if marker is not None or ITEM.match(fragment.text) or (DAY.match(fragment.text) and not is_open(text)):
        return False
    if fragment.text[0] in TERMINAL + "，、" + CLOSERS:
        return True
    if any(mark in owed for mark in unopened(fragment.text)):
        return True
    if DAY_AHEAD.search(text) and re.match(r"\d{0,2}[月日]", fragment.text):
        return True
    if WANTS.search(text) or (GOES_ON.match(fragment.text) and text[-1] not in "。；："):
        return True
    if text.endswith("：") and "）" not in owed:
        return False
    if CLOSING.match(fragment.text) and not text.endswith(("，", "、")) and not owed:
        return False
    if DUTY.match(fragment.text):
        return True
    if not is_open(text):
        if not text.endswith("。"):
            return False
        if row == "run-in" and re.fullmatch("[^。；]{2,40}。", text):
            return True
        return fragment.soft_wrapped and _fills_line(text, last, width)
    if _is_heading(text) and not text.endswith(("，", "、")):
        return _goes_on_after_heading(text, last, fragment, row, seams, width)
    if is_body_name(text) and len(text) < 30 and not fragment.soft_wrapped:
        return False
    if breaks_off(text, width):
        return True
    # A heading or title that wraps fills its line; a short one is whole.
    return (
        fragment.soft_wrapped
        or (_fills_line(text, last, width) and not is_title(text))
        or (seams.join_score(text, fragment.text) >= 1.0 and len(text) >= max(8, width - 6))
    )


def _goes_on_after_heading(text: str, last: Fragment, fragment: Fragment, row: str, seams: Seams, width: int) -> bool:
    """Whether what looks like a numbered heading is the beginning of a sentence, or a heading that wraps."""
    sentence = len(text) >= ARTICLE and re.search("^第.{1,5}条|不得|应当", text)
    if sentence or hangs(text) or re.match("[^，。；：]{1,3}。", fragment.text):
        return True
    filled = not width or len(last.text) >= width - 4
    if row in ("sentence", "run-in"):  # a sentence that nothing closes must go on; a short line is a heading
        return filled or (fragment.soft_wrapped and len(text) > width)
    join_score = seams.join_score(text, fragment.text)
    habit = join_score >= 0.7 and not _is_heading(text, ("han", "chapter", "section"))
    return (
        (fragment.soft_wrapped and filled)
        or habit
        or (fragment.soft_wrapped and len(text) >= ARTICLE and join_score >= 1.0)
    )


def _continues_by_geometry(text: str, last: Fragment, fragment: Fragment, owed: str, marked: bool) -> bool:
    """As the page shows it: a paragraph goes on where its last line is full and the next is not set in."""
    if fragment.begins:
        return bool(owed) and not marked and is_open(text) and last.full is True and text[-1] in "，、"
    if last.full is False and not owed and (not is_open(text) or _is_heading(text)):
        return False
    if marked and re.search("[。；：]", text.rstrip("：")) is None and not is_open(text):
        return False  # items of a list, where the column is too short to show that they are set in
    return not (is_body_name(text) and last.full is False)


def _signs(text: str, following: str) -> bool:
    """Whether a line is a signature: a body's name before a date or another name."""
    return is_body_name(text) and bool(parse_date(following) or is_body_name(following))


def _fills_line(text: str, last: Fragment, width: int) -> bool:
    """Whether a paragraph so far is lines filled to the edge, so that it may go on."""
    if last.full is not None:
        return last.full
    if not width:
        return False
    return width - 4 <= len(last.text) <= width + 3


def _is_heading(text: str, styles: Sequence[str] = ()) -> bool:
    """Whether a text may be a numbered heading and nothing more: no mark parts or closes it."""
    marker = find_marker(text)
    return (
        marker is not None
        and (not styles or marker.style in styles)
        and re.search("[，。；：]", text[marker.end :]) is None
    )


def find_prose(fragments: Sequence[Fragment], width: int) -> dict[int, str]:
    """What the row is in which each numbered fragment stands, by what most of the others of the row are.

    `heading`: a line of its own; `sentence`: prose; `run-in`: a heading closed by a full stop, with prose after it.
    """
    rows: list[list[int]] = []
    current: dict[str, list[int]] = {}
    for at, fragment in enumerate(fragments):
        marker = find_marker(fragment.text)
        if marker is None:
            continue
        if marker.number == 1 or marker.style not in current:
            current[marker.style] = []
            rows.append(current[marker.style])
        current[marker.style].append(at)
    kinds: dict[int, str] = {}
    for row in rows:
        for at in row:
            others = [fragments[i].text for i in row if i != at]
            run_in = sum(bool(re.match("[^。；，]{2,40}。.", t)) for t in others)
            # A heading alone on a line that it fills speaks neither for nor against: its prose may be on the next.
            apart = sum(t.endswith("；") or (len(t) < width - 4 and not re.search("。.", t)) for t in others)
            prose = sum(bool(re.search("[。；]", t)) for t in others)
            if re.match("第.{1,5}条", fragments[at].text):
                kinds[at] = "sentence"
            elif run_in > apart:
                kinds[at] = "run-in"
            elif others and prose * 2 > len(others):
                kinds[at] = "sentence"
            else:
                kinds[at] = "heading"
    return kinds


def give_roles(paragraphs: Sequence[Paragraph], titles: Sequence[str]) -> tuple[Paragraph, ...]:
    """What each paragraph is, by its form and by where it stands."""
    roled: list[Paragraph] = []
    part, signed, annexed = 0, False, False
    for at, paragraph in enumerate(paragraphs):
        text = paragraph.text
        following = paragraphs[at + 1].text if at + 1 < len(paragraphs) else ""
        previous = roled[-1] if roled else None
        role, level = Role.BODY, 0
        marker = find_marker(text)
        if "\t" in text:
            role = Role.TABLE
        elif at == 0 and text.endswith("：") and is_addressees(text):
            role = Role.ADDRESSEES
        elif parse_date(text):
            role, signed = Role.DATE, True
        elif REMARK.fullmatch(text):
            role = Role.REMARK
        elif is_body_name(text) and (parse_date(following) or is_body_name(following)):
            role = Role.SIGNATORY
        elif ATTACHMENT_HEAD.fullmatch(text) and len(text) < 8:
            role, annexed = Role.ATTACHMENT_TITLE, True
        elif (ATTACHMENT_LIST.match(text) and len(text) > 3) or (
            previous
            and previous.role is Role.ATTACHMENT
            and marker
            and marker.style == "arabic"
            and not signed_item(text)
        ):
            role = Role.ATTACHMENT
        elif previous and previous.role is Role.ATTACHMENT_TITLE and annexed and marker is None and is_open(text):
            annexed = False
            tabular = "\t" in following
            role = Role.ATTACHMENT_TITLE if tabular else Role.PART_TITLE
            part += 0 if tabular else 1
        elif _is_part_title(text, titles) and (signed or part):
            role, part = Role.PART_TITLE, part + 1
        elif marker is not None:
            level = LEVELS[marker.style]
            if is_open(text) and len(text) <= 60:
                role = Role.HEADING
        roled.append(replace(paragraph, role=role, level=level, part=part))
    return tuple(roled)


def signed_item(text: str) -> bool:
    """Whether a numbered line is prose and no item of a list of attachments."""
    return text.endswith(("。", "；"))


def _is_part_title(text: str, titles: Sequence[str]) -> bool:
    return len(text) <= 90 and any(fuzz.ratio(text, t) >= 90 for t in titles)


def find_issued_titles(fragments: Sequence[Fragment], title: str) -> tuple[str, ...]:
    """Titles of the texts that a notice issues: those in 《》 before its date, and what its own title says."""
    words = ""
    for fragment in fragments[:60]:
        if parse_date(fragment.text):
            break
        words += fragment.text
    else:
        words = words[:600]
    found = [t.replace("〈", "《").replace("〉", "》") for t in ISSUED.findall(words) if 4 <= len(t) <= 90]
    if match := re.search(r"(?:印发|发布|公布)(《?.+?》?)的?(?:通知|公告|通告|决定)$", title):
        found.append(match[1].strip("《》"))
    return tuple(dict.fromkeys(found))
