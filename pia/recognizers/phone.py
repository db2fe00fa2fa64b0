"""Telephone numbers of any country, through the phonenumbers library."""

from __future__ import annotations

import re

from pia.recognizers import Example, Pattern, PatternRecognizer, phrases

HEADERS = phrases(
    """
    =contact, =contacts, alternate contact, alt contact, contact num, emergency contact no, msisdn, handphone, hp no,
    phone, phone no, phone number, telephone, telephone number, tel, mobile, cell, cellphone, fax, contact no,
    contact number, whatsapp, telefon, telefono, téléphone, 電話, 电话, 手机, 联系方式, 传真
    """
)


def _is_international(text: str) -> bool:
    """Whether a number with a country code is assigned somewhere."""
    import phonenumbers

    try:
        digits = re.sub(r"\D", "", text)
        return phonenumbers.is_valid_number(phonenumbers.parse("+" + (digits[2:] if text.startswith("00") else digits)))
    except phonenumbers.NumberParseException:
        return False


def _is_dialled(text: str) -> bool | None:
    """Refuses decimals, dates and coordinates, which have the digits of a number but not its form."""
    digits = re.sub(r"\D", "", text)
    if re.fullmatch(r"[1-9]\d{6,14}\.0", text):
        return None
    decimal = re.fullmatch(r"[-+]?\d{1,3}[.,]\d{3,}|\d+\.\d+", text)
    day = re.fullmatch(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}.*|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}.*", text)
    return False if decimal or day or not 7 <= len(digits) <= 15 else None


RECOGNIZERS = (
    PatternRecognizer(
        name="phone.international",
        entity_type="PHONE_NUMBER",
        patterns=(Pattern(r"(?<![0-9A-Za-z+.])(?:\+|00)[1-9](?:[ ().-]{0,2}\d){7,14}(?![0-9A-Za-z])", 0.0),),
        test=_is_international,
        passed=0.9,
        context=HEADERS,
        chance=0.05,
    ),
    PatternRecognizer(
        name="phone.north_america",
        entity_type="PHONE_NUMBER",
        patterns=(
            Pattern(r"(?<![0-9A-Za-z.-])\([2-9]\d{2}\) ?[2-9]\d{2}[-. ]\d{4}(?![0-9A-Za-z-])", 0.85),
            Pattern(r"(?<![0-9A-Za-z.-])(?:1-)?[2-9]\d{2}-[2-9]\d{2}-\d{4}(?![0-9A-Za-z-])", 0.7),
        ),
        context=HEADERS,
    ),
    PatternRecognizer(
        name="phone.local",
        entity_type="PHONE_NUMBER",
        patterns=(
            Pattern(r"\+?\(?\d(?:[ ()./-]{0,3}\d){6,14}(?: ?(?:x|ext\.?|转|-) ?\d{1,6})?", 0.4),
            Pattern(r"[1-9]\d{6,14}\.0", 0.3),
        ),
        test=_is_dialled,
        passed=0.4,
        context=HEADERS,
        against=phrases("model, type, call time, calls, minutes, count, 数量, 时长, 次数, 型号"),
        header_weight=0.8,
        whole=True,
    ),
)

EXAMPLES = (
    Example("PHONE_NUMBER", "+44 20 7946 0018", True),
    Example("PHONE_NUMBER", "+49 (30) 901820", True),
    Example("PHONE_NUMBER", "0044 20 7946 0018", True),
    Example("PHONE_NUMBER", "(202) 555-0143", True),
    Example("PHONE_NUMBER", "202-555-0143", True),
    Example("PHONE_NUMBER", "020 7946 0018", True, "Telephone"),
    Example("PHONE_NUMBER", "020 7946 0018", False, "order_no"),
    Example("PHONE_NUMBER", "4157654321.0", True, "mobile"),
    Example("PHONE_NUMBER", "4157654321.0", False, "volume"),
    Example("PHONE_NUMBER", "31.2304167", False, "phone"),
    Example("PHONE_NUMBER", "2024-05-17 08:00", False, "tel"),
    Example("PHONE_NUMBER", "+1 000 000 0000", False),
)
