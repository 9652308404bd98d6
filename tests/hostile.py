"""What a file may hold to fool whoever looks at it, one row a trick."""

import re
import unicodedata

TRICKS = {
    "\x1b[31m": "colours, and with them text in the colour of the ground",
    "\x1b]0;owned\x07": "the window's title",
    "\x1b]8;;http://evil.example\x1b\\": "a link under other words",
    "\x9b2J": "the same by one character of C1: clears the screen",
    "\rX": "writes over the line",
    "\b\b\b": "takes back what was written",
    "\x7f": "delete",
    "\u202e": "turns a line around: 'gpj.exe' reads 'exe.jpg'",
    "\u2067": "the same, in isolation",
    "\u2069": "ends an isolation that others began",
    "\u061c": "the mark of Arabic letters",
    "\u200f": "the mark of right-to-left",
    "\u200b": "parts a word, and nobody sees it",
    "\u2060": "joins words, and nobody sees it",
    "\ufeff": "a byte order mark amid the text",
    "\u2028": "begins a line to some programs",
    "\U000e0041": "a tag: ASCII that nobody sees",
}
ALL = "".join(f"甲{trick}乙" for trick in TRICKS)

STYLES = re.compile(r"\x1b\[[0-9;]*m")


def list_unsafe(printed: str) -> set[str]:
    """What of a printed text a terminal or a reader would not take as text, by Unicode's own categories."""
    categories = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    return {f"U+{ord(c):04X}" for c in printed if c not in "\n\t" and unicodedata.category(c) in categories}
