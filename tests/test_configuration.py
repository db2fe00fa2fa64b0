from __future__ import annotations

from pathlib import Path

import pytest

from pia.configuration import defaults
from pia.errors import DocumentError

KNOWN = {"": ["lang", "quiet"], "gate": ["fail_on", "format"]}


def test_without_a_file_there_are_no_defaults(tmp_path: Path) -> None:
    assert defaults(None, tmp_path, KNOWN) == {}
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'x'\n", encoding="utf-8")
    assert defaults(None, tmp_path, KNOWN) == {}


def test_pia_toml_comes_before_pyproject(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.pia]\nlang = 'en'\n", encoding="utf-8")
    assert defaults(None, tmp_path, KNOWN) == {"lang": "en"}
    (tmp_path / "pia.toml").write_text("lang = 'zh'\n[gate]\nfail_on = 'low'\n", encoding="utf-8")
    assert defaults(None, tmp_path, KNOWN) == {"lang": "zh", "gate": {"fail_on": "low"}}


def test_unknown_settings_are_named_all_at_once(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("lnag = 'zh'\n[gate]\nfial_on = 'low'\n[gtae]\nx = 1\n", encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        defaults(path, tmp_path, KNOWN)
    told = str(caught.value)
    assert "unknown setting 'lnag'. Did you mean 'lang'?" in told
    assert "unknown setting 'gate.fial_on'. Did you mean 'fail_on'?" in told
    assert "unknown setting 'gtae'. Did you mean 'gate'?" in told


def test_a_file_that_is_missing_or_broken(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="no such file"):
        defaults(tmp_path / "no.toml", tmp_path, KNOWN)
    (tmp_path / "pia.toml").write_text("lang = \n", encoding="utf-8")
    with pytest.raises(DocumentError, match="not valid TOML"):
        defaults(None, tmp_path, KNOWN)
