"""The words by which a text says what it does to another: verbs, what may stand before them, and what denies them."""

import re

from gongbao.language.bodies import BODY_END
from gongbao.language.characters import HAN
from gongbao.model import RelationKind

NAME, ASIDE = "\ue000", "\ue001"  # what stands for a text's name, and for brackets and quotations, while words are read

_RUN = "执行|施行|实施|适用"
_TERM = "(?:有效期限?|施行期限?|执行期限?|实施期限?|试行期限?|使用期限|期限)"
_CHANGED = "(?:作出?|做出?|作了|进行|予以)(?:如下|下列|以下|部分|相应|适当|必要|的|了)*(?:修改|修订|修正)"
# Behind the name of a text, which is their subject or, with 将 and 对, their object. The first that fits counts.
_BEHIND: tuple[tuple[str, RelationKind], ...] = (
    (rf"废止|停止(?:{_RUN}|使用)|不再(?:{_RUN})|终止(?:{_RUN})", RelationKind.REPEALS),
    ("失效", RelationKind.LAPSES),
    (rf"(?:暂停|暂缓|中止)(?:{_RUN})", RelationKind.SUSPENDS),
    (
        rf"{_TERM}[^，。；：{NAME}]{{0,24}}?(?:延长|延续|顺延|展期)|(?:延期|延续|延长|顺延)(?:{_RUN})?(?:期限|时间)?(?=至|到|\d|[一二三四五两])"
        rf"|继续(?:有效|{_RUN}|沿用)(?=至|到)",
        RelationKind.EXTENDS,
    ),
    (rf"继续(?:有效|{_RUN}|沿用|保留)|仍然?有效|依然有效|予以保留|保留(?=[，。；]|$)", RelationKind.KEEPS),
    (
        rf"{_CHANGED}|(?:修改|修订)(?:为|如下|(?=[，；。：]|$))|改为|删[去除](?=第|{ASIDE})",
        RelationKind.AMENDS,
    ),
    (f"(?:由|被)本[{HAN}]{{1,4}}(?:代替|替代|取代)", RelationKind.REPLACES),
    ("(?:作出?|予以?|进行)?(?:如下)?更正", RelationKind.CORRECTS),
    ("(?:转发|批转)(?:给(?:你们|各)|你们)", RelationKind.FORWARDS),
)
# Those that want 将 or 对 before the name.
_OF_OBJECT: tuple[tuple[str, RelationKind], ...] = (
    ("(?:转发|批转)(?:给|如下|$)?", RelationKind.FORWARDS),
    ("印发(?:给|$)?", RelationKind.FORWARDS),
    ("(?:政策|有关(?:问题|情况)|主要内容|内容)?(?:解读|解释|说明)(?:如下|$)?", RelationKind.EXPLAINS),
)
# Before the name.
_BEFORE: tuple[tuple[str, RelationKind], ...] = (
    (_BEHIND[0][0], RelationKind.REPEALS),
    (_BEHIND[2][0], RelationKind.SUSPENDS),
    (rf"继续(?:{_RUN})|保留", RelationKind.KEEPS),
    ("延长|延续|顺延", RelationKind.EXTENDS),
    ("修改|修订|修正", RelationKind.AMENDS),
    ("代替|替代|取代", RelationKind.REPLACES),
    ("更正", RelationKind.CORRECTS),
    ("转发|批转", RelationKind.FORWARDS),
    ("解读", RelationKind.EXPLAINS),
)


def _any(rows: tuple[tuple[str, RelationKind], ...]) -> str:
    return "|".join(f"(?P<k{at}>{words})" for at, (words, _) in enumerate(rows))


# 自2021年6月1日起, 从即日起
_FROM_DAY = (
    rf"[自从于][^，。；{NAME}]{{2,30}}?(?:起|开始)(?:[至到][^，。；{NAME}]{{2,16}}?止)?"
    rf"|[自从于]\d{{4}}年(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?|[自从即]?即日起|(?:执行|施行|实施|有效期)至[^，。；{NAME}]{{6,12}}?日(?:后|止|期满)?|至[^，。；{NAME}]{{6,12}}?日止?"
)
_ADVERBS = (
    rf"(?:{ASIDE}++|{_FROM_DAY}|即行|同时|一并|予以|相应|全部|部分|现|一律|均|随之|自动|自行|依法|正式|到期|期满|届满|宣布"
    rf"|明令|决定|也|都|将|全文|仍|再|统一|其|经研究|经评估|特此|该(?:文件|办法|规定|通知|意见|方案)?"
    rf"|(?:上述|以上)[^，。；{NAME}]{{0,8}}?(?:文件|规定|办法|通知))*+"
)
# Between the name and the first word of what is said of it.
_REST = (
    rf"(?:{ASIDE}++|等(?:\d+|[{HAN}]{{1,3}}?)?[件个项份部](?:[{HAN}]{{0,10}}?(?:文件|规定|办法|通知|法规|规章))?"
    rf"|等[{HAN}]{{0,10}}?(?:文件|规定|办法|通知|法规|规章)|等"
    r"|的?(?:通知|文件|有关规定|相关规定|规定(?!的)|办法|决定|意见|要求)|及其附件|附件|[中内]的?"
    rf"|规定的[{HAN}]{{2,10}}?(?:政策|标准|措施|规定)"
    r"|的?(?:部分|有关|相关|个别)?(?:条款|内容|条文)|的(?=有效|施行|执行|实施|试行|期限))*+"
)
# What makes the verb a name, a time or a condition: 废止前, 被废止的, 失效日期.
_NO_PREDICATE = "(?!前|后|时|之[前后日时]|的|日期|原因|情形|情况|处理|程序|工作|建议|意见|文件|目录|手续|[和或]|、)"

TAIL_FIRST = re.compile(rf"{_REST}{_ADVERBS}(?:{_any(_BEHIND)}){_NO_PREDICATE}")
"""What is said of a text right behind its name."""
TAIL_LATER = re.compile(rf"{_ADVERBS}(?:{_any(_BEHIND)}){_NO_PREDICATE}")
"""The same in a clause after it."""
TAIL_OBJECT = re.compile(rf"{_REST}(?:有关问题|有关情况)?{_ADVERBS}(?:{_any(_OF_OBJECT)})")
"""What is done to a text behind 将 and 对."""
LEADING = re.compile(_any(_BEFORE))
"""The verb before a name."""
TITLE_TAIL = re.compile(
    r"(?:等[^，。]{0,8})?的?(?:政策|图文|文字|图解|起草|有关|部分|个别|条款|内容|文件|权威|专家|部门)*(?:(?P<explains>解读(?:材料)?|问答|说明|图解)|(?P<corrects>更正))"
    r"(?:[一二三四五六七八九十\d（）之]{0,4})$"
)
"""What a title says behind the name of the text that it explains or corrects."""

BEHIND_KINDS = tuple(kind for _, kind in _BEHIND)
OBJECT_KINDS = tuple(kind for _, kind in _OF_OBJECT)
BEFORE_KINDS = tuple(kind for _, kind in _BEFORE)

OBJECT_LEAD = re.compile(rf"(?:将|对|把|就)(?:原|以下|下列|{ASIDE})*$")
"""将, 对 right before a name."""
DECIDED = re.compile(
    rf"(?:^|[，、：:；.．\s{NAME}{ASIDE}]|决定|[现兹]|同时|并|予以|宣布|一并|即|关于|研究|同意|批准|审议|通过|起|止|日|将|本[{HAN}]{{1,6}}|第[^，。]{{1,6}}条)$"
)
"""What stands before a verb that states a deed; behind other words (推动, 应当, 或者) it is a task or a thought."""
RESOLVED = re.compile("(?:决定|[现兹]|同意|批准|审议|通过)$")
"""The same before a verb that plans are full of: 修订《…》 is a task, unless somebody decides it."""
CONDITIONAL = re.compile("(?:的|时)，(?:应当?|可以?|将|要|均|一律|由[^，。；]{0,8})?$")
"""What stands before 依照 in a rule: 违反规定的，依照《…》处罚."""
DEMANDED = re.compile("(?:各|有关|相关)[^，。；]{0,20}(?:要|应当?|须)[^，。；]{0,8}$")
"""What stands before 贯彻落实 where others are told to: 各单位要认真贯彻落实《…》."""
FORWARDED = re.compile(r"(?:^|[，、：；]|[现兹]|现将|同意|决定|批准)$")
"""What stands before 转发 where the document itself does it: behind a body's name another did."""
OBJECT_FILL = re.compile(rf"(?:了|原|{ASIDE})*(?:[^，。；：的{NAME}]{{0,24}}[：:])?(?:原)?")
"""What may stand between a verb and the name that is its object."""
EXTENDED = re.compile(rf"{_REST}的?{_TERM}")
"""What must stand behind the name where its term is made longer: 延长《…》的有效期."""

GROUND = re.compile(rf"(?<!参)(?:根据|按照|依据|依照|遵照)|(?<![{HAN}])按(?!照)")
PURPOSE = re.compile("贯彻落实|贯彻执行|贯彻实施|贯彻|落实|实施|执行")
ASKED = re.compile("[^，。；]{0,8}(?:要求|精神|部署|通知)")
"""What stands behind the name of a ground that only 按 leads to; else it is a rule by which things are done."""
GROUND_FILL = re.compile(rf"[^，。；：{NAME}]{{0,40}}")
DECLARES = re.compile(
    "制[定订]本|特?制[定订](?=如下|以下)|现[就将对]|(?:通知|决定|公告|通告|通报|意见|措施|方案|批复|规定|办法|如下)[^，。；]{0,4}[:：]$|如下|决定[，：废修宣任对将停]|修订本|编制本|特(?:制[定订]|作)|起草本|出台本"
)
"""What a sentence says that sets up the document itself, so that a ground in it is the document's."""
NO_SUBJECT = re.compile(
    rf"(?:按|按照|依照|依据|根据|参照|对照|[被由以在见凭持除违非]|违反|符合|取得|具有|适用|遵守|执行|落实|纳入|列入|[^同]与|包括|如)(?:的|了|原|{ASIDE})*$"
    r"|(?:下发|印发|出台|发布|公布|制定|颁布|起草|修订)了?$"
)
"""Words that make the name behind them anything but the subject of what follows."""
_THIS = f"(?:本[{HAN}]{{1,8}}?|上述[{HAN}]{{1,8}}?)"
_UNLIKE = f"[与同和]{_THIS}(?:的?规定|内容)?(?:不一致|相抵触|不相?符|相?有?抵触|相?有?冲突)的?(?:规定|内容|条款|部分)?"
_ABOUT = "(?:有关|关于|涉及)[^，。；]{2,30}?的(?:规定|内容|条款|标准|部分)"
PARTLY = re.compile(rf"{_REST}(?P<part>{_UNLIKE}|{_ABOUT})，?(?P<prevails>(?:均|一律)?以{_THIS}为准)?")
"""What holds only as far as two texts differ."""
_ISSUED = rf"(?:\d{{4}}年[\d月日]{{0,6}})?[{HAN}]{{0,16}}?(?:印发|发布|公布|下发|颁布|制定|批准|通过)的"
JOINED = re.compile(rf"(?:{ASIDE}|及其[{HAN}]{{2,6}}|等[{HAN}]{{0,8}}|以及|[、和及与暨并]|{_ISSUED})*+")
COMMA_JOINED = re.compile(rf"(?:{ASIDE}|等[{HAN}]{{0,8}}|以及|[、和及与暨并，,]|{_ISSUED})*+")
"""What stands between names that share what is said of them."""

LICENCE = re.compile("(?:证|证书|执照|牌照|批准书|通知书|合格证明|协议书?|合同)$")
"""How names of what is no text end."""
REFERS_BACK = re.compile(
    rf"(?:^|(?<=[，；。]))(?:因此|为此|经研究|现|决定|同意|拟)*(?:将|对|把)?(?:(?P<all>上述|以上|前述)|该|此)[\d{HAN}]{{0,6}}?"
    r"(?:规范性文件|政策文件|文件|规定|办法|通知|意见|方案|政策|规章)，?"
)
"""Words that stand for texts named before: 以上文件, 决定将该办法."""

# What a heading, a lead or a cell says becomes of texts.
BASIS = re.compile("(?:编制|制定|制订|政策|起草|法律|主要)?依据")
"""A heading above the texts that a plan rests on."""
AIMS = re.compile("总体要求|指导思想|总则|(?:工作|总体|主要)目标|目的|背景")
"""Headings under which a text still says what it rests on."""
FATES: tuple[tuple[re.Pattern[str], RelationKind], ...] = (
    (re.compile("废止|停止执行|不再执行|停止施行"), RelationKind.REPEALS),
    (re.compile("失效"), RelationKind.LAPSES),
    (re.compile("修改|修订|修正"), RelationKind.AMENDS),
    (re.compile("继续有效|继续执行|继续施行|继续实施|(?<!不再)(?<!不予)保留|现行有效|仍然有效"), RelationKind.KEEPS),
    (re.compile("延长|延续|顺延"), RelationKind.EXTENDS),
    (re.compile("暂停|暂缓"), RelationKind.SUSPENDS),
)

FORWARDING = re.compile(
    rf"(?:转发|批转)(?P<text>(?P<body>[{HAN}]{{2,40}}?(?:{BODY_END}))?关于[^《》]{{2,80}}|(?P<named>[^《》]{{4,80}}))$"
)
"""A title that forwards a text without marks: …转发市财政局关于…意见（的通知）."""
EXPLAINING = re.compile(
    r"(?:关于)?(?P<text>[^《》]{4,80}?)的?(?:政策|图文|文字)(?:解读|问答)(?:[一二三四五六七八九十\d（）]{0,4})"
)
"""A title that explains a text without marks."""
