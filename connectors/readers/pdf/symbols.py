"""Characters of private use that the name of their font tells: those of Symbol, in the order of its own encoding.

Word and its like write the font's code behind U+F000. The table is Adobe's for Symbol (PDF 32000-1, annex D.5; Adobe's
mapping symbol.txt to Unicode); pieces that large brackets are put together from stay as they are.
"""

import re
from collections.abc import Callable

PRIVATE = re.compile("[\uf020-\uf0ff]")
SYMBOL = re.compile(r"^(?:[A-Z]{6}\+)?symbol", re.IGNORECASE)
_FIRST = 0x20
_LOWER = " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_\uf060αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
_FIRST_UPPER = 0xA0
_UPPER = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…\uf0bd\uf0be↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑"
CHARACTERS = {
    chr(0xF000 + first + i): char
    for first, chars in ((_FIRST, _LOWER), (_FIRST_UPPER, _UPPER))
    for i, char in enumerate(chars)
    if not PRIVATE.match(char)
}


def name_symbols(characters: str, find_font: Callable[[int], str]) -> str:
    """The characters, one for one, with those of the font Symbol by their meaning.

    Args:
        characters: As the text layer has them.
        find_font: Gives the name of the font of the character at an index.
    """

    def name(match: re.Match[str]) -> str:
        known = CHARACTERS.get(match[0])
        return known if known is not None and SYMBOL.match(find_font(match.start())) else match[0]

    return PRIVATE.sub(name, characters)
