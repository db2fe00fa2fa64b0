"""Names inside English and Chinese text, and of people in columns without a telling header.

Ages, telephone numbers and dates are told as sentences say them, other numbers where words before them name them. Found
by lists, by the characters and the form of names, and by the words beside them; a language model finds more.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pia.compiling import interpreted, machine_code
from pia.recognizers import PROOF, Example, Pattern, PatternRecognizer, phrases
from pia.recognizers._han_words import COMPOUND_SURNAMES, SURNAMES, TRANSLITERATION
from pia.recognizers._latin_words import TITLES
from pia.recognizers._listed_names import are_given, are_surnames, is_given, is_listed, is_surname
from pia.recognizers._text_names import Found, Shared, TextNames

_SURE, _LIKELY = 0.8, 0.65
_FEW = 4_000
"""Up to so many characters, loading numba takes longer than it saves."""

_BESIDE = 250
"""Hundredths of evidence beside a name from which on it is sure: a title or a verb of speech."""

_DOTTED = re.compile(rf"[{TRANSLITERATION}]{{1,6}}(?:[·•・][{TRANSLITERATION}]{{1,7}})+")
_NO_PEOPLE = phrases(
    """
    station, airport, airline, city, town, country, county, state, region, district, province, place, location, venue,
    street, road, company, organization, organisation, brand, product, item, school, university, team, club, song,
    album, film, movie, title, hotel, restaurant, cuisines, party, species, 站, 城市, 国家, 公司, 单位, 机构,
    产品, 品牌, 学校, 地名, 地区, 区县, 街道, 村, 社区, 小区, 路名, 菜名, 药品, 疾病, 诊断
    """
)
_LETTER = r"[^\W\d_\u3040-\u9fff\uac00-\ud7a3]"
_WORD = rf"{_LETTER}+(?:['’-]{_LETTER}+)*\.?"
_LISTED = rf"(?:(?:{TITLES})\.? )?{_WORD}(?:,?[ \u00a0]{_WORD}){{1,4}}"


def _chinese(texts: Sequence[str]) -> list[list[Found]]:
    """Names in Chinese texts, found in one go."""
    from pia.recognizers import _han_search as search

    text = "\n".join(part.replace("\n", " ") for part in texts)
    kinds = {search.PERSON: "PERSON", search.PLACE: "LOCATION", search.ORGANISATION: "ORGANIZATION"}
    names: list[list[Found]] = [[] for _ in texts]
    first, number = 0, 0
    found: Any = (_few if len(text) <= _FEW and "numba" not in sys.modules else _many)(text)
    for start, end, kind, evidence in sorted(found.tolist()):
        while start > first + len(texts[number]):
            first += len(texts[number]) + 1
            number += 1
        sure = kind == search.PERSON and evidence >= _BESIDE
        names[number].append(Found(start - first, end - first, kinds[kind], _SURE if sure else _LIKELY))
    return [_with_dotted(text, told) for text, told in zip(texts, names, strict=True)]


def _many(text: str) -> Any:
    """The names in a text, by compiled code."""
    from pia.recognizers import _han_search as search
    from pia.recognizers._han_lexicon import lexicon, points

    known = lexicon()
    return machine_code(search.search, kept=True)(points(text), known.flags, known.roles, known.tables)


def _few(text: str) -> Any:
    """The same without compiled code."""
    from pia.recognizers import _han_search as search

    return interpreted(search.search)([ord(character) for character in text], *_viewed())


@cache
def _viewed() -> tuple[Any, ...]:
    """The arrays of the lexicon, as Python reads them fastest."""
    from pia.recognizers._han_lexicon import lexicon

    known = lexicon()
    view: Any = memoryview
    return view(known.flags), view(known.roles), tuple(view(table) for table in known.tables)


def _with_dotted(text: str, names: list[Found]) -> list[Found]:
    """The same with names of several parts that a dot joins."""
    dotted = [Found(*match.span(), "PERSON", _SURE) for match in _DOTTED.finditer(text)]
    apart = [name for name in names if all(name.end <= own.start or name.start >= own.end for own in dotted)]
    return sorted([*apart, *dotted])


def _english(texts: Sequence[str], may: Sequence[Sequence[object]] | None = None) -> list[list[Found]]:
    from pia.recognizers._latin_search import search

    if may is None:
        return [list(search(text)) for text in texts]
    return [list(search(text, own)) for text, own in zip(texts, may, strict=True)]


def _english_expressions() -> tuple[re.Pattern[str], ...]:
    from pia.recognizers._latin_search import EXPRESSIONS

    return EXPRESSIONS


def _is_han_name(text: str) -> bool | None:
    """Whether a whole text is likelier a name than a word."""
    return _are_han_names([text])[0]


def _are_han_names(texts: Sequence[str]) -> list[bool]:
    """`_is_han_name` of many texts, which are searched in one go."""
    return [
        [found.entity_type for found in names if found.end - found.start == len(text)] == ["PERSON"]
        for text, names in zip(texts, _chinese(texts), strict=True)
    ]


@dataclass(frozen=True, slots=True)
class WholeNames(PatternRecognizer):
    """A recognizer of names that are whole cells, by their values.

    Attributes:
        least_prevalence: Share of the filled cells of a column that must be names, for the column to be found.
        heeds_header: Whether a header that speaks against it outweighs the values.
        many: The test of many texts at once, where that is faster.
    """

    least_prevalence: float = 0.3
    heeds_header: bool = True
    many: Callable[[Sequence[str]], Sequence[bool | None]] | None = None


_NAMED_BY_WORDS = {
    "births": "DATE_OF_BIRTH",
    "driver_licenses": "DRIVER_LICENSE",
    "passports": "PASSPORT",
    "national_ids": "NATIONAL_ID",
    "accounts": "BANK_ACCOUNT",
    "cards": "CREDIT_CARD",
    "plates": "LICENSE_PLATE",
    "vehicles": "VEHICLE_ID",
    "devices": "DEVICE_ID",
    "coordinates": "COORDINATES",
    "person_codes": "PERSON_CODE",
}
_CHINESE, _ENGLISH = Shared(_chinese, "han"), Shared(_english, "latin", _english_expressions)

RECOGNIZERS = (
    TextNames("names.chinese_addressed", "PERSON", _CHINESE, _SURE, 0.006, 0.02),
    TextNames("names.chinese_likely", "PERSON", _CHINESE),
    TextNames("names.chinese_places", "LOCATION", _CHINESE, least_text=0.5),
    TextNames("names.chinese_organisations", "ORGANIZATION", _CHINESE, least_text=0.5),
    TextNames("names.english_addressed", "PERSON", _ENGLISH, _SURE, 0.006, 0.02),
    TextNames("names.english_likely", "PERSON", _ENGLISH),
    TextNames("names.english_places", "LOCATION", _ENGLISH, chance=0.03, least_share=0.1, least_text=0.5),
    TextNames("names.english_organisations", "ORGANIZATION", _ENGLISH, least_text=0.5),
    TextNames("names.english_nationalities", "NATIONALITY", _ENGLISH, least_text=0.5),
    TextNames("names.english_ages", "AGE", _ENGLISH, _LIKELY, 0.006, 0.02),
    TextNames("names.english_telephones", "PHONE_NUMBER", _ENGLISH, _LIKELY, 0.006, 0.02),
    *(
        TextNames(f"names.english_{name}", entity_type, _ENGLISH, PROOF, 0.0, 0.0, 0.0)
        for name, entity_type in _NAMED_BY_WORDS.items()
    ),
    TextNames("names.english_dates", "DATE_TIME", _ENGLISH, least_text=0.5),
    TextNames("names.english_addresses", "ADDRESS", _ENGLISH, _SURE, 0.006, 0.02),
    TextNames("names.english_address_parts", "ADDRESS", _ENGLISH, chance=0.03, least_share=0.1, least_text=0.5),
    WholeNames(
        name="names.listed",
        entity_type="PERSON",
        patterns=(Pattern(_LISTED, 0.0),),
        test=is_listed,
        passed=0.75,
        against=_NO_PEOPLE,
        chance=0.09,
        whole=True,
    ),
    WholeNames(
        name="names.han_listed",
        entity_type="PERSON",
        patterns=(Pattern(rf"(?:[{SURNAMES}]|{COMPOUND_SURNAMES})[\u4e00-\u9fff]{{1,2}}", 0.0),),
        test=_is_han_name,
        many=_are_han_names,
        passed=0.75,
        against=_NO_PEOPLE,
        chance=0.15,
        whole=True,
    ),
    WholeNames(
        name="names.given_beside",
        entity_type="PERSON",
        patterns=(Pattern(_WORD, 0.0),),
        test=is_given,
        many=are_given,
        passed=0.5,
        against=_NO_PEOPLE,
        chance=0.1,
        whole=True,
        share=0.7,
        beside=("names.surname_beside", "person.latin_name"),
    ),
    WholeNames(
        name="names.surname_beside",
        entity_type="PERSON",
        patterns=(Pattern(_WORD, 0.0),),
        test=is_surname,
        many=are_surnames,
        passed=0.5,
        against=_NO_PEOPLE,
        chance=0.1,
        whole=True,
        share=0.6,
        beside=("names.given_beside", "person.latin_name"),
    ),
)

EXAMPLES = (
    Example("PERSON", "Please ask Dr. Anna Lindqvist about the lease.", True),
    Example("PERSON", "My name is Peter Hartley and I live upstairs.", True),
    Example("PERSON", "Please ask the caretaker about the lease on Monday.", False),
    Example("PERSON", "网格员李敏上门劝导，双方已达成一致。", True),
    Example("PERSON", "艾力·买买提来电咨询落户手续，已答复。", True),
    Example("PERSON", "今天上午巡查发现井盖破损，已上报市政部门处理。", False),
    Example("PERSON", "Hartley, Peter", True),
    Example("PERSON", "Metal Box", False),
    Example("PERSON", "李建国", True),
    Example("PERSON", "高血压", False),
    Example("LOCATION", "She moved to Germany with her children last year.", True),
    Example("LOCATION", "She moved out with her children last Monday.", False),
    Example("LOCATION", "他从湖北来到深圳打工，已有三年。", True),
    Example("ORGANIZATION", "He has worked for the Ostrava Steel Company since last year.", True),
    Example("ORGANIZATION", "He has worked there since the end of May.", False),
    Example("ORGANIZATION", "现任江苏省宏远集团财务部经理，负责对账。", True),
    Example("NATIONALITY", "The tenant is a Norwegian citizen with two dogs.", True),
    Example("AGE", "The applicant is Mr. Olsen, aged 47, a carpenter.", True),
    Example("AGE", "The queue was Monday, aged 47 minutes, too long.", False),
    Example("PHONE_NUMBER", "Please ask Maria to call 453 94 965 before noon.", True),
    Example("PHONE_NUMBER", "Please ask Maria about order 453 94 965 before noon.", False),
    Example("AGE", "She is a sixty-two year old widow.", True),
    Example("DATE_OF_BIRTH", "The tenant was born on the third of May 1961 in Lyon.", True),
    Example("DATE_OF_BIRTH", "The lease was signed on the third of May 1961 in Lyon.", False),
    Example("DRIVER_LICENSE", "Her driver's license number is D1417986, she says.", True),
    Example("DRIVER_LICENSE", "Her driver's license number is not known to us.", False),
    Example("PASSPORT", "He showed passport no. X1234567 at the desk.", True),
    Example("NATIONAL_ID", "Her social security number is 078 05 1121 as before.", True),
    Example("BANK_ACCOUNT", "Please refund it to account number 30881245 today.", True),
    Example("CREDIT_CARD", "My credit card number is 6304 9850 0000 0000 08 by the way.", False),
    Example("CREDIT_CARD", "Please charge my card, it is 4000 0000 0000 0002 again.", True),
    Example("LICENSE_PLATE", "The van has number plate MP76 DOB and is blue.", True),
    Example("PERSON_CODE", "The patient id is P-204418, see below.", True),
    Example("PERSON_CODE", "The patient was seen in room 12 again.", False),
    Example("DATE_TIME", "The lease was signed in Lyon on March 3, 2019.", True),
    Example("DATE_TIME", "The lease was signed in Lyon by both of them.", False),
    Example("ADDRESS", "The parcel was sent to Lindenstrasse 14, please check.", True),
)
