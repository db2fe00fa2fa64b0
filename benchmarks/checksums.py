"""Values per second of the compiled checksums, one thread, beside the test of the recognizer and python-stdnum.

python benchmarks/checksums.py [name ...]
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
from hypothesis import HealthCheck, Phase, given, seed, settings
from stdnum import iban, luhn
from stdnum.au import tfn
from stdnum.cn import ric, uscc
from stdnum.de import idnr
from stdnum.es import dni, nie
from stdnum.fi import hetu
from stdnum.gb import nhs
from stdnum.in_ import aadhaar
from stdnum.it import codicefiscale
from stdnum.kr import rrn
from stdnum.pl import pesel
from stdnum.se import personnummer
from stdnum.th import pin
from stdnum.tr import tckimlik

from pia.checksums.run import KINDS, verify
from tests.checksums.verdicts_for_tests import interpreted_verdict, texts_of

STDNUM: dict[str, Callable[[str], object]] = {
    "china.resident_id": ric.is_valid,
    "china.credit_code": uscc.is_valid,
    "presidio.AuTfnRecognizer": tfn.is_valid,
    "presidio.CreditCardRecognizer": luhn.is_valid,
    "presidio.DeTaxIdRecognizer": idnr.is_valid,
    "presidio.EsNieRecognizer": nie.is_valid,
    "presidio.EsNifRecognizer": dni.is_valid,
    "presidio.FiPersonalIdentityCodeRecognizer": hetu.is_valid,
    "presidio.IbanRecognizer": iban.is_valid,
    "presidio.InAadhaarRecognizer": aadhaar.is_valid,
    "presidio.ItFiscalCodeRecognizer": codicefiscale.is_valid,
    "presidio.KrRrnRecognizer": rrn.is_valid,
    "presidio.NhsRecognizer": nhs.is_valid,
    "presidio.PlPeselRecognizer": pesel.is_valid,
    "presidio.SePersonnummerRecognizer": personnummer.is_valid,
    "presidio.ThTninRecognizer": pin.is_valid,
    "presidio.TrNationalIdRecognizer": tckimlik.is_valid,
}
REALISTIC = {
    "china.resident_id": ["11010519491231002X", "110105194912310021"],
    "presidio.IbanRecognizer": ["GB82WEST12345698765432", "DE89370400440532013000", "FR1420041010050500013M02606"],
    "presidio.InVehicleRegistrationRecognizer": ["KA19P8488", "DL3CAB1234"],
    "presidio.ZaIdNumberRecognizer": ["8001015009087"],
}
VALUES = 300_000
PEER_VALUES = 5_000


def samples(name: str) -> list[str]:
    """Texts that the recognizer's patterns match, with a good share of valid ones where they are rare by chance."""
    texts = list(REALISTIC.get(name, ()))

    @seed(1)
    @settings(
        max_examples=60, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
    @given(texts_of(name))
    def collect(text: str) -> None:
        texts.append(text)

    if not texts:
        collect()
    return texts


def compiled_rate(name: str, texts: Sequence[str]) -> float:
    """Values per second, the best of five runs; the compilation is not counted."""
    encoded = [text.encode("ascii") for text in texts]
    ends = np.cumsum([len(text) for text in encoded], dtype=np.int64)
    starts = ends - np.array([len(text) for text in encoded], np.int64)
    data = np.frombuffer(b"".join(encoded), np.uint8)
    verdicts = np.empty(len(texts), np.int8)
    best = float("inf")
    for _ in range(6):
        begin = time.perf_counter()
        verify(KINDS[name], data, starts, ends, verdicts)
        best = min(best, time.perf_counter() - begin)
    return len(texts) / best


def peer_rate(test: Callable[[str], object], texts: Sequence[str]) -> float:
    """Values per second, the better of two runs."""
    best = float("inf")
    for _ in range(2):
        begin = time.perf_counter()
        for text in texts:
            test(text)
        best = min(best, time.perf_counter() - begin)
    return len(texts) / best


def main() -> None:
    """Print the table, in millions of values per second."""
    print(f"{'recognizer':44}{'compiled':>10}{'its test':>10}{'stdnum':>10}   million values/s")
    for name in sys.argv[1:] or KINDS:
        texts = random.Random(1).choices(samples(name), k=VALUES)
        few = texts[:PEER_VALUES]
        own = peer_rate(partial(interpreted_verdict, name), few)
        other = peer_rate(STDNUM[name], few) if name in STDNUM else 0.0
        shown = f"{other / 1e6:10.3f}" if other else f"{'-':>10}"
        print(f"{name:44}{compiled_rate(name, texts) / 1e6:10.1f}{own / 1e6:10.3f}{shown}")


if __name__ == "__main__":
    main()
