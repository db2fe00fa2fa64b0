"""Invented, seeded tables with labels: people in many countries, codes that look like identifiers, and nobody at all.

    python -m benchmarks.detection.generate FOLDER

Each half (`tuning`, `held_out`) has its own locales, seed and headers. A table of people comes three times: with messy
headers, with meaningless ones, and its codes alone, which are nobody's data.
"""

from __future__ import annotations

import csv
import json
import random
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from faker import Faker

ROWS = 60
HALVES: Mapping[str, tuple[int, Sequence[str]]] = {
    "tuning": (1, ("en_US", "de_DE", "es_ES", "nl_NL", "pl_PL", "zh_CN", "ko_KR")),
    "held_out": (2, ("en_GB", "fr_FR", "it_IT", "pt_BR", "sv_SE", "zh_TW", "ja_JP", "tr_TR")),
}
_WEAK = frozenset({"DOB", "GENDER", "OCCUPATION", "FINANCIAL", "POSTCODE", "USERNAME", "GEO"})
"""Types that only a header tells apart; under a meaningless one they may be found and need not."""

_HEADERS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "PERSON": (
        ("full name", "CUST_NAME", "xm", "NachName, Vorname"),
        ("Name_of_Applicant", "姓名", "nom prenom", "clientName"),
    ),
    "EMAIL": (("E-Mail Adr.", "mail1", "emailaddr"), ("contact_email", "邮箱", "courriel")),
    "PHONE": (("tel.", "custphone", "sjh", "Mobile No"), ("phone_nbr", "联系电话", "telefono", "CELL")),
    "ADDRESS": (("addr line 1", "Anschrift", "jtzz"), ("homeAddress", "住址", "adresse", "STREET_ADDR")),
    "POSTCODE": (("PLZ", "zip", "post_cd"), ("Postal Code", "邮编", "cap_zip_code")),
    "DOB": (("birth_dt", "Geb.Datum", "csrq"), ("DOB", "出生日期", "dateOfBirth")),
    "NATIONAL_ID": (("natl id no", "SSN", "sfzh"), ("national_id", "身份证号", "citizenIdNumber")),
    "CREDIT_CARD": (("cc num", "card_no"), ("CreditCardNumber", "payment card")),
    "IBAN": (("iban_nr", "IBAN"), ("bankIban", "iban code")),
    "IP": (("client ip", "ip_addr"), ("lastLoginIp", "IP")),
    "MAC": (("mac addr", "device_mac"), ("MAC", "wlanMac")),
    "GENDER": (("Gender", "xb"), ("sex", "性别")),
    "OCCUPATION": (("job title", "zy"), ("occupation", "职业")),
    "USERNAME": (("user_name", "login"), ("userName", "login name")),
    "VEHICLE_ID": (("licence plate", "plate_no"), ("vehicle_plate", "车牌号")),
    "FINANCIAL": (("annual_income", "Salary EUR"), ("monthly income", "incomeAmount")),
    "LAT": (("lat", "Latitude"), ("gps_lat", "latitude_deg")),
    "LON": (("lon", "Longitude"), ("gps_lon", "longitude_deg")),
}
Maker = Callable[[], str]


def people(fake: Faker, dice: random.Random) -> dict[str, Maker]:
    """Values of a person, by type; what a locale has not is left out."""

    def born() -> str:
        return str(fake.date_between_dates(date(1940, 1, 1), date(2006, 12, 31)))

    makers: dict[str, Maker] = {
        "PERSON": fake.name,
        "EMAIL": fake.ascii_safe_email,
        "PHONE": fake.phone_number,
        "ADDRESS": lambda: fake.address().replace("\n", ", "),
        "POSTCODE": fake.postcode,
        "DOB": born,
        "NATIONAL_ID": fake.ssn,
        "CREDIT_CARD": fake.credit_card_number,
        "IBAN": fake.iban,
        "IP": fake.ipv4_public,
        "MAC": fake.mac_address,
        "GENDER": lambda: dice.choice("MF"),
        "OCCUPATION": fake.job,
        "USERNAME": fake.user_name,
        "VEHICLE_ID": fake.license_plate,
        "FINANCIAL": lambda: str(dice.randrange(12_000, 180_000)),
        "LAT": lambda: f"{dice.uniform(-60, 70):.6f}",
        "LON": lambda: f"{dice.uniform(-180, 180):.6f}",
    }
    return {name: maker for name, maker in makers.items() if _works(maker)}


def _works(maker: Maker) -> bool:
    try:
        maker()
    except (AttributeError, KeyError, IndexError):
        return False
    return True


def codes(dice: random.Random) -> dict[str, Maker]:
    """Values of things, many of which look like somebody's."""

    def digits(count: int) -> str:
        return str(dice.randrange(10 ** (count - 1), 10**count))

    return {
        "order_no": lambda: digits(11),
        "batch": lambda: digits(16),
        "meter reading": lambda: f"{dice.uniform(0, 1e4):.3f}",
        "sku": lambda: f"{dice.choice('ABCX')}{dice.choice('QRST')}-{digits(6)}",
        "article_ean": lambda: digits(13),
        "invoice": lambda: f"INV{digits(9)}",
        "updated_at": lambda: f"{dice.randrange(2015, 2026)}-{dice.randrange(1, 13):02d}-{dice.randrange(1, 29):02d}",
        "version": lambda: ".".join(str(dice.randrange(20)) for _ in range(3)),
        "checksum": lambda: f"{dice.getrandbits(64):016x}",
        "status": lambda: dice.choice(("open", "closed", "on hold", "已完成")),
        "qty": lambda: str(dice.randrange(1, 500)),
        "tracking": lambda: digits(18),
        "colour": lambda: dice.choice(("red", "dark green", "ivory", "Blau")),
        "unit_price": lambda: f"{dice.uniform(1, 900):.2f}",
    }


@dataclass(frozen=True, slots=True)
class Labelled:
    """A table with its labels.

    Attributes:
        header: Column names.
        rows: Cells.
        labels: Labels by column.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    labels: dict[str, list[str]]


def tables(half: str) -> dict[str, Labelled]:
    """The tables of one half, by file name; the same every time."""
    seed, locales = HALVES[half]
    made: dict[str, Labelled] = {}
    for number, locale in enumerate(locales):
        dice = random.Random(1000 * seed + number)
        fake = Faker(locale)
        fake.seed_instance(1000 * seed + number)
        values = {name: [maker() for _ in range(ROWS)] for name, maker in people(fake, dice).items()}
        things = {name: [maker() for _ in range(ROWS)] for name, maker in codes(dice).items()}
        named = {name: dice.choice(_HEADERS[name][seed - 1]) for name in values}
        dull = {name: f"c{place:02d}" for place, name in enumerate(dice.sample(sorted(values), len(values)), 1)}
        some = dice.sample(sorted(things), 4)
        made[f"{locale}_messy.csv"] = _table(values, named, {name: things[name] for name in some}, frozenset(), dice)
        made[f"{locale}_meaningless.csv"] = _table(values, dull, {}, _WEAK, dice)
        made[f"{locale}_codes.csv"] = _table({}, {}, things, frozenset(), dice)
    return made


def _table(
    values: Mapping[str, Sequence[str]],
    names: Mapping[str, str],
    things: Mapping[str, Sequence[str]],
    weak: frozenset[str],
    dice: random.Random,
) -> Labelled:
    columns = {names[name]: cells for name, cells in values.items()} | dict(things)
    header = dice.sample(list(columns), len(columns))
    labels = {}
    for name in values:
        word = "GEO" if name in {"LAT", "LON"} else name
        labels[names[name]] = [f"?{word}" if word in weak else word]
    rows = tuple(zip(*(columns[name] for name in header), strict=True))
    return Labelled(tuple(header), rows, {name: labels[name] for name in header if name in labels})


def write(folder: Path) -> None:
    """Every half as a folder of tables with its `gold.json`."""
    for half in HALVES:
        (folder / half).mkdir(parents=True, exist_ok=True)
        gold = {}
        for name, table in tables(half).items():
            gold[name] = table.labels
            with (folder / half / name).open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([table.header, *table.rows])
        text = json.dumps(gold, ensure_ascii=False, indent=1)
        (folder / half / "gold.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
