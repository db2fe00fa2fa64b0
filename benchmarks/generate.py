"""Write the benchmark table: seeded, invented, 19 columns, about 450 bytes a row.

    python benchmarks/generate.py 1000000 table.csv [--quoted] [--parquet table.parquet]

The same seed and number of rows give the same bytes. Without `--quoted` no cell needs quotes; with it, free text and
addresses hold commas and stand in quotes.
"""

from __future__ import annotations

import argparse
import csv
import random
from collections.abc import Iterator
from pathlib import Path

SEED = 20261124
CHUNK = 50_000
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红"
STREETS = ("花园路", "解放街", "人民大道", "柳树巷", "建设路", "朝阳街", "学府路", "滨河大道")
AREAS = ("110105", "310104", "330106", "440305", "510107", "420111", "610113", "350203")
HOSTS = ("example.org", "mail.example.com", "example.net", "post.example.edu")
_VOCABULARY = (
    "resident asked about parking permit renewal near the market hall and was told to return next week with papers "
    "inspection of street lamp completed without remarks team moved to the northern grid after lunch noise complaint "
    "closed neighbours agreed water meter exchanged seal checked reading noted in the book waste collection delayed"
)
WORDS = _VOCABULARY.split()
TEMPLATES = ("call {phone} after six", "write to {email} please", "id {identity} was checked", "card {card} refunded")
KINDS = ("open", "closed", "waiting", "rejected", "forwarded")
_HEADER = (
    "row_no,公民身份号码,姓名,手机号码,email,住址,出生日期,性别,bank_card,iban,credit_code,plate,client_ip,phone_intl,"
    "amount,registered_at,status,order_no,notes"
)
HEADER = _HEADER.split(",")
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def luhn(body: str) -> str:
    """A number with its Luhn check digit."""
    total = sum(sum(divmod(int(digit) * (2 if place % 2 == 0 else 1), 10)) for place, digit in enumerate(body[::-1]))
    return body + str(-total % 10)


def identity(rng: random.Random, day: str) -> str:
    """A resident identity number with its check character (GB 11643)."""
    body = rng.choice(AREAS) + day.replace("-", "") + f"{rng.randrange(1000):03d}"
    check = sum(int(digit) * weight for digit, weight in zip(body, _ID_WEIGHTS, strict=True)) % 11
    return body + "10X98765432"[check]


def credit_code(rng: random.Random) -> str:
    """A unified social credit code with its check character (GB 32100)."""
    body = "91" + rng.choice(AREAS) + "".join(rng.choices(_USCC, k=9))
    total = sum(_USCC.index(character) * weight for character, weight in zip(body, _USCC_WEIGHTS, strict=True))
    return body + _USCC[-total % 31]


def iban(rng: random.Random) -> str:
    """A German IBAN with its check digits (ISO 13616)."""
    account = f"{rng.randrange(10**18):018d}"
    return f"DE{98 - int(account + '131400') % 97:02d}{account}"


def record(rng: random.Random, number: int, comma: str) -> list[str]:
    """One row; personal data stand in the notes of one row in twenty."""
    day = f"{rng.randrange(1940, 2015)}-{rng.randrange(1, 13):02d}-{rng.randrange(1, 29):02d}"
    known = {
        "identity": identity(rng, day),
        "phone": f"1{rng.choice('3456789')}{rng.randrange(10**9):09d}",
        "email": f"{rng.choice('abcdefghklmnprstuvw')}{rng.choice(WORDS)}{rng.randrange(10**5)}@{rng.choice(HOSTS)}",
        "card": luhn("62" + f"{rng.randrange(10**13):013d}"),
    }
    text = rng.choices(WORDS, k=27)
    if rng.random() < 0.05:
        text[9:10] = rng.choice(TEMPLATES).format(**known).split()
    name = rng.choice(SURNAMES) + "".join(rng.choices(GIVEN, k=rng.choice((1, 2, 2))))
    house = f"{rng.choice(STREETS)}{rng.randrange(1, 400)}号{rng.randrange(1, 30)}栋{rng.randrange(101, 2800)}室"
    return [
        str(number),
        known["identity"],
        name,
        known["phone"],
        known["email"],
        f"江州市临河区{comma}{house}" if comma == "," else f"江州市临河区{house}",
        day,
        rng.choice("男女"),
        known["card"],
        iban(rng),
        credit_code(rng),
        rng.choice("京沪粤浙苏")
        + rng.choice("ABCDE")
        + "".join(rng.choices("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789", k=5)),
        ".".join(str(rng.randrange(1, 255)) for _ in range(4)),
        f"+4420{rng.choice('378')}{rng.randrange(10**7):07d}",
        f"{rng.lognormvariate(6, 1):.2f}",
        f"{rng.randrange(2015, 2026)}-{rng.randrange(1, 13):02d}-{rng.randrange(1, 29):02d} "
        f"{rng.randrange(24):02d}:{rng.randrange(60):02d}:{rng.randrange(60):02d}",
        rng.choice(KINDS),
        f"{rng.randrange(10**11):011d}",
        f"{comma} ".join((" ".join(text[:14]), " ".join(text[14:]))),
    ]


def rows(count: int, *, quoted: bool) -> Iterator[list[str]]:
    """All rows, in order."""
    rng = random.Random(SEED)
    comma = "," if quoted else ";"
    return (record(rng, number, comma) for number in range(1, count + 1))


def write_csv(path: Path, count: int, *, quoted: bool) -> None:
    """The table as CSV."""
    with path.open("w", encoding="utf-8", newline="", buffering=1 << 20) as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(rows(count, quoted=quoted))


def write_parquet(source: Path, path: Path) -> None:
    """The same cells as Parquet, all text."""
    import pyarrow as pa
    import pyarrow.csv as arrow_csv
    from pyarrow import parquet

    types = arrow_csv.ConvertOptions(column_types=dict.fromkeys(HEADER, pa.string()))
    with (
        arrow_csv.open_csv(source, convert_options=types) as reader,
        parquet.ParquetWriter(path, reader.schema, compression="snappy") as writer,
    ):
        for batch in reader:
            writer.write_batch(batch)


def main() -> None:
    """Write what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", type=int)
    parser.add_argument("path", type=Path)
    parser.add_argument("--quoted", action="store_true")
    parser.add_argument("--parquet", type=Path)
    chosen = parser.parse_args()
    write_csv(chosen.path, chosen.rows, quoted=chosen.quoted)
    if chosen.parquet:
        write_parquet(chosen.path, chosen.parquet)


if __name__ == "__main__":
    main()
