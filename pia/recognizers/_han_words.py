"""Words that Chinese names are told by: surnames, titles, what stands beside a name, what only looks like one.

Each group of words has a weight: what the word adds to the log-probability that a name stands beside it.
"""

from __future__ import annotations

from collections.abc import Mapping


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _listed(text: str) -> list[str]:
    return text.split()


SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭"
    "廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向"
    "柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵"
    "解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝"
)
"""Common single-character surnames, which cover almost every Han name (public surname statistics)."""

MORE_SURNAMES = (
    "佟麦尚仲巫仝戈卞岑佘闫俸肇占桑招么晁蔺鞠仉伊慕官楼冼凤巴邝寻付肖滑張劉陳吳楊馬黃孫趙羅賈鄭謝許鄧蕭葉鍾陸賴龔莊"
)
"""Rarer ones, and traditional forms: for running text, where the words around decide as well."""

COMPOUND_SURNAMES = "欧阳|上官|司马|诸葛|夏侯|皇甫|尉迟|公孙|慕容|令狐|司徒|东方|独孤|南宫|端木|长孙|宇文"

TRANSLITERATION = (
    "阿埃艾爱安奥巴白班贝本比彼别宾波伯博布采查茨达代戴丹当德登邓迪蒂丁杜顿多恩尔法范费芬弗福夫盖冈高戈哥格葛根古哈海汉赫亨华怀霍基吉加"
    "贾杰金卡凯坎康考柯科克肯库夸奎拉莱赖兰朗劳勒雷蕾里利莉林琳龙隆卢鲁路伦罗洛马玛迈麦曼梅门蒙米密明摩莫姆木穆纳娜奈南内尼妮宁牛努诺欧"
    "帕潘庞佩彭皮平珀普齐奇契恰乔切琼丘萨塞赛桑森沙莎山尚绍舍申圣施什史斯思苏索塔泰坦汤唐特廷图托陀瓦万汪威韦维魏温文翁沃乌武西希锡席夏"
    "香谢辛欣雄休修雪雅亚扬耶叶伊依易因尤于约赞泽扎詹哲朱兹佐买提江热合丽力孜古"
)
"""Characters that foreign names are written with (Xinhua's tables of transliteration, the frequent part)."""

COUNTERS = "一二两三四五六七八九十几这那每各某半整"
"""Before one of these, a surname is a measure word: 一段, 两位."""

PLACE_ENDS = "县镇市省区乡村港城庄"

_TITLES_BEFORE = """
    记者 主任 总裁 主席 书记 市长 省长 部长 局长 院长 校长 教授 博士 院士 经理 总监 董事长 秘书 律师 医生 医师
    护士 老师 同学 同志 队长 警官 法官 民警 网格员 调解员 负责人 联系人 反映人 当事人 申请人 投诉人 患者 家长 孩子
    家属 户主 低保户 干事 导演 演员 歌手 作家 诗人 画家 球员 教练 主帅 前锋 后卫 门将 总统 总理 首相 大使 将军
    司令 上将 专家 学者 主编 编辑 村民 居民 市民 业主 房东 租客 客户 用户 女儿 儿子 妻子 丈夫 母亲 父亲 爸爸 妈妈
    哥哥 弟弟 姐姐 妹妹 邻居 同事 朋友 网友 员工 职工 工人 农民 学生 选手 冠军 主持人 发言人 创始人 委员 代表 社长
    所长 处长 科长 股长 镇长 乡长 县长 区长 站长 馆长 厂长 店长 行长 会长 理事 监事 董事 候选人 研究员 工程师
    设计师 摄影师 嫌疑人 被告人 被告 原告 被害人 死者 男子 女子 老人 收件人 寄件人 经办人 签名 姓名 名字 叫 名叫
    叫做 名为 我是 联系 感谢 采访 嫁给 恭喜 祝贺 尊敬的 亲爱的 会见 率领 接替 投给 受害人 证人 司机 乘客 房客 病人
    病患 儿媳 女婿 孙子 孙女 外孙 爷爷 奶奶 叔叔 阿姨 伯伯 班主任 辅导员 组长 班长 楼长
"""
_TITLES_AFTER = """
    先生 女士 小姐 同志 教授 院士 博士 老师 医生 阿姨 大妈 大爷 叔叔 师傅 法师 大师 导演 主任 经理 总裁 主席 书记
    市长 部长 局长 院长 总书记 总理 总统 同学 律师 记者 研究员 女性 本人 老人 夫妇 夫妻 一家 等人 简历 ，男 ，女
    ：男 ：女 （男 （女 ,男 ,女 (男 (女 ，汉族 ，中国国籍 一行 哥 姐 护士 警官 法官 队长 处长 科长 所长 董事长
    总经理 工程师 主编 委员 会长 校长
"""
_VERBS_AFTER = """
    表示 认为 指出 说 称 透露 介绍 告诉 强调 坦言 解释 回忆 宣布 报道 摄 评论 回应 自 任 现任 曾任 担任 出生 毕业
    未持有 终于 向记者 笑着 率 主持 来电 申请 上门 反映 投诉 答复 来访 咨询 求助 家住 户籍 身份证 电话 手机 的电话
    的手机 的身份证 住院 就诊 入院
"""
_LIGHT_BEFORE = "和 与 跟 及 由 向 给 对 让 是 像 找 请 把 被 因 问 以 为"
_LIGHT_AFTER = "和 与 跟 及 在 将 是 等 对 向 有 为 则 也 还 已 又 就 以 所 从 被 把"
_MARKS_AFTER = "： 、 ） ) :"
_NO_NAMES_AFTER = """
    市 县 省 区 镇 乡 村 路 街 河 山 湖 江 海 湾 桥 站 岛 州 港 道 洲 巷 庄 寨 屯 公司 集团 银行 大学 学院 医院
    中学 小学 股份 有限 控股 证券 机场 酒店 饭店 餐厅 广场 大厦 花园 小区 社区 街道 派出所 法院 公园 杯 奖 牌 版
    演义 传奇 地产 置业 科技 电器 汽车 珠宝 药业 影业 联队 队
"""


def _weighted(*groups: tuple[str, float]) -> Mapping[str, float]:
    return {word: weight for words, weight in groups for word in words.split()}


BEFORE = _weighted((_LIGHT_BEFORE, 0.8), ("的", -0.3), (_TITLES_BEFORE, 2.5))
AFTER = _weighted(
    ("的", 0.3),
    (_LIGHT_AFTER, 0.5),
    (_MARKS_AFTER, 1.2),
    (_VERBS_AFTER, 2.0),
    (_TITLES_AFTER, 2.5),
    (_NO_NAMES_AFTER, -3.0),
)

NO_NAMES = _set("""
    古建筑 金水河 巴格达 柏拉图 胡萝卜 石家庄 张家口 金刚石 武英殿 高新区 古隆中 石象生 连心桥 孟加拉 马尼拉
    石狮子 严重者 冷冰冰 白花花 欧佩克 段时间 安道尔 占上风 巴洛克 武进士 高中生 雷阵雨 武林中 古文化 古长堤
    莫斯科 夏威夷 连皇帝
    """)
"""What the dictionary calls a name, but no text does."""

NO_NAME_ENDS = tuple(
    _listed("""
    夫人 大夫 太太 婆婆 公公 先生 女士 小姐 阿姨 皇后 贵妃 长老 公子 老师 师傅 大侠 同志 道长 大哥 大姐 大爷 大妈
    主任 经理 教授 书记 局长 院长 校长 部长 市长 县长 省长 处长 科长 所长 总裁 医生 警官 律师 法官 叔叔 同学 某某
    女性 男性 二人 三人 本人
    """)
)
"""A surname with one of these is a form of address."""

MORE_WORDS: Mapping[str, int] = {
    "曾任": 3000,
    "现任": 3000,
    "历任": 1500,
    "任职": 1500,
    "兼任": 800,
    "汉族": 800,
    "任公司": 1500,
    "任本公司": 3000,
    "高级": 6000,
}
"""Words that the dictionary lacks and that begin like names, with about their frequency in its scale."""

ORGANISATION_ENDS = _set("""
    公司 有限公司 集团 银行 大学 学院 医院 中学 小学 委员会 研究院 研究所 事务所 协会 学会 基金会 出版社 法院
    检察院 派出所 公安局 局 厅 部 幼儿园 合作社 俱乐部 商会 工厂 厂 分行 支行 分公司 居委会 村委会 街道办 卫生院
    实验室 博物馆 图书馆 电视台 报社 党校 剧院 旅行社 中心
    """)
"""Words that the name of an organisation ends in."""
