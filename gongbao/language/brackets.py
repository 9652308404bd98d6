"""Brackets and quotation marks that come in pairs."""

import re

PAIRS = {"（": "）", "《": "》", "“": "”", "〈": "〉", "【": "】"}
_BRACKETS = re.compile("[" + "".join(PAIRS) + "".join(PAIRS.values()) + "]")


def unclosed(text: str) -> str:
    """Closing marks that a text still owes, innermost last."""
    owed: list[str] = []
    for char in _BRACKETS.findall(text):
        if char in PAIRS:
            owed.append(PAIRS[char])
        elif char in owed:
            while owed.pop() != char:
                pass
    return "".join(owed)


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
