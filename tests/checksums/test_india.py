from __future__ import annotations

import itertools
import string

from pia.checksums import PASSED, UNDECIDED
from tests.checksums.verdicts_for_tests import compiled_verdicts, interpreted_verdict, verdict

VEHICLE = "presidio.InVehicleRegistrationRecognizer"


def test_examples() -> None:
    assert verdict(VEHICLE, "KA19P8488") == PASSED
    assert verdict(VEHICLE, "ka19p8488") == PASSED
    assert verdict(VEHICLE, "KA19P0000") == UNDECIDED
    assert verdict(VEHICLE, "DL3CAB1234") == PASSED
    assert verdict(VEHICLE, "KA3CAB1234") == UNDECIDED
    assert verdict(VEHICLE, "22BH1234AA") == UNDECIDED


def test_every_state_and_district() -> None:
    states = ["".join(pair) for pair in itertools.product(string.ascii_uppercase, repeat=2)]
    texts = [f"{state}{district:02}A1234" for state in states for district in range(0, 100, 7)]
    found = compiled_verdicts(VEHICLE, texts)
    assert found == [interpreted_verdict(VEHICLE, text) for text in texts]
    known = sorted({text[:2] for text, verdict_of_text in zip(texts, found, strict=True) if verdict_of_text == PASSED})
    texts = [f"{state}{district}A1234" for state in [*known, "AN", "AP", "DN", "LA", "CH"] for district in range(100)]
    texts += [f"{state}{district:02}AB1234" for state in known for district in range(10)]
    assert compiled_verdicts(VEHICLE, texts) == [interpreted_verdict(VEHICLE, text) for text in texts]
