"""Why somebody leaves a post, by the words that say so."""

import re

from gongbao.model import Leaving

# In the order in which they are asked: who resigns before retiring has resigned, who does so before the term is over
# does not leave because of the term.
_WORDS = (
    (re.compile("辞去|辞职|请辞|引咎"), Leaving.RESIGNATION),
    (re.compile("(?<!机构)撤销(?!后|，)|撤职|罢免|开除|政务处分|严重违纪|涉嫌"), Leaving.DISMISSAL),
    (re.compile("退休|离休|到龄|达到(?:任职|最高任职|法定)[^，。；]{0,4}年龄|年龄原因"), Leaving.RETIREMENT),
    (re.compile("(?:任|任职|聘|聘任|挂职|借调|服务)期?(?:届)?(?:已?满|结束)|届满|期满"), Leaving.EXPIRY),
    (
        re.compile("另有任用|另有安排|另行任用|另任|调离|调出|调任|调往|转任|调动|工作变动|工作调整|职务变动"),
        Leaving.TRANSFER,
    ),
)


def find_leaving(text: str) -> Leaving | None:
    """Why somebody leaves a post, as the sentence that removes from it says; None where it does not."""
    return next((leaving for words, leaving in _WORDS if words.search(text)), None)
