"""Identifiers used in mainland China: resident identity, telephone, plate, passport, permits, bank card, credit code.

Chinese text touches digits without a space, so every pattern ends in look-arounds instead of word boundaries.

Full-width digits and letters count as their narrow forms.

Sources: GB 11643-1999 (resident identity number), GB 32100-2015 (unified social credit code), GA 36-2018 (plates),
the public numbering plan (mobile numbers: eleven digits, 1 and a second digit 3 to 9; landlines: area codes from 010),
and ISO/IEC 7812-1 (bank cards: UnionPay begins with 62; Luhn).
"""

from __future__ import annotations

from pia.recognizers import Example, Pattern, PatternRecognizer, phrases
from pia.recognizers._china_checks import (
    credit_code_is_valid,
    is_digital_code,
    is_lettered_code,
    mobile_is_valid,
    old_resident_id_is_likely,
    passes_luhn,
    resident_id_is_valid,
)
from pia.recognizers._china_forms import (
    CALL,
    CREDIT_CODE,
    CREDIT_CODE_IN_TEXT,
    CREDIT_CODE_OF_DIGITS,
    MOBILE,
    MOBILE_IN_TEXT,
    OLD_RESIDENT_ID,
    OLD_RESIDENT_ID_IN_TEXT,
    PLATE,
    RESIDENT_ID,
)

_RESIDENT_ID_HEADERS = phrases(
    """
    身份证, 公民身份号码, 身份号码, 证件号码, 证件号, sfz, sfzh, sfzhm, sfzhao, zjhm, zjh, gmsfhm, gmsfzh, id card,
    idcard, id card no, cert no, certno, resident id, citizen id, shenfenzheng, shenfenzhenghao, shenfenzhenghaoma
    """
)
_MOBILE_HEADERS = phrases(
    """
    手机, 电话, 联系方式, 移动电话, mobile, phone, tel, telephone, cell, cellphone, sj, sjh, sjhm, lxdh, lxfs,
    dh, dhhm, yddh, jtdh, contact number, shouji, shoujihao, dianhua, lianxidianhua, lianxifangshi
    """
)
_THINGS = phrases(
    """
    order, order no, order number, ticket, invoice, tracking, waybill, serial, serial no, imei, transaction, batch, sku,
    订单, 工单, 单号, 运单, 流水, 发票, 票号, 批次, 序列号, 设备, 交易, 案号
    """
)
_CODE_HEADERS = phrases("统一社会信用代码, 信用代码, tyshxydm, tyxydm, xydm, shxydm, uscc, credit code")

RECOGNIZERS = (
    PatternRecognizer(
        name="china.resident_id",
        entity_type="CN_RESIDENT_ID",
        patterns=RESIDENT_ID,
        test=resident_id_is_valid,
        context=_RESIDENT_ID_HEADERS,
        chance=0.09,
    ),
    PatternRecognizer(
        name="china.resident_id_15",
        entity_type="CN_RESIDENT_ID",
        patterns=OLD_RESIDENT_ID,
        test=old_resident_id_is_likely,
        passed=0.7,
        context=_RESIDENT_ID_HEADERS,
        against=_THINGS,
        chance=0.02,
        heeds_header=True,
    ),
    PatternRecognizer(
        name="china.resident_id_15_in_text",
        entity_type="CN_RESIDENT_ID",
        patterns=OLD_RESIDENT_ID_IN_TEXT,
        test=resident_id_is_valid,
        passed=0.9,
        chance=0.02,
    ),
    PatternRecognizer(
        name="china.mobile",
        entity_type="PHONE_NUMBER",
        patterns=MOBILE,
        test=mobile_is_valid,
        passed=0.7,
        context=_MOBILE_HEADERS,
        against=_THINGS,
        chance=0.2,
        heeds_header=True,
    ),
    PatternRecognizer(
        name="china.mobile_in_text",
        entity_type="PHONE_NUMBER",
        patterns=MOBILE_IN_TEXT,
    ),
    PatternRecognizer(
        name="china.landline",
        entity_type="PHONE_NUMBER",
        patterns=(
            Pattern(
                r"(?<![0-9A-Za-z.-])(?:[(（]?(?:\+?86[ -]?)?0(?:10|2[0-57-9])[)） -]{1,2}[2-8]\d{7}"
                r"|[(（]?(?:\+?86[ -]?)?0[3-9]\d{2}[)） -]{1,2}[2-8]\d{6,7})(?![0-9A-Za-z-])",
                0.65,
            ),
        ),
        context=_MOBILE_HEADERS,
        share=0.3,
    ),
    PatternRecognizer(
        name="china.landline_in_text",
        entity_type="PHONE_NUMBER",
        patterns=(Pattern(rf"{CALL}(?P<value>0\d{{2,3}}[ -]?[2-8]\d{{6,7}})(?![0-9A-Za-z])", 0.9),),
    ),
    PatternRecognizer(
        name="china.license_plate",
        entity_type="CN_LICENSE_PLATE",
        patterns=PLATE,
        context=phrases(
            "车牌, 号牌, cph, cphm, hphm, hpzl, plate, plate no, license plate, licence plate, chepai, chepaihao"
        ),
        flags=0,
    ),
    PatternRecognizer(
        name="china.passport",
        entity_type="CN_PASSPORT",
        patterns=(Pattern(r"(?<![A-Za-z0-9])[EGDSPK][A-HJ-NP-Z]?\d{7,8}(?![A-Za-z0-9])", 0.4),),
        context=phrases("护照, 护照号, hzhm, hzh, passport"),
    ),
    PatternRecognizer(
        name="china.passport_in_text",
        entity_type="CN_PASSPORT",
        patterns=(Pattern(r"护照(?:号码?)?[:：为是 ]{0,3}(?P<value>[EGDSPK][A-HJ-NP-Z]?\d{7,8})(?![A-Za-z0-9])", 0.9),),
    ),
    PatternRecognizer(
        name="china.permit_in_text",
        entity_type="CN_RESIDENCE_PERMIT",
        patterns=(
            Pattern(
                r"(?:通行证|回乡证|台胞证)(?:号码?)?[:：为是 ]{0,3}(?P<value>[A-Z]{1,2}\d{7,10}|\d{8})(?![A-Za-z0-9])",
                0.9,
            ),
            Pattern(
                r"(?:居住证|暂住证|居留证)(?:号码?)?[:：为是 ]{0,3}(?P<value>[A-Z]{0,4}\d{8,18}[0-9X]?)(?![A-Za-z0-9])",
                0.9,
            ),
        ),
    ),
    PatternRecognizer(
        name="china.hong_kong_macau_permit",
        entity_type="CN_RESIDENCE_PERMIT",
        patterns=(Pattern(r"[HM]\d{8}(?:\d{2})?|[CW][A-HJ-NP-Z]?\d{7,8}|\d{8}(?:\([A-Z]\))?", 0.3),),
        context=phrases(
            """
            港澳通行证, 回乡证, 台胞证, 台湾通行证, 港澳居民来往内地通行证, 台湾居民来往大陆通行证, 往来港澳通行证,
            港澳台证件,
            gatxz, hxz, tbz, home return permit, mainland travel permit, hk macau permit, taiwan permit
            """
        ),
        header_weight=0.8,
        whole=True,
    ),
    PatternRecognizer(
        name="china.grid_code",
        entity_type="GRID_CODE",
        patterns=(Pattern(r"[A-Za-z0-9][A-Za-z0-9_-]{1,30}|第?[一二三四五六七八九十\d]{1,3}网格", 0.3),),
        context=phrases(
            "网格编号, 网格编码, 网格号, 网格代码, 所属网格, wgbh, wgbm, wgh, wgdm, grid code, grid no, grid id"
        ),
        header_weight=0.75,
        whole=True,
    ),
    PatternRecognizer(
        name="china.bank_card",
        entity_type="CREDIT_CARD",
        patterns=(Pattern(r"(?<![0-9A-Za-z.])62\d{2}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?(?![0-9A-Za-z.])", 0.0),),
        test=passes_luhn,
        passed=0.7,
        context=phrases("银行卡, 银行卡号, 卡号, 银联, yhkh, yhk, bank card, card no, yinhangka, yinhangkahao"),
        chance=0.1,
    ),
    PatternRecognizer(
        name="china.bank_card_in_text",
        entity_type="CREDIT_CARD",
        patterns=(
            Pattern(
                r"(?:银行卡|储蓄卡|信用卡|工资卡|借记卡|账户|卡)号?码?[:：为是 ]{1,3}"
                r"(?P<value>[3-6]\d{3}(?:[ -]?\d{4}){2,3}[ -]?\d{1,4})"
                r"(?![0-9A-Za-z])",
                0.0,
            ),
        ),
        test=passes_luhn,
        passed=0.9,
        chance=0.1,
    ),
    PatternRecognizer(
        name="china.residence_permit",
        entity_type="CN_RESIDENCE_PERMIT",
        patterns=(Pattern(r"[A-Z]{0,6}[-]?\d{6,20}[0-9X]?", 0.3),),
        context=phrases("居住证, 暂住证, 通行证, 居留证, jzz, jzzh, jzzhm, juzhuzheng, residence permit"),
        header_weight=0.8,
        whole=True,
    ),
    PatternRecognizer(
        name="china.credit_code",
        entity_type="CN_USCC",
        patterns=CREDIT_CODE,
        test=is_lettered_code,
        context=_CODE_HEADERS,
        chance=0.012,
        flags=0,
    ),
    PatternRecognizer(
        name="china.credit_code_of_digits",
        entity_type="CN_USCC",
        patterns=CREDIT_CODE_OF_DIGITS,
        test=is_digital_code,
        passed=0.7,
        context=_CODE_HEADERS,
        chance=0.007,
        flags=0,
    ),
    PatternRecognizer(
        name="china.credit_code_in_text",
        entity_type="CN_USCC",
        patterns=CREDIT_CODE_IN_TEXT,
        test=credit_code_is_valid,
        passed=0.9,
        chance=0.012,
        flags=0,
    ),
)

EXAMPLES = (
    Example("CN_RESIDENT_ID", "11010519491231002X", True),
    Example("CN_RESIDENT_ID", "身份证11010519491231002x已登记", True),
    Example("CN_RESIDENT_ID", "110105491231002", True, "身份证号"),
    Example("CN_RESIDENT_ID", "110105491231002", False, "order number"),
    Example("CN_RESIDENT_ID", "110105194912310021", False, "身份证号"),
    Example("CN_RESIDENT_ID", "110105194913310025", False, "身份证号"),
    Example("CN_RESIDENT_ID", "6222021105194912310", False),
    Example("CN_RESIDENT_ID", "１１０１０５１９４９１２３１００２Ｘ", True),
    Example("CN_RESIDENT_ID", "身份证110105491231002，已核", True),
    Example("PHONE_NUMBER", "010-62345678", True),
    Example("PHONE_NUMBER", "2024-0623456", False),
    Example("PHONE_NUMBER", "电话：057187654321", True),
    Example("PHONE_NUMBER", "联系人１３８００１３８０００", True),
    Example("PHONE_NUMBER", "订单号13912345678", False),
    Example("PHONE_NUMBER", "13800138000", False, "订单号"),
    Example("PHONE_NUMBER", "张三13800138000住三单元", True),
    Example("PHONE_NUMBER", "11010519491231002X13800138000", True),
    Example("PHONE_NUMBER", "order no. 13912345678 was shipped", False),
    Example("CN_RESIDENT_ID", "11010519491231002X13800138000", True),
    Example("CN_RESIDENT_ID", "110105 19491231 002x", True),
    Example("CN_RESIDENT_ID", "110105 491231 002", True),
    Example("CN_RESIDENT_ID", "110105240517002", False),
    Example("CN_RESIDENT_ID", "2024051719491231002", False),
    Example("CN_LICENSE_PLATE", "京a·d12345", True),
    Example("CN_LICENSE_PLATE", "京Ａ１２３４５", True),
    Example("CN_LICENSE_PLATE", "京A1234513800138000", True),
    Example("CN_LICENSE_PLATE", "最新A12345型水泵", False),
    Example("CN_LICENSE_PLATE", "京ABCDEF", False),
    Example("CN_USCC", "9111-0000-6000-3734-1l", True),
    Example("CN_USCC", "911100006000300020", True),
    Example("CREDIT_CARD", "6228480602410123412", False),
    Example("CREDIT_CARD", "6228480602410123411", True),
    Example("CREDIT_CARD", "工资卡号：6228480602410123411", True),
    Example("CN_PASSPORT", "持护照E12345678入境", True),
    Example("CN_RESIDENCE_PERMIT", "H12345678", True, "回乡证"),
    Example("CN_RESIDENCE_PERMIT", "通行证号：C12345678", True),
    Example("GRID_CODE", "WG-0102-07", True, "网格编号"),
    Example("GRID_CODE", "WG-0102-07", False, "route"),
    Example("CN_LICENSE_PLATE", "使014578", True),
    Example("PHONE_NUMBER", "13800138000", True),
    Example("PHONE_NUMBER", "+86 138-0013-8000", True),
    Example("PHONE_NUMBER", "联系电话：13800138000，下午在家", True),
    Example("PHONE_NUMBER", "call 13800138000 after six", True),
    Example("PHONE_NUMBER", "10800138000", False),
    Example("PHONE_NUMBER", "138.00138000", False),
    Example("PHONE_NUMBER", "20138001380001", False),
    Example("CN_LICENSE_PLATE", "沪A·12345", True),
    Example("CN_LICENSE_PLATE", "一辆粤BD12345停在路口", True),
    Example("CN_LICENSE_PLATE", "A12345", False),
    Example("CN_LICENSE_PLATE", "沪宁高速12345", False),
    Example("CN_PASSPORT", "E12345678", True, "护照号"),
    Example("CN_PASSPORT", "E12345678", False, "batch"),
    Example("CN_RESIDENCE_PERMIT", "JZ3301002024000123", True, "居住证号"),
    Example("CN_RESIDENCE_PERMIT", "JZ3301002024000123", False, "设备编号"),
    Example("CN_USCC", "91310000MA1FL0000W", False),
    Example("CN_USCC", "91110000600037341L", True),
    Example("CN_USCC", "911100006000373410", False),
)
