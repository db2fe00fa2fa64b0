"""Writes the sample datasets: fictitious, seeded, the same bytes every time.

Every name, number and address is invented. Resident identity numbers carry a valid checksum, so that recognizers have
something to find, with a division code that is not assigned. Run: python samples/make_samples.py [FOLDER]
"""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

Row = Sequence[object]
SURNAMES = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉兰红梅建国文博子涵雨欣浩宇思雨梓萱"
STREETS = ("花园路", "临河大道", "青年街", "柳树巷", "解放路", "桃源街", "学府路", "东湖路")
TOWNS = ("江州市临河区", "江州市东湖区", "江州市北桥镇", "江州市柳溪县")
HOMES = ("青川省平原县", "云岭省石门县", "南江省沙河市", "北原省白桦县")
JOBS = ("快递员", "建筑工人", "保洁员", "厨师", "电工", "服务员", "司机", "缝纫工", "")
FIRMS = ("江州市第三纺织厂", "临河物流有限公司", "东湖餐饮店", "北桥建筑队", "")
ETHNIC = ("汉族",) * 9 + ("回族", "苗族", "壮族", "满族")
CHECK = "10X98765432"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def resident_id(dice: random.Random, born: date, male: bool) -> str:
    """A number with a valid checksum (GB 11643) in a county that does not exist (330199)."""
    serial = dice.randrange(100) * 10 + dice.randrange(5) * 2 + male
    body = f"330199{born:%Y%m%d}{serial:03d}"
    return body + CHECK[sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True)) % 11]


def name(dice: random.Random) -> str:
    """A made-up Chinese name."""
    return dice.choice(SURNAMES) + "".join(dice.sample(GIVEN, dice.choice((1, 2, 2))))


def mobile(dice: random.Random) -> str:
    """Eleven digits in the form of a mobile number."""
    return f"1{dice.choice('3578')}{dice.randrange(10)}{dice.randrange(10**8):08d}"


def address(dice: random.Random) -> str:
    """A made-up address down to the room."""
    building = (
        f"{dice.randrange(1, 300)}号{dice.randrange(1, 20)}栋{dice.randrange(1, 5)}单元{dice.randrange(101, 1802)}室"
    )
    return dice.choice(TOWNS) + dice.choice(STREETS) + building


def plate(dice: random.Random) -> str:
    """A plate, one in five of a new-energy vehicle."""
    letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"
    if dice.random() < 0.2:
        return f"浙{dice.choice('ABCDEF')}{dice.choice('DF')}{dice.choice(letters)}{dice.randrange(10**4):04d}"
    return f"浙{dice.choice('ABCDEF')}{dice.randrange(10**4):04d}{dice.choice(letters)}"


def a_day(dice: random.Random, first: date, last: date) -> date:
    """A day between two days."""
    return first + timedelta(days=dice.randrange((last - first).days + 1))


def floating_population(dice: random.Random) -> Iterator[Row]:
    """A register of mobile residents."""
    yield (
        *("登记编号", "姓名", "性别", "民族", "公民身份号码", "手机号码", "户籍地址", "现住址", "居住证号", "职业"),
        *(
            "工作单位",
            "婚姻状况",
            "同住儿童姓名",
            "儿童出生日期",
            "房东姓名",
            "房东电话",
            "登记日期",
            "到期日期",
            "所属网格",
            "备注",
        ),
    )
    for number in range(1, 1201):
        male = dice.random() < 0.55
        born = a_day(dice, date(1955, 1, 1), date(2006, 12, 31))
        since = a_day(dice, date(2024, 1, 1), date(2026, 10, 31))
        child = dice.random() < 0.18
        yield (
            f"LD2026{number:06d}",
            name(dice),
            "男" if male else "女",
            dice.choice(ETHNIC),
            resident_id(dice, born, male) if dice.random() > 0.02 else "",
            mobile(dice) if dice.random() > 0.03 else dice.choice(("", "无", "1380013")),
            dice.choice(HOMES) + dice.choice(STREETS) + f"{dice.randrange(1, 200)}号",
            address(dice),
            f"JZ3301{since:%Y}{dice.randrange(10**6):06d}" if dice.random() > 0.2 else "",
            dice.choice(JOBS),
            dice.choice(FIRMS),
            dice.choice(("已婚", "未婚", "离异", "已婚", "")),
            name(dice) if child else "",
            a_day(dice, date(2013, 1, 1), date(2025, 6, 30)).isoformat() if child else "",
            name(dice),
            mobile(dice),
            since.isoformat() if dice.random() > 0.1 else f"{since:%Y/%m/%d}",
            (since + timedelta(days=365)).isoformat(),
            f"临河-{dice.randrange(1, 40):02d}",
            _register_note(dice),
        )


def _register_note(dice: random.Random) -> str:
    return dice.choice(
        (
            "",
            "",
            "",
            "本人不在家，次日再访",
            "证件已核验",
            f"紧急联系人{name(dice)}，电话{mobile(dice)}",
            f"合租人身份证{resident_id(dice, a_day(dice, date(1970, 1, 1), date(2002, 1, 1)), True)}未登记",
            "孩子在临河小学就读，需协助办理入学",
            "患慢性病，定期到社区卫生站取药",
        )
    )


def community_grid(dice: random.Random) -> Iterator[Row]:
    """The visit log of grid workers."""
    yield (
        *("visit_id", "grid_code", "worker_name", "visited_at", "household_head", "address", "topic", "notes"),
        *("hardship_type", "follow_up"),
    )
    workers = [name(dice) for _ in range(24)]
    for number in range(1, 801):
        when = datetime(2026, 3, 1, 8) + timedelta(minutes=dice.randrange(60 * 24 * 210))
        yield (
            f"V{number:05d}",
            f"G-{dice.randrange(1, 40):02d}",
            dice.choice(workers),
            f"{when:%Y-%m-%d %H:%M}",
            name(dice),
            address(dice),
            dice.choice(("safety check", "noise", "elderly care", "waste", "lease", "走访", "矛盾调解")),
            _visit_note(dice),
            dice.choice(("", "", "", "", "低保", "独居老人", "残疾")),
            dice.choice(("none", "none", "call back", "visit again", "refer to clinic", "")),
        )


def _visit_note(dice: random.Random) -> str:
    other = f"{dice.choice(('Anna', 'Tomas', 'Mei', 'Omar'))} {dice.choice(('Lindqvist', 'Okafor', 'Zhang', 'Novak'))}"
    mail = f"{dice.choice(('lin', 'mei', 'tomas', 'wang'))}{dice.randrange(100)}@example.org"
    return dice.choice(
        (
            "Nobody at home.",
            "Smoke detector replaced, all fine.",
            f"Daughter {other} asks to be called on {mobile(dice)} after six.",
            f"老人患高血压，女儿电话{mobile(dice)}，请社区医生上门。",
            f"Tenant writes from {mail}; rent is two months late.",
            "与楼上邻居因漏水争执，已调解。",
            f"{name(dice)}说儿子有自闭症，希望联系特教学校。",
            "Corridor blocked by bicycles; notice left.",
            f"新租客未登记，身份证{resident_id(dice, a_day(dice, date(1980, 1, 1), date(2004, 1, 1)), False)}。",
        )
    )


def camera_events(dice: random.Random) -> Iterator[Row]:
    """Passages that street cameras saw."""
    yield ("event_id", "camera_id", "captured_at", "lat", "lon", "plate", "direction", "speed_kmh", "face_match_ref")
    places = [(30.2 + dice.random() / 10, 120.1 + dice.random() / 10) for _ in range(30)]
    for number in range(1, 2001):
        camera = dice.randrange(30)
        when = datetime(2026, 9, 1) + timedelta(seconds=dice.randrange(30 * 86400))
        yield (
            f"E{number:06d}",
            f"CAM-{camera:03d}",
            when.isoformat(),
            f"{places[camera][0]:.6f}",
            f"{places[camera][1]:.6f}",
            plate(dice) if dice.random() > 0.06 else "",
            dice.choice(("N", "S", "E", "W")),
            dice.randrange(0, 95),
            f"fm_{dice.getrandbits(48):012x}" if dice.random() < 0.3 else "",
        )


def wifi_probes(dice: random.Random) -> Iterator[Row]:
    """Devices that sensors in the street heard."""
    yield ("probe_id", "sensor_id", "heard_at", "device_mac", "signal_dbm")
    devices = [":".join(f"{dice.randrange(256):02X}" for _ in range(6)) for _ in range(600)]
    for number in range(1, 1501):
        when = datetime(2026, 9, 1) + timedelta(seconds=dice.randrange(30 * 86400))
        sensor = f"WF-{dice.randrange(20):02d}"
        yield (f"P{number:06d}", sensor, when.isoformat(), dice.choice(devices), -dice.randrange(35, 95))


def air_quality(dice: random.Random) -> Iterator[Row]:
    """Hourly measurements; nobody's data."""
    yield ("station", "district", "hour", "pm25", "pm10", "no2", "o3", "temperature", "humidity", "status")
    stations = (("AQ-01", "Linhe"), ("AQ-02", "Donghu"), ("AQ-03", "Beiqiao"), ("AQ-04", "Liuxi"))
    for hour in range(375):
        when = datetime(2026, 10, 1) + timedelta(hours=hour)
        for station, district in stations:
            fine = max(3.0, dice.gauss(38, 14))
            yield (
                station,
                district,
                f"{when:%Y-%m-%d %H:00}",
                f"{fine:.1f}" if dice.random() > 0.02 else "",
                f"{fine * dice.uniform(1.3, 1.9):.1f}",
                f"{max(2.0, dice.gauss(31, 9)):.1f}",
                f"{max(5.0, dice.gauss(64, 22)):.1f}",
                f"{dice.gauss(19, 5):.1f}",
                dice.randrange(35, 96),
                dice.choice((0, 0, 0, 0, 0, 0, 0, 1, 2)),
            )


SAMPLES: dict[str, Callable[[random.Random], Iterator[Row]]] = {
    "floating-population/floating-population.csv": floating_population,
    "community-grid/visits.csv": community_grid,
    "urban-sensing/camera-events.csv": camera_events,
    "urban-sensing/wifi-probes.csv": wifi_probes,
    "air-quality/measurements.csv": air_quality,
}


def main(folder: Path) -> None:
    """Write every sample below a folder."""
    for place, rows in SAMPLES.items():
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows(random.Random(place)))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
