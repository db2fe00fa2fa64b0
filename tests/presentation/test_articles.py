from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pia.presentation.articles import chinese


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("Art. 26", "第26条"),
        ("Art. 13(1)(1)-(7)", "第13条第1款第1项至第7项"),
        ("Art. 45(1)-(2); Art. 48", "第45条第1款至第2款；第48条"),
        ("Art. 28(2), 51(2)-(3)", "第28条第2款、第51条第2款至第3款"),
        ("Art. 22(4); Art. 9(2)(a), (g)", "第22条第4款；第9条第2款(a)项、(g)项"),
        ("Art. 15-21", "第15条至第21条"),
        ("Art. 35(1); Recital 26", "第35条第1款；序言第26条"),
        ("Annex B", "附录B"),
        ("cl. 4", "第4条"),
        ("§ 7123(b)(2)", "§ 7123(b)(2)"),
        ("数据回流基层（条号未核对）", "数据回流基层（条号未核对）"),
    ],
)
def test_places_in_a_law(at: str, said: str) -> None:
    assert chinese(at) == said


PARTS = st.from_regex(re.compile(r"[1-9]\d{0,2}(\([1-9]\))?(\([a-z1-9]\))?", re.ASCII), fullmatch=True)


@given(st.lists(PARTS, min_size=1, max_size=4), st.sampled_from([", ", "-"]))
def test_no_number_is_lost_or_moved(parts: list[str], between: str) -> None:
    said = chinese(f"Art. {between.join(parts)}")
    assert re.findall(r"\d+|[a-z]", said) == re.findall(r"\d+|[a-z]", between.join(parts))
    assert said.count("条") == len(parts)
