"""The marks by which a gazette sends its readers to another page: （下转第8页）, （上接第5页）."""

import re


def match_jump(words: str) -> re.Pattern[str]:
    """A mark of these words with a page, whatever OCR did to its brackets and blanks."""
    lead = r"(?:[（(【]\s*+|(?<!\s)\s++)?"  # blanks are tried once, from the first of them on
    return re.compile(rf"{lead}{words}\s*+第?\s*+(\d{{1,4}})\s*+[页頁版]\s*+[）)】]?")


JUMP_OUT = match_jump(r"下\s*+转")
JUMP_IN = match_jump(r"[上接]\s*+接")
