"""Suggestions for a word that is found nowhere: one that differs in one character, such as 营商环境 for 营商坏境."""

import re
from collections import Counter
from collections.abc import Iterable

from gongbao.language.characters import COMMON_HAN
from gongbao.search.query import fold

MIN_WORD, MAX_WORD = 3, 20  # characters; a shorter word with one wrong could be anything

# Confusables: characters taken for one another by their shape, in print and by OCR, or by their sound, when typed.
_GROUPS = """
己已巳 未末 日曰 人入八 土士 戊戌戍 干千于 天夭 大太犬 王玉主 田由甲申 且目 兔免 鸟乌 刀力刃 午牛
贝见 今令 币市 折拆析 侯候 治冶 冷泠 坏环怀 怀杯 境镜竟 休体 木术本 记纪计 帐账胀 赔陪培 辩辨辫 拔拨
即既 历厉 洒酒 茶荼 享亨 师帅 住往佳 徒陡 管菅官 蓝篮 检捡验险 俭剑 政攻改 攻功 效郊 仓仑 抢抡
论伦轮 防仿访妨 坊芳 优忧扰 福副幅辐 限恨根很 科料 拘局 居届 屈屉 审宙 宇字 按接 援缓暖 授受爱 振震赈
抚扶 浇绕晓 织职识帜 育肓 直真 具其 基墓幕慕 塞寨赛 客容 洛络落 课棵颗 没设 投役疫 段殁 般船舶 航舰
班斑 扬杨场肠 源原愿 院阮 圆园员 元远完 换唤焕 连莲链联 练炼拣 陈阵 冻栋 明朋 胡湖糊 期斯欺 朝潮
情清请晴 猜精 建健键 廷延庭 利刺 制剂 质盾 户护沪 芦炉庐 否不 规观现 划戈 伐代 战占 我找 域或惑
提题堤 是匙 湿温 慢漫 度渡 席序 底低抵 民氏 约钓 购构沟 矿扩旷 税锐悦 财材才 贩败版板 肢胶 较校 阿呵
河何 可司 责贵 绩积渍 任仕住 晴睛 衡蘅 微徽 街衔 载裁栽戴 拨泼 遗遣 竟竞 毫豪 炙灸 盲育 崇祟 徙徒
梁粱 卷券 肆肄 弛驰 募暮幕 搏博膊 简筒 箱厢 象像 燥躁操 噪澡 壁璧 偏编遍 蔽弊 撤撒 徹彻 谦歉 廉兼
滩摊 促捉 挡档 导异 农衣 业亚 产严 工土 企全 金全 令今 个介 分兮 公么 办为 执抗 行形 型刑 性姓
资姿 源塬 施拖 实买 标际 示元 准淮 惟唯维 淮谁推 保堡 障章 疗辽 廖寥 教孝 数敖 学字 校效 老考 孝考
林材 村材 森林 气汽 水永 冰水 江汪 污汗 路跪 桥娇 交文 道通 通涌 运远 输愉 榆愉 荣营 营菅 商裔
品晶 货贷 贷货 贯贾 银根 钢纲 网冈 铁轶 银很 光先 洗冼 先洗 黄寅 海悔 梅海 每母 毋母 厅斤 斥斤
处外 夕歹 列例 烈裂 州洲 酬洲 县具 乡多 镇填 慎镇 区匹 巨臣 医匠 街衍 办协 协胁
"""
_CONFUSABLES: dict[str, set[str]] = {}
for _line in _GROUPS.split():
    for _char in _line:
        _CONFUSABLES.setdefault(_char, set()).update(_line)


def contexts(word: str) -> list[tuple[str, str]]:
    """What stands before and after each character of a word that may be the wrong one."""
    folded = "".join(fold(word)[0].split())
    if not MIN_WORD <= len(folded) <= MAX_WORD or not re.fullmatch(f"[{COMMON_HAN}]+", folded):
        return []
    return [(folded[:at], folded[at + 1 :]) for at in range(len(folded))]


def suggest(word: str, texts: Iterable[str]) -> str | None:
    """The likeliest of the words in the texts that differ in one character: one with a confusable, then the most
    frequent. None where there is none.
    """
    wanted = contexts(word)
    if not wanted:
        return None
    folded = "".join(fold(word)[0].split())
    counted: Counter[str] = Counter()
    patterns = [re.compile(f"{re.escape(left)}([{COMMON_HAN}]){re.escape(right)}") for left, right in wanted]
    for text in texts:
        held = fold(text)[0]
        for at, (pattern, (left, right)) in enumerate(zip(patterns, wanted, strict=True)):
            for match in pattern.finditer(held):
                if match[1] != folded[at]:
                    counted[left + match[1] + right] += 1
    if not counted:
        return None
    return min(counted, key=lambda other: (not _is_confusable(folded, other), -counted[other], other))


def _is_confusable(one: str, other: str) -> bool:
    return all(a == b or b in _CONFUSABLES.get(a, ()) for a, b in zip(one, other, strict=True))
