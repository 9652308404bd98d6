"""Characters and marks, as the insides of character classes: `rf"[{HAN}]"`."""

import re

# Ideographs. The first is what everyday text consists of; with the rest come rare names and old forms.
COMMON_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
HAN = COMMON_HAN + "\uf900-\ufaff\U00020000-\U0003fffd"
# What is printed like an ideograph: radicals, 々〆〇, the numerals of Suzhou. OCR gives some for the character itself.
CJK = HAN + "\u2e80-\u2fff\u3005-\u3007\u3021-\u3029"
# What is set as wide as an ideograph, so that no blank stands beside it.
WIDE = CJK + "\u3001-\u303f\uff01-\uff60“”‘’—…◎△①-⑳"
# What a search tells apart character by character: kana too, and characters of private use, which scans are full of.
SEARCHED = HAN + "々〇\u3040-\u30ff\ue000-\uf8ff"

DASHES = r"—–－~～\-"
BULLETS = "△▲▵∆Δ◇◆●○■□※★☆◎⊙◉⚫"
DOTS = "·•・"  # between the parts of a foreign name

TERMINAL = "。；！？…"  # what ends a sentence
CLOSERS = "”’）》〉】』」)"
QUOTES = "”’》〉』"

_ALL_HAN = re.compile(f"[{HAN}]+")


def is_han(text: str) -> bool:
    """Whether a text consists of ideographs and nothing else."""
    return _ALL_HAN.fullmatch(text) is not None
