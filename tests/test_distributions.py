from __future__ import annotations

import sys
from importlib.metadata import PackageNotFoundError, entry_points, version
from pathlib import Path

import pytest

from pia import plugins
from pia.distributions import offers, version_of


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.setattr(sys, "path", [*sys.path, str(folder)])
    return folder


def installed(site: Path, name: str, points: str) -> None:
    info = site / f"{name}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(points, encoding="utf-8")


def test_versions_are_those_that_the_metadata_say() -> None:
    for name in ("numpy", "presidio-analyzer", "pyarrow", "jieba", "faker", "phonenumbers", "regex"):
        assert version_of(name) == version(name)


def test_what_is_not_installed_has_no_version() -> None:
    with pytest.raises(PackageNotFoundError):
        version_of("no-such-distribution")


def test_another_distribution_may_offer_plug_ins(site: Path) -> None:
    assert not offers("pia.sources")
    installed(site, "extra-1", "[pia.sources]\nextra = extra.source\n")
    assert offers("pia.sources")
    assert not offers("pia.reports")
    assert [point.name for point in entry_points(group="pia.sources")] == ["extra"]


def test_what_is_installed_meanwhile_is_seen(site: Path) -> None:
    assert not offers("pia.engines")
    installed(site, "other-1", "[console_scripts]\nother = other:main\n")
    assert not offers("pia.engines")
    installed(site, "late-1", "[pia.engines]\nlate = late.engine\n")
    assert offers("pia.engines")


def test_an_archive_or_an_egg_on_the_path_is_left_to_the_library(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    egg = site / "old.egg-info"
    egg.mkdir()
    (egg / "entry_points.txt").write_text("[pia.scoring]\nold = old.model\n", encoding="utf-8")
    assert offers("pia.scoring")
    archive = site / "packed.zip"
    archive.write_bytes(b"PK")
    monkeypatch.setattr(sys, "path", [*sys.path, str(archive)])
    assert offers("pia.handovers")


def test_a_shelf_names_what_a_distribution_offers(site: Path) -> None:
    installed(site, "shelved-1", "[pia.exchange]\nshelved = shelved.format\n")
    plugins.names.cache_clear()
    plugins._points.cache_clear()
    try:
        assert "shelved" in plugins.names("exchange")
    finally:
        plugins.names.cache_clear()
        plugins._points.cache_clear()
