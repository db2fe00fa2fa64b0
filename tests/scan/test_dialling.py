from __future__ import annotations

from functools import cache

import numpy as np
import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pia.checksums import FAILED, PASSED
from pia.recognizers.phone import RECOGNIZERS
from pia.scan.dialling import verdicts

(RECOGNIZER,) = (one for one in RECOGNIZERS if one.name == "phone.international")


@cache
def examples() -> tuple[str, ...]:
    numbers = [phonenumbers.example_number(region) for region in sorted(phonenumbers.SUPPORTED_REGIONS)]
    numbers += [phonenumbers.example_number_for_non_geo_entity(code) for code in (800, 808, 870, 878, 881, 882, 979)]
    return tuple(
        phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) for number in numbers if number
    )


def given_verdicts(texts: list[str]) -> list[int]:
    ends = np.cumsum([len(text) for text in texts])
    starts = np.concatenate([[0], ends[:-1]])
    data = np.frombuffer("".join(texts).encode(), dtype=np.uint8)
    result: list[int] = verdicts(data, starts, ends, RECOGNIZER.verdict).tolist()
    return result


def expected(texts: list[str]) -> list[int]:
    return [PASSED if RECOGNIZER.verdict(text) else FAILED for text in texts]


@pytest.mark.slow
def test_an_example_number_of_every_region() -> None:
    texts = list(examples())
    texts += [text.replace("+", "00") for text in texts]
    texts += [f"{text[:3]} (0) {text[3:6]}-{text[6:]}" for text in examples()]
    texts += [text[:-1] for text in examples()] + [f"{text}1" for text in examples()]
    texts += ["+0 123 4567 890", "+999 12345678", "+1", "00", "0044"]
    told = given_verdicts(texts)
    assert told == expected(texts)
    assert told[: len(examples())].count(PASSED) == len(examples())
    assert FAILED in told


EDITS = st.tuples(st.integers(1, 16), st.sampled_from("0123456789- .()"))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 200), st.lists(EDITS, max_size=3), st.booleans()), min_size=1, max_size=12))
def test_edited_numbers(parts: list[tuple[int, list[tuple[int, str]], bool]]) -> None:
    texts = []
    for place, edits, dialled in parts:
        text = examples()[place]
        for at, character in edits:
            text = text[:at] + character + text[at + 1 :]
        texts.append(text.replace("+", "00") if dialled else text)
    assert given_verdicts(texts) == expected(texts)
