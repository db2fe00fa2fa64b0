"""Dates of birth, as distinct from other dates: only a header tells them apart. Those of children are told by the year.

A person born in one of the last fourteen calendar years, this one included, is under 14 (PIPL, article 31); those
who turn 14 only later this year are left out.
"""

from __future__ import annotations

from datetime import date

from pia.recognizers import Example, Pattern, PatternRecognizer, phrases

_DAY = (
    r"(?:(?:18|19|20)\d{2}[-/.年 ]?(?:0?[1-9]|1[0-2])[-/.月 ]?(?:0?[1-9]|[12]\d|3[01])日?"
    r"|(?:0?[1-9]|[12]\d|3[01])[-/. ](?:0?[1-9]|[12]\d|3[01])[-/. ](?:(?:18|19|20)?\d{2})"
    r"|(?:0?[1-9]|[12]\d|3[01])[ -](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ -]\d{2,4}"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2},? \d{4})"
)

_HEADERS = phrases(
    """
    dob, date of birth, birth date, birthdate, birthday, birth day, birth year, year of birth, born, born on,
    geburtsdatum, fecha nacimiento, date naissance, d o b, birth dt, 出生日期, 出生年月, 出生年, 生日, 出生,
    csrq, csny, sr
    """
)
_AGAINST = phrases("place, country, city, weight, count, rate, order, order no, 地, 体重, 率")
_CHILD_AGE = 14
_YEARS = "|".join(str(date.today().year - age) for age in range(_CHILD_AGE))

RECOGNIZERS = (
    PatternRecognizer(
        name="dates.birth",
        entity_type="DATE_OF_BIRTH",
        patterns=(
            Pattern(rf"{_DAY}(?:[T ]\d{{1,2}}:\d{{2}}(?::\d{{2}}(?:\.\d+)?)?(?:Z|[+-]\d{{2}}:?\d{{2}})?)?", 0.4),
            Pattern(r"(?:18|19|20)\d{2}(?:年|\.0)?(?:[-/.]?(?:0[1-9]|1[0-2])月?)?", 0.3),
        ),
        context=_HEADERS,
        against=_AGAINST,
        header_weight=0.9,
        whole=True,
    ),
    PatternRecognizer(
        name="dates.birth_of_child",
        entity_type="MINOR",
        patterns=(Pattern(rf"(?:{_YEARS})(?:[-/.年 ]?\d.{{0,24}})?|\d{{1,2}}[-/. ]\d{{1,2}}[-/. ](?:{_YEARS})", 0.5),),
        context=_HEADERS,
        against=_AGAINST,
        whole=True,
        share=0.01,
    ),
)

EXAMPLES = (
    Example("MINOR", f"{date.today().year - 6}-03-01", True, "出生日期"),
    Example("MINOR", f"{date.today().year - 6}-03-01", False, "registered_on"),
    Example("MINOR", f"01/03/{date.today().year - 30}", False, "dob"),
    Example("DATE_OF_BIRTH", "1949-12-31", True, "dateOfBirth"),
    Example("DATE_OF_BIRTH", "31.12.1949", True, "DOB"),
    Example("DATE_OF_BIRTH", "1949年12月31日", True, "出生日期"),
    Example("DATE_OF_BIRTH", "1949", True, "birth_year"),
    Example("DATE_OF_BIRTH", "1949-12-31", False, "registered_on"),
    Example("DATE_OF_BIRTH", "Lyon", False, "birth place"),
    Example("DATE_OF_BIRTH", "3450", False, "birth weight"),
)
