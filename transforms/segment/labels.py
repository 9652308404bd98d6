"""Lines that joining, roles and titles all recognise: the labels of attachments, and remarks on publication."""

import re

REMARK = re.compile(r"[（(]?此[件文].{0,12}(?:公开|发布|传达)[^。]{0,8}[）)]?。?")
ATTACHMENT_LIST = re.compile(r"附件?[：:]")
ATTACHMENT_LABEL = re.compile(r"附件?\s*[\d一二三四五六七八九十]{0,3}[：:]?")
IMPRINT = re.compile(r".{2,40}日印发")  # who printed the document, and when
