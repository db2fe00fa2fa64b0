"""Network addresses.

Sources: RFC 4291 section 2.2 and RFC 4007 section 11 (IPv6 as text, with a zone), RFC 4632 section 3.1 (prefix length),
IEEE 802 (MAC address).
"""

from __future__ import annotations

from pia.checksums import FAILED, UNDECIDED
from pia.checksums.characters import BASE36, COLON, DASH, DIGIT, MARK, NONE, POINT, count_digits, number
from pia.checksums.compiling import Bytes, compiled

_COLON, _PERCENT, _POINT, _SLASH = 58, 37, 46, 47


@compiled
def _find(data: Bytes, start: int, end: int, character: int) -> int:
    """First place of a character, or the end."""
    place = start
    while place < end and data[place] != character:
        place += 1
    return place


@compiled
def _is_ipv4(data: Bytes, start: int, end: int) -> bool:
    """Four numbers up to 255 without leading zeros."""
    first = start
    for index in range(4):
        last = _find(data, first, end, _POINT)
        if (last == end) != (index == 3) or not 1 <= last - first <= 3:
            return False
        if count_digits(data, first, last, NONE) < 0 or number(data, first, last) > 255:
            return False
        if last - first > 1 and DIGIT[data[first]] == 0:
            return False
        first = last + 1
    return True


@compiled
def _is_group(data: Bytes, start: int, end: int) -> bool:
    """At most four hexadecimal digits."""
    for place in range(start, end):
        if not 0 <= BASE36[data[place]] < 16:
            return False
    return end - start <= 4


@compiled
def _without_zone(data: Bytes, start: int, end: int) -> int:
    """End of the address before its zone, or -1 where the zone is empty or holds another `%`."""
    zone = _find(data, start, end, _PERCENT)
    if zone < end and (zone + 1 == end or _find(data, zone + 1, end, _PERCENT) < end):
        return -1
    return zone


@compiled
def _is_ipv6(data: Bytes, start: int, end: int) -> bool:
    """Eight groups, or fewer with `::` for the rest; the last two may be written as IPv4."""
    end = _without_zone(data, start, end)
    groups = 0
    gap = -1
    first = start
    last = start
    while last < end:
        last = _find(data, first, end, _COLON)
        if last == end and _find(data, first, end, _POINT) < end:
            if not _is_ipv4(data, first, end):
                return False
            groups += 1
        elif not _is_group(data, first, last):
            return False
        elif first == last and groups > 0 and last < end:
            if gap >= 0:
                return False
            gap = groups
        groups += 1
        first = last + 1
    return _is_whole(groups, gap, end > start and data[start] == _COLON, end > start and data[end - 1] == _COLON)


@compiled
def _is_whole(groups: int, gap: int, opens: bool, closes: bool) -> bool:
    """Whether the groups, with empty ones, fill 128 bits, and a colon at either end belongs to `::`."""
    if gap < 0:
        return groups == 8 and not opens and not closes
    if (opens and gap != 1) or (closes and gap != groups - 2):
        return False
    return groups - 1 - opens - closes <= 7


@compiled
def ip_address(data: Bytes, start: int, end: int) -> int:
    """IPv4 or IPv6 address, with or without a prefix length."""
    slash = _find(data, start, end, _SLASH)
    prefix = 0
    if slash < end:
        if count_digits(data, slash + 1, end, NONE) < 1:
            return FAILED
        prefix = number(data, slash + 1, end)
    if prefix <= 32 and _is_ipv4(data, start, slash):
        return UNDECIDED
    return UNDECIDED if prefix <= 128 and _is_ipv6(data, start, slash) else FAILED


@compiled
def mac_address(data: Bytes, start: int, end: int) -> int:
    """Twelve hexadecimal digits, neither all 0 nor all F, which are no device's."""
    count = 0
    zeros = 0
    ones = 0
    for place in range(start, end):
        if MARK[data[place]] & (COLON | DASH | POINT) != 0:
            continue
        value = BASE36[data[place]]
        if not 0 <= value < 16:
            return FAILED
        count += 1
        zeros += value == 0
        ones += value == 15
    return UNDECIDED if count == 12 and zeros < 12 and ones < 12 else FAILED
