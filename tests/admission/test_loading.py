from __future__ import annotations

from pathlib import Path

import pytest

from pia import documents
from pia.admission.loading import load
from pia.errors import ApprovalError, DocumentError
from pia.model.approval import Approval
from pia.model.assessment import Assessment
from pia.model.policy import Baseline
from tests.admission.setting_for_tests import BASE, approval, digest


def test_documents_are_read_with_their_digest(tmp_path: Path) -> None:
    documents.write(tmp_path / "a.json", documents.dump_json(BASE))
    documents.write(tmp_path / "b.json", documents.dump_json(approval()))
    loaded = load(tmp_path / "a.json", Assessment)
    assert (loaded.value, loaded.sha256) == (BASE, digest(BASE))
    assert load(tmp_path / "b.json", Approval).value == approval()


@pytest.mark.parametrize("kind", [Assessment, Approval, Baseline])
def test_what_is_none_of_it_is_named(tmp_path: Path, kind: type[object]) -> None:
    path = tmp_path / "x.json"
    name = kind.__name__.lower()
    with pytest.raises(DocumentError, match=rf"x.yaml: this is no {name}. Name the {name}.json"):
        load(tmp_path / "x.yaml", kind)
    with pytest.raises(DocumentError, match="there is no such file"):
        load(path, kind)
    for text in ("", "{", "[]", '{"schema_version": 1}', '{"schema_version": "0"}', '{"schema_version": true}'):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(DocumentError):
            load(path, kind)
    path.write_text('{"schema_version": 7, "more": 1}', encoding="utf-8")
    with pytest.raises(ApprovalError, match="the file has format 7, this pia reads 1"):
        load(path, kind)


def test_what_stands_behind_a_document_is_not_read_over(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(documents.dump_json(approval()) + b"{}")
    with pytest.raises(DocumentError, match="not valid JSON"):
        load(path, Approval)
