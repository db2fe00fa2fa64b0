from __future__ import annotations

import random

import pytest

from pia.checksums.interpreted import verdict_of
from pia.checksums.kinds import KINDS
from tests.checksums.verdicts_for_tests import edited, interpreted_verdict, matcher, plain_verdicts

TEXTS = (
    "11010519491231002X",
    "110105491231002",
    "+86 138-0013-8000",
    "91350203CJL6TQ56TL",
    "4111 1111 1111 1111",
    "020 7946 0018",
    "DE89370400440532013000",
    "44051401359",
    "192.0.2.41",
    "2001:db8::8a2e:370:7334/64",
    "00:00:5E:00:53:AF",
    "943 476 5919",
    "RSSMRA85T10A562S",
    "2345 6789 0124",
    "900101-1234567",
)


def test_every_kind_says_the_same_as_its_recognizer_of_what_it_matches() -> None:
    assert verdict_of("china.resident_id", "11010519491231002X") == interpreted_verdict(
        "china.resident_id", "11010519491231002X"
    )
    with pytest.raises(KeyError):
        verdict_of("no.such", "1")


def test_python_and_machine_code_say_the_same() -> None:
    chance = random.Random(3)
    texts = [*TEXTS, *(edited(text, chance) for text in TEXTS for _ in range(6))]
    texts = [text for text in texts if text.isascii()]
    for name in KINDS:
        own = [text for text in texts if matcher(name)(text)]
        assert [verdict_of(name, text) for text in own] == plain_verdicts(name, own), name
