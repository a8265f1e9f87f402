"""`look_up` gives the cards of `viendan show`, their proof, and what is near."""

from __future__ import annotations

import pytest

BEYOND_THE_CARD = ("relations_total", "proof", "sources")
OLD = "/akn/vn/act/nghi-dinh/chinh-phu/2018-04-23/61-2018-nd-cp"


def cards(found):
    return [
        {name: value for name, value in card.items() if name not in BEYOND_THE_CARD}
        for card in found["instruments"]
    ]


@pytest.mark.parametrize("words", ["61/2018/NĐ-CP", "76/NQ-CP", "Luật Đất đai", OLD])
def test_it_is_the_json_of_the_command(helper, cli_json, words):
    found = helper.content("look_up", words=words, as_of="2025-08-20", limit=50, relations=500)
    assert cards(found) == cli_json("show", words, "--as-of", "2025-08-20")
    assert found["total"] == len(found["instruments"])


def test_status_has_its_proof_with_sources(helper):
    (card,) = helper.content("look_up", words="61/2018/nd-cp", as_of="2025-07-01")["instruments"]
    assert card["status"]["state"] == "replaced"
    assert card["proof"][0]["relation"] == "replaces"
    assert card["proof"][0]["target"] == OLD
    assert card["proof"][0]["source"]
    assert card["sources"]
    words = helper.words("look_up", words="61/2018/NĐ-CP", as_of="2025-07-01")
    assert "Căn cứ của tình trạng: 118/2025/NĐ-CP" in words
    (card,) = helper.content("look_up", words="61/2018/NĐ-CP", as_of="2025-06-30")["instruments"]
    assert card["status"]["state"] == "in_force"


def test_number_of_two_instruments_gives_both_and_a_date_chooses(helper):
    found = helper.content("look_up", words="76/NQ-CP")
    assert found["ambiguous"]
    assert [card["date"] for card in found["instruments"]] == ["2013-06-13", "2021-07-15"]
    assert "Có 2 văn bản có thể ứng với “76/NQ-CP”" in helper.words("look_up", words="76/NQ-CP")
    found = helper.content("look_up", words="Nghị quyết số 76/NQ-CP ngày 15/7/2021")
    assert [card["date"] for card in found["instruments"]] == ["2021-07-15"]
    assert not found["ambiguous"]


@pytest.mark.parametrize(
    "mistyped", ["61/2081/NĐ-CP", "Nghị định số 61/2018/NĐ-CPP", "16/2018/NĐ-C"]
)
def test_mistyped_number_tells_what_is_near(helper, mistyped):
    found = helper.content("look_up", words=mistyped)
    assert found["total"] == 0
    for one in found["near"]:
        assert one["number"] in helper.words("look_up", words=mistyped)
    if "61" in mistyped:
        assert OLD in [one["iri"] for one in found["near"]]


def test_title_may_be_mistyped_and_without_accents(helper):
    found = helper.content("look_up", words="luat to chuc chinh quyen dia phuogn", limit=3)
    titles = {card["title"] for card in found["instruments"]}
    assert "Luật Tổ chức chính quyền địa phương" in titles


@pytest.mark.parametrize(
    ("language", "says"),
    [("vi", "không có nghĩa là văn bản không được ban hành"), ("en", "nothing of whether it was")],
)
def test_what_is_not_in_the_data_is_said_with_its_extent(helper, language, says):
    found = helper.content("look_up", words="8888/2095/NĐ-CP", language=language)
    assert (found["total"], found["instruments"], found["near"]) == (0, [], [])
    assert says in helper.words("look_up", words="8888/2095/NĐ-CP", language=language)


def test_lists_are_bounded_and_counted(helper):
    found = helper.content("look_up", words="44/2025/QĐ-TTg", relations=3)
    (card,) = found["instruments"]
    assert len(card["relations"]) == 3 < card["relations_total"]
    found = helper.content("look_up", words="kế hoạch cải cách hành chính", limit=2)
    assert len(found["instruments"]) == 2 < found["total"]
    for wrong in ({"limit": 0}, {"limit": 51}, {"relations": -1}, {"as_of": "hôm nay"}):
        assert f"argument '{next(iter(wrong))}'" in helper.refusal("look_up", words="x", **wrong)
