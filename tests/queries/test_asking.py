from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import LegalGraphError
from kg.graph import Graph
from kg.model import Instrument, Relation, Source
from queries.asking.answering import answered
from queries.asking.understand import decided, understand
from queries.asking.wording import which_one

TODAY = date(2099, 6, 1)
RECORDS = [
    ("nghi-dinh", "61/2091/NĐ-CP", "2091-04-23", "Chính phủ", "Về cơ chế một cửa thử nghiệm"),
    ("nghi-dinh", "118/2095/NĐ-CP", "2095-06-09", "Chính phủ", "Về thủ tục thử nghiệm"),
    ("nghi-dinh", "61/2093/NĐ-CP", "2093-02-01", "Chính phủ", "Về lưu trữ thử nghiệm"),
    ("nghi-quyet", "76/NQ-CP", "2090-06-13", "Chính phủ", "Về cải cách thử nghiệm"),
    ("nghi-quyet", "76/NQ-CP", "2094-07-15", "Chính phủ", "Về chuyển đổi thử nghiệm"),
    ("luat", "22/2090/QH40", "2090-11-13", "Quốc hội", "Luật Thử nghiệm, kiểm định"),
    ("luat", "80/2096/QH42", "2096-06-24", "Quốc hội", "Luật Thử nghiệm, kiểm định"),
    (
        "ke-hoach",
        "17/KH-UBND",
        "2094-10-01",
        "Ủy ban nhân dân tỉnh Kon Tum",
        "Kế hoạch phát triển vườn thử nghiệm tỉnh Kon Tum giai đoạn 2094-2098",
    ),
]


@pytest.fixture(scope="module")
def graph() -> Graph:
    graph = Graph()
    graph.add_source(Source(id="tests", where="tests", read_on=date(2099, 1, 1)))
    for at, (kind, number, day, issuer, title) in enumerate(RECORDS):
        graph.add_instrument(
            Instrument(
                iri=f"/akn/vn/act/{kind}/thu/{day}/so-{at}",
                type=kind,
                number=number,
                issuer=issuer,
                date=date.fromisoformat(day),
                effective=date.fromisoformat(day),
                title=title,
                kind="qppl",
            )
        )
    by_number = {i.number: i.iri for i in graph.instruments}
    graph.add_relation(
        Relation(
            kind="replaces",
            source=by_number["118/2095/NĐ-CP"],
            target=by_number["61/2091/NĐ-CP"],
            valid_from=date(2095, 7, 1),
            sources=("tests",),
        )
    )
    return graph


def ask(graph, text):
    return understand(text, graph, today=TODAY)


def refusal(graph, text) -> str:
    with pytest.raises(LegalGraphError) as caught:
        ask(graph, text)
    return str(caught.value)


# Who acts on whom

X = "61/2091/NĐ-CP"
VERBS = {
    ("amends", "amended-by"): ("sửa đổi", "amend", "amended"),
    ("replaces", "replaced-by"): ("thay thế", "replace", "replaced"),
    ("carries-out", "implements"): ("triển khai", "implement", "implemented"),
}
ACTS = (
    f"{X} {{vi}} văn bản nào",
    f"văn bản nào bị {X} {{vi}}",
    f"những văn bản được {{vi}} bởi {X}",
    f"các văn bản mà {X} {{vi}}",
    f"what does {X} {{en}}",
    f"which decrees were {{past}} by {X}",
)
ACTED = (
    f"văn bản nào {{vi}} {X}",
    f"{X} bị văn bản nào {{vi}}",
    f"{X} được {{vi}} bởi văn bản nào",
    f"những văn bản {{vi}} {X}",
    f"what {{past}} {X}",
    f"has {X} been {{past}}",
    f"by which decree was {X} {{past}}",
)


@pytest.mark.parametrize(("slugs", "words"), VERBS.items())
def test_direction_is_that_of_the_words(graph, slugs, words):
    vi, en, past = words
    for slug, frames in zip(slugs, (ACTS, ACTED), strict=True):
        for frame in frames:
            text = frame.format(vi=vi, en=en, past=past)
            assert ask(graph, text).slug == slug, text


FILLERS = st.lists(
    st.sampled_from("xin hỏi cho tôi biết với ạ nhé please vậy hiện nay đã các những".split()),
    max_size=4,
)


@given(
    st.sampled_from(list(VERBS.items())), st.booleans(), st.integers(0, 5), st.data(), st.booleans()
)
def test_fillers_never_turn_the_direction(graph, verb, acts, at, data, upper):
    slugs, (vi, en, past) = verb
    words = (ACTS if acts else ACTED)[at].format(vi=vi, en=en, past=past).split()
    before, after = data.draw(FILLERS), data.draw(FILLERS)
    text = " ".join((*before, *words, *after))
    found = ask(graph, text.upper() if upper else text)
    assert found.slug == slugs[0 if acts else 1]
    assert [i.number for i in found.candidates] == [X]


@given(st.lists(st.sampled_from([*"xyz?/", "61/2091", "bị", "nào", "thay", "ngày 1/1/2092"])))
def test_whatever_is_typed_is_understood_or_refused(graph, words):
    try:
        found = ask(graph, " ".join(words))
    except LegalGraphError:
        return
    assert found.vi
    assert found.en


def test_two_readings_are_both_named(graph):
    said = refusal(graph, f"{X} thay thế")
    assert "two readings" in said
    assert said.count("thay thế văn bản nào") == 1
    assert "được văn bản nào thay thế, văn bản nào đang áp dụng" in said


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        (f"what replcaed {X}", "replaced-by"),
        (f"văn bản nào thay thé {X}", "replaced-by"),
        (f"văn bản nào trien khia {X}", "implements"),
        (f"{X} con hieu lcu khong", "status"),
    ],
)
def test_slips_are_mended(graph, typed, slug):
    assert ask(graph, typed).slug == slug


# Which instrument


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("nghi dinh 61/2091/nd-cp con hieu luc khong", [X]),
        ("61/2091/NDCP còn hiệu lực không", [X]),
        ("Nghị định 61/2091 còn hiệu lực không", [X]),
        ("nghị định 61 năm 2091 còn hiệu lực không", [X]),
        ("nđ 61 còn hiệu lực không", [X, "61/2093/NĐ-CP"]),
        ("nghị quyết 76 năm 2094 còn hiệu lực không", ["76/NQ-CP"]),
        ("luat thu nghiem kiem dinh 2096 con hieu luc khong", ["80/2096/QH42"]),
        ("Luật Thử nghiệm, kiểm định còn hiệu lực không", ["22/2090/QH40", "80/2096/QH42"]),
        ("kế hoạch phát triển vườn thử nghiệm 2094-2098 còn hiệu lực không", ["17/KH-UBND"]),
        ("Nghị định về cơ chế một cửa số 61/2091/NĐ-CP còn hiệu lực không", [X]),
        ("/akn/vn/act/nghi-dinh/thu/2091-04-23/so-0 còn hiệu lực không", [X]),
    ],
)
def test_instruments_are_found_however_they_are_typed(graph, typed, numbers):
    found = ask(graph, typed)
    assert found.slug == "status"
    assert [i.number for i in found.candidates] == numbers
    assert found.as_of is None


@pytest.mark.parametrize(
    "detail", ["ngày 15/7/2094", "ngày 15 tháng 7 năm 2094", "năm 2094", "(15/7/2094)",
               "of 15 July 2094", "về chuyển đổi", "của Chính phủ ngày 15/07/2094"]
)  # fmt: skip
def test_a_detail_decides_between_bearers_of_a_number(graph, detail):
    found = ask(graph, f"văn bản nào triển khai Nghị quyết 76/NQ-CP {detail}?")
    assert [str(i.date) for i in found.candidates] == ["2094-07-15"]
    assert found.which is None
    assert found.as_of is None


def test_the_asker_is_asked_which_one(graph):
    found = ask(graph, "76/NQ-CP liên quan thế nào đến luật thử nghiệm kiểm định")
    assert found.which == ("iri", found.candidates)
    assert which_one(found, "vi").splitlines()[1].startswith("  1. Nghị quyết 76/NQ-CP (13/6/2090)")
    found = decided(found, found.candidates[1])
    assert found.which == ("to", found.to)
    assert "15/7/2094" in found.vi
    with pytest.raises(LegalGraphError, match="not a choice"):
        decided(found, found.candidates[0])
    found = decided(found, found.to[0])
    assert found.which is None
    assert which_one(found, "vi") == ""
    assert found.arguments == {"to": found.to[0].iri}


def test_a_question_about_a_number_asks_nothing_back(graph):
    found = ask(graph, "có mấy văn bản số 76/NQ-CP?")
    assert found.which is None
    assert len(answered(found, graph, today=TODAY).rows) == 2


def test_an_instrument_that_is_missing_is_not_said_not_to_exist(graph):
    said = refusal(graph, "nghị định 62/2091/NĐ-CP còn hiệu lực không")
    assert "không có nghĩa là văn bản không được ban hành" in said
    assert f"({len(graph)} văn bản, cập nhật 2099-01-01)" in said
    assert "Có phải ý bạn là" in said, "a near number is a question"
    assert X in said


def test_a_wrong_date_is_told(graph):
    said = refusal(graph, f"{X} ngày 24/4/2091 còn hiệu lực không")
    assert "23/4/2091" in said


# Days


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        (f"tại ngày 01/6/2092 {X} còn hiệu lực không", "2092-06-01"),
        (f"ngày 1 tháng 6 năm 2092 thì {X} còn hiệu lực không", "2092-06-01"),
        (f"{X} năm 2092 còn hiệu lực không", "2092-12-31"),
        (f"{X} tháng 2/2092 còn hiệu lực không", "2092-02-29"),
        (f"đến hết năm 2092 {X} còn hiệu lực không", "2092-12-31"),
        (f"đầu năm 2092 {X} còn hiệu lực không", "2092-01-01"),
        (f"is {X} in force on 1 June 2092", "2092-06-01"),
        (f"is {X} in force as of June 1st, 2092", "2092-06-01"),
        (f"is {X} in force in 2092", "2092-12-31"),
        (f"was {X} in force on 2092-06-01", "2092-06-01"),
        ("luật thử nghiệm kiểm định 2090 năm 2092 còn hiệu lực không", "2092-12-31"),
    ],
)
def test_the_day_asked_for(graph, typed, day):
    assert str(ask(graph, typed).as_of) == day


def test_the_day_of_knowledge(graph):
    found = ask(graph, f"theo dữ liệu công bố đến ngày 01/5/2092, {X} bị thay thế chưa")
    assert (str(found.known), found.as_of) == ("2092-05-01", None)
    assert not answered(found, graph, today=TODAY).rows, "replaced in 2095, not known in 2092"
    assert answered(found, graph, today=TODAY, known=TODAY).rows


@pytest.mark.parametrize(
    ("typed", "since", "until"),
    [
        ("những gì thay đổi từ 01/01/2095 đến 01/7/2095", "2094-12-31", "2095-07-01"),
        ("what changed between 2095-01-01 and 2095-07-01", "2095-01-01", "2095-07-01"),
        ("năm 2095 có những thay đổi gì", "2094-12-31", "2095-12-31"),
        ("từ ngày 1/3/2099 có gì mới", "2099-02-28", "2099-06-01"),
    ],
)
def test_a_period_of_changes(graph, typed, since, until):
    found = ask(graph, typed)
    assert (found.slug, str(found.options["since"]), str(found.as_of)) == ("changes", since, until)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (f"ngày 31/02/2092 {X} còn hiệu lực không", "không có ngày này"),
        (f"{X} còn hiệu lực không tại ngày 1/1/2092, tại ngày 1/1/2094", "state one day"),
        ("những gì thay đổi từ 01/7/2095 đến 01/01/2095", "a first and a last one"),
        ("pháp luật thay đổi những gì", "không có ngày nào"),
        (f"{X} " + "rất " * 200, "too long"),
        (f"ai ký {X}", "61/2091/NĐ-CP căn cứ vào văn bản nào?"),
        ("thời tiết hôm nay thế nào", "not understood"),
        ("luật thử còn hiệu lực không", "not understood"),
    ],
)
def test_what_cannot_be_answered_says_why(graph, typed, said):
    assert said in refusal(graph, typed)


# Options


@pytest.mark.parametrize(
    ("typed", "transitive"),
    [
        (f"văn bản nào triển khai {X}", False),
        (f"văn bản nào triển khai trực tiếp {X}", False),
        (f"văn bản nào triển khai trực tiếp và gián tiếp {X}", True),
        (f"what implements {X} indirectly", True),
    ],
)
def test_all_steps_only_where_asked(graph, typed, transitive):
    assert ask(graph, typed).options == {"transitive": transitive}


def test_the_number_of_rows(graph):
    assert ask(graph, "top 7 văn bản được viện dẫn nhiều nhất").options == {"limit": 7}


def test_it_says_how_it_understood(graph):
    found = ask(graph, f"văn bản nào triển khai {X} gián tiếp, tính đến 1/2/2094")
    assert found.vi == (
        "Văn bản nào triển khai, hướng dẫn Nghị định 61/2091/NĐ-CP (23/4/2091)? "
        "(kể cả gián tiếp) (đến ngày 01/02/2094)"
    )
    assert found.en == (
        "What implements or guides Decree 61/2091/NĐ-CP (2091-04-23)? "
        "(indirectly too) (as of 2094-02-01)"
    )


def test_the_answer_is_that_of_the_question(graph):
    table = answered(ask(graph, f"what replaced {X}"), graph, today=TODAY)
    assert table.question == "replaced-by"
    assert [row.number for row in table.rows] == [X, "118/2095/NĐ-CP"]
    assert all(a.step < b.step for a, b in pairwise(table.rows))


def test_the_callers_day_goes_before_that_of_the_question(graph):
    found = ask(graph, f"{X} còn hiệu lực không tại 1/6/2092")
    assert answered(found, graph, today=TODAY).rows[0].state == "in_force"
    later = answered(found, graph, today=TODAY, as_of=date(2096, 1, 1))
    assert later.rows[0].state == "replaced"
