"""Chronicle: the entries of a 大事记, their days, who took part, what sort of thing it was and where."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import NamedTuple

from gongbao.language.characters import BULLETS, DASHES
from gongbao.language.dates import DAY, MONTH, YEAR, make_date, parse_month
from gongbao.model import ChronicleItem, Document, Kind
from transforms.tag.happenings import find_happening, find_place
from transforms.tag.mentions import Mention

# 2022年12月, 2021年1—3月
_TITLE = re.compile(rf"(?P<year>{YEAR})年(?:(?P<month>{MONTH})(?:月)?(?:[{DASHES}至、]+{MONTH})?月)?")
# 1日，  28—30日，  4月30日至5月2日，
_TO = f"(?:[{DASHES}]{{1,2}}|至|到|、)"
_ITEM = re.compile(
    rf"^\s*(?:(?P<year>{YEAR})年)?(?:(?P<month>{MONTH})月)?(?P<day>{DAY})日?"
    rf"(?:{_TO}(?:(?P<month2>{MONTH})月)?(?P<day2>{DAY}))?日"
    rf"(?:[至到](?:(?P<month3>{MONTH})月)?(?P<day3>{DAY})日)?"
)
_SAME_DAY = re.compile(rf"^\s*(?:[{BULLETS}]|同日)")
# What was said or written elsewhere: who is named before it did not take part.
_SAYING = "讲话|指示|批示|论述|贺信|回信|文章|思想|要求"
_QUOTED = re.compile(
    "^[^，。；、]{0,60}?(?:"
    rf"(?:的|重要|近期|系列|有关|新年|考察时|调研时)\S{{0,14}}?(?:{_SAYING}|部署|嘱托|致辞)"
    f"|(?:{_SAYING}|部署|嘱托|批示要求)精神)"
)
_ACTING = re.compile("出席|参加|主持|会见|带队|率|到|赴|来|作|就|深入|陪同|代表|签署|宣读|传达|召开|发表|强调|指出")


class _Days(NamedTuple):
    first: dt.date | None
    last: dt.date | None


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry while it is read: its paragraphs, the index of the first, and who took part."""

    days: _Days
    paragraph: int
    rule: str
    texts: list[str]
    people: list[str]

    def to_item(self) -> ChronicleItem:
        people = tuple(dict.fromkeys(self.people))
        text = "\n".join(self.texts)
        return ChronicleItem(
            *self.days,
            people,
            text,
            self.paragraph,
            self.rule,
            place=find_place(text),
            happening=find_happening(text),
        )


def find_items(document: Document, people: list[list[Mention]], year: int | None) -> tuple[ChronicleItem, ...]:
    """The entries of a chronicle in order: 1日，… and △ (the same day as the entry before).

    `people` are the PER mentions of each paragraph. A paragraph without day or mark goes on with the entry before it.
    Year and month are the title's.
    """
    if document.kind is not Kind.CHRONICLE:
        return ()
    year, month = title_month(document.title, year)
    entries: list[_Entry] = []
    days = _Days(None, None)
    for index, paragraph in enumerate(document.paragraphs):
        text = paragraph.text
        named = _took_part(text, people[index])
        opening = _ITEM.match(text)
        if opening:
            if opening["month"]:
                month = int(opening["month"])
            if opening["year"]:
                year = int(opening["year"])
            days = _read_days(opening, year, month)
            rule = "day"
        elif heading := parse_month(text):
            year, month = heading[0] or year, heading[1]
            continue
        elif _SAME_DAY.match(text) and entries:
            rule = "same-day"
        elif entries:
            entries[-1].texts.append(text)
            entries[-1].people.extend(named)
            continue
        else:
            continue
        entries.append(_Entry(days, index, rule, [text], named))
    return tuple(entry.to_item() for entry in entries)


def title_month(title: str, year: int | None) -> tuple[int | None, int | None]:
    """Year and month of a chronicle by its title, the given year where the title has none."""
    match = _TITLE.search(title)
    if match is None:
        month = re.search(f"({MONTH})月", title)
        return year, int(month[1]) if month else None
    return int(match["year"]), int(match["month"]) if match["month"] else None


def _read_days(opening: re.Match[str], year: int | None, month: int | None) -> _Days:
    first = make_date(year, month, int(opening["day"]))
    last_day = opening["day2"] or opening["day3"]
    if last_day is None:
        return _Days(first, None)
    last_month = opening["month2"] or opening["month3"]
    if last_month:
        after = int(last_month)
        return _Days(first, make_date(year + 1 if year and month and after < month else year, after, int(last_day)))
    if month and int(last_day) < int(opening["day"]):  # 30—2日: into the next month
        after = month % 12 + 1
        return _Days(first, make_date(year + 1 if year and after == 1 else year, after, int(last_day)))
    return _Days(first, make_date(year, month, int(last_day)))


def _took_part(text: str, people: list[Mention]) -> list[str]:
    return [text[m.start : m.end] for m in people if not _is_quoted(text, m)]


def _is_quoted(text: str, person: Mention) -> bool:
    behind = text[person.end : person.end + 120]
    if re.match(r"(?:总书记|国家主席|主席|总理)", behind):
        return not re.match(r"(?:总书记|国家主席|主席|总理)(?:出席|主持|来|到|莅临|视察)", behind)
    return bool(_QUOTED.match(behind)) and not _ACTING.match(behind)
