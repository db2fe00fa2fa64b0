from __future__ import annotations

import io
import json
import resource
import subprocess
import sys
from datetime import date, datetime, time, timedelta

import pytest

from pia.sources import _workbook
from pia.sources._workbook import Cell, limit_memory, main, text
from tests.sources.workbooks_for_tests import xlsx, xlsx_rows


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("01234", "01234"),
        ("", None),
        (True, "true"),
        (False, "false"),
        (12345.0, "12345"),
        (7, "7"),
        (-1.5, "-1.5"),
        (999999999999999.0, "999999999999999"),
        (1.1010519491231002e17, "110105194912310000"),
        (1e300, "1e+300"),
        (float("inf"), "inf"),
        (date(2020, 1, 2), "2020-01-02"),
        (datetime(2020, 1, 2, 3, 4, 5), "2020-01-02T03:04:05"),
        (time(3, 4), "03:04:00"),
        (timedelta(hours=30, seconds=5), "30:00:05"),
        (-timedelta(minutes=1), "-0:01:00"),
    ],
)
def test_a_cell_is_text_without_loss(cell: Cell, shown: str | None) -> None:
    assert text(cell) == shown


def said(data: bytes, first: int = 0) -> list[dict[str, object]]:
    out = io.StringIO()
    main(first, io.BytesIO(data), out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_sheets_are_written_one_after_another_from_the_first_one_wanted() -> None:
    data = xlsx({"A": xlsx_rows([["a"], ["b"]]), "B": xlsx_rows([["c"]]), "E": ""})
    names = {"sheets": ["A", "B", "E"]}
    assert said(data) == [names, {"rows": [["a"], ["b"]]}, {"end": 0}, *said(data, 1)[1:]]
    assert said(data, 1) == [names, {"rows": [["c"]]}, {"end": 0}, {"rows": []}, {"end": 0}]


def test_a_long_sheet_comes_in_parts_and_a_broken_one_says_so() -> None:
    rows = xlsx_rows([[f"r{number}", "x" * 1000] for number in range(5000)])
    messages = said(xlsx({"A": rows, "B": '<row r="1"><c r="A1" t="s"><v>5</v></c></row>'}))
    parts = [message["rows"] for message in messages if "rows" in message]
    assert len(parts) > 2
    assert sum(len(part) for part in parts if isinstance(part, list)) == 5000
    assert messages[-2:] == [{"end": 0}, {"failed": True}]


def test_numbers_that_lost_digits_are_counted() -> None:
    cells = '<row r="1"><c r="A1"><v>110105194912310021</v></c><c r="B1"><v>13800138000</v></c></row>'
    assert said(xlsx({"A": cells}))[-1] == {"end": 1}


def test_a_sheet_wider_than_any_fails() -> None:
    cells = '<row r="1"><c r="A1"><v>1</v></c><c r="BAAA1"><v>1</v></c></row>'
    assert said(xlsx({"A": cells}))[-1] == {"failed": True}


def test_what_is_no_workbook_fails() -> None:
    assert said(b"PK no workbook") == [{"failed": True}]


def test_it_runs_by_itself_and_imports_nothing_of_pia() -> None:
    code = (
        f"import sys; sys.argv = ['x', '0']; import runpy; runpy.run_path({_workbook.__file__!r}, run_name='__main__')"
    )
    code += "; print(sorted(name for name in sys.modules if name.split('.')[0] in {'pia', 'pyarrow'}))"
    done = subprocess.run([sys.executable, "-c", code], input=xlsx({"A": ""}), capture_output=True, check=True)
    assert done.stdout.splitlines()[0] == b'{"sheets": ["A"]}'
    assert done.stdout.splitlines()[-1] == b"[]"


def test_its_memory_is_bounded() -> None:
    before = resource.getrlimit(resource.RLIMIT_AS)
    try:
        limit_memory()
        assert resource.getrlimit(resource.RLIMIT_AS)[0] <= _workbook.MOST_MEMORY_BYTES
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)
