"""Precise coordinates: a latitude beside a longitude, or both in one cell."""

from __future__ import annotations

from pia.recognizers import Example, Pattern, PatternRecognizer, phrases

_LATITUDE = r"[-+]?(?:[0-8]?\d|90)\.\d{3,}"
_LONGITUDE = r"[-+]?(?:1[0-7]\d|180|\d{1,2})\.\d{3,}"

_MEASURES = phrases(
    """
    height, weight, temperature, temp, humidity, pressure, price, amount, cost, score, rate, ratio, percent, pct, share,
    index, mean, avg, average, median, std, speed, distance, area, length, width, volume, time, 价格, 金额, 温度, 湿度,
    得分, 比例, 均值, 身高, 体重, 面积, 距离, 速度
    """
)

RECOGNIZERS = (
    PatternRecognizer(
        name="location.pair",
        entity_type="COORDINATES",
        patterns=(
            Pattern(rf"\(?{_LATITUDE} ?[,; ] ?{_LONGITUDE}\)?", 0.7),
            Pattern(rf"\(?{_LONGITUDE} ?[,; ] ?{_LATITUDE}\)?", 0.7),
        ),
        context=phrases("coordinates, coordinate, gps, position, geo, location, latlon, 坐标, 经纬度, 定位, 轨迹"),
        whole=True,
    ),
    PatternRecognizer(
        name="location.single",
        entity_type="COORDINATES",
        patterns=(Pattern(_LONGITUDE, 0.3),),
        context=phrases("lat, lon, lng, latitude, longitude, =long, 经度, 纬度, jd, wd, gps lat, gps lon"),
        header_weight=0.85,
        whole=True,
    ),
    PatternRecognizer(
        name="location.latitude_beside",
        entity_type="COORDINATES",
        patterns=(
            Pattern(r"[-+]?(?:[1-6]\d|7[0-2])\.\d{4,}", 0.5),
            Pattern(r"[-+]?(?:\d|7[3-9]|8\d)\.\d{4,}", 0.4),
        ),
        against=_MEASURES,
        whole=True,
        share=0.95,
        beside=("location.longitude_beside", "location.single"),
    ),
    PatternRecognizer(
        name="location.longitude_beside",
        entity_type="COORDINATES",
        patterns=(
            Pattern(r"[-+]?(?:7[3-9]|[89]\d|1[0-7]\d)\.\d{4,}", 0.5),
            Pattern(r"[-+]?(?:\d|[1-6]\d|7[0-2])\.\d{4,}", 0.4),
        ),
        against=_MEASURES,
        whole=True,
        share=0.95,
        beside=("location.latitude_beside", "location.single"),
    ),
)
"""A latitude of inhabited land beside a longitude that no such latitude reaches tell each other by their values alone.

Europe and Africa lie where either may stand; there the header must tell one of the two.
"""

EXAMPLES = (
    Example("COORDINATES", "31.23041, 121.47370", True, "gps"),
    Example("COORDINATES", "31.230416", True, "latitude"),
    Example("COORDINATES", "121.473701", True, "经度"),
    Example("COORDINATES", "31.2", False, "latitude"),
    Example("COORDINATES", "31.230416", False, "pm25"),
)
