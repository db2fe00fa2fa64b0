"""Who a person is, by column name: sex, age, origin, family, education, work.

Only a header can name these; the form says which values can be meant.
"""

from __future__ import annotations

from pia.recognizers import Example, named

RECOGNIZERS = (
    named(
        "demographics.sex",
        "SEX",
        r"[^\d@]{1,24}|[0129](?:\.0)?",
        "sex, gender, 性别, xb, xingbie, =xbdm, sex code, =m f, geslacht, geschlecht, sexo, sexe",
        weight=0.85,
    ),
    named(
        "demographics.age",
        "AGE",
        r"\d{1,3}(?:\.\d+)?|.*\d.*",
        """
            =age, age years, age group, age band, age range, =ages, nianling, donor age, age at enrollment,
            age in years, patient age, 年龄, nl, 周岁
        """,
        weight=0.8,
    ),
    named(
        "demographics.ethnicity",
        "ETHNICITY",
        r"[^\d@]{1,60}|\d{1,2}(?:\.0)?",
        "ethnicity, ethnic group, ethnic origin, race, racial group, 民族, mz, mzdm, minzu, 族别, indigenous status",
        against="time, date, distance, result, id, number, winner",
        weight=0.85,
    ),
    named(
        "demographics.nationality",
        "NATIONALITY",
        r"[^\d@]{2,60}",
        "nationality, citizenship, country of birth, citizen of, 国籍, gj, gjdm, guoji",
        weight=0.8,
    ),
    named(
        "demographics.marital",
        "MARITAL_STATUS",
        r"[^\d@]{1,40}|\d{1,2}",
        """
            marital status, maritalstatus, marital, family status, civil status, 婚姻状况, 婚姻, hyzk, hyzt, hunyin,
            hunyinzhuangkuang, relationship status
        """,
        weight=0.85,
    ),
    named(
        "demographics.household",
        "HOUSEHOLD_RELATION",
        r"[^\d@]{1,40}|\d{1,2}",
        """
            relationship to head, relation to head, kinship, 与户主关系, 家庭关系, 亲属关系, yhzgx
        """,
        weight=0.8,
    ),
    named(
        "demographics.household_registration",
        "HOUSEHOLD_REGISTRATION",
        "[^@]{2,80}",
        """
            hukou, household registration, native place, 户籍, 籍贯, 户口, 户别, 户籍地, hj, hjd, jg, 户口性质, hkxz,
            hkszd, hukouxingzhi, 户口类型, 户口簿号,
            来源地
        """,
        against="地址, address, 数, count, 人口",
        weight=0.8,
    ),
    named(
        "demographics.education",
        "EDUCATION",
        r"(?=.*[^\W\d_])[^@]{1,80}",
        """
            education, education level, degree, 文化程度, 学历, 受教育程度, whcd, xl, xueli, educational attainment,
            highest degree, qualification
        """,
        against="school, major, name, count, department, angle, celsius, charge, support, offence, burn",
        weight=0.75,
    ),
    named(
        "demographics.occupation",
        "OCCUPATION",
        r"(?=.*[^\W\d_]{2})[^@]{1,80}",
        """
            occupation, occupation type, job title, jobtitle, profession, job, 职业, 职务, 工种, 岗位, zy, zw, zhiye,
            zhiwu, position title, =occupation code, designation
        """,
        against="id, status, number, count, run",
        weight=0.75,
    ),
    named(
        "demographics.employer",
        "EMPLOYER",
        r"(?=.*[^\W\d_]{2})[^@]{2,120}",
        """
            employer, employer name, workplace, place of work, 工作单位, 单位名称, 服务处所, gzdw, fwcs
        """,
        against="id, count, contribution",
        weight=0.75,
    ),
)

EXAMPLES = (
    Example("SEX", "男", True, "性别"),
    Example("SEX", "F", True, "Gender"),
    Example("SEX", "12.5", False, "sex ratio"),
    Example("AGE", "47", True, "age"),
    Example("AGE", "47", False, "page"),
    Example("ETHNICITY", "汉族", True, "民族"),
    Example("ETHNICITY", "Hispanic", True, "ethnic_group"),
    Example("ETHNICITY", "Monaco Grand Prix", False, "race result"),
    Example("NATIONALITY", "Freedonia", True, "nationality"),
    Example("NATIONALITY", "31.5", False, "nationality"),
    Example("MARITAL_STATUS", "已婚", True, "婚姻状况"),
    Example("MARITAL_STATUS", "open", False, "status"),
    Example("HOUSEHOLD_RELATION", "配偶", True, "与户主关系"),
    Example("HOUSEHOLD_RELATION", "one to many", False, "relation"),
    Example("HOUSEHOLD_REGISTRATION", "江州市临河区", True, "户籍地"),
    Example("HOUSEHOLD_REGISTRATION", "1204", False, "户籍人口数"),
    Example("EDUCATION", "大学本科", True, "文化程度"),
    Example("EDUCATION", "21.5", False, "degree celsius"),
    Example("OCCUPATION", "electrician", True, "job_title"),
    Example("OCCUPATION", "17", False, "job id"),
    Example("EMPLOYER", "江州市第三纺织厂", True, "工作单位"),
    Example("EMPLOYER", "12", False, "employer count"),
)
