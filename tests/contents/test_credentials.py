from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pia.contents.credentials import without_password


@given(st.text())
def test_a_password_never_stays(password: str) -> None:
    shown = without_password(f"mysql://ann:Zq9{password}Zq9@db.example:3306/hr?table=t")
    assert shown == "mysql://ann@db.example:3306/hr?table=t"


@pytest.mark.parametrize(
    "locator", ["a.csv", "-", "folder/a:b@c.csv", "s3://bucket/a@b.csv", "mysql://ann@db/hr", "mysql://db:3306/hr", ""]
)
def test_anything_else_stays(locator: str) -> None:
    assert without_password(locator) == locator
