"""Brackets and quotation marks that come in pairs."""

import re

PAIRS = {"（": "）", "《": "》", "“": "”", "〈": "〉", "【": "】"}
_BRACKETS = re.compile("[" + "".join(PAIRS) + "".join(PAIRS.values()) + "]")


def unclosed(text: str) -> str:
    """Closing marks that are missing from a text, innermost last."""
    missing: list[str] = []
    for char in _BRACKETS.findall(text):
        if char in PAIRS:
            missing.append(PAIRS[char])
        elif char in missing:
            while missing.pop() != char:
                pass
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
