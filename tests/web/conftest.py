"""A folder with a small project, assessed by one small rule, served to one person."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pia import reviewing
from pia.approval import keys
from pia.model.review import Reviewer, ReviewRole
from tests.assessments_for_tests import no_progress
from tests.projects_for_tests import DATA, DEPLOYMENT, PACK
from tests.web.room_for_tests import Browser, settings_of, visiting

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def small(root: Path) -> Path:
    """A project under `root/small`; its rule lies in `root/rules`, a key in `root/ann.key`, assessed."""
    folder = root / "small"
    folder.mkdir()
    (root / "rules" / "own").mkdir(parents=True)
    (root / "rules" / "own" / "small.yaml").write_text(PACK, encoding="utf-8")
    (folder / "deployment.yaml").write_text(DEPLOYMENT.replace('answers: {agreed: "yes"}\n', ""), encoding="utf-8")
    (folder / "t.csv").write_text(DATA, encoding="utf-8")
    pem, _ = keys.new_key()
    keys.write_private(root / "ann.key", pem)
    reviewing.reassess(folder, Reviewer("Ann", ReviewRole.AUTHOR), NOW, no_progress, folders=[root / "rules"])
    return folder


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project as it is before anybody works on it."""
    return small(tmp_path_factory.mktemp("template"))


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Path:
    """The project, assessed; one question of its rule is open."""
    shutil.copytree(template.parent, tmp_path, dirs_exist_ok=True)
    return tmp_path / "small"


@pytest.fixture
def room(folder: Path) -> Iterator[Browser]:
    """Somebody with all roles at work on it."""
    with visiting(settings_of(folder.parent, rules=(folder.parent / "rules",))) as browser:
        yield browser
