"""Invented, seeded cells: identifiers whose form or check digit can be told, and ordinary cells that look like them.

Check digits come from python-stdnum: of random values of a form, the first that passes its test is taken.
"""

from __future__ import annotations

import importlib
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import phonenumbers
from faker import Faker

Maker = Callable[[], str]
_LETTERS, _DIGITS = "ABCDEFGHJKLMNPRSTUVWXYZ", "0123456789"
_BASE_32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_TRIES = 100_000


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of identifier.

    Attributes:
        word: Its type, in the words of the gold labels.
        header: A column name that tells it.
        make: Makes one.
        bare: Whether its form is met so often that one cell tells nothing without words beside it.
        sentence: A text that holds it, with `{}` in its place.
    """

    word: str
    header: str
    make: Maker
    bare: bool = False
    sentence: str = ""


def filled(form: str, dice: random.Random) -> str:
    """A random value of a form: `#` is a digit, `@` a letter, `%m` a month and `%d` a day of two digits.

    >>> filled("x-##", random.Random(1))
    'x-29'
    """
    made, at = "", 0
    while at < len(form):
        if form.startswith(("%m", "%d"), at):
            made += f"{dice.randrange(1, 13 if form[at + 1] == 'm' else 29):02d}"
            at += 1
        else:
            made += {"#": dice.choice(_DIGITS), "@": dice.choice(_LETTERS)}.get(form[at], form[at])
        at += 1
    return made


def checked(form: str, test: Callable[[str], bool], dice: random.Random) -> str:
    """A random value of a form that passes a test.

    Raises:
        ValueError: None was found.
    """
    for _ in range(_TRIES):
        value = filled(form, dice)
        if test(value):
            return value
    raise ValueError(f"no value of the form {form} passes")


_NATIONAL: Mapping[str, tuple[str, str, bool]] = {
    "be.nn": ("8#.%m.%d-###.##", "rijksregisternummer", False),
    "bg.egn": ("8#%m%d####", "egn", True),
    "br.cpf": ("###.###.###-##", "cpf", False),
    "ch.ssn": ("756.####.####.##", "ahv nummer", False),
    "cl.rut": ("1#.###.###-#", "rut", False),
    "cz.rc": ("8#%m%d/####", "rodne cislo", False),
    "do.cedula": ("###-#######-#", "cedula", False),
    "ee.ik": ("38#%m%d####", "isikukood", True),
    "es.dni": ("########@", "dni", True),
    "fi.hetu": ("%d%m7#-###@", "henkilotunnus", False),
    "fr.nir": ("1 8# %m 7# ### ### ##", "nir", False),
    "gb.nhs": ("### ### ####", "nhs number", True),
    "hr.oib": ("###########", "oib", True),
    "ie.pps": ("#######@", "ppsn", True),
    "in_.aadhaar": ("2### #### ####", "aadhaar", True),
    "is_.kennitala": ("%d%m##-####", "kennitala", False),
    "it.codicefiscale": ("RSSMRA8#A%dH5##@", "codice fiscale", False),
    "kr.rrn": ("8#%m%d-1######", "rrn", False),
    "mx.curp": ("BOX@8#%m%dHNERXN0#", "curp", False),
    "my.nric": ("8#%m%d-14-####", "nric", False),
    "nl.bsn": ("#########", "bsn", True),
    "no.fodselsnummer": ("%d%m7# #####", "fodselsnummer", False),
    "pl.pesel": ("8#%m%d#####", "pesel", True),
    "pt.nif": ("2########", "nif", True),
    "ro.cnp": ("18#%m%d######", "cnp", True),
    "se.personnummer": ("8#%m%d-####", "personnummer", False),
    "th.pin": ("1-####-#####-##-#", "thai id", False),
    "tr.tckimlik": ("###########", "tc kimlik", True),
    "za.idnr": ("8#%m%d####08#", "sa id number", True),
}
"""Module of python-stdnum; a form; a header; whether one cell tells nothing."""


def _test(module: str) -> Callable[[str], bool]:
    test: Callable[[str], bool] = importlib.import_module(f"stdnum.{module}").is_valid
    return (lambda text: test(text.replace(" ", ""))) if module == "luhn" else test


def _numbered(form: str, module: str, dice: random.Random) -> Maker:
    return partial(checked, form, _test(module), dice)


def _telephone(regions: Sequence[str], dice: random.Random) -> str:
    region = dice.choice(regions)
    example = phonenumbers.example_number_for_type(region, phonenumbers.PhoneNumberType.MOBILE)
    if example is None:
        raise ValueError(f"no number of {region} is known")
    for _ in range(_TRIES):
        end = filled("#####", dice)
        number = phonenumbers.parse(f"+{example.country_code}{str(example.national_number)[:-5]}{end}")
        if phonenumbers.is_valid_number(number):
            form = dice.choice((phonenumbers.PhoneNumberFormat.INTERNATIONAL, phonenumbers.PhoneNumberFormat.E164))
            return phonenumbers.format_number(number, form)
    raise ValueError(f"no number of {region} is valid")


def vehicle_is_valid(number: str) -> bool:
    """Whether the ninth character of a vehicle identification number is right.

    Source: 49 CFR 565.15(c).

    >>> vehicle_is_valid("1M8GDM9AXKP042788"), vehicle_is_valid("1M8GDM9A1KP042788")
    (True, False)
    """
    values = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", "12345678123457923456789", strict=True))
    weights = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
    total = sum(int(values.get(one, one)) * weight for one, weight in zip(number, weights, strict=True))
    return number[8] == "0123456789X"[total % 11]


def kinds(fake: Faker, dice: random.Random) -> dict[str, Kind]:
    """Every kind of identifier, by name."""

    def of(form: str, module: str) -> Maker:
        return _numbered(form, module, dice)

    def any_of(*makers: Maker) -> Maker:
        return dice.choice(makers)

    def plain(form: str) -> Maker:
        return partial(filled, form, dice)

    regions = ("GB", "DE", "FR", "IT", "ES", "SE", "BR", "IN", "JP", "KR", "AU", "ZA", "MX", "NG", "PL", "TR")
    plates = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
    own = {
        "email": Kind("EMAIL", "email", fake.ascii_safe_email),
        "telephone, abroad": Kind("PHONE", "phone", partial(_telephone, regions, dice)),
        "telephone, America": Kind("PHONE", "phone", any_of(plain("(20#) 55#-####"), plain("31#-52#-####"))),
        "telephone, China": Kind("PHONE", "手机", plain("13#########"), bare=True, sentence="联系电话：{}，下午在家。"),
        "landline, China": Kind("PHONE", "联系电话", plain("010-6#######"), sentence="居民来电{}，要求回复。"),
        "IPv4": Kind("IP", "client ip", fake.ipv4_public),
        "IPv6": Kind("IP", "client ip", fake.ipv6),
        "MAC": Kind("MAC", "mac", fake.mac_address),
        "IBAN": Kind("IBAN", "iban", fake.iban),
        "card": Kind("CREDIT_CARD", "credit card", of("4### #### #### ####", "luhn")),
        "card, plain": Kind("CREDIT_CARD", "credit card", of("4###############", "luhn"), bare=True),
        "card, UnionPay": Kind(
            "CREDIT_CARD", "银行卡号", of("62#################", "luhn"), bare=True, sentence="工资卡号：{}，请核对。"
        ),
        "resident id, China": Kind(
            "NATIONAL_ID", "身份证号", of("11010519##%m%d####", "cn.ric"), sentence="身份证{}已登记。"
        ),
        "credit code, China": Kind(
            "ORG", "统一社会信用代码", of("91310000MA1#####@#", "cn.uscc"), sentence="该单位代码{}已核验。"
        ),
        "plate, China": Kind(
            "VEHICLE_ID",
            "车牌号",
            lambda: dice.choice(plates) + filled(dice.choice(("A·#####", "B@####", "AD#####")), dice),
            sentence="一辆{}停在路口，已联系车主。",
        ),
        "vehicle": Kind("VEHICLE_ID", "vin", partial(checked, "1HGCM#2##3A######", vehicle_is_valid, dice), bare=True),
        "SSN": Kind("NATIONAL_ID", "ssn", of("###-##-####", "us.ssn")),
        "NINO": Kind("NATIONAL_ID", "national insurance no", plain("AB######C"), bare=True),
        "IMEI": Kind("GENERIC_ID", "imei", of("35#############", "imei"), bare=True),
        "SIM card": Kind("GENERIC_ID", "iccid", of("8986###############", "luhn"), bare=True),
        "passport": Kind("PASSPORT", "passport no", plain("X########"), bare=True),
        "driver license": Kind("DRIVER_LICENSE", "driver license", plain("@#######"), bare=True),
        "bank account": Kind("BANK_ACCOUNT", "bank account", plain("##########"), bare=True),
        "key": Kind("PASSWORD", "api key", lambda: "AKIA" + "".join(dice.choices(_BASE_32, k=16))),
        "coordinates": Kind("GEO", "gps", lambda: f"{dice.uniform(-60, 70):.6f}, {dice.uniform(-180, 180):.6f}"),
    }
    national = {
        f"national, {module}": Kind("HEALTH" if module == "gb.nhs" else "NATIONAL_ID", header, of(form, module), bare)
        for module, (form, header, bare) in _NATIONAL.items()
    }
    return own | national


def ordinary(fake: Faker, dice: random.Random) -> dict[str, Maker]:
    """Cells that tell of nobody, by name; many look like identifiers."""

    def plain(form: str) -> Maker:
        return partial(filled, form, dice)

    def digits(count: int) -> Maker:
        return lambda: str(dice.randrange(10 ** (count - 1), 10**count))

    def day() -> str:
        return f"{dice.randrange(1990, 2026)}-{filled('%m-%d', dice)}"

    def clock() -> str:
        return f"{dice.randrange(24):02d}:{dice.randrange(60):02d}:{dice.randrange(60):02d}"

    return {
        **{f"number of {count} digits": digits(count) for count in range(4, 21)},
        "order": plain("ORD-20##-######"),
        "invoice": plain("INV########"),
        "stock": plain("@@@-####-@"),
        "stock, no dash": plain("@@######"),
        "batch": plain("L#########@"),
        "serial": plain("@@@#######@@"),
        "serial of 17": plain("@@#@@#@###@######"),
        "part": plain("####-###-##"),
        "part with dots": plain("###.###.##"),
        "article (EAN)": fake.ean13,
        "book (ISBN)": fake.isbn13,
        "tracking": plain("1Z@##@###########"),
        "amount": lambda: f"{dice.uniform(1, 99_999):,.2f}",
        "amount, euro": lambda: f"€ {dice.uniform(1, 9_999):.2f}",
        "amount, yuan": lambda: f"{dice.randrange(1, 10**6)}元",
        "measured": lambda: f"{dice.uniform(0, 1e3):.{dice.randrange(1, 7)}f}",
        "small": lambda: f"{dice.uniform(0, 1):.8f}",
        "percent": lambda: f"{dice.uniform(0, 100):.1f}%",
        "day": day,
        "day, other": lambda: f"{filled('%d/%m', dice)}/{dice.randrange(1990, 2026)}",
        "day, plain": lambda: day().replace("-", ""),
        "moment": lambda: f"{day()}T{clock()}Z",
        "moment, plain": lambda: f"{day()} {clock()}".replace("-", "").replace(":", "").replace(" ", ""),
        "moment, seconds": lambda: str(dice.randrange(1_400_000_000, 1_800_000_000)),
        "moment, milliseconds": lambda: str(dice.randrange(1_400_000_000_000, 1_800_000_000_000)),
        "clock": clock,
        "version": lambda: ".".join(str(dice.randrange(30)) for _ in range(3)),
        "version, marked": lambda: "v" + ".".join(str(dice.randrange(30)) for _ in range(4)),
        "hash": lambda: f"{dice.getrandbits(256):064x}",
        "hash, short": lambda: f"{dice.getrandbits(40):010x}",
        "colour": lambda: f"#{dice.getrandbits(24):06x}",
        "area": digits(6),
        "area, long": plain("#####-####"),
        "one coordinate": lambda: f"{dice.uniform(-90, 90):.6f}",
        "grid": plain("WG-####-##"),
        "room": plain("@-###"),
        "flight": plain("@@####"),
        "status": lambda: dice.choice(("open", "closed", "on hold", "已完成", "处理中")),
        "file": fake.file_name,
        "log": lambda: f"{day()} {clock()} INFO job {dice.randrange(10**6)} took {dice.randrange(9_999)} ms",
        "text": lambda: f"The order {filled('########', dice)} was sent at {clock()[:5]} on {day()}.",
        "text of a device": lambda: (
            f"Pump {filled('@-###', dice)} ran at {dice.uniform(1, 9):.2f} bar for {digits(4)()} h."
        ),
        "text, Chinese": lambda: f"工单{digits(11)()}已于{day()}办结，耗时{dice.randrange(90)}分钟。",
        "text, Chinese amount": lambda: (
            f"本月用水{dice.randrange(999)}吨，金额{dice.uniform(1, 999):.2f}元，编号{digits(18)()}。"
        ),
        "words": fake.bs,
    }
