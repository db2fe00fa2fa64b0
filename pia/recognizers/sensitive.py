"""Data that the law protects most, by column name: health, belief, body, offences, need, children.

Only a header can name these; the form says which values can be meant.
"""

from __future__ import annotations

from pia.recognizers import Example, named

_ANY = ".{1,400}"

RECOGNIZERS = (
    named(
        "sensitive.religion",
        "RELIGION",
        r"[^\d@]{1,60}",
        """
            religion, faith, denomination, 宗教信仰, 宗教, zjxy, zongjiao, religious affiliation, religious belief,
            church
        """,
        weight=0.85,
    ),
    named(
        "sensitive.political",
        "POLITICAL_AFFILIATION",
        r"[^\d@]{1,60}",
        """
            =party, political party, party affiliation, political affiliation, political status, party name,
            party registration, voting intention, voted for, 政治面貌,
            党派, zzmm, zhengzhimianmao
        """,
        weight=0.8,
    ),
    named(
        "sensitive.union",
        "UNION_MEMBERSHIP",
        _ANY,
        "trade union, union member, union membership, union name, labor union, labour union, 工会会员, 工会, ghhy",
        weight=0.8,
    ),
    named(
        "sensitive.health",
        "HEALTH",
        r"(?=.*\w)[^@]{1,300}",
        """
            diagnosis, diagnoses, disease, illness, medical history, medication, prescription, blood type,
            health status, icd10, icd 10, symptom, symptoms, vaccination, vaccine dose, allergy, 诊断, 疾病,
            病史, 既往史, 健康状况, 血型, 用药, 病种, 症状, 接种, 过敏, 慢性病, 精神障碍, zd, jkzk, jibing, zhenduan,
            体检, 病情, 患病, 检验结果, health condition, medical
            condition, conditions, medical note, diag, dx, icd, icd code, allergies, medications, treatment,
            hiv status, bmi, blood
            pressure, covid test, test result, vaccine, comorbidity, mental health
        """,
        against="count, rate, total, cases, deaths, 数, 率, 例",
        weight=0.8,
    ),
    named(
        "sensitive.disability",
        "DISABILITY",
        _ANY,
        """
            disability, disabilities, disabled, handicap, impairment, special needs, 残疾, 伤残, 残障, cjlb, canji,
            残疾类别, 残疾证, cj, cjzh
        """,
        against="count, rate, 人数",
        weight=0.8,
    ),
    named(
        "sensitive.biometric",
        "BIOMETRIC",
        r"\S{2,}",
        """
            fingerprint, iris, voiceprint, face template, face feature, face embedding, biometric, faceid,
            face id, face match, face ref, 指纹, 虹膜, 声纹, 人脸特征, 人脸模板, 特征值, 人脸比对, zw
        """,
        weight=0.85,
    ),
    named(
        "sensitive.face_image",
        "FACE_IMAGE",
        _ANY,
        """
            face image, face photo, portrait, mugshot, 人脸图片, 人脸照片, 照片, 头像, rlzp
        """,
        against="count",
        weight=0.8,
    ),
    named(
        "sensitive.genetic",
        "GENETIC",
        r"\S.*",
        "dna, genotype, genome, genetic, 基因, 基因型",
        against="count, length",
        weight=0.75,
    ),
    named(
        "sensitive.criminal",
        "CRIMINAL_RECORD",
        r"(?=.*[^\W\d_]{2}).{2,300}",
        """
            criminal record, conviction, convictions, offence, offense, charge, charges, sentence, arrest,
            crime, criminal history, offences, offenses, felony, verdict, probation, prison, 犯罪记录, 前科,
            违法记录, 处罚, 刑期, 判决, 违法犯罪, 案由, 刑罚, 罪名, 涉案, 吸毒, 刑满释放, 社区矫正, 重点人员, fzjl
        """,
        against="rate, count, total, per, price, fee, 率, 数",
        weight=0.75,
    ),
    named(
        "sensitive.sexual",
        "SEXUAL_LIFE",
        _ANY,
        "sexual orientation, sexuality, sex life, sexual partners, sexual history, 性取向, 性倾向, 性生活",
        weight=0.85,
    ),
    named(
        "sensitive.social_benefit",
        "SOCIAL_BENEFIT",
        _ANY,
        """
            social benefit, hardship, welfare, allowance, subsistence, benefit type, 低保, 救助, 补贴, 困难类型, 社保,
            特困, 帮扶, db
        """,
        weight=0.75,
    ),
    named(
        "sensitive.minor",
        "MINOR",
        r"(?=.*[^\W\d_]{2}).{2,60}|(?:19|20)\d{2}[-/.年].*",
        """
            child, =dependent name, kid name, 幼儿, 学龄儿童, children names, child name, child dob, minor, pupil,
            儿童, 子女, 未成年人, 学生姓名,
            留守儿童, et, znxm
        """,
        against="count, number, num, under, cnt, any, 人数, 数量, 数, have",
        weight=0.75,
    ),
)

EXAMPLES = (
    Example("RELIGION", "佛教", True, "宗教信仰"),
    Example("RELIGION", "7", False, "religion"),
    Example("POLITICAL_AFFILIATION", "群众", True, "政治面貌"),
    Example("POLITICAL_AFFILIATION", "Independents", True, "party"),
    Example("POLITICAL_AFFILIATION", "14", False, "party size"),
    Example("UNION_MEMBERSHIP", "yes", True, "trade_union"),
    Example("UNION_MEMBERSHIP", "European Union", False, "region"),
    Example("SOCIAL_BENEFIT", "低保户", True, "困难类型"),
    Example("SOCIAL_BENEFIT", "42", False, "reading"),
    Example("HEALTH", "高血压", True, "慢性病"),
    Example("HEALTH", "J45.9", True, "diagnosis"),
    Example("HEALTH", "120", False, "disease count"),
    Example("DISABILITY", "肢体二级", True, "残疾类别"),
    Example("DISABILITY", "30", False, "disability rate"),
    Example("BIOMETRIC", "fm_00412d9a", True, "face_match_ref"),
    Example("BIOMETRIC", "left side", False, "surface"),
    Example("FACE_IMAGE", "faces/0001.jpg", True, "人脸照片"),
    Example("FACE_IMAGE", "roads/0001.jpg", False, "image"),
    Example("GENETIC", "AG", True, "genotype"),
    Example("GENETIC", "AG", False, "canton"),
    Example("CRIMINAL_RECORD", "theft, 2019", True, "conviction"),
    Example("CRIMINAL_RECORD", "12.5", False, "offence rate"),
    Example("SEXUAL_LIFE", "bisexual", True, "sexual_orientation"),
    Example("SEXUAL_LIFE", "north", False, "orientation"),
    Example("MINOR", "王小宝", True, "同住儿童姓名"),
    Example("MINOR", "2", False, "children count"),
)
