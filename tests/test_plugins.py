from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from pia import plugins
from pia.errors import PluginError


def test_a_shelf_lists_its_files_in_order() -> None:
    assert plugins.names("reports") == ("docx", "html", "json", "markdown", "pdf")
    assert {"arrow", "csv", "duckdb", "excel", "json", "mysql", "parquet", "postgresql", "sqlite"} <= set(
        plugins.names("sources")
    )
    assert list(plugins.names("recognizers")) == sorted(plugins.names("recognizers"))


def test_an_unknown_name_gets_the_nearest() -> None:
    with pytest.raises(PluginError, match="no 'htm' among the reports.*Did you mean 'html'"):
        plugins.load("reports", "htm")
    with pytest.raises(PluginError, match="Known: docx, html, json, markdown, pdf"):
        plugins.load("reports", "zzz")


def test_every_plug_in_fits_its_shelf() -> None:
    for shelf in plugins.SHELVES:
        assert plugins.load_all(shelf)


def test_a_shelf_may_lie_in_an_archive(tmp_path: Path) -> None:
    archive = tmp_path / "packed.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("shelf/one.py", "")
        packed.writestr("shelf/_own.py", "")
    assert set(plugins._modules(str(archive / "shelf"))) == {"one", "_own"}
