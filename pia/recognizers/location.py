"""Precise coordinates: a latitude beside a longitude, or both in one cell."""

from __future__ import annotations

from pia.recognizers import Example, Pattern, PatternRecognizer, phrases

_LATITUDE = r"[-+]?(?:[0-8]?\d|90)\.\d{3,}"
_LONGITUDE = r"[-+]?(?:1[0-7]\d|180|\d{1,2})\.\d{3,}"

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
)

EXAMPLES = (
    Example("COORDINATES", "31.23041, 121.47370", True, "gps"),
    Example("COORDINATES", "31.230416", True, "latitude"),
    Example("COORDINATES", "121.473701", True, "经度"),
    Example("COORDINATES", "31.2", False, "latitude"),
    Example("COORDINATES", "31.230416", False, "pm25"),
)
