from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from picture_graphs import (
    AMENDING,
    AS_OF,
    LAW,
    MAIN,
    NEW,
    OLD,
    VAGUE,
    act,
    decree,
    family,
    graph_of,
)

from kg.errors import IdentifierError
from kg.state import State
from queries.registry import answer
from report.drawing.chain import LONGEST, chain
from report.drawing.measure import width, wrap
from report.drawing.nodes import SIGNS, TONES, clean
from report.drawing.picture import picture_of
from report.drawing.scheme import BOUND, scheme
from report.drawing.tree import MOST_ROWS, tree


def groups(found):
    return {g.heading: [node.iri for node in g.nodes] for g in found}


def test_the_scheme_groups_what_acts_and_what_is_acted_on():
    drawn = scheme(family(), MAIN.iri, as_of=AS_OF, language="vi")
    assert groups(drawn.outgoing) == {"Thay thế": [OLD.iri], "Căn cứ": [LAW.iri]}
    assert groups(drawn.incoming) == {
        "Được sửa đổi, bổ sung bởi": [AMENDING.iri, VAGUE.iri],
        "Được thay thế bởi": [NEW.iri],
        "Được dẫn chiếu bởi": [VAGUE.iri],
    }
    assert [group.kind for group in drawn.incoming] == ["amends", "replaces", "cites"]


def test_relations_tell_their_day_their_part_and_what_is_unknown():
    drawn = scheme(family(), MAIN.iri, as_of=AS_OF, language="vi")
    amended, replaced, cited = drawn.incoming
    part, vague = amended.nodes
    assert part.links[0].lines == ("quan hệ từ 01/7/2092", "một phần: khoản 1 Điều 5")
    assert part.partial
    assert vague.links[0].lines == ("quan hệ chưa rõ từ ngày nào",)
    assert vague.issued == "chưa rõ ngày ban hành"
    assert not amended.partial, "one of the two is of the whole"
    assert replaced.nodes[0].links[0].since == "quan hệ từ 01/01/2096 (sau ngày xét)"
    assert cited.nodes[0].links[0].lines == (), "a citation has no day of effect"


def test_the_scheme_speaks_english_too():
    drawn = scheme(family(), MAIN.iri, as_of=AS_OF, language="en")
    assert [group.heading for group in drawn.outgoing] == ["Replaces", "Is based on"]
    assert drawn.centre.status_words == "in force from 01/3/2090"
    assert drawn.centre.name == "Decree 2/2090/NĐ-CP"


def test_several_relations_to_one_instrument_are_one_node():
    graph = graph_of(
        *(MAIN, OLD),
        act("repeals", MAIN, OLD, scope="part", parts="Điều 1"),
        act("repeals", MAIN, OLD, scope="part", parts="Điều 2"),
    )
    (group,) = scheme(graph, MAIN.iri, as_of=AS_OF, language="vi").outgoing
    (node,) = group.nodes
    assert (group.total, [link.parts for link in node.links]) == (
        1,
        ["một phần: Điều 1", "một phần: Điều 2"],
    )


@pytest.mark.parametrize(("limit", "drawn", "hidden"), [(12, 12, 18), (40, 30, 0), (0, 1, 29)])
def test_large_groups_keep_the_newest_and_count_the_rest(limit, drawn, hidden):
    citing = [decree(n, signed=date(2091, 1, n - 9)) for n in range(10, 40)]
    graph = graph_of(MAIN, *citing, *(act("cites", one, MAIN) for one in citing))
    found = scheme(graph, MAIN.iri, as_of=AS_OF, language="vi", limit_per_group=limit)
    (group,) = found.incoming
    assert [node.iri for node in group.nodes] == [one.iri for one in citing[::-1][:drawn]]
    assert (group.total, group.hidden) == (30, hidden)


def test_a_hub_is_read_up_to_the_bound_only():
    citing = [decree(n) for n in range(10, 10 + BOUND + 7)]
    graph = graph_of(MAIN, *citing, *(act("cites", one, MAIN) for one in citing))
    found = scheme(graph, MAIN.iri, as_of=AS_OF, language="vi", limit_per_group=10_000)
    assert (len(found.incoming[0].nodes), found.incoming[0].hidden) == (BOUND, 7)


def test_a_status_that_needs_checking_says_so_on_the_card():
    parent = decree(7, signed=date(2089, 1, 1), effective=date(2089, 1, 1))
    heir = decree(8, signed=date(2094, 1, 1), effective=date(2094, 1, 1))
    graph = graph_of(
        *(parent, heir, MAIN), act("replaces", heir, parent), act("guides", MAIN, parent)
    )
    (note,) = scheme(graph, MAIN.iri, as_of=AS_OF, language="vi").centre.notes
    assert note.startswith("Cần kiểm tra")


def test_the_chain_shows_each_validity_with_known_ends():
    found = chain(family(), MAIN.iri, as_of=AS_OF, language="vi")
    assert [(bar.node.iri, bar.start, bar.end, bool(bar.applies)) for bar in found.bars] == [
        (OLD.iri, date(2080, 3, 1), date(2090, 3, 1), False),
        (MAIN.iri, date(2090, 3, 1), date(2096, 1, 1), True),
        (NEW.iri, date(2096, 1, 1), None, False),
    ]
    assert found.asked.node.iri == MAIN.iri
    assert found.asked.validity == "Hiệu lực: 01/3/2090 – 31/12/2095"
    assert [(m.day, m.kind) for m in found.asked.marks] == [
        (date(2092, 7, 1), "amends"),
        (date(2096, 1, 1), "replaces"),
        (None, "amends"),
    ]
    assert "khoản 1 Điều 5" in found.asked.marks[0].words
    assert [(old, new) for old, new, _ in found.successions] == [(0, 1), (1, 2)]
    assert found.span == (date(2080, 3, 1), date(2096, 1, 1))


def test_the_last_day_in_force_still_applies_and_the_next_does_not():
    graph = family()
    for day, applies in ((date(2095, 12, 31), True), (date(2096, 1, 1), False)):
        found = chain(graph, MAIN.iri, as_of=day, language="vi")
        assert bool(found.asked.applies) is applies
        assert found.asked.end == date(2096, 1, 1)


def test_an_unknown_effective_day_is_drawn_as_uncertain():
    unsure = decree(9, effective=None)
    (bar,) = chain(graph_of(unsure), unsure.iri, as_of=AS_OF, language="vi").bars
    assert (bar.start, bar.certain, bar.applies) == (unsure.date, False, "")
    assert bar.validity == "Hiệu lực: chưa rõ (ký 05/01/2090) – chưa có ngày kết thúc"
    assert chain(family(), VAGUE.iri, as_of=AS_OF, language="vi").asked.start is None


def test_suspensions_are_pauses_of_the_bar():
    graph = graph_of(
        *(MAIN, LAW),
        act("suspends", LAW, MAIN, valid_from=date(2093, 1, 1), valid_to=date(2093, 6, 30)),
    )
    found = chain(graph, MAIN.iri, as_of=AS_OF, language="vi").asked
    assert found.pauses == ((date(2093, 1, 1), date(2093, 6, 30)),)
    assert found.applies
    assert found.marks[0].words.endswith("đến hết 30/6/2093")


def test_circles_and_long_chains_are_cut():
    ring = [decree(n) for n in (10, 11, 12)]
    turned = (act("replaces", a, b) for a, b in zip(ring, ring[1:] + ring[:1], strict=True))
    found = chain(graph_of(*ring, *turned), ring[0].iri, as_of=AS_OF, language="vi")
    assert (len(found.bars), found.cut) == (3, False)
    line = [decree(n) for n in range(10, 10 + LONGEST + 5)]
    steps = (act("replaces", b, a) for a, b in pairwise(line))
    found = chain(graph_of(*line, *steps), line[9].iri, as_of=AS_OF, language="vi")
    assert (len(found.bars), found.cut) == (LONGEST, True)


def test_unknown_instruments_are_errors():
    for make in (scheme, chain):
        with pytest.raises(IdentifierError):
            make(family(), "/akn/vn/act/a/b/undated/c", as_of=AS_OF, language="vi")


def steps(found):
    return [
        (b.node.name.split()[-1].split("/")[0], b.depth, b.parent, b.relation)
        for b in found.branches
    ]


@pytest.fixture
def carried():
    """B and C carry out A; D carries out C, E carries out B."""
    a, b, c, d, e = (decree(n, signed=date(2090, 1, n)) for n in range(1, 6))
    return graph_of(
        *(a, b, c, d, e),
        *(act("implements", x, y) for x, y in ((b, a), (c, a), (d, c), (e, b))),
    ), a


def test_a_transitive_answer_is_a_tree_that_follows_the_graph(carried):
    graph, a = carried
    table = answer(graph, "implements", a.iri, as_of=AS_OF, transitive=True)
    words = "được triển khai thực hiện bởi"
    assert steps(picture_of(table, graph, language="vi")) == [
        ("1", 0, None, ""),
        ("2", 1, 0, words),
        ("5", 2, 1, words),
        ("3", 1, 0, words),
        ("4", 2, 3, words),
    ]


def test_a_path_is_a_line_with_its_directions(carried):
    graph, a = carried
    goal = graph.by_number("4/2090/NĐ-CP")[0]
    found = picture_of(answer(graph, "path", goal.iri, as_of=AS_OF, to=a.iri), graph, language="vi")
    assert found.line
    assert [(b.parent, b.forward) for b in found.branches] == [(None, False), (0, True), (1, True)]
    assert "Nghị định số 1/2090/NĐ-CP" in found.heading


@pytest.mark.parametrize("slug", ["history", "replaces", "replaced-by"])
def test_questions_of_time_are_timelines(slug):
    graph = family()
    found = picture_of(answer(graph, slug, MAIN.iri, as_of=AS_OF), graph, language="vi")
    assert found == chain(graph, MAIN.iri, as_of=AS_OF, language="vi")


def test_long_answers_are_cut_and_counted():
    citing = [decree(n) for n in range(10, 10 + MOST_ROWS + 9)]
    graph = graph_of(MAIN, *citing, *(act("cites", one, MAIN) for one in citing))
    table = answer(graph, "cited-by", MAIN.iri, as_of=AS_OF)
    found = tree(graph, table, heading="?", language="vi")
    assert (len(found.branches), found.hidden) == (MOST_ROWS + 1, 9)


def test_every_state_has_a_sign():
    assert SIGNS.keys() == set(State)


@given(st.text())
def test_cleaned_words_are_one_line_that_xml_can_carry(text):
    words = clean(text)
    assert clean(words) == words
    assert all(c.isprintable() for c in words if c.isascii())
    assert not any(ord(c) < 0x20 or 0xD800 <= ord(c) < 0xE000 for c in words)
    assert not set(words) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe")


@given(st.text(alphabet="Wiệnơ ĐM,.漢", max_size=200), st.floats(30, 400))
def test_wrapped_lines_fit_and_keep_every_word(text, room):
    lines = wrap(text, room, 13)
    assert all(width(line, 13) <= room for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
    few = wrap(text, room, 13, most=2)
    assert len(few) <= 2
    assert few == lines or few[-1].endswith("…")
    assert all(width(line, 13) <= room for line in few)


def test_tones_can_be_read_on_white():
    def light(part: str) -> float:
        value = int(part, 16) / 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    for colour in TONES.values():
        red, green, blue = (light(colour[at : at + 2]) for at in (1, 3, 5))
        luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
        assert 1.05 / (luminance + 0.05) >= 4.5, colour
