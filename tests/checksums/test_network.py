from __future__ import annotations

import random

import pytest

from pia.checksums import FAILED, UNDECIDED
from tests.checksums.verdicts_for_tests import compiled_verdicts, interpreted_verdict, verdict

IP = "presidio.IpRecognizer"
MAC = "presidio.MacAddressRecognizer"


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        (IP, "192.0.2.41", UNDECIDED),
        (IP, "192.0.2.41/32", UNDECIDED),
        (IP, "192.0.2.41/33", FAILED),
        (IP, "192.0.02.41", FAILED),
        (IP, "192.0.2", FAILED),
        (IP, "192.0.2.256", FAILED),
        (IP, "192.0.2.4.1", FAILED),
        (IP, "::", UNDECIDED),
        (IP, "2001:db8::8a2e:370:7334/128", UNDECIDED),
        (IP, "2001:db8::8a2e:370:7334/129", FAILED),
        (IP, "fe80::1%eth0", UNDECIDED),
        (IP, "fe80::1%", FAILED),
        (IP, "fe80::1%a%b", FAILED),
        (IP, "::ffff:192.0.2.41", UNDECIDED),
        (IP, "::ffff:192.0.2.041", FAILED),
        (IP, "1:2:3:4:5:6:7:8", UNDECIDED),
        (IP, "1:2:3:4:5:6:7:8:9", FAILED),
        (IP, ":1:2:3:4:5:6:7", FAILED),
        (IP, "1::2::3", FAILED),
        (IP, "1::2:", FAILED),
        (IP, "12345::", FAILED),
        (IP, "1::/2/3", FAILED),
        (IP, "1::/", FAILED),
        (IP, "", FAILED),
        (MAC, "00:00:5E:00:53:AF", UNDECIDED),
        (MAC, "0000.5e00.53af", UNDECIDED),
        (MAC, "00-00-00-00-00-00", FAILED),
        (MAC, "ff:ff:ff:FF:FF:FF", FAILED),
        (MAC, "00:00:5E:00:53", FAILED),
        (MAC, "00:00:5G:00:53:AF", FAILED),
    ],
)
def test_examples(name: str, text: str, expected: int) -> None:
    assert verdict(name, text) == expected


def test_addresses_are_those_of_the_standard_library() -> None:
    chance = random.Random(8)
    parts = ["1", "ab", "FFFF", "12345", ":", "::", "0", "192.0.2.1", ".", "/64", "%1", "g"]
    texts = ["".join(chance.choices(parts, k=chance.randint(1, 5))) for _ in range(2000)]
    for _ in range(3000):
        groups = [chance.choice(["", "0", "db8", "ffff"]) for _ in range(chance.randint(2, 9))]
        texts.append(":".join(groups) + chance.choice(["", "", "192.0.2.1", ":192.0.2.1", "/64", "%z"]))
    found = compiled_verdicts(IP, texts)
    assert found == [interpreted_verdict(IP, text) for text in texts]
    assert found.count(UNDECIDED) > 100
