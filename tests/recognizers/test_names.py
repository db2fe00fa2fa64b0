from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from pia import plugins
from pia.recognizers import LIKELY, Recognizer, _han_lexicon, _latin_lexicon
from pia.recognizers._latin_search import search
from pia.recognizers._text_names import Shared, TextNames
from pia.scan.findings import findings
from pia.scan.kernel import Kernel
from pia.scan.tally import tally_batch
from pia.sources import Batch
from tests.scan.tables_for_tests import said

TEXTS = (
    "Please ask Dr. Anna Lindqvist about the lease in Norway.",
    "网格员李敏上门劝导，双方已达成一致。\n已回访",
    "艾力·买买提来电咨询落户手续，已答复。",
    "The gate was closed at noon by the caretaker.",
    "今天上午巡查发现井盖破损，已上报市政部门处理。",
    "13800138000",
    "",
)


@cache
def shelf() -> tuple[Recognizer, ...]:
    return tuple(plugins.load("recognizers", "names"))


def names(text: str, entity_type: str = "PERSON") -> set[str]:
    return {
        text[match.start : match.end]
        for recognizer in shelf()
        if recognizer.entity_type == entity_type
        for match in recognizer.matches([text])
        if match.score >= LIKELY
    }


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("反映人周建国称，楼上住户夜间装修，经网格员李敏上门劝导。", {"周建国", "李敏"}),
        ("当事人欧阳晓峰与邻居郑海燕因排水管漏水发生纠纷。", {"欧阳晓峰", "郑海燕"}),
        ("曾任江苏省宏远集团财务部部长、副总经理，现任本公司董事。", set()),
        ("孙女士投诉小区停车位不足，社区要求整改。", set()),
        ("古老的莫斯科与石家庄结为友好城市，欢迎参观。", set()),
        ("艾力·买买提，男，维吾尔族，讲师。", {"艾力·买买提"}),
    ],
)
def test_chinese_people(text: str, people: set[str]) -> None:
    assert names(text) == people


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("My name is Peter Hartley and I live upstairs.", {"Peter Hartley"}),
        ("I spoke to ms. Okafor about the noise again.", {"Okafor"}),
        ("On Monday the Bridge was closed for repair again.", set()),
        ("Will the Rose garden open in May this year?", set()),
        ('"It leaks," says Okonkwo-Brandt, and it does.', {"Okonkwo-Brandt"}),
        ("Peter shouted at Hector because of the noise.", {"Peter", "Hector"}),
        ("There were five: Anna, Peter, Zvezdo and Martin in the hall.", {"Anna", "Peter", "Zvezdo", "Martin"}),
        ("Zvezdan Orlokov lives at the end of the street.", {"Zvezdan Orlokov"}),
        ("Zvezdan Orlokov\n12 Lime Street\nOtterburn", {"Zvezdan Orlokov"}),
        ("We wait for an answer.\nKind regards,\nZvezdan Orlokov", {"Zvezdan Orlokov"}),
        ("Lime Tree Holdings\n12 Lime Street\nOtterburn in spring", set()),
        ("He spoke to Anna Bell of Lime Tree Holdings today.", {"Anna Bell"}),
        ("They sent Mila A Hartley home again yesterday.", {"Mila A Hartley"}),
    ],
)
def test_english_people(text: str, people: set[str]) -> None:
    assert names(text) == people


def test_places_organisations_and_addresses() -> None:
    assert names("She moved from Lagos to Germany with her children.", "LOCATION") == {"Lagos", "Germany"}
    assert names("他从湖北来到深圳打工，已有三年。", "LOCATION") == {"湖北", "深圳"}
    assert names("She studied at the University of Ostrava for years.", "ORGANIZATION") == {"University of Ostrava"}
    assert names("他在江苏省宏远集团工作，已有三年。", "ORGANIZATION") == {"江苏省宏远集团"}
    assert names("The parcel was sent to P.O. Box 255, please check.", "ADDRESS") == {"P.O. Box 255"}
    assert names("In New Zealand they sent it back to us.", "LOCATION") == {"New Zealand"}
    assert names("She flew to OTTERBURN on Monday morning.", "LOCATION") == {"OTTERBURN"}
    assert names("They work for Lime Tree CORPORATION in town.", "ORGANIZATION") == {"Lime Tree CORPORATION"}
    block = "12 Lime Gardens\nApt. 4\nOtterburn\nNorway 0250"
    assert names(f"{block}\nThank you", "ADDRESS") == {block}
    assert names("Wait at the corner of Lime Street and Elm Lane today.", "ADDRESS") == {
        "the corner of Lime Street and Elm Lane"
    }
    assert names("Send it to Unit 3201 Box 7185\nDPO AE 90218 please.", "ADDRESS") >= {
        "Unit 3201 Box 7185\nDPO AE 90218"
    }
    assert names("The zip code: 15104 is not on the letter.", "ADDRESS") == {"15104"}


@pytest.mark.parametrize(
    ("text", "entity_type", "said_of"),
    [
        ("please have her call 041 009 2910 about the lease", "PHONE_NUMBER", {"041 009 2910"}),
        ("She can be had under (415) 555-0134 x12 all day.", "PHONE_NUMBER", {"(415) 555-0134"}),
        ("The order number 30881245 was sent on Monday.", "PHONE_NUMBER", set()),
        ("A man in his late forties, aged 47, came by.", "AGE", {"late forties", "47"}),
        ("The imei is 357636804086536 as far as we know.", "DEVICE_ID", {"357636804086536"}),
        ("It stood at 59.91390, 10.75220 all night long.", "COORDINATES", {"59.91390, 10.75220"}),
        ("The nhs number is 943 476 5919 as far as we know.", "NATIONAL_ID", {"943 476 5919"}),
        ("The account is closed, says the bank today.", "BANK_ACCOUNT", set()),
    ],
)
def test_what_sentences_name(text: str, entity_type: str, said_of: set[str]) -> None:
    assert names(text, entity_type) == said_of


def test_names_of_one_text_do_not_overlap_and_lie_inside_it() -> None:
    for text in TEXTS:
        found = list(search(text))
        assert all(one.end <= other.start for one, other in pairwise(found))
        assert all(0 <= one.start < one.end <= len(text) for one in found)


@pytest.mark.parametrize("header", ["c1", "姓名", "notes"])
def test_the_kernel_finds_what_the_recognizers_find(header: str) -> None:
    one = Batch("", 1, pa.record_batch([pa.array([*TEXTS, None, *TEXTS[:2]])], names=[header]))
    identifiers = {"PERSON", "ADDRESS"}
    assert said(Kernel(shelf(), b"key", identifiers).tally(one)) == said(tally_batch(one, shelf(), b"key", identifiers))


def test_few_names_are_a_finding_only_with_a_title_beside_them() -> None:
    quiet = ["The gate was closed at noon again, Tuesday."] * 95
    for told, hit in (("Please ask Dr. Anna Lindqvist about it.", True), ("It seems that Anna was there.", False)):
        data = pa.record_batch([pa.array([*quiet, *[told] * 5])], names=["notes"])
        found = findings(tally_batch(Batch("", 1, data), shelf(), b"key"), "d", shelf())
        assert any(finding.entity_type == "PERSON" for finding in found) is hit
        assert all(finding.embedded == finding.cells == 5 for finding in found if finding.entity_type == "PERSON")


def test_a_search_is_shared_and_keeps_no_value() -> None:
    asked: list[list[str]] = []

    def count(texts: object) -> list[list[object]]:
        asked.append(list(texts))  # type: ignore[call-overload]
        return [[] for _ in asked[-1]]

    shared = Shared(count, "any")  # type: ignore[arg-type]
    for type_ in ("PERSON", "LOCATION"):
        assert [match.score for match in TextNames("x.x", type_, shared).matches(TEXTS)] == [0.0] * 5
    assert len(asked) == 1
    assert not [value for value in vars(shared).values() if "Lindqvist" in repr(value)]


def test_columns_of_names_without_a_header_are_found_and_columns_of_places_are_not() -> None:
    people = ["Hartley, Peter", "Anna Lindberg", "JOHN SMITH", "Mary-Ann Jones", "Carlos García"]
    for values, hit in (
        (people, True),
        (["王伟", "李秀英", "张建国"], True),
        (["Red Lion Square", "Union Park", "New Castle", "Fort Worth"], False),
        (["安哥拉", "高血压", "石家庄", "马尔代夫"], False),
    ):
        data = pa.record_batch([pa.array(values * 4)], names=["c1"])
        found = findings(tally_batch(Batch("", 1, data), shelf(), b"key"), "d", shelf())
        assert bool(found) is hit, values


def test_lexicons_are_made_once_and_made_again_if_they_are_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    for module, suffix in ((_han_lexicon, ".npz"), (_latin_lexicon, ".json")):
        first = module.lexicon.__wrapped__()
        (kept,) = [path for path in (tmp_path / "pia").iterdir() if path.suffix == suffix]
        again = module.lexicon.__wrapped__()
        kept.write_bytes(b"{")
        anew = module.lexicon.__wrapped__()
        for other in (again, anew):
            if suffix == ".json":
                assert other == first
            else:
                assert all(np.array_equal(one, two) for one, two in zip(first.tables, other.tables, strict=True))


def test_lists_hold_no_words_that_begin_sentences() -> None:
    known = _latin_lexicon.lexicon()
    assert {"Anna", "Peter"} <= known.given
    assert "Smith" in known.surnames
    assert {"Germany", "Tokyo"} <= known.known <= known.places
    assert not {"The", "Please", "My"} & (known.given | known.places)
