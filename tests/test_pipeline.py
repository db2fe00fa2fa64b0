from __future__ import annotations

import gzip
from collections.abc import Callable
from datetime import date
from pathlib import Path

import fsspec
import pytest

from pia import documents, pipeline, reporting
from pia.errors import DocumentError, PiaError, SourceError
from pia.model.assessment import Assessment
from pia.model.risk import Verdict
from pia.model.text import Language
from pia.scan.opening import Access
from tests.assess.packs_for_tests import write_pack
from tests.assessments_for_tests import TODAY, no_progress
from tests.scan.files_for_tests import PEOPLE, fill, zipped

Assessed = Callable[[str], Assessment]
REAL = Path(__file__).resolve().parents[2] / "shared" / "real"
DEPLOYMENT = """
name: Test
description: d
controller: {name: c}
jurisdictions: [eu]
datasets: [{name: t, path: t.csv}]
"""


def found(assessment: Assessment) -> dict[str, set[str]]:
    types: dict[str, set[str]] = {}
    for finding in assessment.findings:
        types.setdefault(finding.column.name, set()).add(finding.entity_type)
    return types


def test_floating_population(assessed: Assessed) -> None:
    assessment = assessed("floating-population")
    types = found(assessment)
    assert types["公民身份号码"] == {"CN_RESIDENT_ID"}
    assert types["手机号码"] == {"PHONE_NUMBER"}
    assert types["现住址"] == types["户籍地址"] == {"ADDRESS"}
    assert types["备注"] >= {"CN_RESIDENT_ID", "PHONE_NUMBER"}
    by_column = {(item.column.name, item.entity_type): item for item in assessment.findings}
    identity = by_column["公民身份号码", "CN_RESIDENT_ID"]
    assert identity.prevalence == 1.0
    assert identity.evidence[0].masked in {"#" * 18, "#" * 17 + "*"}
    assert assessment.questions
    assert all(risk.refs and risk.because for risk in assessment.risks)
    facts = {fact.name: fact for fact in assessment.facts}
    assert facts["scan.subjects"].value == 1200
    assert "floating-population.公民身份号码" in facts["scan.has.national_id"].because


def test_community_grid(assessed: Assessed) -> None:
    types = found(assessed("community-grid"))
    assert types["worker_name"] == types["household_head"] == {"PERSON"}
    assert types["notes"] == {"CN_RESIDENT_ID", "EMAIL_ADDRESS", "HEALTH", "PERSON", "PHONE_NUMBER"}
    assert {fact.name: fact.value for fact in assessed("community-grid").facts}["scan.free_text"] is True


def test_urban_sensing(assessed: Assessed) -> None:
    types = found(assessed("urban-sensing"))
    assert types == {
        **{"lat": {"COORDINATES"}, "lon": {"COORDINATES"}, "plate": {"CN_LICENSE_PLATE"}},
        **{"face_match_ref": {"BIOMETRIC"}, "device_mac": {"MAC_ADDRESS"}},
    }


def test_air_quality_is_the_honest_empty_case(assessed: Assessed) -> None:
    assessment = assessed("air-quality")
    assert not assessment.findings
    assert not [*assessment.risks, *assessment.questions, *assessment.not_examined]
    assert {result.verdict for result in assessment.results} == {Verdict.PASS, Verdict.NOT_APPLICABLE}


@pytest.mark.skipif(not REAL.is_dir(), reason="the public data sets are not here")
def test_public_data() -> None:
    report, errors = pipeline.scan([("legislators", str(REAL / "legislators.csv"))], no_progress)
    types = {finding.column.name: finding.entity_type for finding in report.findings}
    assert not errors
    assert types["first_name"] == types["last_name"] == types["official_full"] == "PERSON"
    assert (types["birthday"], types["phone"], types["address"]) == ("DATE_OF_BIRTH", "PHONE_NUMBER", "ADDRESS")
    report, _ = pipeline.scan([("airline-safety", str(REAL / "airline-safety.csv"))], no_progress)
    assert report.findings == ()


def test_the_same_input_gives_the_same_bytes(root: Path, assessed: Assessed) -> None:
    again = pipeline.assess(root / "samples" / "community-grid" / "deployment.yaml", TODAY, no_progress)
    assert documents.dump_json(again) == documents.dump_json(assessed("community-grid"))


def test_an_assessment_survives_its_file(tmp_path: Path, assessed: Assessed) -> None:
    path = tmp_path / "assessment.json"
    path.write_bytes(documents.dump_json(assessed("floating-population")))
    assert pipeline.load_assessment(path) == assessed("floating-population")
    with pytest.raises(DocumentError, match="this is no assessment"):
        pipeline.load_assessment(tmp_path / "deployment.yaml")


def assess(folder: Path, text: str = DEPLOYMENT, data: str = "mail\na@example.org\n") -> Assessment:
    (folder / "t.csv").write_text(data, encoding="utf-8")
    (folder / "deployment.yaml").write_text(text, encoding="utf-8")
    return pipeline.assess(folder / "deployment.yaml", date(2026, 1, 2), no_progress)


def test_a_small_deployment(tmp_path: Path) -> None:
    assessment = assess(tmp_path)
    assert assessment.assessed_on == date(2026, 1, 2)
    assert [item.locator for item in assessment.inputs] == ["t.csv"]
    packs = {pack.id for pack in assessment.packs}
    assert {"ethics-people-first", "eu-gdpr", "eu-ai-act", "technology-cloud"} <= packs
    assert not [name for name in packs if name.startswith("cn-")]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("answers: {nope: yes}", "answers.nope: no rule asks this"),
        ("rule_packs: [eu-gdrp]", "no rule pack 'eu-gdrp'"),
        ("activities: [{purpose: p, columns: [t.mial]}]", "Did you mean 't.mail'"),
        ("measures: [{title: m, kind: technical, addresses: [gdpr.1]}]", "addresses 'gdpr.1'"),
        ("nmae: x", "unknown key 'nmae'"),
    ],
)
def test_a_deployment_that_contradicts_itself_is_refused(tmp_path: Path, change: str, what: str) -> None:
    with pytest.raises(DocumentError, match=what):
        assess(tmp_path, f"{DEPLOYMENT}{change}\n")


def test_every_dataset_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    text = DEPLOYMENT.replace("[{name: t, path: t.csv}]", "[{name: t, path: no.csv}, {name: u, path: nor.csv}]")
    with pytest.raises(SourceError) as caught:
        assess(tmp_path, text)
    assert len(caught.value.problems) == 2


def test_a_scan_goes_on_after_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("mail\na@example.org\n", encoding="utf-8")
    (tmp_path / "b.csv.gz").write_bytes(gzip.compress(b"a,b\n1,2\n" * 1000)[:-20])
    names = ("b.csv.gz", "a.csv", "no.csv")
    report, errors = pipeline.scan([(name, str(tmp_path / name)) for name in names], no_progress)
    assert [item.dataset for item in report.inputs] == ["a.csv"]
    assert sorted(error.exit_code for error in errors) == [2, 3]


def test_a_dataset_can_be_a_folder_or_an_archive(tmp_path: Path) -> None:
    fill(tmp_path, {"f/a.csv": PEOPLE, "f/sub/b.csv": PEOPLE, "z.zip": zipped({"c.csv": PEOPLE}), "f/.h": b"x"})
    text = DEPLOYMENT.replace("path: t.csv}", "path: f}, {name: z, path: z.zip}")
    columns = "activities: [{purpose: p, columns: [t/sub/b.csv.mail]}]\n"
    assessment = assess(tmp_path, text + columns)
    assert [(item.dataset, item.locator, item.rows) for item in assessment.inputs] == [("t", "f", 4), ("z", "z.zip", 2)]
    assert {str(finding.column) for finding in assessment.findings} == {
        *("t/a.csv.mail", "t/sub/b.csv.mail", "z/c.csv.mail"),
    }
    assert [item.where for item in assessment.not_examined] == ["t/.h"]
    assert str(tmp_path) not in documents.dump_json(assessment).decode()


def test_an_address_of_a_deployment_shows_no_secret(tmp_path: Path) -> None:
    with fsspec.filesystem("memory").open("/pipeline/a.csv", "wb") as file:
        file.write(PEOPLE)
    (tmp_path / "deployment.yaml").write_text(
        DEPLOYMENT.replace("t.csv", "'memory://ann:hunter2@/pipeline/a.csv'"), encoding="utf-8"
    )
    with pytest.raises(SourceError, match="nothing was fetched") as caught:
        pipeline.assess(tmp_path / "deployment.yaml", TODAY, no_progress)
    assert "hunter2" not in str(caught.value)
    with fsspec.filesystem("memory").open("/ann:hunter2@/pipeline/a.csv", "wb") as file:
        file.write(PEOPLE)
    assessment = pipeline.assess(tmp_path / "deployment.yaml", TODAY, no_progress, (), Access(remote=True))
    assert assessment.inputs[0].locator == "memory://ann:***@/pipeline/a.csv"
    assert "hunter2" not in documents.dump_json(assessment).decode()


def test_ragged_rows_keep_negatives_from_counting(tmp_path: Path) -> None:
    assessment = assess(tmp_path, data="a,b\nx,y\nz\n")
    assert assessment.not_examined
    facts = {fact.name: fact.value for fact in assessment.facts}
    assert facts["scan.personal"] is None


def test_users_packs_are_used_and_checked(tmp_path: Path) -> None:
    pack = write_pack(tmp_path, ("scan.a", "scan.personal"), ('ans.c == "yes"', "proj.dpo_named"))
    (tmp_path / "t.csv").write_text("mail\na@example.org\n", encoding="utf-8")
    (tmp_path / "deployment.yaml").write_text(DEPLOYMENT + "rule_packs: [t]\n", encoding="utf-8")
    assessment = pipeline.assess(tmp_path / "deployment.yaml", TODAY, no_progress, [tmp_path])
    assert [(result.rule, result.verdict) for result in assessment.results] == [("t.1.one", Verdict.FAIL)]
    _, problems = pipeline.check_rules([tmp_path])
    assert any("unknown fact" in problem.what for problem in problems)
    pack.write_text("rules: [", encoding="utf-8")
    with pytest.raises(PiaError, match="not valid YAML"):
        pipeline.rulebook([tmp_path])


def test_thresholds_and_days_in_force_are_kept_in_the_assessment(tmp_path: Path) -> None:
    head = """
in_force: {from: 2026-01-01}
extends: [{pack: town}]
rules:"""
    most = """
parameters: [{name: most, type: number, label: {en: Many, zh: 大量}, default: 3}]
rules:"""
    asked = ("scan.a\n", "scan.rows >= param.most\n"), ('ans.c == "yes"', "proj.dpo_named")
    later = ("  severity:", "  in_force: {from: 2030-01-01}\n  severity:"), ("t.1.one", "own.1.one")
    write_pack(tmp_path, ("\nrules:", most), *asked, name="town")
    write_pack(tmp_path, ("\nrules:", head), *asked[1:], *later, ("scan.a\n", "scan.personal\n"), name="own")
    text = DEPLOYMENT + "rule_packs: [own]\nparameters: {own: {most: 1}}\n"
    (tmp_path / "t.csv").write_text("mail\na@example.org\n", encoding="utf-8")
    (tmp_path / "deployment.yaml").write_text(text, encoding="utf-8")
    made = pipeline.assess(tmp_path / "deployment.yaml", TODAY, no_progress, [tmp_path])
    (pack,) = made.packs
    assert [(use.name, use.value, use.default, use.set_by) for use in pack.parameters] == [
        ("most", 1, 3, "deployment.yaml")
    ]
    assert [pin.id for pin in pack.extends] == ["town"]
    assert pack.rules == 2
    verdicts = {result.rule: (result.verdict, result.advisory) for result in made.results}
    assert verdicts == {"t.1.one": (Verdict.FAIL, None), "own.1.one": (Verdict.NOT_APPLICABLE, Verdict.FAIL)}
    assert documents.loads(documents.dump_json(made), "a.json", Assessment).value == made


def test_the_shipped_packs_have_no_problem() -> None:
    assert pipeline.check_rules()[1] == ()


def test_datasets_that_join_are_measured_and_reported(tmp_path: Path) -> None:
    people = [(f"u{row}@example.org", f"19{50 + row}-03-11", "MF"[row % 2]) for row in range(40)]
    (tmp_path / "u.csv").write_text(
        "\n".join(["birth_date,gender,visits", *(f"{born},{sex},3" for _, born, sex in people)]) + "\n",
        encoding="utf-8",
    )
    datasets = (
        "datasets:\n- {name: t, path: t.csv, quasi_identifiers: [date_of_birth, sex], population: {size: 4000}}\n"
        "- {name: u, path: u.csv}"
    )
    text = DEPLOYMENT.replace("datasets: [{name: t, path: t.csv}]", datasets)
    data = "\n".join(["email,date_of_birth,sex", *(",".join(person) for person in people)]) + "\n"
    assessment = assess(tmp_path, text, data)
    facts = {fact.name: fact.value for fact in assessment.facts}
    assert (facts["scan.k"], facts["scan.share_unique"], facts["scan.linked"]) == (1, 100, 1)
    assert facts["scan.share_linked"] == 100
    assert assessment.reidentification[0].population is not None
    page = reporting.report(assessment, "html", Language.ZH).decode()
    for words in ("数据集之间的关联", "重识别与关联风险", "u → t", "哪些措施有效"):
        assert words in page
    assert reporting.report(assessment, "pdf", Language.EN).startswith(b"%PDF")
    with pytest.raises(DocumentError, match="the dataset has no column 'sexx'. Did you mean 'sex'"):
        assess(tmp_path, text.replace("[date_of_birth, sex]", "[date_of_birth, sexx]"), data)


def test_a_table_too_small_to_be_measured_is_named_in_the_report(tmp_path: Path) -> None:
    assessment = assess(tmp_path, data="email,sex\na@example.org,F\nb@example.org,M\n")
    assert [item.where for item in assessment.unmeasured] == ["t"]
    assert {fact.name: fact.value for fact in assessment.facts}["scan.k"] is None
    assert "it has 2 rows, fewer than the class size of 5" in reporting.report(assessment, "html", Language.EN).decode()
