from __future__ import annotations

from datetime import date

from pia.checksums.dates import is_date


def known(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def test_days_are_those_of_the_standard_library() -> None:
    days = [
        (year, month, day)
        for year in (0, 1, 1900, 2000, 2023, 2024, 9999, 10000)
        for month in range(14)
        for day in range(33)
    ]
    assert [is_date(*day) for day in days] == [known(*day) for day in days]
