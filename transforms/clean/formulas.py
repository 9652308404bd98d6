"""Formulas as services that were trained on papers write them: $2\\times66$ for 2×66, $50\\%$ for 50%.

Only what has a character of its own is read; a formula that has not stays as it is.
"""

import re
from collections.abc import Iterator

from gongbao.language.characters import CJK
from gongbao.language.numbering import CIRCLED

# Commands of LaTeX that are one character in print (The Comprehensive LaTeX Symbol List).
COMMANDS = {
    "times": "×",
    "div": "÷",
    "pm": "±",
    "cdot": "·",
    "ast": "*",
    "sim": "～",
    "approx": "≈",
    "equiv": "≡",
    "leq": "≤",
    "le": "≤",
    "leqslant": "≤",
    "geq": "≥",
    "ge": "≥",
    "geqslant": "≥",
    "neq": "≠",
    "ne": "≠",
    "lt": "<",
    "gt": ">",
    "rightarrow": "→",
    "to": "→",
    "leftarrow": "←",
    "circ": "°",
    "degree": "°",
    "alpha": "α",
    "beta": "β",
    "gamma": "γ",
    "mu": "μ",
    "Omega": "Ω",
    "triangle": "△",
    "Delta": "△",
    "square": "□",
    "Box": "□",
    "sqrt": "√",
    "infty": "∞",
    "prime": "′",
    "ldots": "…",
    "dots": "…",
}
_SUPERSCRIPT = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
# A figure behind the second $ speaks of dollars, but where a command shows a formula: $7\\times2$4 for 7×24.
_FORMULA = re.compile(
    rf"(?P<open>\$|\\\()(?P<commands>(?=[^${CJK}\n]{{0,80}}?\\[a-z]))?"
    rf"(?P<words>[^${CJK}\n]{{1,80}}?)(?P<close>\$|\\\))(?(commands)|(?!\d))"
)
_NUMBERS = re.compile(r"[\d\s.,+\-=<>%/×÷±≤≥~～:()（）]+")
_TOKEN = re.compile(
    r"\\textcircled\s?\{\s?(?P<circled>\d{1,2})\s?\}|\\(?:mathrm|text|mathbf|rm)\b|\\(?P<command>[A-Za-z]{1,12}) ?"
    r"|\\(?P<escaped>[%#&_$])|\^\{?\s?(?:\\circ|(?P<power>[\d+-]{1,3}))\s?\}?|\\[,;:! ]|[{}]"
)


def read_formulas(text: str) -> Iterator[tuple[int, int, str]]:
    """What to put in place of the parts of a formula: start, end, and nothing or as many characters or fewer."""
    for formula in _FORMULA.finditer(text) if "$" in text or "\\(" in text else ():
        words = formula["words"]
        tokens = list(_TOKEN.finditer(words))
        read = [_read(token) for token in tokens]
        if None in read or not (tokens or _NUMBERS.fullmatch(words)):
            continue
        yield *formula.span("open"), ""
        for token, printed in zip(tokens, read, strict=True):
            start = formula.start("words")
            yield start + token.start(), start + token.end(), printed or ""
        yield *formula.span("close"), ""


def _read(token: re.Match[str]) -> str | None:
    """The character that a part of a formula is printed as; nothing for what is not printed, None for the unknown."""
    if token["circled"]:
        number = int(token["circled"])
        return CIRCLED[number - 1] if 1 <= number <= len(CIRCLED) else None
    if token["command"]:
        return COMMANDS.get(token["command"])
    if token["power"]:
        return token["power"].translate(_SUPERSCRIPT)
    return token["escaped"] or ("°" if "circ" in token[0] else "")
