from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pia.contents.address import Address, masked
from pia.errors import SourceError

SECRET = "hunter2" * 2


@pytest.mark.parametrize(
    "address",
    [
        f"postgresql://ann:{SECRET}@db.example.org:5432/people",
        f"mysql://ann:{SECRET}/@{SECRET}@db/people?table=a",
        f"postgresql://db/people?user=ann&password={SECRET}",
        f"postgresql://db/people?pass%77ord={SECRET}&sslmode=require",
        f"https://{SECRET}@example.org/a.csv",
        f"https://ann:{SECRET}@example.org/a.csv",
        f"https://example.org/a.csv?x={SECRET}&y={SECRET}",
        f"https://example.org/a.csv#t={SECRET}",
        f"s3://bucket/a.csv?X-Amz-Signature={SECRET}",
        f"S3://key:{SECRET}@bucket/a.csv",
    ],
)
def test_a_secret_is_never_shown(address: str) -> None:
    content = Address(address)
    assert SECRET not in content.locator + repr(content) + str(content)
    assert content.address == address
    with pytest.raises(SourceError, match="database, not a file") as caught:
        content.open()
    assert SECRET not in str(caught.value)


@given(st.text(min_size=5).filter(lambda text: "***" not in text))
def test_no_password_survives(password: str) -> None:
    shown = masked(f"postgresql://ann:{password}xyz@db")
    assert shown == "postgresql://ann:***@db" or password + "xyz" not in shown


def test_what_is_no_secret_stays() -> None:
    for plain in ("data/a.csv", "s3://bucket/a/b.csv", "postgresql://ann@db:5432/people?sslmode=require&table=t"):
        assert masked(plain) == plain
    content = Address("mysql://db/x")
    assert (content.sha256(), content.size, content.name, content.path) == ("", 0, "", None)
