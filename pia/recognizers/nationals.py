"""National identification numbers of people, country by country, with the check digits of python-stdnum.

Where a number holds a date, its form asks for one: few numbers of other meaning have it, and fewer pass the check digit.
Numbers without a date, and with a short check, count only where a column passes far more often than accident would have
it. The chance of each is the share of random values of its form that pass.

Sources: python-stdnum, whose modules cite each country's law or registry.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from functools import lru_cache, partial

from pia.recognizers import Example, Pattern, PatternRecognizer, phrases

_NUMBER = r"(?<![0-9A-Za-z+./-])(?:{})(?![0-9A-Za-z]|[./-][0-9])"
_MONTH, _DAY = r"(?:0[1-9]|1[0-2])", r"(?:0[1-9]|[12]\d|3[01])"
_YYMMDD, _DDMMYY = rf"\d\d{_MONTH}{_DAY}", rf"{_DAY}{_MONTH}\d\d"
_GENERIC = "national id, nationalid, nat id, national number, identity number, id number, personal number, nin, niss"

_COUNTRIES: tuple[tuple[str, str, str, float, str], ...] = (
    ("be.nn", rf"\d\d[.]?{_MONTH}[.]?{_DAY}-?\d{{3}}[.]?\d\d", "", 0.02, "rijksregisternummer, niss, insz, numero national"),
    ("bg.egn", r"\d\d(?:[024][1-9]|[135][0-2])(?:0[1-9]|[12]\d|3[01])\d{4}", "", 0.1, "egn, егн"),
    ("br.cpf", r"\d{3}[.]\d{3}[.]\d{3}-\d\d", r"\d{11}", 0.011, "cpf"),
    ("ch.ssn", r"756[.]?\d{4}[.]?\d{4}[.]?\d\d", "", 0.11, "ahv, avs, ahv nummer, no avs, sozialversicherungsnummer"),
    ("cl.rut", r"\d{1,2}(?:[.]\d{3}){2}-[0-9Kk]|\d{7,8}-[0-9Kk]", "", 0.1, "rut, run"),
    ("cu.ni", rf"{_YYMMDD}\d{{5}}", "", 0.99, "carne de identidad"),
    ("cz.rc", r"\d\d(?:[05][1-9]|[1267][0-2]|[27]1|[38][1-2])(?:0[1-9]|[12]\d|3[01])/?\d{4}", "", 0.12, "rodne cislo, rc"),
    ("do.cedula", r"\d{3}-\d{7}-\d", "", 0.11, "cedula"),
    ("ec.ci", r"(?:0[1-9]|1\d|2[0-4])[0-6]\d{7}", "", 0.11, "cedula, ci"),
    ("ee.ik", rf"[1-6]{_YYMMDD}\d{{4}}", "", 0.11, "isikukood"),
    ("fi.hetu", rf"{_DDMMYY}[-+A-FU-Y]\d{{3}}[0-9A-FHJ-NPR-Y]", "", 0.035, "hetu, henkilotunnus, henkilötunnus"),
    (
        "fr.nir",
        r"[123478] ?\d\d ?(?:0[1-9]|1[0-2]|[2-9]\d) ?(?:\d\d|2[AB]) ?\d{3} ?\d{3} ?\d\d",
        "",
        0.011,
        "nir, numero de securite sociale, insee, securite sociale",
    ),
    ("gr.amka", rf"{_DDMMYY}\d{{5}}", "", 0.11, "amka, αμκα"),
    ("hr.oib", r"\d{11}", "", 0.11, "oib"),
    ("id.nik", r"[1-9]\d{5}(?:0[1-9]|[12]\d|3[01]|4[1-9]|[56]\d|7[01])(?:0[1-9]|1[0-2])\d{6}", "", 0.6, "nik, ktp"),
    ("ie.pps", r"\d{7}[A-W][A-IW]?", "", 0.05, "pps, ppsn, pps number"),
    ("il.idnr", r"\d{9}", "", 0.11, "teudat zehut, tz"),
    ("is_.kennitala", rf"{_DDMMYY}-?\d{{3}}[09]", "", 0.1, "kennitala"),
    ("kr.rrn", rf"{_YYMMDD}-[1-8]\d{{6}}", "", 0.12, "rrn, 주민등록번호"),
    ("lt.asmens", rf"[1-6]{_YYMMDD}\d{{4}}", "", 0.11, "asmens kodas"),
    ("lv.pvn", rf"{_DDMMYY}-[012]\d{{4}}", "", 0.12, "personas kods"),
    ("mx.curp", rf"[A-Z][AEIOUX][A-Z]{{2}}{_YYMMDD}[HMX][A-Z]{{5}}[0-9A-Z]\d", "", 0.05, "curp"),
    ("my.nric", rf"{_YYMMDD}-\d\d-\d{{4}}", rf"{_YYMMDD}\d{{6}}", 0.7, "nric, mykad, ic no, no kp"),
    ("nl.bsn", r"\d{9}", "", 0.1, "bsn, burgerservicenummer, sofinummer"),
    ("no.fodselsnummer", rf"(?:[0-7]\d)(?:[048][1-9]|[159][0-2]) ?\d\d ?\d{{5}}", "", 0.011, "fodselsnummer, fødselsnummer"),
    ("pk.cnic", r"[1-7]\d{4}-\d{7}-[1-9]", r"[1-7]\d{11}[1-9]", 0.99, "cnic, nic"),
    ("pl.pesel", r"\d\d(?:[02468][1-9]|[13579][0-2])(?:0[1-9]|[12]\d|3[01])\d{5}", "", 0.11, "pesel"),
    ("pt.nif", r"[1235689]\d{8}|[1235689]\d{2} \d{3} \d{3}", "", 0.11, "nif, contribuinte, numero de contribuinte"),
    ("pt.cc", r"\d{8} ?\d ?[A-Z0-9]{2}\d", "", 0.11, "cartao de cidadao, cc"),
    ("ro.cnp", rf"[1-8]{_YYMMDD}(?:0[1-9]|[1-4]\d|5[12]|70)\d{{4}}", "", 0.1, "cnp, cod numeric personal"),
    ("si.emso", rf"{_DAY}{_MONTH}[09]\d{{2}}\d{{6}}", "", 0.11, "emso, emšo, jmbg"),
    ("th.pin", r"[1-8]-\d{4}-\d{5}-\d{2}-\d", "", 0.11, "thai id"),
    ("ua.rntrc", r"\d{10}", "", 0.11, "rnokpp, ipn, рнокпп, іпн"),
)
"""Module of python-stdnum; form; form that counts only under a header; chance; header words."""

_NEED_HEADER = frozenset({"il.idnr", "ua.rntrc"})
"""Numbers whose form is too common, or whose check is too weak, to speak without their header."""

_FORM_ONLY = frozenset({"cu.ni", "id.nik", "my.nric", "pk.cnic"})
"""Numbers without a check digit: only their form, with the date in it, speaks."""

_LATVIAN = (1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def hong_kong_is_valid(number: str) -> bool:
    """Whether the check digit of a Hong Kong identity card number is right.

    Source: Immigration Department of Hong Kong: weights 9 to 2, letters from A = 10, a missing first letter 36; modulo 11.

    >>> hong_kong_is_valid("A123456(3)"), hong_kong_is_valid("A123456(4)")
    (True, False)
    """
    letters, digits, last = re.findall(r"[A-Z]{1,2}|\d{6}|[0-9A]", number.upper())[:3]
    values = [36] * (2 - len(letters)) + [ord(letter) - 55 for letter in letters] + [int(digit) for digit in digits]
    total = sum(value * weight for value, weight in zip(values, range(9, 1, -1), strict=True))
    return (total + (10 if last == "A" else int(last))) % 11 == 0


def taiwan_is_valid(number: str) -> bool:
    """Whether the check digit of a Taiwan identity card or residence number is right.

    Source: Ministry of the Interior: the letter as two digits, weights 1, 9 to 1, 1; modulo 10.

    >>> taiwan_is_valid("A123456789"), taiwan_is_valid("A123456788")
    (True, False)
    """
    first = 10 + "ABCDEFGHJKLMNPQRSTUVXYWZIO".index(number[0].upper())
    digits = [first // 10, first % 10, *(int(digit) for digit in number[1:])]
    weights = (1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1)
    return sum(digit * weight for digit, weight in zip(digits, weights, strict=True)) % 10 == 0


def japan_is_valid(number: str) -> bool:
    """Whether the check digit of a Japanese individual number (My Number) is right.

    Source: Order of the Ministry of Internal Affairs 85 of 2014, article 5: weights 6 to 2, 7 to 2; modulo 11.

    >>> japan_is_valid("123456789018"), japan_is_valid("123456789012")
    (True, False)
    """
    digits = [int(digit) for digit in number if digit.isdigit()]
    left = sum(digit * weight for digit, weight in zip(digits, (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2), strict=False)) % 11
    return digits[11] == (0 if left <= 1 else 11 - left)


def latvia_is_valid(number: str) -> bool:
    """Whether the check digit of a Latvian personal code of a birth date is right.

    Source: Latvian Cabinet Regulation 130 of 2021: 1 + weighted sum, modulo 11.

    >>> latvia_is_valid("161175-19997"), latvia_is_valid("161175-19998")
    (True, False)
    """
    digits = [int(digit) for digit in number if digit.isdigit()]
    total = sum(digit * weight for digit, weight in zip(digits, _LATVIAN, strict=False))
    return (1101 - total) % 11 % 10 == digits[10]


@lru_cache(maxsize=64)
def _module(name: str) -> Callable[[str], bool]:
    test: Callable[[str], bool] = importlib.import_module(f"stdnum.{name}").is_valid
    return test


def _is_valid(name: str, text: str) -> bool:
    """Whether python-stdnum takes a number for valid; imported when the first candidate is met."""
    return bool(_module(name)(text))


def _recognizer(name: str, form: str, under_header: str, chance: float, context: str) -> PatternRecognizer:
    test: Callable[[str], bool | None] = latvia_is_valid if name == "lv.pvn" else partial(_is_valid, name)
    weak = name in _NEED_HEADER or name in _FORM_ONLY
    return PatternRecognizer(
        name=f"nationals.{name.replace('.', '_').replace('__', '_')}",
        entity_type="NATIONAL_ID",
        patterns=tuple(Pattern(_NUMBER.format(one), 0.0) for one in (form, under_header) if one),
        test=test,
        passed=0.5 if weak else 0.7,
        context=phrases(f"{context}, {_GENERIC}"),
        chance=chance,
        share=0.5 if chance > 0.05 else 0.0,
    )


RECOGNIZERS = (
    *(_recognizer(*country) for country in _COUNTRIES),
    PatternRecognizer(
        name="nationals.hong_kong",
        entity_type="NATIONAL_ID",
        patterns=(Pattern(r"(?<![0-9A-Za-z])[A-Z]{1,2}\d{6} ?[(（][0-9A][)）]", 0.0),),
        test=hong_kong_is_valid,
        passed=0.9,
        context=phrases("hkid, hong kong id, 香港身份证, 香港身分證"),
        chance=0.09,
    ),
    PatternRecognizer(
        name="nationals.taiwan",
        entity_type="NATIONAL_ID",
        patterns=(Pattern(r"(?<![0-9A-Za-z])[A-Z][1289]\d{8}(?![0-9A-Za-z])", 0.0),),
        test=taiwan_is_valid,
        passed=0.7,
        context=phrases("身分證, 身分證字號, 台湾身份证, taiwan id"),
        chance=0.1,
        share=0.5,
        flags=0,
    ),
    PatternRecognizer(
        name="nationals.japan",
        entity_type="NATIONAL_ID",
        patterns=(Pattern(r"(?<![0-9A-Za-z.+-])\d{4}([ -]?)\d{4}\1\d{4}(?![0-9A-Za-z.-])", 0.0),),
        test=japan_is_valid,
        passed=0.5,
        context=phrases("my number, individual number, マイナンバー, 個人番号"),
        chance=0.1,
    ),
)

EXAMPLES = (
    Example("NATIONAL_ID", "85.07.30-033.28", True),
    Example("NATIONAL_ID", "7523169263", True),
    Example("NATIONAL_ID", "390.533.447-05", True),
    Example("NATIONAL_ID", "390.533.447-06", False),
    Example("NATIONAL_ID", "756.9217.0769.85", True),
    Example("NATIONAL_ID", "12.531.909-2", True),
    Example("NATIONAL_ID", "131052-308T", True),
    Example("NATIONAL_ID", "2 95 10 99 126 111 93", True),
    Example("NATIONAL_ID", "2 95 10 99 126 111 94", False),
    Example("NATIONAL_ID", "33392005961", True),
    Example("NATIONAL_ID", "111222333", True),
    Example("NATIONAL_ID", "111252333", False),
    Example("NATIONAL_ID", "15108695088", True),
    Example("NATIONAL_ID", "1630615123457", True),
    Example("NATIONAL_ID", "161175-19997", True),
    Example("NATIONAL_ID", "36805280109", True),
    Example("NATIONAL_ID", "710319/2745", True),
    Example("NATIONAL_ID", "BOXW310820HNERXN09", True),
    Example("NATIONAL_ID", "6433435F", True),
    Example("NATIONAL_ID", "450401-3234565", True),
    Example("NATIONAL_ID", "501964843", True),
    Example("NATIONAL_ID", "34201-0891231-8", True, "cnic"),
    Example("NATIONAL_ID", "770305-02-1234", True, "nric"),
    Example("NATIONAL_ID", "3171011708450001", True, "nik"),
    Example("NATIONAL_ID", "3171011708450001", False, "batch"),
    Example("NATIONAL_ID", "1759013776", True, "rnokpp"),
    Example("NATIONAL_ID", "A123456(3)", True),
    Example("NATIONAL_ID", "A123456(4)", False),
    Example("NATIONAL_ID", "A123456789", True),
    Example("NATIONAL_ID", "1234 5678 9018", True, "my number"),
    Example("NATIONAL_ID", "1234 5678 9018", False, "order_no"),
)
