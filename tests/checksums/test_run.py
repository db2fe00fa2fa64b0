"""Every compiled test gives the verdict of the recognizer of its name."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import numba
import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from pia.assess.categories import load_categories
from pia.checksums import FAILED, PASSED, UNDECIDED
from pia.checksums.run import KINDS, verify
from pia.recognizers import PatternRecognizer
from pia.recognizers.presidio import PresidioPattern
from pia.resources import resource
from pia.scanning import sought
from tests.checksums.verdicts_for_tests import (
    RECOGNIZERS,
    compiled_verdicts,
    edited,
    interpreted_verdict,
    matcher,
    plain,
    plain_run,
    plain_verdicts,
    repaired,
    texts_of,
)

NEED_A_LIBRARY = {"phone.international", "presidio.EmailRecognizer"}
RARE_FORMS = {
    "nationals",
    "devices.vehicle",
    "finance.card_in_groups",
    "china.bank_card_in_text",
    "china.credit_code_in_text",
    "china.resident_id_15_in_text",
}
PASSING = {
    "china.resident_id_15": "110105491231002",
    "china.resident_id": "11010519491231002X",
    "china.bank_card": "6228480602410123411",
    "devices.iccid": "89860017058000123455",
    "devices.imei": "356938035643809",
    "nationals.br_cpf_written": "390.533.447-05",
    "nationals.ch_ssn": "7569217076985",
    "nationals.ch_ssn_written": "756.9217.0769.85",
    "nationals.cl_rut": "12531909-2",
    "nationals.cl_rut_written": "12.531.909-2",
    "nationals.fr_nir": "295109912611193",
    "nationals.fr_nir_written": "2 95 10 99 126 111 93",
    "nationals.pt_cc": "000000000ZZ4",
    "nationals.hr_oib": "33392005961",
    "nationals.nl_bsn": "111222333",
    "nationals.pt_nif": "501964843",
    "presidio.IbanRecognizer": "GB82WEST12345698765432",
    "presidio.InVehicleRegistrationRecognizer": "KA19P8488",
    "presidio.ZaIdNumberRecognizer": "8001015009087",
    "china.credit_code": "91110000600037341L",
    "china.credit_code_of_digits": "911100006000300020",
    "china.mobile": "13800138000",
    "presidio.SePersonnummerRecognizer": "811228-9874",
    "presidio.FiPersonalIdentityCodeRecognizer": "131052-308T",
    "presidio.EsNieRecognizer": "X1234567L",
}
FORM_ONLY = {
    "presidio.TrLicensePlateRecognizer",
    "presidio.ZaLicensePlateRecognizer",
    "presidio.ZaIncomeTaxNumberRecognizer",
    "presidio.ZaPassportRecognizer",
    "presidio.ZaTrafficRegisterNumberRecognizer",
}


def generated(name: str) -> list[str]:
    texts = [PASSING[name]] if name in PASSING else []

    @seed(1)
    @settings(
        max_examples=25, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
    @given(texts_of(name))
    def collect(text: str) -> None:
        texts.append(text)

    collect()
    return texts


@pytest.mark.parametrize("name", list(KINDS))
def test_verdicts_are_those_of_the_recognizer(name: str) -> None:
    chance = random.Random(name)
    texts = generated(name)
    texts += [other for text in texts[:6] for other in repaired(text)]
    passed = [
        text for text, found in zip(texts, compiled_verdicts(name, texts), strict=True) if found == PASSED
    ] or texts
    for _ in range(800):
        text = chance.choice(passed)
        for _ in range(chance.randint(1, 3)):
            text = edited(text, chance)
        texts.append(text)
    texts += ["", *("".join(chr(chance.randrange(128)) for _ in range(chance.randrange(24))) for _ in range(100))]
    fits = matcher(name)
    found = dict(zip(texts, compiled_verdicts(name, texts), strict=True))
    assert set(found.values()) <= {FAILED, PASSED, UNDECIDED}
    fitting = [text for text in found if fits(text)]
    assert len(fitting) > 150
    assert not [text for text in fitting if found[text] != interpreted_verdict(name, text)]
    some = chance.sample(list(found), 150)
    assert plain_verdicts(name, some) == [found[text] for text in some]
    assert len({found[text] for text in (found if name in FORM_ONLY else fitting)}) >= 2


def test_every_test_of_a_recognizer_that_is_searched_without_a_header_is_there() -> None:
    searched = sought(load_categories(resource("rules") / "categories.yaml"))
    tested = {
        recognizer.name
        for recognizer in searched
        if not recognizer.needs_header
        and (
            recognizer.test
            if isinstance(recognizer, PatternRecognizer)
            else isinstance(recognizer, PresidioPattern) and (recognizer.validate or recognizer.invalidate)
        )
    }
    rare = {name for name in tested if name in RARE_FORMS or name.partition(".")[0] in RARE_FORMS}
    need_lists = {"names.listed", "names.han_listed", "names.given_beside", "names.surname_beside"}
    assert not tested - rare - NEED_A_LIBRARY - need_lists - set(KINDS)
    assert set(RECOGNIZERS) == set(KINDS)


@pytest.mark.parametrize("name", list(KINDS))
def test_no_byte_breaks_a_test(name: str) -> None:
    noise = np.random.default_rng(3).integers(0, 256, 5000, np.uint8)
    starts = np.arange(0, 4900, dtype=np.int64)
    ends = starts + np.arange(4900, dtype=np.int64) % 37
    verdicts = np.full(4900, 9, np.int8)
    verify(KINDS[name], noise, starts, ends, verdicts)
    assert set(verdicts.tolist()) <= {FAILED, PASSED, UNDECIDED}


def test_threads_get_the_verdicts_of_one(root: Path) -> None:
    texts = ["4111111111111111", "4111111111111112"] * 5000
    expected = compiled_verdicts("presidio.CreditCardRecognizer", texts)
    found: list[list[int]] = []
    threads = [
        threading.Thread(target=lambda: found.append(compiled_verdicts("presidio.CreditCardRecognizer", texts)))
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 3
    assert expected[:2] == [PASSED, FAILED]


def test_a_folder_that_cannot_be_written_to_is_no_obstacle(root: Path, tmp_path: Path) -> None:
    package = tmp_path / "site" / "pia"
    shutil.copytree(root / "pia" / "checksums", package / "checksums", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(root / "pia" / "compiling.py", package)
    (package / "__init__.py").touch()
    (package / "checksums" / "__pycache__").touch()
    script = (
        "import numpy as np; from pia.checksums.run import KINDS, verify; v = np.zeros(1, np.int8);"
        "data = np.frombuffer(b'123456601', np.uint8);"
        "verify(KINDS['presidio.DeLanrRecognizer'], data, np.array([0]), np.array([9]), v); print(v[0])"
    )
    environment = {
        **{name: value for name, value in os.environ.items() if name != "NUMBA_CACHE_DIR"},
        "PYTHONPATH": str(tmp_path / "site"),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "HOME": str(tmp_path),
    }
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == str(PASSED)
    assert list((tmp_path / "cache").rglob("*.nbc"))


def test_only_a_constant_kind_can_be_compiled() -> None:
    data = np.frombuffer(b"8001015009087", np.uint8)
    with plain():
        run = plain_run()
        assert run._compiled_verdict(numba.types.int64, None, None, None, None) is None
        for name in ("presidio.ZaIdNumberRecognizer", "presidio.ZaTrafficRegisterNumberRecognizer", "china.mobile"):
            code = run._compiled_verdict(numba.types.literal(run.KINDS[name]), None, None, None, None)
            assert code(None, data, 0, 13, 20261124) == compiled_verdicts(name, ["8001015009087"])[0]
