"""Numbers of devices that people carry or drive: IMEI, IMSI, SIM card, vehicle.

Sources: 3GPP TS 23.003 (IMEI: Luhn; IMSI: country and network first); ITU-T E.118 (SIM cards begin with 89; Luhn);
ISO 3779 and 49 CFR 565.15 (vehicle identification number and its check digit, required in North America and China).
"""

from __future__ import annotations

from pia.recognizers import Example, Pattern, PatternRecognizer, phrases

_VIN_VALUES = dict(
    zip(
        "ABCDEFGHJKLMNPRSTUVWXYZ0123456789", [*range(1, 9), 1, 2, 3, 4, 5, 7, 9, *range(2, 10), *range(10)], strict=True
    )
)
_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


def vehicle_is_valid(number: str) -> bool:
    """Whether a vehicle identification number has letters, digits and the right ninth character.

    >>> vehicle_is_valid("1M8GDM9AXKP042788"), vehicle_is_valid("1M8GDM9A1KP042788")
    (True, False)
    """
    if number.isdigit() or number.isalpha():
        return False
    total = sum(_VIN_VALUES[one] * weight for one, weight in zip(number, _VIN_WEIGHTS, strict=True))
    return number[8] == "0123456789X"[total % 11]


def _passes_luhn(number: str) -> bool:
    from stdnum import luhn

    return bool(luhn.is_valid(number.replace(" ", "").replace("-", "")))


RECOGNIZERS = (
    PatternRecognizer(
        name="devices.imei",
        entity_type="DEVICE_ID",
        patterns=(Pattern(r"(?<![0-9A-Za-z.])(?:01|3[35]|86|9[189])\d{13}(?![0-9A-Za-z.])", 0.0),),
        test=_passes_luhn,
        passed=0.7,
        context=phrases("imei, imei1, imei2, device, handset, 设备, 串号, 手机串号"),
        against=phrases("card, cc, 卡号"),
        chance=0.1,
        share=0.5,
    ),
    PatternRecognizer(
        name="devices.imsi",
        entity_type="DEVICE_ID",
        patterns=(Pattern(r"460(?:0\d|1[0-5])\d{10}", 0.65),),
        context=phrases("imsi, subscriber"),
        whole=True,
        share=0.9,
    ),
    PatternRecognizer(
        name="devices.iccid",
        entity_type="DEVICE_ID",
        patterns=(Pattern(r"(?<![0-9A-Za-z.])89\d{17,18}(?![0-9A-Za-z.])", 0.0),),
        test=_passes_luhn,
        passed=0.7,
        context=phrases("iccid, sim"),
        chance=0.1,
        share=0.5,
    ),
    PatternRecognizer(
        name="devices.vehicle",
        entity_type="VEHICLE_ID",
        patterns=(Pattern(r"(?<![0-9A-Za-z])[A-HJ-NPR-Z0-9]{8}[0-9X][A-HJ-NPR-Z0-9]{8}(?![0-9A-Za-z])", 0.0),),
        test=vehicle_is_valid,
        passed=0.7,
        context=phrases("vin, vehicle identification number, chassis, 车架号, 车辆识别代号, 车辆识别代码, cjh"),
        chance=0.1,
        share=0.2,
        flags=0,
    ),
)

EXAMPLES = (
    Example("DEVICE_ID", "490154203237518", False),
    Example("DEVICE_ID", "356938035643809", True),
    Example("DEVICE_ID", "356938035643808", False),
    Example("DEVICE_ID", "460001234567890", True),
    Example("DEVICE_ID", "470001234567890", False),
    Example("DEVICE_ID", "89860017058000123455", True),
    Example("VEHICLE_ID", "1M8GDM9AXKP042788", True),
    Example("VEHICLE_ID", "1M8GDM9A1KP042788", False),
)
