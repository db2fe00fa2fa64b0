from __future__ import annotations

import numpy as np

from pia.reidentification.large import Sketching, estimated, row_hashes, sketch
from tests.reidentification.tables_for_tests import KEY, batches


def test_rows_that_look_alike_have_the_same_hash_and_no_others() -> None:
    (batch,) = batches({"a": ["x", "x", "y", None, None, "x"], "b": ["1", "1", "1", "1", "1", None]})
    found = row_hashes(batch.data, ("a", "b"), KEY).tolist()
    assert (found[0], found[3]) == (found[1], found[4])
    assert len(set(found)) == 4
    assert row_hashes(batch.data, ("b", "a"), KEY).tolist() != found
    assert row_hashes(batch.data, ("a", "b"), b"l" * 32).tolist() != found


def test_an_estimate_names_its_error_and_no_k() -> None:
    rng = np.random.default_rng(1)
    columns = {
        "a": [str(number) for number in rng.integers(0, 200, 20_000)],
        "b": [str(number) for number in rng.integers(0, 100, 20_000)],
    }
    found = estimated("d", sketch(batches(columns, 700), lambda _: ("a", "b"), KEY))
    assert "k is not known; a sketch estimates that" in found.reason.en
    assert " ± " in found.reason.zh
    assert estimated("d", sketch(batches(columns), lambda _: (), KEY)).reason.en.endswith("k is not known")
    assert sketch(batches(columns), lambda _: ("a", "z"), KEY) == {}


def test_any_split_into_batches_gives_the_same_sketch() -> None:
    columns = {"a": [str(row % 3000) for row in range(7000)]}
    one, other = (sketch(batches(columns, size), lambda _: ("a",), KEY)[""] for size in (7000, 90))
    assert np.array_equal(one.hashes, other.hashes)
    assert np.array_equal(one.registers, other.registers)


def test_pieces_add_up_to_the_sketches_of_the_whole() -> None:
    columns = {"a": [str(row % 300) for row in range(5000)], "b": [f"B-{row % 7}" for row in range(5000)]}
    sketching = Sketching({None: ("a", "b"), "other": ()}, {"t": ("b",)}, KEY)
    every = list(batches(columns, 100, "t"))
    whole, parts = sketching.of(every), [sketching.of(every[start : start + 9]) for start in range(0, 50, 9)]
    found = sketching.together([sketching.together(parts[:2]), sketching.together(parts[2:])])
    assert list(found.rows) == list(whole.rows) == ["t"]
    assert np.array_equal(found.rows["t"].hashes, whole.rows["t"].hashes)
    assert np.array_equal(found.rows["t"].registers, whole.rows["t"].registers)
    own, other = found.columns["t", "b"], whole.columns["t", "b"]
    assert own.sketch.hashes.tolist() == other.sketch.hashes.tolist()
    assert (own.cells, own.characters) == (other.cells, other.characters) == (5000, 10_000)
    assert sketching.of(batches(columns, 100, "other")).rows == {}
