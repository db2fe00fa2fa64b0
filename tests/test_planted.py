"""No raw value of a cell in any byte that pia writes."""

from __future__ import annotations

import base64
import csv
import gzip
import io
import zipfile
import zlib
from pathlib import Path
from urllib.parse import quote

import pikepdf
import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from pia.cli import main
from pia.recognizers._china_checks import resident_id_is_valid
from pia.scan.scanner import SMALL_BYTES

IDENTITIES = [f"1101051949{month:02d}31{serial:03d}" for month in (1, 3, 5, 7) for serial in (2, 17, 33)]
PLANTED = {
    "姓名": ["欧阳甄别甲", "司马植入乙", "诸葛探针丙"],
    "身份证号": [body + check for body in IDENTITIES for check in "0123456789X" if resident_id_is_valid(body + check)],
    "手机": [f"1391357{number}" for number in range(2468, 2474)],
    "email": ["planted.canary@leak.example.org", "second.canary@leak.example.org"],
    "address": ["江州市植入区金丝雀路7788号9栋", "江州市植入区金丝雀路7789号9栋"],
    "iban": ["GB82 WEST 1234 5698 7654 32"],
    "card": ["4111 1111 1111 1111"],
    "ip": ["203.0.113.77"],
    "mac": ["5E:CA:4A:12:34:56"],
    "password": ["Canary!Secret#42"],
    "notes": ["please call Zephyrine Canarybird on 13913572468 or write to planted.canary@leak.example.org at once"],
    "code": ["CANARYCODE77"],
}
WORDS = [value for values in PLANTED.values() for value in values] + ["Zephyrine", "Canarybird", "canary"]


@pytest.fixture
def deployment(tmp_path: Path) -> Path:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(PLANTED)
    for row in range(60):
        writer.writerow([values[row % len(values)] for values in PLANTED.values()])
    (tmp_path / "t.csv").write_text(out.getvalue(), encoding="utf-8")
    with (tmp_path / "t.csv").open("ab") as file:
        file.write(b"Canarybird,ragged\n" + b",".join([b"Canarybird \xff\xfe"] * len(PLANTED)) + b"\n")
    path = tmp_path / "deployment.yaml"
    path.write_text(
        "name: N\ndescription: D\ncontroller: {name: C}\njurisdictions: [eu]\ndatasets: [{name: t, path: t.csv}]\n",
        encoding="utf-8",
    )
    return path


def unpacked(data: bytes) -> bytes:
    """The bytes, and those of every stream if it is a PDF."""
    if not data.startswith(b"%PDF"):
        return data
    parts = [data]
    with pikepdf.open(io.BytesIO(data)) as document:
        for item in document.objects:
            if isinstance(item, pikepdf.Stream):
                try:
                    parts.append(item.read_bytes())
                except (pikepdf.PdfError, zlib.error):
                    parts.append(item.read_raw_bytes())
    parts += [page.extract_text().encode() for page in PdfReader(io.BytesIO(data)).pages]
    return b"\n".join(parts)


def forms(word: str) -> set[bytes]:
    raw = word.encode()
    encoded = {base64.b64encode(raw).rstrip(b"="), raw.hex().encode(), quote(word).encode()}
    return {raw, raw.lower(), raw.upper(), word.replace(" ", "").encode(), *encoded}


def leaks(data: bytes) -> list[str]:
    shown = unpacked(data)
    return [word for word in WORDS if any(form in shown for form in forms(word))]


def test_the_search_itself_finds_a_leak() -> None:
    assert leaks(b"x " + WORDS[0].encode()) == [WORDS[0]]
    assert leaks(base64.b64encode(b"Zephyrine")) == ["Zephyrine"]


@pytest.mark.deep
def test_no_command_and_no_format_writes_a_planted_value(deployment: Path) -> None:
    folder, runner = deployment.parent, CliRunner()
    before = set(folder.iterdir())
    said = b""
    for arguments in (
        ["scan", folder / "t.csv"],
        ["--lang", "zh", "scan", folder / "t.csv", "-f", "json"],
        ["assess", deployment, "--out", folder],
        ["--lang", "zh", "report", folder / "assessment.json", "-f", f"html={folder / 'zh.html'}"],
        ["--lang", "zh", "report", folder / "assessment.json", "-f", f"pdf={folder / 'zh.pdf'}", "-f", "json"],
        ["gate", folder / "assessment.json"],
        ["gate", folder / "assessment.json", "-f", "json"],
    ):
        result = runner.invoke(main, [str(argument) for argument in arguments])
        assert result.exit_code in {0, 1, 4}, result.output
        said += result.output.encode()
    written = sorted(set(folder.iterdir()) - before)
    assert {path.suffix for path in written} == {".json", ".html", ".pdf"}
    assert b"CN_RESIDENT_ID" in said
    assert leaks(said) == []
    for path in written:
        assert leaks(path.read_bytes()) == [], path.name


def test_a_file_without_a_header_does_not_leak_its_first_row(tmp_path: Path) -> None:
    rows = [[values[row % len(values)] for values in PLANTED.values()] for row in range(20)]
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    (tmp_path / "t.csv").write_text(out.getvalue(), encoding="utf-8")
    result = CliRunner().invoke(main, ["scan", str(tmp_path / "t.csv"), "-f", "json", "-f", "table"])
    assert result.exit_code == 0
    assert leaks(result.output.encode()) == []


def test_a_big_file_does_not_leak_through_the_kernel(tmp_path: Path) -> None:
    rows = [[values[row % len(values)] for values in PLANTED.values()] for row in range(2000)]
    out = io.StringIO()
    csv.writer(out).writerows([list(PLANTED), *rows])
    data = out.getvalue().encode()
    assert len(data) > SMALL_BYTES
    (tmp_path / "t.csv").write_bytes(data + b"Canarybird,ragged\n" + b",".join([b"Canarybird \xff"] * len(PLANTED)))
    result = CliRunner().invoke(main, ["scan", str(tmp_path / "t.csv"), "-f", "json", "-f", "table"])
    assert result.exit_code == 0
    assert "CN_RESIDENT_ID" in result.output
    assert leaks(result.output.encode()) == []


def test_errors_do_not_carry_values(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(b'a,b\nx,y\nZephyrine,"Canarybird' + b" canary" * (10 << 20))
    result = CliRunner().invoke(main, ["scan", str(tmp_path / "t.csv")])
    assert result.exit_code == 3
    assert leaks(result.output.encode()) == []


def test_errors_of_packed_data_do_not_carry_values(tmp_path: Path) -> None:
    rows = b"a,b\n" + b"Zephyrine,planted.canary@leak.example.org\n" * 5000
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("t.csv", rows)
    hurt = packed.getvalue().replace(b"Zephyrine,planted", b"Zephyrinf,planted", 1)
    for name, data in {"t.csv.gz": gzip.compress(rows)[:-50], "t.csv.bz2": rows, "t.zip": hurt}.items():
        (tmp_path / name).write_bytes(data)
    before = set(tmp_path.rglob("*"))
    result = CliRunner().invoke(main, ["scan", str(tmp_path), "-f", "json", "-f", "table"])
    assert result.exit_code == 3
    assert leaks(result.output.encode()) == []
    assert set(tmp_path.rglob("*")) == before
