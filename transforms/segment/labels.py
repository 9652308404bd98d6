"""Lines that several steps recognise: labels of attachments and of duties, and remarks on publication."""

import re

REMARK = re.compile(r"[（(]?此[件文].{0,12}(?:公开|发布|传达)[^。]{0,8}[）)]?。?")
ATTACHMENT_LIST = re.compile(r"附件?[：:]")
ATTACHMENT_LABEL = re.compile(r"附件?\s*[\d一二三四五六七八九十]{0,3}[：:]?")
IMPRINT = re.compile(r".{2,40}日印发")  # who printed the document, and when
DOING = "牵头|责任|负责|配合|主办|协办|承办|参与|落实"
DUTY_LINE = re.compile(rf"(?:{DOING}){{1,2}}(?:单位|部门|处室|科室|机构|主体)[：:]")  # a label without brackets
DUTY_LABEL_END = re.compile(rf"(?:{DOING})(?:单位|部门|处室|科室|领导|人)[：:]$")
