"""What English sentences say in words or figures of a person: ages, telephones, dates, and numbers that they name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pia.recognizers._text_names import Found

NAMED, SPOKEN = 0.9, 0.65
"""Scores of a number that the words before it name, and of what sentences say so or so."""

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_ONES = "(?:one|two|three|four|five|six|seven|eight|nine)"
_TENS = "(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_TEENS = "(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
_FIRST = (
    "(?:twenty-|thirty-)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|eleventh|twelfth|"
    "(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth"
)
_DATE = (
    rf"(?:{_MONTH} (?:\d{{1,2}}(?:st|nd|rd|th)?|{_FIRST}),? \d{{4}}"
    rf"|(?:\d{{1,2}}(?:st|nd|rd|th)?|(?:{_FIRST})) (?:of )?{_MONTH},? \d{{4}}"
    r"|(?:19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)?\d{2})"
)
_IS = (
    r"(?:'s|es)?(?: ?(?:numbers?|nos?\b\.?|nr\b\.?|id|#|code))?(?:[ ,]{1,2}(?:is|was|are|reads?))?"
    r"[ :#=]{1,3}(?:no\.? |# ?)?"
)
"""Between the name of a number and the number."""

_CODE = r"(?P<value>(?=[A-Z-]{0,8}\d)[A-Z0-9][A-Z0-9-]{4,15}[A-Z0-9])(?![\w-])"


def _passes_luhn(text: str) -> bool:
    from stdnum import luhn

    return bool(luhn.is_valid(re.sub(r"\D", "", text)))


@dataclass(frozen=True, slots=True)
class _Saying:
    """One thing that sentences say.

    Attributes:
        entity_type: What it is.
        score: How sure.
        cues: One of these is in every text that says it, in small letters.
        form: Its form; the group that matched is what was said.
        test: Whether a match counts.
    """

    entity_type: str
    score: float
    cues: tuple[str, ...]
    form: re.Pattern[str]
    test: Callable[[str], bool] = bool


def _named(entity_type: str, cues: str, names: str, value: str, test: Callable[[str], bool] = bool) -> _Saying:
    form = re.compile(rf"(?<![A-Za-z])(?i:(?:{names}){_IS}){value}")
    return _Saying(entity_type, NAMED, tuple(cues.split(",")), form, test)


_SAYINGS = (
    _named("DRIVER_LICENSE", "licen", r"(?:driver'?s?|driver’s|driving) licen[cs]e", _CODE),
    _named("PASSPORT", "passport", "passport", r"(?P<value>[A-Z]{0,2}\d{6,9})(?![\w-])"),
    _named(
        "NATIONAL_ID",
        "security,ssn,insurance,national,identity,id card,citizen,nino,nhs,cpf,bsn,pesel,aadhaar,codice,nummer,egn,ahv,"
        "avs,rut,rodne,cedula,isikukood,dni,nif,nie,hetu,tunnus,nir,oib,pps,kennitala,rrn,curp,nric,cnp,kimlik,thai,"
        "sa id",
        r"social security|ssn|national insurance|nino|national (?:identity|identification|id)|identity card|id card|"
        r"citizen id|nhs|cpf|bsn|pesel|aadhaar|codice fiscale|rijksregisternummer|personnummer|egn|ahv(?:[ -]nummer)?|"
        r"avs|rut|rodne cislo|cedula|isikukood|dni|nif|nie|hetu|henkil[oö]tunnus|nir|oib|ppsn?|kennitala|rrn|curp|nric|"
        r"f[oø]dselsnummer|cnp|tc kimlik|thai id|sa id",
        r"(?P<value>(?=(?:[A-Z ./-]{0,8}\d){5})[A-Z0-9](?:[ ./-]?[A-Z0-9]){7,17})(?![\w-])",
    ),
    _named(
        "BANK_ACCOUNT",
        "account",
        r"(?:bank |checking |savings |my |your )?account",
        r"(?P<value>\d(?:[ -]?\d){6,17})(?![\w-])",
    ),
    _Saying(
        "CREDIT_CARD",
        NAMED,
        ("card", "visa", "amex"),
        re.compile(
            r"\b(?:card|visa|mastercard|amex)\b[^\d\n]{0,30}(?P<value>\d(?:[ -]?\d){12,18})(?![\w-])", re.IGNORECASE
        ),
        _passes_luhn,
    ),
    _named("VEHICLE_ID", "vin,chassis", "vin|chassis", r"(?P<value>[A-HJ-NPR-Z0-9]{17})(?![\w-])"),
    _named("DEVICE_ID", "imei,imsi,iccid", "imei|imsi|iccid", r"(?P<value>\d{14,20})(?![\w-])"),
    _Saying(
        "COORDINATES",
        NAMED,
        (", ",),
        re.compile(r"(?<![\w.])(?P<value>[-+]?\d{1,2}\.\d{4,}°?,? [-+]?1?\d{1,2}\.\d{4,}°?)(?![\w.]*\d)"),
    ),
    _named(
        "LICENSE_PLATE",
        "plate",
        r"(?:licen[cs]e|number|registration) plate",
        r"(?P<value>(?=[A-Z -]{0,4}\d)[A-Z0-9]{1,4}(?:[ -]?[A-Z0-9]{1,4}){1,2})\b",
    ),
    _named(
        "PERSON_CODE",
        "mrn,record,patient,employee,student,member,policy",
        r"mrn|medical record|patient|employee|student|member(?:ship)?|policy",
        _CODE,
    ),
    _Saying(
        "DATE_OF_BIRTH",
        NAMED,
        ("birth", "born", "dob", "d.o.b"),
        re.compile(
            r"\b(?:date of birth|birth ?date|birthday|d\.?o\.?b\.?|born)(?: is| was|:)?(?: on)?(?: the)?[ :]{1,3}"
            rf"(?P<value>{_DATE})\b",
            re.IGNORECASE,
        ),
    ),
    _Saying(
        "AGE",
        SPOKEN,
        ("old", "age", "turn", "'m", "i am", "he is", "yo", "y/o", "ies"),
        re.compile(
            r"\b(?P<value>\d{1,3})(?=[ -]?(?:years?|yrs?)[ -]old\b| ?y/?o\b)"
            rf"|\b(?P<words>{_TENS}(?:[- ]{_ONES})?|{_TEENS}|{_ONES})(?=[ -]years?[ -]old\b)"
            rf"|\b(?P<decade>(?:early|mid|late)[- ](?:teens|{_TENS[3:-1].replace('y', 'ies')}))\b"
            r"|\b(?:aged?|at the age of|i'm|i am|turn(?:s|ed|ing)?|s?he is)[ :]+"
            r"(?P<other>\d{1,2})(?![\w%/:-]|[.,]\d"
            r"| ?(?:%|percent|km|kg|miles|minutes|hours|days|weeks|months|of|meters))",
            re.IGNORECASE,
        ),
    ),
    _Saying(
        "AGE",
        SPOKEN,
        (", ",),
        re.compile(r"[A-Z][a-zà-ÿ'’-]+, (?P<value>[1-9]\d)(?=, (?:a|an|the|of|from|who|said|told|is|was)\b)"),
    ),
    _Saying(
        "PHONE_NUMBER",
        SPOKEN,
        (
            "call",
            "phone",
            "tel",
            "mobile",
            "cell",
            "reach",
            "fax",
            "desk",
            "whatsapp",
            "sms",
            "number",
            "message",
            "text ",
            "dial",
            "ring",
            "contact",
            "registered",
        ),
        re.compile(
            r"\b(?:call|phone|tel|telephone|mobile|cell|cellphone|reach|fax|desk|whatsapp|sms|messages?|text|"
            r"(?:my|his|her|their|the|our|a|your) numbers?(?! of)|"
            r"dial|ring|contact|registered)\b(?:[^\d\n+(]{0,25}?|:\s{1,3})"
            r"(?P<value>\+?\(?\d(?:[ ().-]{0,2}\d){6,14}(?: ?(?:x|ext\.?) ?\d{1,6})?)(?![\d/])",
            re.IGNORECASE,
        ),
    ),
    _Saying(
        "PHONE_NUMBER",
        SPOKEN,
        ("+", "(", ".", "-", "0"),
        re.compile(
            r"(?<![\w+.-])(?P<value>\+\d{1,3}[ .-]?(?:\(0\))?(?:[ .-]?\d){7,12}"
            r"|\(0?\d{2,5}\) ?\d{2,4}(?:[ .-]?\d{2,4}){1,3}|\d{3}[.-]\d{3}[.-]\d{4}"
            r"|0\d{3,4} \d{3} \d{3,4}|0\d(?: \d\d){4})(?: ?(?:x|ext\.?) ?\d{1,6})?(?![\w/]|[.-]\d)"
        ),
    ),
    _Saying(
        "DATE_TIME",
        SPOKEN,
        ("1", "2", "day"),
        re.compile(
            rf"\b(?P<value>{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
            rf"|\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH},? \d{{4}}"
            rf"|{_MONTH} \d{{4}}"
            r"|(?:19|20)\d{2}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{4}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
            r"|\b(?:[Ii]n|[Ss]ince|of|[Uu]ntil|by|from|a) (?P<other>(?:19|20)\d{2})\b(?![-/.]\d)"
        ),
    ),
)


EXPRESSIONS = tuple(saying.form for saying in _SAYINGS)
"""A text in which none of these matches says nothing."""


def spoken(text: str, may: Sequence[object] = EXPRESSIONS) -> Iterator[Found]:
    """Everything that a text says of these; what is named comes first, and they may overlap.

    Args:
        text: The text.
        may: For each of `EXPRESSIONS` whether it may match.
    """
    lowered = text.lower()
    for saying, possible in zip(_SAYINGS, may, strict=True):
        if possible and _holds(lowered, saying.cues):
            for match in saying.form.finditer(text):
                start, end = match.span(match.lastgroup or 0)
                if saying.test(text[start:end]):
                    yield Found(start, end, saying.entity_type, saying.score)


def _holds(text: str, cues: Sequence[str]) -> bool:
    for cue in cues:  # noqa: SIM110 - a generator takes longer than these looks
        if cue in text:
            return True
    return False
