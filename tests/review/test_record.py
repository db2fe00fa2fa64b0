from __future__ import annotations

from pathlib import Path

from pia.review.opening import record
from tests.admission.setting_for_tests import TODAY
from tests.review.test_opening import TEXT


def test_the_base_of_an_edit_is_the_content_hash_of_the_deployment(tmp_path: Path) -> None:
    (tmp_path / "deployment.yaml").write_text(TEXT, encoding="utf-8")
    first = record(tmp_path, TODAY, None)
    assert first.base == first.hashes["deployment.yaml"] == first.deployment.sha256
    (tmp_path / "deployment.yaml").write_text(TEXT + "# more\n", encoding="utf-8")
    assert record(tmp_path, TODAY, None).base != first.base
