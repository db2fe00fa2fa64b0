"""Names of people, by header and form: Latin and Chinese."""

from __future__ import annotations

from pia.recognizers import Example, Pattern, PatternRecognizer, phrases
from pia.recognizers._han_words import COMPOUND_SURNAMES, SURNAMES

HAN_NAME = (
    rf"(?:{COMPOUND_SURNAMES}|[{SURNAMES}])[·]?[\u4e00-\u9fff]{{1,2}}|[\u4e00-\u9fff]{{2,7}}·[\u4e00-\u9fff]{{2,8}}"
)
_LETTER = r"[^\W\d_\u3040-\u9fff\uac00-\ud7a3]"
_WORD = rf"{_LETTER}+(?:['’\-]{_LETTER}+)*\.?"
LATIN_NAME = rf"{_WORD}(?:,? {_WORD}){{0,5}}"

_NAMED = phrases(
    """
    first name, last name, middle name, given name, family name, full name, fullname, firstname, lastname,
    surname, forename, nickname, maiden name, mothers maiden, mother maiden, fname, lname, mname, person name,
    contact name, contact person, emergency contact, kin name, next of kin, patient name, customer name,
    client name, employee name, student name, worker name, staff name, resident name, owner name,
    head of household, household head, author name, officer name, official full, name first, name last,
    name given, username full, landlord, tenant name, guardian, =name, =first, =last, =middle, =names, =full,
    =applicant, =owner, =nickname, =author, =judge, 姓名, 名字, 户主, 房东, 联系人, 监护人, 经办人, 负责人,
    申请人, 当事人, 法定代表人, 法人姓名, 网格员, 家属, 亲属姓名, 儿童姓名, 子女姓名, 父亲, 母亲, 配偶, 曾用名,
    医生, 教师, xm, cym, lxr
    """
)
_AGAINST = phrases(
    """
    company, file, product, item, brand, event, table, column, host, domain, project, code, station, city,
    country, street, road, airline, airport, school, team, club, song, film, date, id, no, number, phone, tel,
    email, address, type, count, 电话, 手机, 编号, 日期, 号码, 证件, 地址, 住址, 单位, 公司, 人数, 关系, 意见,
    类型, status, url, organization, org
    """
)

RECOGNIZERS = (
    PatternRecognizer(
        name="person.latin_name",
        entity_type="PERSON",
        patterns=(Pattern(rf"(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof)\.? )?{LATIN_NAME}", 0.3),),
        context=_NAMED,
        against=_AGAINST,
        header_weight=0.75,
        whole=True,
    ),
    PatternRecognizer(
        name="person.han_name",
        entity_type="PERSON",
        patterns=(Pattern(HAN_NAME, 0.4),),
        context=_NAMED,
        against=_AGAINST,
        header_weight=0.85,
        whole=True,
    ),
)

EXAMPLES = (
    Example("PERSON", "Anna-Lena O'Hara", True, "full_name"),
    Example("PERSON", "Núñez", True, "lastName"),
    Example("PERSON", "王小明", True, "姓名"),
    Example("PERSON", "欧阳小明", True, "户主姓名"),
    Example("PERSON", "阿依古丽·买买提", True, "xm"),
    Example("PERSON", "Anna Bell", False, "station name"),
    Example("PERSON", "12-A", False, "name"),
    Example("PERSON", "13800138000", False, "联系人电话"),
)
