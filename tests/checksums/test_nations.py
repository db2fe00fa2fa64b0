from __future__ import annotations

import random

import pytest
from stdnum.br import cpf
from stdnum.ch import ssn
from stdnum.cl import rut
from stdnum.fr import nir
from stdnum.pt import cc

from pia.checksums import FAILED, PASSED
from tests.checksums.verdicts_for_tests import numbers, share_passed, verdict


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("nationals.pt_cc", "000000000ZZ4", PASSED),
        ("nationals.pt_cc", "00000000 0 ZZ4", PASSED),
        ("nationals.pt_cc", "000000000ZZ3", FAILED),
        ("nationals.fr_nir", "295109912611193", PASSED),
        ("nationals.fr_nir", "295102A12611107", FAILED),
        ("nationals.fr_nir", "295109912611199", FAILED),
        ("nationals.cl_rut", "12531909-2", PASSED),
        ("nationals.cl_rut", "12531909-3", FAILED),
        ("nationals.br_cpf_written", "390.533.447-05", PASSED),
        ("nationals.br_cpf_written", "000.000.000-00", FAILED),
        ("nationals.ch_ssn", "7569217076985", PASSED),
        ("nationals.ch_ssn", "7569217076984", FAILED),
    ],
)
def test_examples(name: str, text: str, expected: int) -> None:
    assert verdict(name, text) == expected


def test_corsican_numbers_are_those_of_stdnum() -> None:
    dice = random.Random(4)
    heads = [f"1{dice.randrange(10**4):04}2{dice.choice('AB')}{dice.randrange(10**6):06}" for _ in range(4)]
    texts = [f"{head}{check:02}" for head in heads for check in range(100)]
    assert 0 < share_passed("nationals.fr_nir", texts, nir.is_valid) < 0.02


def test_numbers_are_those_of_stdnum() -> None:
    assert 0.05 < share_passed("nationals.pt_cc", numbers(40, 10**10, 10**11 - 1), cc.is_valid) < 0.2
    assert 0.05 < share_passed("nationals.ch_ssn", numbers(40, 756 * 10**9, 757 * 10**9 - 1), ssn.is_valid) < 0.2
    roles = [f"{text[:-1]}-{text[-1]}" for text in numbers(40, 10**7, 10**8 - 1)]
    assert 0.05 < share_passed("nationals.cl_rut", roles, rut.is_valid) < 0.2
    people = [f"390.533.{number:03}-{check:02}" for number in range(30) for check in range(100)]
    assert 0.005 < share_passed("nationals.br_cpf_written", people, cpf.is_valid) < 0.02
