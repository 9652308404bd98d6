"""LOC: airports, ports, roads, zones and the like, by their kind and by the proper name at their head."""

import re
from functools import cache

from gongbao.language.segmentation import Words
from transforms.tag.lexicon import alternation, words
from transforms.tag.mentions import Mention
from transforms.tag.proper_names import ProperNames

# Those that need a name right before them.
_PORT = "港|流域"  # a name stands right before: 花山港, no 组合港
_GOES_ON = re.compile(
    "[股资口澳币商元里性型级化式内外域岸局港城]|管委会|管理委员会|经济|公司|集团|有限|枢纽|技术|[东西南北]?站"
)


@cache
def _kind() -> re.Pattern[str]:
    named, placed = alternation(words("places", "facilities")), alternation(words("places", "common_facilities"))
    return re.compile(rf"(?P<named>{named})|(?P<placed>{placed})|(?P<port>{_PORT})")


class Facilities:
    """The facilities that a gazette's pages name."""

    def __init__(self, names: ProperNames) -> None:
        self._names = names

    def find(self, text: str, parted: Words) -> list[Mention]:
        """LOC mentions: 花山港, 某某国际机场, from the first proper name before the kind to the kind's end."""
        found = []
        for match in _kind().finditer(text):
            if not parted.bounds(match.end()) or _GOES_ON.match(text, match.end()):
                continue
            kind = match.lastgroup
            start = self._names.find_head(text, parted, match.start(), kind != "placed", kind == "port")
            if start is not None and match.start() - start > 1:
                found.append(Mention(start, match.end(), "LOC", "facility", confidence=0.8))
        return found
