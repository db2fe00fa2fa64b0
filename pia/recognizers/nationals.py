"""National identification numbers of people, country by country, with the check digits of python-stdnum.

A number counts by itself where its form is rare or a column passes its check far more often than accident has it, and
under a header that names it. The chance of each is the share of random values of its form that pass. Forms hold no
dates: tests do, since an automaton that tells dates apart in every number has many states.

Sources: python-stdnum, whose modules cite each country's law or registry.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterator
from functools import lru_cache, partial

from pia.recognizers import Example, Pattern, PatternRecognizer, phrases

_NUMBER = r"(?<![0-9A-Za-z+./-])(?:{})(?![0-9A-Za-z]|[./-][0-9])"
_GENERIC = "national id, nationalid, nat id, national number, identity number, id number, personal number, nin, niss"

_COUNTRIES: tuple[tuple[str, str, float, str], ...] = (
    ("be.nn", "", 0.011, "rijksregisternummer, niss, insz, numero national"),
    ("bg.egn", "", 0.0, "egn, егн"),
    ("br.cpf", "", 0.011, "cpf"),
    (
        "ch.ssn",
        r"756\d{10}",
        0.11,
        "ahv, avs, ahv nummer, no avs, sozialversicherungsnummer",
    ),
    ("cl.rut", r"\d{7,8}-[0-9Kk]", 0.11, "rut, run"),
    ("cu.ni", "", 0.0, "carne de identidad"),
    ("cz.rc", "", 0.04, "rodne cislo, rodné číslo, rc"),
    ("do.cedula", "", 0.11, "cedula"),
    ("ec.ci", "", 0.0, "cedula, ci"),
    ("ee.ik", "", 0.0, "isikukood"),
    ("fi.hetu", "", 0.01, "hetu, henkilotunnus, henkilötunnus"),
    (
        "fr.nir",
        r"[12]\d{14}|[12]\d{4}2[AB]\d{8}",
        0.011,
        "nir, numero de securite sociale, insee, securite sociale",
    ),
    ("gr.amka", "", 0.0, "amka, αμκα"),
    ("hr.oib", r"\d{11}", 0.11, "oib"),
    ("id.nik", "", 0.0, "nik, ktp"),
    ("ie.pps", r"\d{7}[A-W][A-IW]?", 0.05, "pps, ppsn, pps number"),
    ("il.idnr", "", 0.0, "teudat zehut, tz"),
    ("is_.kennitala", "", 0.02, "kennitala"),
    ("kr.rrn", "", 0.02, "rrn, 주민등록번호"),
    ("lt.asmens", "", 0.0, "asmens kodas"),
    ("lv.pvn", r"\d{6}-[012]\d{4}", 0.12, "personas kods"),
    ("mx.curp", "", 0.01, "curp"),
    ("my.nric", "", 0.03, "nric, mykad, ic no, no kp"),
    ("nl.bsn", r"\d{9}", 0.1, "bsn, burgerservicenummer, sofinummer"),
    ("no.fodselsnummer", "", 0.011, "fodselsnummer, fødselsnummer"),
    ("pk.cnic", r"[1-7]\d{4}-\d{7}-[1-9]", 0.7, "cnic, nic"),
    ("pl.pesel", "", 0.0, "pesel"),
    ("pt.nif", r"\d{9}|\d{3} \d{3} \d{3}", 0.11, "nif, contribuinte, numero de contribuinte"),
    ("pt.cc", r"\d{8} ?\d ?[A-Z0-9]{2}\d", 0.11, "cartao de cidadao, cartão de cidadão"),
    ("ro.cnp", "", 0.0, "cnp, cod numeric personal"),
    ("se.personnummer", "", 0.01, "personnummer, personnr"),
    ("si.emso", "", 0.0, "emso, emšo, jmbg"),
    ("th.pin", "", 0.11, "thai id"),
    ("ua.rntrc", "", 0.0, "rnokpp, ipn, рнокпп, іпн"),
    ("za.idnr", "", 0.0, "rsa id, sa id number"),
)
"""Module of python-stdnum; form that a column can be told by, if any; chance; header words."""

_DISTINCT = {
    "be.nn": r"\d\d[.]\d\d[.]\d\d-\d{3}[.]\d\d",
    "br.cpf": r"\d{3}[.]\d{3}[.]\d{3}-\d\d",
    "ch.ssn": r"756[.]\d{4}[.]\d{4}[.]\d\d",
    "cl.rut": r"\d{1,2}[.]\d{3}[.]\d{3}-[0-9Kk]",
    "cz.rc": r"\d{6}/\d{4}",
    "do.cedula": r"\d{3}-\d{7}-\d",
    "fi.hetu": r"\d{6}[-+A]\d{3}[0-9A-FHJ-NPR-Y]",
    "fr.nir": r"[12] \d\d \d\d (?:\d\d|2[AB]) \d{3} \d{3}(?: \d\d)",
    "is_.kennitala": r"\d{6}-\d{4}",
    "kr.rrn": r"\d{6}-\d{7}",
    "mx.curp": r"[A-Z]{4}\d{6}[A-Z]{6}[0-9A-Z]\d",
    "my.nric": r"\d{6}-\d\d-\d{4}",
    "no.fodselsnummer": r"\d{6} \d{5}",
    "se.personnummer": r"\d{6}[-+]\d{4}",
    "th.pin": r"\d-\d{4}-\d{5}-\d{2}-\d",
}
"""Forms with marks or letters in places of their own: one such number that passes its test speaks for itself."""

_LATVIAN = (1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def hong_kong_is_valid(number: str) -> bool:
    """Whether the check digit of a Hong Kong identity card number is right.

    Source: Immigration Department of Hong Kong: weights 9 to 2, letters from A = 10, none 36; modulo 11.

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

    >>> latvia_is_valid("161175-19997"), latvia_is_valid("161175-19998"), latvia_is_valid("unknown 0")
    (True, False, False)
    """
    digits = [int(digit) for digit in number if digit.isdigit()]
    total = sum(digit * weight for digit, weight in zip(digits, _LATVIAN, strict=False))
    return len(digits) == 11 and (1101 - total) % 11 % 10 == digits[10]


@lru_cache(maxsize=64)
def _module(name: str) -> Callable[[str], bool]:
    test: Callable[[str], bool] = importlib.import_module(f"stdnum.{name}").is_valid
    return test


def _is_valid(name: str, text: str) -> bool:
    """Whether python-stdnum takes a number for valid; imported when the first candidate is met.

    It fails at digits that are not ASCII in some numbers, which are none of those then.
    """
    try:
        return bool(_module(name)(text))
    except ValueError:
        return False


def _recognizers(name: str, form: str, chance: float, context: str) -> Iterator[PatternRecognizer]:
    """One for each kind of form, and one for whatever stands under a header that names the number."""
    test: Callable[[str], bool | None] = latvia_is_valid if name == "lv.pvn" else partial(_is_valid, name)
    own = name.replace("_", "").replace(".", "_")
    words = phrases(context)
    if name in _DISTINCT:
        yield PatternRecognizer(
            name=f"nationals.{own}_written",
            entity_type="NATIONAL_ID",
            patterns=(Pattern(_NUMBER.format(_DISTINCT[name]), 0.0),),
            test=test,
            passed=0.9,
            context=(*words, *phrases(_GENERIC)),
            chance=chance,
            flags=0,
        )
    if form:
        yield PatternRecognizer(
            name=f"nationals.{own}",
            entity_type="NATIONAL_ID",
            patterns=(Pattern(_NUMBER.format(form), 0.0),),
            test=test,
            passed=0.7,
            context=(*words, *phrases(_GENERIC)),
            chance=chance,
            share=0.5 if chance > 0.05 else 0.0,
            flags=0,
        )
    yield PatternRecognizer(
        name=f"nationals.{own}_by_header",
        entity_type="NATIONAL_ID",
        patterns=(Pattern(r"(?=.*\d)[A-Za-z0-9][A-Za-z0-9 ./-]{6,20}", 0.0),),
        test=test,
        passed=0.5,
        context=words,
        whole=True,
    )


RECOGNIZERS = (
    *(recognizer for country in _COUNTRIES for recognizer in _recognizers(*country)),
    PatternRecognizer(
        name="nationals.denmark",
        entity_type="NATIONAL_ID",
        patterns=(Pattern(r"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d\d-\d{4}", 0.65),),
        context=phrases("cpr, cpr nummer, cpr nr, personnummer"),
        whole=True,
        share=0.95,
    ),
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
    Example("NATIONAL_ID", "7523169263", True, "egn"),
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
    Example("NATIONAL_ID", "15108695088", True, "fodselsnummer"),
    Example("NATIONAL_ID", "1630615123457", True, "cnp"),
    Example("NATIONAL_ID", "161175-19997", True),
    Example("NATIONAL_ID", "36805280109", True, "isikukood"),
    Example("NATIONAL_ID", "710319/2745", True),
    Example("NATIONAL_ID", "BOXW310820HNERXN09", True),
    Example("NATIONAL_ID", "6433435F", True),
    Example("NATIONAL_ID", "450401-3234565", True),
    Example("NATIONAL_ID", "501964843", True),
    Example("NATIONAL_ID", "131052-3081", True),
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
