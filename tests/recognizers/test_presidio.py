from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from pia.recognizers.presidio import _CHANCE, _PASSED, _PROVEN, FORM_ONLY, RECOGNIZERS, PresidioPattern


def checksums() -> Iterator[tuple[PresidioPattern, str, int]]:
    for recognizer in RECOGNIZERS:
        if recognizer.validate and recognizer.entity_type not in _PROVEN | FORM_ONLY:
            for form, (expression, _, score) in enumerate(recognizer.patterns):
                if score < _PASSED:
                    yield recognizer, expression, form


@pytest.mark.parametrize(("recognizer", "pattern", "form"), list(checksums()), ids=lambda item: str(item)[:40])
def test_random_values_of_the_form_rarely_pass_the_test(recognizer: PresidioPattern, pattern: str, form: int) -> None:
    texts: list[str] = []

    @seed(1)
    @settings(
        max_examples=150, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
    @given(st.from_regex(re.compile(pattern, re.ASCII), fullmatch=True, alphabet=st.characters(codec="ascii")))
    def collect(text: str) -> None:
        texts.append(text)

    collect()
    passed = sum(recognizer.scored(form, recognizer.verdict(text)) >= _PASSED for text in texts)
    assert passed / len(texts) <= _CHANCE + 0.09


def test_no_recognizer_is_left_out() -> None:
    assert len(RECOGNIZERS) >= 90
    assert len({recognizer.name for recognizer in RECOGNIZERS}) == len(RECOGNIZERS)
    assert any(recognizer.entity_type == "IN_AADHAAR" for recognizer in RECOGNIZERS)


def test_a_test_that_breaks_on_odd_digits_counts_as_failed() -> None:
    for recognizer in RECOGNIZERS:
        list(recognizer.matches(["١٢٣٤٥٦٧٨٩٠١", "²³⁴⁵⁶⁷⁸⁹¹²", "1234-5678-9012-3456 ４１１１", "a@b.c"]))
