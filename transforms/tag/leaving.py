"""Why somebody leaves a post, by the words around the removal."""

import re
from collections.abc import Sequence
from dataclasses import replace

from gongbao.model import Action, Appointment, Document, Leaving

# In the order in which they are asked: who resigns before retiring has resigned.
_WORDS: tuple[tuple[Leaving, re.Pattern[str]], ...] = (
    (Leaving.RESIGNATION, re.compile("辞去|辞职|请辞|引咎辞")),
    (Leaving.DISMISSAL, re.compile("撤销[^，。；]{0,60}职务|撤职|罢免|开除|政务处分|严重违纪|涉嫌")),
    (Leaving.RETIREMENT, re.compile("退休|离休|到龄|达到(?:任职|最高任职|法定)[^，。；]{0,4}年龄|年龄原因")),
    (
        Leaving.EXPIRY,
        re.compile("(?:任期|任职期|任职|聘期|聘任期|挂职期?|借调期?|服务期)(?:已)?(?:届满|期满|满|结束)|期满|届满"),
    ),
    (
        Leaving.TRANSFER,
        re.compile("另有任用|另有安排|另行任用|另任|调离|调出|调任|调往|转任|工作(?:调动|变动)|职务变动"),
    ),
)
_BOUNDARY = re.compile("[。；;\n]")
_REACH = 80  # characters before the first removal of a sentence in which its reason stands
_REMARK = re.compile("职务?(?:（(?P<in>[^（）]{1,30})）|，(?P<out>[^，。；]{1,14})(?=[，。；]|$))")


def tell_leaving(appointments: Sequence[Appointment], document: Document) -> tuple[Appointment, ...]:
    """The appointments with the reason of each removal, where one is said.

    It stands in the removal itself (辞去, （另有任用）), behind it (，退休), or before the first of its sentence
    (因年龄原因，免去…), and then holds for those that say nothing else.
    """
    texts = [paragraph.text for paragraph in document.paragraphs]
    return tuple(
        replace(one, leaving=_read(one, texts[one.paragraph])) if one.action is Action.REMOVE else one
        for one in appointments
    )


def _read(one: Appointment, text: str) -> Leaving | None:
    own = _find(f"{one.note or ''}，{text[one.start : one.end]}")
    if own:
        return own
    if remark := _REMARK.match(text, max(one.start, one.end - 2)):
        return _find(remark["in"] or remark["out"])
    near = max(0, one.start - _REACH)
    boundary = max((match.end() for match in _BOUNDARY.finditer(text, near, one.start)), default=near)
    return _find(text[boundary : one.start].partition("免去")[0])


def _find(words: str) -> Leaving | None:
    return next((leaving for leaving, pattern in _WORDS if pattern.search(words)), None)
