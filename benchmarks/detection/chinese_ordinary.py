"""Invented, seeded cells and texts that look like numbers of mainland China and are none."""

from __future__ import annotations

import random
from collections.abc import Callable

from benchmarks.detection.chinese import code_check, credit_code, resident_check, resident_id

_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
Maker = Callable[[], str]


def _but(sign: str, signs: str, dice: random.Random) -> str:
    return dice.choice(signs.replace(sign, ""))


def wrong_resident_id(dice: random.Random) -> str:
    """Eighteen signs with another check digit than theirs."""
    head = resident_id(dice)[:17]
    return head + _but(resident_check(head), "0123456789", dice)


def impossible_resident_id(dice: random.Random) -> str:
    """The right check digit, and a month that is none."""
    head = f"3301061985{dice.randrange(13, 100)}{dice.randrange(10**5):05}"
    return head + resident_check(head)


def wrong_credit_code(dice: random.Random) -> str:
    """A code with another last sign than its own."""
    head = credit_code(dice)[:17]
    return head + _but(code_check(head), _SIGNS, dice)


def _digits(count: int, dice: random.Random) -> str:
    return str(dice.randrange(10 ** (count - 1), 10**count))


def _moment(dice: random.Random) -> str:
    return (
        f"20{dice.randrange(15, 26)}{dice.randrange(1, 13):02}{dice.randrange(1, 29):02}"
        f"{dice.randrange(24):02}{dice.randrange(60):02}{dice.randrange(60):02}"
    )


def cells(dice: random.Random) -> dict[str, Maker]:
    """Cells of columns of their own, by name."""
    letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"
    return {
        "wrong check digit": lambda: wrong_resident_id(dice),
        "no such month": lambda: impossible_resident_id(dice),
        "wrong code": lambda: wrong_credit_code(dice),
        "order of 11": lambda: _digits(11, dice),
        "order of 11, dated": lambda: f"{_moment(dice)[2:8]}{dice.randrange(10**5):05}",
        "serial of 15": lambda: _digits(15, dice),
        "serial of 18": lambda: _digits(18, dice),
        "transaction": lambda: _moment(dice) + f"{dice.randrange(10**4):04}",
        "transaction of 28": lambda: _moment(dice) + f"{dice.randrange(10**14):014}",
        "case": lambda: f"330106{_moment(dice)[:8]}{_digits(4, dice)}",
        "case of 15": lambda: f"330106{_moment(dice)[2:8]}{_digits(3, dice)}",
        "moment": lambda: _moment(dice),
        "moment of 17": lambda: _moment(dice) + f"{dice.randrange(1000):03}",
        "milliseconds": lambda: str(dice.randrange(1_500_000_000_000, 1_800_000_000_000)),
        "device": lambda: f"SN{_digits(11, dice)}",
        "device of letters": lambda: f"{''.join(dice.choices(letters, k=2))}{_digits(16, dice)}",
        "hash": lambda: f"{dice.getrandbits(160):040X}",
        "lookalike of a car": lambda: f"{dice.choice(letters)}{_digits(5, dice)}",
        "model": lambda: f"新{dice.choice(letters)}{_digits(3, dice)}型",
        "flat": lambda: f"川{dice.choice('ABC')}座{_digits(4, dice)}室",
        "site licence": lambda: f"{dice.choice('京沪粤浙')}ICP备{_digits(8, dice)}号",
        "telecom licence": lambda: f"{dice.choice('京沪粤浙')}B2-{_digits(8, dice)}",
        "police record": lambda: f"{dice.choice('京沪粤浙')}公网安备{_digits(14, dice)}号",
        "division and number": lambda: f"330106{_digits(6, dice)}",
        "two numbers": lambda: f"{_digits(6, dice)} {_digits(8, dice)} {_digits(4, dice)}",
        "version": lambda: "-".join(_digits(size, dice) for size in (3, 4, 4)),
    }


def texts(dice: random.Random) -> list[Maker]:
    """Texts without any number of a person, a company or a car."""
    lookalike = f"13{dice.randrange(10**9):09}"
    return [
        lambda: f"订单13{_digits(9, dice)}已发货",
        lambda: f"工单号15{_digits(9, dice)}已办结",
        lambda: f"流水号{wrong_resident_id(dice)}核对有误",
        lambda: f"交易{_moment(dice)}{_digits(4, dice)}成功",
        lambda: f"更换设备{_digits(15, dice)}一台",
        lambda: f"编号{wrong_credit_code(dice)}作废",
        lambda: f"order{_digits(11, dice)}was shipped",
        lambda: f"order no. 13{_digits(9, dice)} was shipped",
        lambda: f"SN{_digits(15, dice)}replaced",
        lambda: f"采购最新A{_digits(5, dice)}型水泵",
        lambda: f"阿里云A{_digits(5, dice)}实例到期",
        lambda: f"第{_digits(3, dice)}号楼共{_digits(4, dice)}户，面积{_digits(5, dice)}.{_digits(2, dice)}平方米",
        lambda: f"ref: 1{_digits(10, dice)} closed",
        lambda: f"time {_moment(dice)} rows {_digits(9, dice)}",
        lambda: f"票据{lookalike}重复",
    ]
