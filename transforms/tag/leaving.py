"""Why somebody leaves a post, by the words around the removal."""

import re
from collections.abc import Sequence
from dataclasses import replace

from gongbao.language.departures import find_leaving
from gongbao.model import Action, Appointment, Document, Leaving

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
    own = find_leaving(f"{one.note or ''}，{text[one.start : one.end]}")
    if own:
        return own
    if remark := _REMARK.match(text, max(one.start, one.end - 2)):
        return find_leaving(remark["in"] or remark["out"])
    near = max(0, one.start - _REACH)
    boundary = max((match.end() for match in _BOUNDARY.finditer(text, near, one.start)), default=near)
    return find_leaving(text[boundary : one.start].partition("免去")[0])
