"""Invented, seeded numbers of mainland China as people write them, alone and run into text, and what looks like them.

Check digits are counted here, not by pia or python-stdnum. Sources: GB 11643-1999, GB 32100-2015, GA 36-2018.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Maker = Callable[[], str]
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_AREAS = ("110101", "310115", "330106", "440305", "510104", "610113", "230102", "420106", "650102", "320505")
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_CODE_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WIDE = str.maketrans({chr(point): chr(point + 0xFEE0) for point in range(0x21, 0x7F)})
_GROUPS = {18: ((6, 8, 4), (6, 4, 4, 4), (4, 4, 4, 4, 2)), 15: ((6, 6, 3), (3, 3, 3, 3, 3)), 11: ((3, 4, 4),)}
NAMES = ("张三", "李建国", "王芳", "欧阳小明", "赵敏")


@dataclass(frozen=True, slots=True)
class Number:
    """One kind of number.

    Attributes:
        word: Its type, in the words of the gold labels.
        header: A column name that tells it.
        make: Makes one as the standard writes it.
        written: Ways of writing it, by name.
        texts: Texts that hold it (`{x}`), perhaps with a mobile number `{m}`, another `{y}` of its kind, a name `{n}`.
        bare: Whether one cell tells nothing without words beside it.
    """

    word: str
    header: str
    make: Maker
    written: Mapping[str, Callable[[str], str]]
    texts: tuple[str, ...]
    bare: bool = False


def resident_check(head: str) -> str:
    """The last sign of a resident identity number.

    >>> resident_check("11010519491231002")
    'X'
    """
    return "10X98765432"[sum(int(one) * (2 ** (17 - at) % 11) for at, one in enumerate(head)) % 11]


def code_check(head: str) -> str:
    """The last sign of a unified social credit code.

    >>> code_check("91110000600037341")
    'L'
    """
    total = sum(_CODE_SIGNS.index(one) * (3**at % 31) for at, one in enumerate(head))
    return _CODE_SIGNS[-total % 31]


def wide(text: str) -> str:
    """The same in full-width characters.

    >>> wide("1A")
    '１Ａ'
    """
    return text.translate(_WIDE)


def _in_groups(text: str, mark: str, dice: random.Random) -> str:
    groups, start = [], 0
    for size in dice.choice(_GROUPS[len(text)]):
        groups.append(text[start : start + size])
        start += size
    return mark.join(groups)


def _day(dice: random.Random) -> str:
    return f"{dice.randrange(1940, 2016)}{dice.randrange(1, 13):02}{dice.randrange(1, 29):02}"


def resident_id(dice: random.Random) -> str:
    """A resident identity number of 18 signs."""
    head = f"{dice.choice(_AREAS)}{_day(dice)}{dice.randrange(1000):03}"
    return head + resident_check(head)


def old_resident_id(dice: random.Random) -> str:
    """One of 15 digits, as they were given out until 1999."""
    year = dice.randrange(40, 99)
    return f"{dice.choice(_AREAS)}{year}{_day(dice)[4:]}{dice.randrange(1000):03}"


def mobile(dice: random.Random) -> str:
    """A mobile number."""
    return f"1{dice.randrange(30, 100)}{dice.randrange(10**8):08}"


def credit_code(dice: random.Random) -> str:
    """A unified social credit code, with letters or, as one in five, of digits alone."""
    body = "MA" + "".join(dice.choices(_CODE_SIGNS, k=7)) if dice.random() < 0.8 else f"{dice.randrange(10**9):09}"
    head = f"{dice.choice(('91', '92', '93', '12', '52'))}{dice.choice(_AREAS)}{body}"
    return head + code_check(head)


def plate(dice: random.Random) -> str:
    """An ordinary plate: five signs, at most two of them letters."""
    signs = [str(dice.randrange(10)) for _ in range(5)]
    for place in dice.sample(range(5), dice.choice((0, 0, 1, 1, 2))):
        signs[place] = dice.choice(_LETTERS)
    return f"{dice.choice(_PROVINCES)}{dice.choice(_LETTERS)}{''.join(signs)}"


def green_plate(dice: random.Random) -> str:
    """A plate of a new-energy vehicle, small or large."""
    region, letter = f"{dice.choice(_PROVINCES)}{dice.choice(_LETTERS)}", dice.choice("ABCDEFGHJK")
    if dice.random() < 0.3:
        return f"{region}{dice.randrange(10**5):05}{letter}"
    second = dice.choice((*_LETTERS, *"0123456789"))
    return f"{region}{letter}{second}{dice.randrange(10**4):04}"


def _ways(dice: random.Random, *, lower: bool = False) -> dict[str, Callable[[str], str]]:
    ways: dict[str, Callable[[str], str]] = {
        "plain": str,
        "spaces": lambda text: _in_groups(text, " ", dice),
        "dashes": lambda text: _in_groups(text, "-", dice),
        "full width": wide,
        "quoted": lambda text: f"'{text}",
        "padded": lambda text: f"  {text}\u3000",
    }
    return ways | ({"lower case": str.lower} if lower else {})


def _plate_ways() -> dict[str, Callable[[str], str]]:
    return {
        "plain": str,
        "dot": lambda text: f"{text[:2]}·{text[2:]}",
        "space": lambda text: f"{text[:2]} {text[2:]}",
        "dash": lambda text: f"{text[:2]}-{text[2:]}",
        "apart": lambda text: f"{text[0]} {text[1]} {text[2:]}",
        "full width": wide,
        "lower case": str.lower,
    }


_PERSON_TEXTS = (
    "{n}身份证号{x}电话{m}住朝阳区建国路8号",
    "{n}，身份证{x}，已核验",
    "身份证{x}{n}",
    "居民身份证号码为{x}的{n}来电",
    "经查{n}(身份证:{x})无异常",
    "证件号码{x}手机号{m}",
    "ID card{x}of {n}checked",
    "his id card no.{x},tel{m}",
)
_BARE_ID_TEXTS = (
    "{n}{x}已登记",
    "{x}{n}",
    "{n}{x}{m}",
    "{n}{m}{x}",
    "{x}{m}",
    "{x}/{y}两人同住",
    "ID{x}tel{m}",
    "id{x}checked",
    "业主{x}、租户{y}",
    "【{x}】",
)
_MOBILE_TEXTS = (
    "{n}电话{x}住三单元",
    "{n}{x}来电反映噪音",
    "请回电{x}谢谢",
    "{x}{n}",
    "联系人{n}手机{x}，下午在家",
    "手机号码是{x}或{y}",
    "联系方式:{x}/{y}",
    "电话{x}{y}均无人接听",
    "微信同号{x}",
    "{n},{x},海淀区",
    "call{x}after six",
    "tel:{x}please",
    "mobile{x}and wechat",
    "phone no.{x}is busy",
    "please call {x}now",
)
_CODE_TEXTS = (
    "统一社会信用代码{x}法人{n}",
    "信用代码：{x}，电话{m}",
    "信用代码{x}电话{m}",
    "社会信用代码为{x}的公司已注销",
    "信用代码{x}{m}",
    "USCC{x}of the shop",
    "credit code{x},tel{m}",
    "credit code:{x}checked",
)
_PLATE_TEXTS = (
    "车牌{x}违停",
    "一辆{x}停在路口",
    "{n}的{x}被拖走",
    "{x}{m}",
    "{m}{x}",
    "{x}车主{n}电话{m}",
    "{x}、{y}追尾",
    "{x}{y}追尾",
    "车辆({x})已登记",
    "the car {x}parked here",
    "plate{x}blocks the gate",
    "{x}BMW轿车",
)


def numbers(dice: random.Random) -> dict[str, Number]:
    """Every kind, by name."""
    return {
        "resident id, 18": Number(
            "NATIONAL_ID",
            "身份证号",
            lambda: resident_id(dice),
            _ways(dice, lower=True),
            (*_PERSON_TEXTS, *_BARE_ID_TEXTS),
        ),
        "resident id, 15": Number(
            "NATIONAL_ID", "身份证号码", lambda: old_resident_id(dice), _ways(dice), _PERSON_TEXTS, bare=True
        ),
        "credit code": Number(
            "ORG", "统一社会信用代码", lambda: credit_code(dice), _ways(dice, lower=True), _CODE_TEXTS, bare=True
        ),
        "mobile": Number(
            "PHONE",
            "手机号",
            lambda: mobile(dice),
            _ways(dice)
            | {
                "+86": lambda text: f"+86{text}",
                "+86 spaced": lambda text: f"+86 {_in_groups(text, ' ', dice)}",
                "86-": lambda text: f"86-{text}",
                "0086": lambda text: f"0086{text}",
                "(+86)": lambda text: f"(+86){text}",
            },
            _MOBILE_TEXTS,
            bare=True,
        ),
        "plate": Number("VEHICLE_ID", "车牌号", lambda: plate(dice), _plate_ways(), _PLATE_TEXTS),
        "plate, new energy": Number("VEHICLE_ID", "车牌", lambda: green_plate(dice), _plate_ways(), _PLATE_TEXTS),
    }
