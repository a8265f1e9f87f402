"""What people type and what is found for it, on the shipped data."""

from __future__ import annotations

from datetime import date

import pytest

from kg.contract import Store
from kg.store import open_graph
from web.tasks.typed import found_by

_61 = "61/2018/NĐ-CP"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return open_graph(None, tmp_path_factory.mktemp("home"))


@pytest.mark.parametrize(
    "words",
    [
        "61/2018/NĐ-CP",
        "61-2018-ND-CP",
        "nd 61 2018",
        "nd61/2018",
        "61 2018 nd cp",
        "  Nghị  định số 61/2018/NĐ-CP ngày 23/4/2018 ",
        "/akn/vn/act/nghi-dinh/chinh-phu/2018-04-23/61-2018-nd-cp",
    ],
)
def test_names_one_instrument(graph: Store, words: str) -> None:
    assert [one.number for one in found_by(words, graph).named] == [_61]


def test_a_part_of_a_number_names_all_that_begin_so(graph: Store) -> None:
    named = {one.number for one in found_by("61/2018", graph).named}
    assert _61 in named
    assert all(number.startswith("61/2018/") for number in named)


def test_a_number_of_two_instruments_names_both(graph: Store) -> None:
    days = [one.date for one in found_by("76/NQ-CP", graph).named]
    assert days == [date(2013, 6, 13), date(2021, 7, 15)]
    assert [one.date for one in found_by("nghi quyet 76 nam 2021", graph).named] == days[1:]


@pytest.mark.parametrize("words", ["61/2018/NĐ-CPP", "61/2081/NĐ-CP"])
def test_a_mistyped_number_gives_near_ones(graph: Store, words: str) -> None:
    found = found_by(words, graph)
    assert found.named == ()
    assert _61 in {one.number for one in found.near}


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("co che mot cua", None),
        ("cơ ché mọt cửa", None),
        ("co chee mot cuaa", "co che mot cua"),
        ("thuc hien cow che mot cua", "thuc hien co che mot cua"),
    ],
)
def test_words_of_a_title_with_slips(graph: Store, words: str, read: str | None) -> None:
    found = found_by(words, graph)
    assert _61 in {one.number for one in found.alike}
    assert found.read == read


def test_a_law_by_its_name_without_diacritics(graph: Store) -> None:
    titles = {one.title for one in found_by("luat dau tu cong", graph).named}
    assert titles == {"Luật Đầu tư công"}


@pytest.mark.parametrize(
    "words", ["", " ", "zzzz", "<script>", "\x00", "12345/2099/ND-CP", "%_'\""]
)
def test_nothing_is_found_for_nothing(graph: Store, words: str) -> None:
    assert found_by(words, graph) == found_by("", graph)


def test_long_words_are_cut(graph: Store) -> None:
    assert found_by("a " * 100_000, graph).named == ()
