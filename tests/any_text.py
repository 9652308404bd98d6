"""Any text that a gazette might hold, and some that none would."""

from hypothesis import strategies as st

CHINESE = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=6)
MARKS = st.sampled_from(
    ["，", "。", "（", "〔2021〕5号", "\t", "GDP", "3.5%", "㈠", "　", "\0", "𠮷", "ﬁ", "①", "\u0301", "**"]
)
TEXT = st.lists(CHINESE | MARKS, max_size=8).map("".join)
TEXTS = st.lists(TEXT, min_size=1, max_size=4).map(tuple)
