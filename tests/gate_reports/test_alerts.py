from __future__ import annotations

from dataclasses import replace

from pia.gate_reports._alerts import Place, alerts
from pia.model.dataset import Column, ScannedColumn
from tests.admission.setting_for_tests import BASE
from tests.gate_reports.outcomes_for_tests import BROKEN, PASSED, SHUT, STOPPED

PLACES = {(alert.check, alert.place.name): alert for alert in alerts(STOPPED)}


def test_what_passed_has_no_alert() -> None:
    assert alerts(PASSED) == ()


def test_a_column_of_delimited_text_is_its_header_cell() -> None:
    assert PLACES["r.high", "t.mail"].place == Place("project/t.csv", 1, 1, 5, "t", "t.mail")
    assert PLACES["pia.column", "t.new"].place == Place("project/t.csv", 1, 9, 12, "t", "t.new")
    assert PLACES["pia.personal_data", "t.new"].severity == "high"


def test_a_column_of_anything_else_is_the_line_that_declares_it() -> None:
    assert PLACES["r.high", "u/x.illness"].place == Place("project/deployment.yaml", 7, dataset="u", name="u/x.illness")


def test_what_is_about_no_column_is_about_the_deployment() -> None:
    assert PLACES["r.critical", ""].place == Place("project/deployment.yaml")
    (alert,) = alerts(BROKEN)
    assert (alert.check, alert.place.path) == ("pia.assessment", "project/deployment.yaml")
    assert alert.message.en == "t.csv: the file is empty"
    assert alert.severity == "medium"


def test_fingerprints_stay_when_the_data_moves() -> None:
    alert = PLACES["r.high", "t.mail"]
    first = SHUT.inputs[0]
    shifted = replace(first, columns=(ScannedColumn(Column("t", "", "before"), 9, 9), *first.columns))
    moved = replace(STOPPED, assessment=replace(SHUT, inputs=(shifted, SHUT.inputs[1])))
    again = {(item.check, item.place.name): item for item in alerts(moved)}["r.high", "t.mail"]
    assert again.place.column == 8
    assert again.fingerprint == alert.fingerprint
    assert len({item.fingerprint for item in PLACES.values()}) == len(PLACES)
    assert len(alert.fingerprint) == 16


def test_header_cells_are_quoted_as_they_must_be() -> None:
    names = ('a"b', "c,d", "mail")
    columns = tuple(ScannedColumn(Column("t", "", name), 9, 9) for name in names)
    inputs = (replace(BASE.inputs[0], columns=columns), BASE.inputs[1])
    found = {
        alert.place.name: alert.place for alert in alerts(replace(STOPPED, assessment=replace(SHUT, inputs=inputs)))
    }
    assert found["t.mail"].column == len('"a""b","c,d",') + 1
