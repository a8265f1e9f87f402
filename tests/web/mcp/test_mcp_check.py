"""`check_citations` gives the JSON of `viendan check`, and says what it does not know."""

from __future__ import annotations

import pytest

OLD = "Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của Chính phủ"
DRAFT = f"""\
ỦY BAN NHÂN DÂN
TỈNH SƠN LA
Số: 12/KH-UBND

Sơn La, ngày 20 tháng 8 năm 2025

KẾ HOẠCH
Nâng cao chất lượng một cửa

Căn cứ {OLD};
Căn cứ Quyết định số 9999/QĐ-UBND ngày 01 tháng 7 năm 2095 của UBND tỉnh;
Thực hiện Nghị định số 76/NQ-CP của Chính phủ 😀 và Điều 3 Luật Đất đai năm 2024.
"""


def test_replaced_decree_is_told_with_its_proposal_and_proof(helper):
    found = helper.content("check_citations", text=DRAFT, as_of="2026-07-01")
    (replaced,) = [f for f in found["findings"] if f["code"] == "VD201"]
    assert DRAFT[replaced["start"] : replaced["end"]].startswith("Nghị định số 61/2018/NĐ-CP")
    assert "118/2025/NĐ-CP" in replaced["suggestion"]
    assert replaced["proof"][0]["relation"] == "replaces"
    assert replaced["proof"][0]["source"]
    words = helper.words("check_citations", text=DRAFT, as_of="2026-07-01")
    assert f"Đề xuất: “{replaced['suggestion']}”" in words


@pytest.mark.parametrize(
    ("given", "options"),
    [
        ({}, ()),
        ({"date": "2025-06-30"}, ("--date", "2025-06-30")),
        ({"as_of": "2025-09-01", "language": "en"}, ("--as-of", "2025-09-01", "--lang", "en")),
        ({"issuer": "Sở Tư pháp tỉnh Bình Định"}, ("--issuer", "Sở Tư pháp tỉnh Bình Định")),
        (
            {"select": ["VD1", "replaced"], "ignore": ["VD101,VD102"]},
            ("--select", "VD1 replaced", "--ignore", "VD101,VD102"),
        ),
    ],
)
def test_it_is_the_json_of_the_command(helper, cli_json, given, options):
    printed = cli_json("check", "-", *options, stdin=DRAFT)
    assert helper.content("check_citations", text=DRAFT, **given) == printed


def test_lists_can_be_left_out_and_nothing_else_changes(helper):
    whole = helper.content("check_citations", text=DRAFT)
    short = helper.content("check_citations", text=DRAFT, only_findings=True)
    assert whole == short | {name: whole[name] for name in ("citations", "mentions")}


def test_what_is_not_in_the_data_is_not_called_wrong(helper):
    text = "Căn cứ Quyết định số 9999/QĐ-UBND ngày 01 tháng 7 năm 2095 của UBND tỉnh;"
    found = helper.content("check_citations", text=text, date="2095-08-01")
    assert found["summary"]["unknown"] == 1
    assert found["summary"]["errors"] == 0
    for language, says in (("vi", "không có nghĩa là"), ("en", "says nothing of whether")):
        words = helper.words("check_citations", text=text, date="2095-08-01", language=language)
        assert says in words


def test_many_findings_are_counted_in_the_text_and_whole_in_the_json(helper):
    text = "Căn cứ Nghị định số 61/2018/NĐ-CP;\n" * 200
    result = helper.ask("check_citations", text=text, date="2026-01-01", select=["VD201"])
    assert len(result.structured_content["findings"]) == 200
    assert "140 kết quả nữa" in result.content[0].text


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"text": "x", "date": "31/12/2025"}, "'date': '31/12/2025'"),
        ({"text": "x", "as_of": "2025-02-30"}, "'as_of': '2025-02-30'"),
        ({"text": "x", "date": 20250101}, "'date': 20250101"),
        ({}, "'text': missing"),
        ({"text": "  \n"}, "'text': missing"),
        ({"text": None}, "'text': missing"),
        ({"text": ["x"]}, "'text':"),
        ({"text": "x", "path": "/etc/passwd"}, "'path': not known. Arguments are: "),
        ({"text": "x", "select": ["VD999"]}, "VD999"),
        ({"text": "x", "language": "fr"}, "'language':"),
        ({"text": "x" * 1_000_001}, "1,000,001 characters, more than 1,000,000"),
        ({"text": "Luật\0 Đất đai"}, "control characters"),
    ],
)
def test_wrong_arguments_are_named_with_what_to_do(helper, given, says):
    told = helper.refusal("check_citations", **given)
    assert says in told
    assert len(told) < 1_000


def test_null_and_blank_options_are_as_if_not_given(helper):
    plain = helper.content("check_citations", text=DRAFT)
    assert helper.content("check_citations", text=DRAFT, date=None, as_of="", issuer=" ") == plain


def test_extreme_days_are_answered(helper):
    for day in ("0001-01-01", "9999-12-31"):
        assert helper.content("check_citations", text=DRAFT, date=day, as_of=day)["findings"]
