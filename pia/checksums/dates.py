"""Days of the Gregorian calendar."""

from __future__ import annotations

from pia.checksums.compiling import compiled


@compiled
def is_date(year: int, month: int, day: int) -> bool:
    """Whether there is such a day, in the years 1 to 9999.

    >>> is_date(2024, 2, 29), is_date(1900, 2, 29), is_date(2023, 13, 1)
    (True, False, False)
    """
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= 31):
        return False
    if month == 2:
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        return day <= 28 + leap
    return day <= 30 or month in (1, 3, 5, 7, 8, 10, 12)
