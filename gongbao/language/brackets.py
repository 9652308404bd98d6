"""Brackets and quotation marks that come in pairs."""

import re
from collections import Counter

PAIRS = {"（": "）", "《": "》", "“": "”", "〈": "〉", "【": "】", "〔": "〕", "［": "］", "[": "]"}
_BRACKETS = re.compile("[" + re.escape("".join(PAIRS) + "".join(PAIRS.values())) + "]")


def unclosed(text: str) -> str:
    """Closing marks that are missing from a text, innermost last."""
    brackets = _BRACKETS.findall(text)
    if not brackets:
        return ""
    missing: list[str] = []
    depth = Counter[str]()  # how often each mark is missing, so that no closing mark looks through all of them
    for char in brackets:
        if char in PAIRS:
            missing.append(PAIRS[char])
            depth[PAIRS[char]] += 1
        elif depth[char]:
            while (closed := missing.pop()) != char:
                depth[closed] -= 1
            depth[char] -= 1
    return "".join(missing)


def unopened(text: str) -> str:
    """Closing marks in a text that nothing in it opened. Those of a marker such as 1） do not count."""
    depth: dict[str, int] = {}
    found = []
    for char in _BRACKETS.findall(text):
        if char in PAIRS:
            depth[PAIRS[char]] = depth.get(PAIRS[char], 0) + 1
        elif depth.get(char, 0):
            depth[char] -= 1
        else:
            found.append(char)
    return "".join(found)
