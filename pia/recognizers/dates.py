"""Dates of birth, as distinct from other dates: only a header tells them apart."""

from __future__ import annotations

from pia.recognizers import Example, Pattern, PatternRecognizer, phrases

_DAY = (
    r"(?:(?:18|19|20)\d{2}[-/.年 ]?(?:0?[1-9]|1[0-2])[-/.月 ]?(?:0?[1-9]|[12]\d|3[01])日?"
    r"|(?:0?[1-9]|[12]\d|3[01])[-/. ](?:0?[1-9]|[12]\d|3[01])[-/. ](?:(?:18|19|20)?\d{2})"
    r"|(?:0?[1-9]|[12]\d|3[01])[ -](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ -]\d{2,4}"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2},? \d{4})"
)

RECOGNIZERS = (
    PatternRecognizer(
        name="dates.birth",
        entity_type="DATE_OF_BIRTH",
        patterns=(
            Pattern(rf"{_DAY}(?:[T ]\d{{1,2}}:\d{{2}}(?::\d{{2}}(?:\.\d+)?)?(?:Z|[+-]\d{{2}}:?\d{{2}})?)?", 0.4),
            Pattern(r"(?:18|19|20)\d{2}(?:年|\.0)?(?:[-/.]?(?:0[1-9]|1[0-2])月?)?", 0.3),
        ),
        context=phrases(
            """
    dob, date of birth, birth date, birthdate, birthday, birth day, birth year, year of birth, born, born on,
    geburtsdatum, fecha nacimiento, date naissance, d o b, birth dt, 出生日期, 出生年月, 出生年, 生日, 出生,
    csrq, csny, sr
    """
        ),
        against=phrases("place, country, city, weight, count, rate, order, order no, 地, 体重, 率"),
        header_weight=0.9,
        whole=True,
    ),
)

EXAMPLES = (
    Example("DATE_OF_BIRTH", "1949-12-31", True, "dateOfBirth"),
    Example("DATE_OF_BIRTH", "31.12.1949", True, "DOB"),
    Example("DATE_OF_BIRTH", "1949年12月31日", True, "出生日期"),
    Example("DATE_OF_BIRTH", "1949", True, "birth_year"),
    Example("DATE_OF_BIRTH", "1949-12-31", False, "registered_on"),
    Example("DATE_OF_BIRTH", "Lyon", False, "birth place"),
    Example("DATE_OF_BIRTH", "3450", False, "birth weight"),
)
