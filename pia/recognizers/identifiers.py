"""Numbers and names that stand for a person or a thing of theirs, by column name.

Only a header can name these; the form says which values can be meant.
"""

from __future__ import annotations

from pia.recognizers import Example, Pattern, PatternRecognizer, named, phrases

_CODE = "[A-Za-z0-9][A-Za-z0-9 ./_-]{2,40}"

_DOCUMENTS = (
    r"(?:居民|临时|外国人永久)?(?:身份证|居住证|居留证|居留身份证)件?|护照|户口(?:簿|本)|军官证|士兵证|警官证|驾驶证|出生(?:医学)?证明"
    r"|(?:(?:来往|往来)?港澳(?:居民来往内地)?|台湾(?:居民来往大陆)?|大陆居民往来台湾)通行证|回乡证|台胞证"
    r"|(?:national |resident |citizen )?(?:id|identity|identification)(?: card)?|passports?"
    r"|driv(?:er'?s?|ing) licen[cs]e"
    r"|residence (?:permit|card)|birth certificate|voter id|military id|(?:cpf|dni|nie|ssn|pan|aadhaar|nric|cedula|rg)"
)
"""Kinds of identity papers, as the column beside a number tells them; no personal data by itself."""

RECOGNIZERS = (
    named(
        "identifiers.national_id",
        "NATIONAL_ID",
        r"(?=.*\d)[A-Za-z0-9 ./+-]{6,24}",
        """
            ssn, social security number, social security no, social security, national id, nationalid,
            national insurance number, nino, bsn, personnummer, dni, nif, nat id, aadhaar, pesel, sin number,
            fiscal code, codice fiscale, cpf, cnp, curp, hkid, nric, ssn number, sin, nin, cedula, id card number,
            身份证, personal id number
        """,
        against="type, expiry, office, fund",
        weight=0.8,
    ),
    named(
        "identifiers.passport",
        "PASSPORT",
        r"(?=.*\d)[A-Z0-9]{6,12}",
        "passport, passport no, passport number, 护照, 护照号",
        against="expiry, country",
        weight=0.8,
    ),
    named(
        "identifiers.driver_license",
        "DRIVER_LICENSE",
        r"(?=.*\d)[A-Za-z0-9 *-]{4,24}",
        """
            driver license, drivers license, driver licence, driving licence, driving license, driver lic,
            driving lic, driver licence no, drivers licence, 驾驶证号, 驾驶证号码, dl no, dl num, dl number, dl lic,
            license number, lic num, 驾驶证, 驾照, jszh
        """,
        against="plate, state, expiry, class, type, business, software, model",
        weight=0.8,
    ),
    named(
        "identifiers.plate",
        "LICENSE_PLATE",
        r"(?=.*\d)[^\W_]{1,4}[· -]?[^\W_ -]{1,6}(?:[ -][^\W_]{1,4})?",
        """
            license plate, licence plate, plate, plate no, plate number, number plate, registration plate,
            kenteken, 车牌, 号牌, cph
        """,
        against="type, color, colour, count, country, thickness, tectonic, 颜色, 类型",
        weight=0.8,
    ),
    named(
        "identifiers.vehicle_id",
        "VEHICLE_ID",
        "[A-HJ-NPR-Z0-9]{11,17}",
        "vin, vehicle identification number, chassis number, 车架号, 车辆识别代号, cjh",
        weight=0.85,
    ),
    named(
        "identifiers.device_id",
        "DEVICE_ID",
        "[0-9A-Fa-f][0-9A-Fa-f:.-]{7,40}",
        """
            imei, imsi, meid, idfa, idfv, gaid, aaid, oaid, ad id, device id, deviceid, device identifier, 设备号,
            设备标识, advertising id, android id, udid, mac, mac address, device mac, client mac,
            iccid, 设备mac, 探针mac
        """,
        against="model, type, count, version",
        weight=0.8,
    ),
    named(
        "identifiers.person_code",
        "PERSON_CODE",
        _CODE,
        """
            userid, user id, resident id, resident no, resident code, person id, personid, patient id, student id,
            employee id,
            citizen id, member id, customer id, staff no, household id, subject id, respondent id, 人员编号,
            居民编号, 登记编号, 患者编号, 学号, 工号, 会员号, 住户编号, rybh, xh, gh
        """,
        against="type, count",
        weight=0.75,
    ),
    PatternRecognizer(
        name="identifiers.document_type",
        entity_type="NATIONAL_ID",
        patterns=(Pattern(_DOCUMENTS, 0.5),),
        whole=True,
        share=0.9,
        companion=True,
    ),
    PatternRecognizer(
        name="identifiers.document_number",
        entity_type="NATIONAL_ID",
        patterns=(Pattern(r"(?=.*\d)[A-Za-z0-9()-]{6,20}", 0.1),),
        context=phrases(
            """
            number, no, num, code, document, doc no, doc number, id no, id number, id, identification, cert, cert no,
            号码, 证件, 编号, 证号, hm, zjhm, zjh, zjbh
            """
        ),
        against=phrases(
            "phone, tel, mobile, contact, postal, post, zip, order, house, room, 电话, 手机, 邮编, 房号, 单号"
        ),
        whole=True,
        share=0.9,
        beside=("identifiers.document_type",),
    ),
    named(
        "identifiers.social_media",
        "SOCIAL_MEDIA_ID",
        r"\S{3,80}",
        """
            wechat, wechat id, qq, weibo, twitter, facebook, instagram, line id, 微信, 微信号, qq号, 微博, wxh,
            openid
        """,
        against="count, followers, url count, 数",
        weight=0.75,
    ),
    named(
        "identifiers.username",
        "USERNAME",
        r"[^\s@]{2,64}(?: [^\s@]{2,30})?",
        """
            username, user name, login, login name, screen name, 用户名, 账号, 登录名, yhm, =nick
        """,
        against="count, time, date, at, attempts, url, 时间, 次数",
        weight=0.7,
    ),
    named(
        "identifiers.password",
        "PASSWORD",
        r"\S{3,200}",
        "password, passwd, pwd, passphrase, 密码, 口令, mm",
        against="hint, changed, expiry, 时间",
        weight=0.85,
    ),
    named(
        "identifiers.secret_key",
        "SECRET_KEY",
        r"\S{8,}",
        "api key, secret key, private key, access token, secret, 密钥, 私钥, 令牌",
        against="id",
        weight=0.8,
    ),
)

EXAMPLES = (
    Example("SOCIAL_MEDIA_ID", "wx_lina_88", True, "微信号"),
    Example("SOCIAL_MEDIA_ID", "512", False, "twitter followers"),
    Example("USERNAME", "lina88", True, "username"),
    Example("USERNAME", "lina88", False, "sample"),
    Example("PASSWORD", "hunter2!", True, "password"),
    Example("PASSWORD", "2024-01-01", False, "password changed"),
    Example("SECRET_KEY", "sk_test_51H8xExample", True, "api_key"),
    Example("SECRET_KEY", "12", False, "key"),
    Example("NATIONAL_ID", "078-05-1120", True, "ssn"),
    Example("NATIONAL_ID", "lapsed", False, "social security"),
    Example("PASSPORT", "X1234567", True, "passport_no"),
    Example("PASSPORT", "2031-01-01", False, "passport expiry"),
    Example("DRIVER_LICENSE", "WDL-ABC*D123", True, "Driving lic Washington"),
    Example("DRIVER_LICENSE", "MIT", False, "license"),
    Example("LICENSE_PLATE", "AB-123-C", True, "plate"),
    Example("LICENSE_PLATE", "blue", False, "plate colour"),
    Example("VEHICLE_ID", "1M8GDM9AXKP042788", True, "VIN"),
    Example("VEHICLE_ID", "Rioja", False, "vin"),
    Example("DEVICE_ID", "490154203237518", True, "imei"),
    Example("DEVICE_ID", "X200 Pro", False, "device model"),
    Example("PERSON_CODE", "R-2024-000123", True, "resident_no"),
    Example("PERSON_CODE", "S-12", False, "station_no"),
)
