from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
from stdnum import iban, luhn
from stdnum.cn import ric, uscc

from benchmarks import engines
from benchmarks.detection import texts
from benchmarks.generate import HEADER, write_csv
from benchmarks.peers import PEERS, installed
from benchmarks.plan import READERS, ROOT, SEARCHERS, Plan, find_peers
from benchmarks.processes import ProcessError, Usage, in_turn, measured, middle
from benchmarks.rules import copies, hostile
from benchmarks.tables import BEGIN, END, Table, fill, markdown, ratio
from pia import documents
from pia.assess.packs import find_packs, load_packs
from pia.errors import DocumentError
from pia.judging import Rulebook
from pia.model.rule import RulePack

ROWS = 60
BLOCK = 64 << 20


def records(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("quoted", [False, True])
def test_the_generator_writes_the_same_bytes_every_time(tmp_path: Path, quoted: bool) -> None:
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    write_csv(one, ROWS, quoted=quoted)
    write_csv(two, ROWS, quoted=quoted)
    assert one.read_bytes() == two.read_bytes()
    assert (b'"' in one.read_bytes()) is quoted
    assert list(records(one)[0]) == HEADER
    assert len(HEADER) == 19


def test_a_smaller_table_is_the_beginning_of_a_bigger_one(tmp_path: Path) -> None:
    small, big = tmp_path / "small.csv", tmp_path / "big.csv"
    write_csv(small, ROWS // 2, quoted=False)
    write_csv(big, ROWS, quoted=False)
    assert big.read_bytes().startswith(small.read_bytes())


def test_generated_identifiers_pass_their_checksums(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    write_csv(path, ROWS, quoted=False)
    rows = records(path)
    assert len(rows) == ROWS
    for row in rows:
        assert ric.calc_check_digit(row["公民身份号码"]) == row["公民身份号码"][-1]
        assert row["公民身份号码"][6:14] == row["出生日期"].replace("-", "")
        assert uscc.calc_check_digit(row["credit_code"][:-1]) == row["credit_code"][-1]
        assert luhn.is_valid(row["bank_card"])
        assert iban.is_valid(row["iban"])


def test_a_process_is_measured(root: Path) -> None:
    """By a small process, as the benchmark does: a child begins with the memory of its parent."""
    program = f"block = bytearray(b'x') * {BLOCK}; sum(range(2_000_000)); print('done')"
    asked = (
        "import json, pathlib, sys; from benchmarks.processes import measured; "
        "usages = [measured([sys.executable, '-c', program], pathlib.Path()) for program in sys.argv[1:]]; "
        "print(json.dumps([[u.wall_seconds, u.cpu_seconds, u.peak_bytes, u.output] for u in usages]))"
    )
    output = subprocess.run(
        [sys.executable, "-c", asked, program, "pass"], cwd=root, check=True, capture_output=True, text=True
    ).stdout
    (wall, cpu, peak, printed), (_, _, small, nothing) = json.loads(output)
    assert (printed.strip(), nothing) == ("done", "")
    assert wall > 0
    assert cpu > 0
    assert 0.9 * BLOCK < peak - small < 1.5 * BLOCK


def test_a_process_that_fails_is_no_measurement(tmp_path: Path) -> None:
    with pytest.raises(ProcessError, match=r"exit code 3 .*(?s:.)*broken"):
        measured([sys.executable, "-c", "import sys; print('broken', file=sys.stderr); sys.exit(3)"], tmp_path)


def test_processes_run_in_turn_and_warm_ups_do_not_count(tmp_path: Path) -> None:
    program = "import sys; file = open('log', 'a'); file.write(sys.argv[1]); file.close()"
    commands = {name: [sys.executable, "-c", program, name] for name in "AB"}
    series = in_turn(commands, tmp_path, runs=2)
    assert (tmp_path / "log").read_text() == "ABABAB"
    assert {name: len(usages) for name, usages in series.items()} == {"A": 2, "B": 2}


def test_each_figure_has_its_own_median() -> None:
    usages = [Usage(1.0, 9.0, 5.0, "a"), Usage(2.0, 8.0, 7.0, "b"), Usage(9.0, 1.0, 6.0, "c")]
    assert middle(usages) == Usage(2.0, 8.0, 6.0, "c")


def test_peers_that_are_not_installed_are_named() -> None:
    assert {*READERS, *SEARCHERS} == PEERS.keys()
    peers, left_out = find_peers([sys.executable])
    assert "pyarrow_text" in peers
    absent = {name for name, state in installed().items() if state["missing"]}
    assert peers.keys() == PEERS.keys() - absent
    assert {text.split(" ")[0] for text in left_out} == absent


def test_a_reader_reads_every_row_of_a_table_made_when_asked_for(tmp_path: Path) -> None:
    peers, _ = find_peers([sys.executable])
    plan = Plan(peers, tmp_path / "data", ROWS, 1, ROWS, ())
    assert measured(plan.command("pyarrow_text", ROWS), ROOT).output.strip() == f'{{"rows": {ROWS}}}'
    assert Path(plan.table(ROWS, ".parquet")).exists()
    assert sorted(path.name for path in plan.data.iterdir()) == ["table-60.csv", "table-60.parquet"]


def test_results_fill_the_marked_place_of_a_page(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    table = Table("Title", ("process", "s"), [("pia", "1.5")], ["A note."])
    fill(page, markdown("Today.", [table]))
    expected = "Today.\n\n### Title\n\n| process | s |\n|---|---:|\n| pia | 1.5 |\n\nA note."
    assert page.read_text(encoding="utf-8") == f"before\n{BEGIN}\n{expected}\n{END}\nafter\n"
    table_of_contents = tmp_path / "contents.md"
    table_of_contents.write_text(f"{END} {BEGIN}", encoding="utf-8")
    with pytest.raises(ValueError, match="once each"):
        fill(table_of_contents, "")


def test_ratios_keep_three_digits() -> None:
    assert [ratio(1, 3), ratio(12, 1), ratio(123_456, 1)] == ["0.333", "12", "123,456"]


@pytest.mark.deep
def test_the_engines_are_measured(tmp_path: Path, root: Path) -> None:
    plan = Plan({}, tmp_path, ROWS, 1, 0, ())
    table = plan.table(ROWS, ".parquet")
    found = engines.measure(plan, "local", 1, ROWS)
    assert found["rows"] == ROWS
    assert found["cpu"] > 0
    told = json.loads(measured([sys.executable, "-m", "benchmarks.engines", "--sizes", table], root).output)
    assert (told["rows"], told["columns"], told["pieces"]) == (ROWS, 19, 1)
    assert 0 < told["plain"] < 5000
    assert told["hashes"] > ROWS
    assert 8 * told["hashes"] < told["merged"] <= told["result"]
    assert told["driver"] < 19 * 3000


def test_copies_of_rules_are_packs_of_their_own(tmp_path: Path, book: Rulebook) -> None:
    assert copies(tmp_path, 130) == 130
    packs, _ = load_packs(find_packs([tmp_path]), dict(book.facts))
    ids = {checked.rule.id for pack in packs for checked in pack.rules}
    assert len(ids) == 130


def test_hostile_packs_are_refused_each_for_its_reason(tmp_path: Path) -> None:
    reasons = {
        "100,000 whole rules": "larger than 5 MB",
        "100,000 empty rules": "more than 10,000 entries",
        "aliases, 9 levels of 9": "more than 200,000 values",
    }
    for name, path in hostile(tmp_path):
        if name in reasons:
            with pytest.raises(DocumentError, match=reasons[name]):
                documents.load(path, RulePack)


def test_texts_are_scored_by_type(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "texts.txt"
    marked = "Please ask Dr. [PERSON Anna Bell] about it."
    spans = json.dumps({"text": "Please ask Dr. Olsen about it.", "spans": [[15, 20, "PERSON"], [0, 6, "AGE"]]})
    path.write_text(f"{marked}\n{spans}\n", encoding="utf-8")
    texts.main([str(path), "--exact"])
    lines = {line.split()[0]: line.split() for line in capsys.readouterr().out.splitlines()}
    assert lines["PERSON"][2::2] == ["1.000", "1.000", "1.000", "2"]
    assert lines["AGE"][4] == "0.000"
    assert lines["all"][2::2] == ["1.000", "0.667", "0.800", "3"]


def test_half_a_span_counts_unless_the_same_is_asked_for() -> None:
    lines = [("Anna Bell", [(0, 9, "PERSON")])]
    for exact, hits in ((False, 1), (True, 0)):
        scored = texts.score(lines, lambda _: [(0, 5, "PERSON")], exact=exact, same={})["PERSON"]
        assert (scored.hits, scored.missed) == (hits, 1 - hits)
        assert scored.f1 == scored.precision == scored.recall == float(hits)
