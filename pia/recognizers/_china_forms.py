"""Forms of numbers of mainland China as people write them: in groups, in full width, in lower case, and run into text.

Chinese text touches digits without a space, Latin words often do, and numbers follow one another without any mark; so
every form ends in look-arounds instead of word boundaries. A number whose test is as good as proof may touch letters;
one of digits alone that are met by accident may not, unless words or Chinese text beside it tell.
"""

from __future__ import annotations

from itertools import combinations

from pia.recognizers import Pattern

_WIDE = "０-９"
_DAY = r"(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_DATED_ID = rf"[1-8]\d{{5}}{_DAY}\d{{3}}[\dX]"
_PLAIN_MOBILE = r"1[3-9]\d{9}"

_APART = "[ -]?"
_DAY_APART = (
    rf"(?:1{_APART}[89]|2{_APART}0){_APART}\d{_APART}\d{_APART}(?:0{_APART}[1-9]|1{_APART}[0-2]){_APART}"
    rf"(?:0{_APART}[1-9]|[12]{_APART}\d|3{_APART}[01])"
)
RESIDENT_ID = (
    Pattern(rf"(?<!\d)[1-8]\d{{5}}{_DAY}\d{{3}}(?:\d(?!\d)|[XＸ])", 0.0),
    Pattern(rf"(?<!\d)[1-8](?:{_APART}\d){{5}}{_APART}{_DAY_APART}(?:{_APART}\d){{3}}{_APART}(?:\d(?!\d)|[XＸ])", 0.0),
    Pattern(rf"(?<!\d)[１-８][{_WIDE}]{{16}}(?:[{_WIDE}](?!\d)|[XＸ])", 0.0),
    Pattern(rf"(?<!\d)(?P<value>{_DATED_ID}){_PLAIN_MOBILE}(?!\d)", 0.0),
    Pattern(rf"(?<!\d){_PLAIN_MOBILE}(?P<value>{_DATED_ID})(?!\d)", 0.0),
    Pattern(rf"[\u4e00-\u9fff][A-Z][A-HJ-NP-Z0-9]{{5,6}}(?P<value>{_DATED_ID})(?!\d)", 0.0),
)
"""Eighteen signs with a date of birth in them; a mobile number or a plate may touch them.

A number without such a date is no candidate: that long transaction numbers fail says nothing about those beside them.
"""

OLD_RESIDENT_ID = (
    Pattern(r"(?<![0-9A-Za-z.])[1-8１-８]\d{14}(?![0-9A-Za-z]|\.[0-9])", 0.4),
    Pattern(r"(?<![0-9A-Za-z.-])[1-8]\d{5}(?P<mark>[ -])\d{6}[ -]\d{3}(?![0-9A-Za-z-])", 0.4),
    Pattern(r"(?<![0-9A-Za-z.-])[1-8]\d\d(?:[ -]\d{3}){4}(?![0-9A-Za-z-]| \d)", 0.4),
)
"""Fifteen digits."""

_IDENTITY_WORDS = (
    r"(?:(?:身份证|身份证件|证件|公民身份)(?:号码?|编号)?"
    r"|(?:id|identity|citizen) ?card(?: ?(?:no\.?|number))?)[:：为是 ]{0,3}"
)
OLD_RESIDENT_ID_IN_TEXT = (Pattern(rf"{_IDENTITY_WORDS}(?P<value>[1-8１-８]\d{{14}})(?!\d|\.\d)", 0.0),)

MOBILE_SIGNS = r"[1１][3-9３-９]\d[ -]?\d{4}[ -]?\d{4}(?!\d|[.]\d)"
CALL = r"(?:电话|手机号?|联系方式|微信|致电|拨打|(?:tel|mobile|phone|call|cell)(?![a-z]))[^0-9\n]{0,6}(?:\+?86[ -]?)?"
_THING = "号码单票件案据款额量价"
"""Characters that end the name of a thing with a number: an order, a ticket, a case, an amount."""

_PERSON = rf"(?![{_THING}])[\u4e00-\u9fff]"
_DIALLED = r"(?:(?:00|[(（]?\+)?86[)） -]{0,2})?\d{3}[ -]?\d{4}[ -]?\d{4}"
_NO_MORE = r"(?![0-9A-Za-z@]|\.[0-9])"
MOBILE = (
    Pattern(rf"(?<![\s0-9A-Za-z._:：#{_THING}-]){_DIALLED}{_NO_MORE}", 0.0),
    Pattern(
        rf"(?:\A[^0-9A-Za-z\u4e00-\u9fff(（+]{{0,3}}\s|{_PERSON}(?:[:：]\s?|\s)|[^\s\u4e00-\u9fff0-9A-Za-z.:：#_-]\s)"
        rf"(?P<value>{_DIALLED}){_NO_MORE}",
        0.0,
    ),
)
"""Eleven digits, in groups or not, with or without the country code; behind Latin words only those of a call tell.

The first pattern, which most cells fit, has no group: automata find it without help.
"""

_COUNTED = "件个元吨次条人台年月日户万字平米号单票只套份笔分秒天公千克升度斤页行"
MOBILE_IN_TEXT = (
    Pattern(rf"{CALL}(?P<value>{MOBILE_SIGNS})", 0.9),
    Pattern(rf"(?:{_PERSON}[,:：;/(]?|[，、。；（【])(?P<value>{MOBILE_SIGNS})", 0.85),
    Pattern(rf"(?<![0-9A-Za-z.{_THING}:：#-]){MOBILE_SIGNS}(?![{_COUNTED}])(?=[\u4e00-\u9fff])", 0.85),
    Pattern(rf"(?<!\d){_DATED_ID}(?P<value>{_PLAIN_MOBILE})(?!\d)", 0.85),
    Pattern(rf"(?<!\d)(?P<value>{_PLAIN_MOBILE}){_DATED_ID}(?!\d)", 0.85),
    Pattern(rf"{CALL}(?P<value>{_PLAIN_MOBILE}){_PLAIN_MOBILE}(?!\d)", 0.85),
)
"""The same where words, Chinese text or another number beside it tell."""

_CODE_SIGN = "[0-9A-HJ-NP-RTUWXYa-hj-np-rtuwxy]"
CREDIT_CODE = (
    Pattern(r"(?<![0-9A-Z])[1-9ANY][1-59]\d{6}[0-9A-HJ-NP-RTUWXY]{10}(?![0-9A-Z])", 0.0),
    Pattern(rf"(?<![0-9A-Za-z])[1-9any][1-59]\d{{6}}{_CODE_SIGN}{{10}}(?![0-9A-Za-z])", 0.0),
    Pattern(
        rf"(?<![0-9A-Za-z-])[1-9ANYany][ -]?[1-59](?:[ -]?\d){{6}}(?:[ -]?{_CODE_SIGN}){{10}}(?![0-9A-Za-z-])", 0.0
    ),
    Pattern(
        rf"(?<![0-9Ａ-Ｚ{_WIDE}])[１-９ＡＮＹ][１-５９][{_WIDE}]{{6}}[{_WIDE}Ａ-ＨＪ-ＮＰ-ＲＴＵＷＸＹ]{{10}}(?![{_WIDE}Ａ-Ｚ])",
        0.0,
    ),
    Pattern(
        rf"(?<![0-9A-Z])(?P<value>[1-9ANY][1-59]\d{{6}}[0-9A-HJ-NP-RTUWXY]{{10}}){_PLAIN_MOBILE}(?![0-9A-Za-z])", 0.0
    ),
)
"""Eighteen signs with a letter among them."""

CREDIT_CODE_OF_DIGITS = (
    Pattern(rf"(?<![0-9A-Z{_WIDE}.])[1-9１-９][1-59１-５９]\d{{16}}(?![0-9A-Z]|[.]\d)", 0.4),
    Pattern(r"(?<![0-9A-Za-z.-])[1-9][ -]?[1-59](?:[ -]?\d){16}(?![0-9A-Za-z-])", 0.4),
)
"""Eighteen digits."""

CREDIT_CODE_IN_TEXT = (
    Pattern(
        r"(?:信用代码|信用编码|USCC|[Cc]redit [Cc]ode)[:：为是 ]{0,3}"
        rf"(?P<value>[1-9ANYany][1-59]\d{{6}}{_CODE_SIGN}{{10}})(?![0-9A-Z]|[a-z]\d)",
        0.0,
    ),
    Pattern(
        r"(?:信用代码|信用编码|USCC|[Cc]redit [Cc]ode)[:：为是 ]{0,3}"
        rf"(?P<value>[1-9ANYany][1-59]\d{{6}}{_CODE_SIGN}{{10}}){_PLAIN_MOBILE}(?!\d)",
        0.0,
    ),
)
"""Behind its name."""

_PROVINCE = (
    r"(?:[京津沪渝冀豫辽黑湘皖鲁苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
    r"|(?<![最更全创刷重翻清崭])新|(?<![里讯为度翼动上])云)"
)
_LETTER, _DIGIT = "[A-HJ-NP-Za-hj-np-zＡ-ＨＪ-ＮＰ-Ｚ]", f"[0-9{_WIDE}]"
_REGION = rf"{_PROVINCE} ?{_LETTER}[·•・. -]?"
_FIVE = "|".join(
    "".join(_LETTER if place in letters else _DIGIT for place in range(5))
    for count in range(3)
    for letters in combinations(range(5), count)
)
_FOUR = "|".join("".join(_LETTER if place == letter else _DIGIT for place in range(4)) for letter in range(-1, 4))
_ENERGY = "[A-HJKa-hjkＡ-ＨＪＫ]"
_SIX = rf"(?:{_ENERGY}(?:{_LETTER}|{_DIGIT}){_DIGIT}{{4}}|{_DIGIT}{{5}}{_ENERGY})"
_PLATE_END = rf"(?:(?![A-Za-z0-9{_WIDE}Ａ-Ｚ型款版])|(?=[A-Z]{{2}}|[a-z]{{3}}|{_PLAIN_MOBILE}(?!\d)|{_DATED_ID}(?!\d)))"
PLATE = (
    Pattern(rf"{_REGION}(?:{_FIVE}|(?:{_FOUR})[挂学警港澳]){_PLATE_END}", 0.9),
    Pattern(rf"{_REGION}{_SIX}{_PLATE_END}", 0.95),
    Pattern(
        rf"{_REGION}\d{{4}}[领试超](?![A-Za-z0-9])|使\d{{6}}(?!\d)|WJ ?{_PROVINCE}\d{{4}}[0-9A-Z]",
        0.9,
    ),
)
"""Plates of five signs, of six (new energy), and of authorities."""
