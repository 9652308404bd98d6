"""Why somebody leaves a post, by the words that say so."""

import re

from gongbao.model import Leaving

# In the order in which they are asked: who resigns before the term is over does not leave because of the term.
_WORDS = (
    (re.compile("退休"), Leaving.RETIREMENT),
    (re.compile("辞去|辞职|引咎"), Leaving.RESIGNATION),
    (re.compile("撤销|罢免|开除|撤职"), Leaving.DISMISSAL),
    (re.compile("另有任用|另行任用|调离|调任|调动|工作变动|工作调整"), Leaving.TRANSFER),
    (re.compile("(?:任|挂职|聘|服务)期?(?:届)?已?满|届满|期满"), Leaving.EXPIRY),
)


def find_leaving(text: str) -> Leaving | None:
    """Why somebody leaves a post, as the sentence that removes from it says; None where it does not."""
    return next((leaving for words, leaving in _WORDS if words.search(text)), None)
