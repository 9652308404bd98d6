"""Where a name begins that is known by its kind alone: at the first proper name before the kind (武汉|天河|机场)."""

import re
from collections.abc import Callable

from gongbao.language.characters import HAN
from gongbao.language.segmentation import Words, is_word, word_class
from transforms.tag.lexicon import word_set

_REACH = 18  # characters of a name before its kind that are looked at
_PARTS = re.compile(f"[{HAN}]+")
# Classes of words that no name runs across: verbs, prepositions, conjunctions, pronouns, adverbs, numerals.
_BETWEEN = frozenset({*"vpcurdmye", "ud", "ug", "uj", "ul", "uv", "uz", "mq"})
_NO_PURPOSE = re.compile("优化|扩大|提升|升级|打造|各.*|有关|相关")  # what no name runs across besides
# Classes of words that are names of places, and of other names.
_PLACES = frozenset({"ns", "nt"})
_NAMES = frozenset({"nr", "nrt", "nrfg", "nz"})
# What a dictionary calls a name and is none, or none that heads one.
_COMMON = re.compile(
    "城市|海洋|国际|智慧|地区|.*[区县市州省国级化型性路线站场局厅委办处][内外]?|.|.*(?:企业|产业|经济|服务|技术|工业|政府|法院)"
)
_LEADING = "以对将把从由向在于为与和及至到被使让做强再暨经"  # what a segmenter takes into a name it does not know


class ProperNames:
    """The proper names of a text, by what a place is called here and by the dictionary."""

    def __init__(self, is_place: Callable[[str], bool]) -> None:
        self._is_place = is_place

    def find_head(
        self, text: str, words: Words, kind: int, of_any: bool = True, right_before: bool = False
    ) -> int | None:
        """Where the first proper name begins in the stretch before a kind that nothing parts; None where none does.

        Args:
            text: A paragraph.
            words: Its words.
            kind: Where the kind begins.
            of_any: Whether a name that is none of a place will do.
            right_before: Whether nothing may stand between the name and its kind.
        """
        head, end = None, kind
        while end > 0 and kind - end < _REACH:
            start = words.before(end)
            word = text[start:end]
            if not _PARTS.fullmatch(word) or _parts_names(word):
                break
            sort = self._sort(word)
            if sort == "place" or (sort == "name" and of_any):
                lead = not is_word(word) and word[0] in _LEADING
                head = start + lead
                if lead:
                    break
            if right_before:
                break
            end = start
        return head

    def _sort(self, word: str) -> str:
        """Whether a word is a "place", another proper "name", or none of both."""
        if self._is_place(word):
            return "place"
        if _COMMON.fullmatch(word):
            return ""
        kind = word_class(word)
        return "place" if kind in _PLACES else "name" if kind in _NAMES or not is_word(word) else ""


def _parts_names(word: str) -> bool:
    """Whether a word is none that a name runs across."""
    if word in word_set("bodies", "purposes"):
        return False
    if word in word_set("bodies", "stops") or _NO_PURPOSE.fullmatch(word):
        return True
    return word_class(word) in _BETWEEN
