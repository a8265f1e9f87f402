"""`query` gives the JSON of `viendan query` and `viendan ask`, a page at a time."""

from __future__ import annotations

import pytest

OLD, NEW = "61/2018/NĐ-CP", "118/2025/NĐ-CP"
RESOLUTION = "76/NQ-CP ngày 15/7/2021"


@pytest.mark.parametrize(
    ("given", "command"),
    [
        ({"question": "status", "number": OLD}, ("status", OLD)),
        ({"question": "replaced_by", "number": OLD}, ("replaced-by", OLD)),
        (
            {"question": "implements", "number": RESOLUTION, "transitive": True},
            ("implements", RESOLUTION, "--transitive"),
        ),
        ({"question": "path", "number": OLD, "to": NEW}, ("path", OLD, "--to", NEW)),
        (
            {"question": "changes", "number": OLD, "since": "2018-01-01"},
            ("changes", OLD, "--since", "2018-01-01"),
        ),
        (
            {"question": "status", "number": OLD, "known": "2025-06-08"},
            ("status", OLD, "--known", "2025-06-08"),
        ),
        ({"question": "Orphans", "limit": 200}, ("orphans",)),
        ({"question": "same-number", "number": "76/NQ-CP"}, None),
    ],
)
def test_it_is_the_json_of_the_command(helper, cli_json, given, command):
    found = helper.content("query", as_of="2025-08-20", **given)
    assert found["rows"]["total"] == found["rows"]["shown"] == len(found["answer"]["rows"])
    if command:
        assert found["answer"] == cli_json("query", *command, "--as-of", "2025-08-20")
    else:
        assert [row["date"] for row in found["answer"]["rows"]] == ["2013-06-13", "2021-07-15"]


@pytest.mark.parametrize(
    "words", ["văn bản nào thay thế 61/2018/NĐ-CP?", "what implements 76/NQ-CP of 15/7/2021"]
)
def test_plain_words_give_the_json_of_ask(helper, cli_json, words):
    found = helper.content("query", question=words, as_of="2026-01-01")
    assert found["answer"] == cli_json("ask", words, "--as-of", "2026-01-01")
    assert found["understood"]["question"] == found["answer"]["question"]
    assert f"Hiểu là: {found['understood']['vi']}" in helper.words("query", question=words)


@pytest.mark.parametrize("given", [{"question": "ai sửa đổi 76/NQ-CP"}, {"number": "76/NQ-CP"}])
def test_ambiguous_number_is_not_answered_until_one_is_named(helper, given):
    given = {"question": "amended-by", "as_of": "2026-01-01"} | given
    found = helper.content("query", **given)
    assert found["answer"] is None
    assert found["which"]["argument"] == "number"
    assert found["understood"]["question"] == "amended-by"
    assert "question=amended-by, number=IRI" in helper.words("query", **given)
    dates = [one["date"] for one in found["which"]["instruments"]]
    assert dates == ["2013-06-13", "2021-07-15"]
    for one in found["which"]["instruments"]:
        assert one["iri"] in helper.words("query", **given)
        answered = helper.content("query", question="amended-by", number=one["iri"])
        assert answered["answer"]["instrument"] == one["iri"]


def test_ambiguous_second_instrument_is_listed_too(helper):
    found = helper.content("query", question="path", number=OLD, to="76/NQ-CP")
    assert found["which"]["argument"] == "to"


@pytest.mark.parametrize("question", ["changes", "top-cited"])
def test_pages_together_are_the_whole_answer(helper, cli_json, question):
    given = {"question": question, "as_of": "2026-07-01", "limit": 7}
    options = ["--limit", "30"]
    if question == "changes":
        given["since"] = "2026-05-01"
        options = ["--since", "2026-05-01"]
    whole = cli_json("query", question, "--as-of", "2026-07-01", *options)["rows"]
    read, offset = [], 0
    while offset is not None and len(read) < 30:
        found = helper.content("query", offset=offset, **given)
        read += found["answer"]["rows"]
        offset = found["rows"]["next_offset"]
        assert offset is None or f"offset={offset}" in helper.words(
            "query", offset=found["rows"]["offset"], **given
        )
    assert read[:30] == whole[:30]
    beyond = helper.content("query", offset=1_000_000, **given)
    assert beyond["answer"]["rows"] == []
    assert beyond["rows"]["next_offset"] is None


def test_last_page_may_be_full(helper):
    whole = helper.content("query", question="status", number=OLD)
    assert whole["rows"]["shown"] == 3
    assert helper.content("query", question="status", number=OLD, limit=3) == whole
    short = helper.content("query", question="status", number=OLD, limit=2)["rows"]
    assert (short["total"], short["shown"], short["next_offset"]) == (3, 2, 2)


def test_instrument_outside_the_data_is_said_with_its_extent(helper):
    found = helper.content("query", question="status", number="61/2081/NĐ-CP")
    assert found["answer"] is None
    assert OLD in [one["number"] for one in found["near"]]
    words = helper.words("query", question="status", number="61/2081/NĐ-CP", language="en")
    assert "says nothing of whether it was issued" in words
    told = helper.refusal("query", question="61/2081/NĐ-CP còn hiệu lực không?")
    assert "không có nghĩa là văn bản không được ban hành" in told


def test_no_rows_are_no_proof_of_absence(helper):
    found = helper.content(
        "query", question="amended-by", number="118/2025/NĐ-CP", as_of="2025-07-01"
    )
    assert found["answer"]["rows"] == []
    assert "không nói gì về việc đã ban hành hay chưa" in found["answer"]["notes"][0]["vi"]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"question": "thời tiết hôm nay"}, "không hiểu câu hỏi"),
        ({"question": "status"}, "no instrument is named"),
        ({"question": "path", "number": OLD}, "'to' is missing"),
        ({"question": "changes", "number": OLD}, "'since' is missing"),
        ({"question": "status", "number": OLD, "since": "2020-01-01"}, "no option 'since'"),
        ({"question": "status", "number": OLD, "transitive": True}, "no option 'transitive'"),
        ({"question": "ai thay thế 61/2018/NĐ-CP", "number": OLD}, "by name only"),
        ({"question": "status", "number": OLD, "as_of": "2025"}, "'as_of': '2025'"),
        ({"question": "status", "number": OLD, "limit": 201}, "'limit'"),
        ({"question": "status", "number": OLD, "offset": -1}, "'offset'"),
        ({"number": OLD}, "'question': missing"),
    ],
)
def test_wrong_questions_say_what_to_do(helper, given, says):
    assert says in helper.refusal("query", **given)


def test_addresses_are_whole(helper):
    found = helper.content("query", question="replaced-by", number=OLD, as_of="2026-01-01")
    words = helper.words("query", question="replaced-by", number=OLD, as_of="2026-01-01")
    for row in found["answer"]["rows"]:
        assert all(address in words for address in row["source"])
