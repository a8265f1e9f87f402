from __future__ import annotations

import re
from datetime import date

import pytest
from small_graphs import small_graph

from kg.errors import IdentifierError, LegalGraphError
from queries.registry import answer, question, questions
from queries.table import COLUMNS
from report.to_table import table_json

AS_OF = date(2095, 1, 1)
SKETCH = {
    "instruments": {
        "A": {"signed": date(2090, 1, 5), "effective": date(2090, 3, 1)},
        "B": {"signed": date(2092, 1, 5), "effective": date(2092, 3, 1)},
        "C": {"signed": date(2094, 1, 5), "effective": date(2094, 3, 1)},
        "L": {"signed": date(2089, 1, 5), "effective": date(2089, 3, 1)},
        "P": {"signed": date(2092, 6, 1), "kind": "administrative"},
        "Q": {"signed": date(2092, 7, 1), "kind": "administrative"},
        "T": {"signed": date(2092, 5, 1), "effective": date(2092, 6, 15)},
        "Z": {"signed": date(2096, 1, 1)},
    },
    "relations": [
        "B replaces A from 2092-03-01",
        "C amends B from 2094-03-01",
        "B based_on L",
        "P implements B",
        "Q implements P",
        "B implements Q",
        "T guides B",
        "Z implements B",
        "Q cites B",
    ],
}


@pytest.fixture(scope="module")
def drawn():
    return small_graph(SKETCH)


def ask(drawn, slug: str, name: str, **options):
    graph, names = drawn
    letter = {iri: name for name, iri in names.items()}
    if "to" in options:
        options["to"] = names[options["to"]]
    table = answer(graph, slug, names[name], as_of=AS_OF, **options)
    return table, [(letter[row.iri], row.relation) for row in table.rows]


def test_what_implements_an_instrument(drawn):
    table, rows = ask(drawn, "implements", "B")
    assert rows == [("T", "guided_by"), ("P", "implemented_by")], "oldest first, none of the future"
    assert {row.step for row in table.rows} == {1}
    assert table.rows[0].state == "in_force"
    assert table.rows[0].source == ("tests",)


def test_what_implements_it_step_by_step(drawn):
    table, rows = ask(drawn, "implements", "B", transitive=True)
    assert rows == [("T", "guided_by"), ("P", "implemented_by"), ("Q", "implemented_by")]
    assert [row.step for row in table.rows] == [1, 1, 2], "the circle is cut"


@pytest.mark.parametrize(
    ("slug", "name", "expected"),
    [
        ("amends", "C", [("B", "amends")]),
        ("amended-by", "B", [("C", "amended_by")]),
        ("basis", "B", [("L", "based_on")]),
        ("cited-by", "L", [("B", "basis_for")]),
        ("replaces", "A", [("A", None), ("B", "replaced_by")]),
        ("replaces", "B", [("A", "replaces"), ("B", None)]),
        ("replaced-by", "A", [("A", None), ("B", "replaced_by")]),
        ("replaced-by", "B", []),
        ("based-on-this", "L", [("B", "basis_for")]),
        ("carries-out", "T", [("B", "guides")]),
        ("carries-out", "Z", []),
        ("path", "A", [("A", None), ("B", "replaced_by"), ("L", "based_on")]),
    ],
)
def test_answers(drawn, slug, name, expected):
    _, rows = ask(drawn, slug, name, **({"to": "L"} if slug == "path" else {}))
    assert rows == expected


def test_cited_by_counts_every_kind_of_reliance(drawn):
    _, rows = ask(drawn, "cited-by", "B")
    assert rows == [
        ("T", "guided_by"),
        ("P", "implemented_by"),
        ("Q", "cited_by"),
    ]


def test_history_is_in_order_of_days(drawn):
    table, _ = ask(drawn, "history", "B")
    assert [(row.day.isoformat(), row.event) for row in table.rows] == [
        ("2092-01-05", "signed"),
        ("2092-03-01", "effective"),
        ("2094-03-01", "amended_by"),
    ]


def test_status_shows_proof_and_successor(drawn):
    table, rows = ask(drawn, "status", "A")
    assert [row.event for row in table.rows] == ["state", "proof", "successor"]
    assert rows[1] == ("B", "replaced_by")
    assert (table.rows[0].state, table.rows[0].valid_from) == ("replaced", date(2092, 3, 1))


def test_a_status_tells_its_notes_in_both_languages():
    sketch = {
        "instruments": {
            "A": {"signed": date(2090, 1, 5), "effective": date(2090, 3, 1)},
            "B": {"signed": date(2092, 1, 5), "effective": date(2092, 3, 1)},
            "T": {"signed": date(2090, 5, 1), "effective": date(2090, 6, 15)},
        },
        "relations": ["B replaces A", "T guides A"],
    }
    table, _ = ask(small_graph(sketch), "status", "T")
    ((vi, en),) = table.notes
    assert vi.startswith("Cần kiểm tra")
    assert en.startswith("To be checked")


def test_an_empty_answer_speaks_of_the_graph(drawn):
    table, rows = ask(drawn, "amends", "A")
    assert rows == []
    ((vi, en),) = table.notes
    assert "8 văn bản" in vi
    assert "does not mean" in en


def test_no_way_between_strangers():
    sketch = {"instruments": {"A": {}, "B": {}}}
    assert ask(small_graph(sketch), "path", "A", to="B")[1] == []
    assert ask(small_graph(sketch), "path", "A", to="A")[1] == [("A", None)]


OPTIONS = {"to": None, "since": date(2090, 1, 1), "transitive": True, "limit": 3}


@pytest.mark.parametrize("slug", sorted(questions()))
def test_every_question_can_be_shown(drawn, slug):
    graph, names = drawn
    question = questions()[slug]
    assert question.slug == slug
    about_one = question.subject == "instrument"
    assert ("{number}" in question.vi, "{number}" in question.en) == (about_one, about_one)
    options = {name: OPTIONS[name] or names["C"] for name in question.options}
    table = answer(graph, slug, names["B"] if about_one else None, as_of=AS_OF, **options)
    assert table.question == slug
    assert set(table.columns) <= COLUMNS.keys()
    assert table_json(table)["instrument"] == (names["B"] if about_one else None)
    for row in table.rows:
        for column in table.columns:
            row[column]
    if about_one or question.narrows:
        with pytest.raises(IdentifierError):
            answer(graph, slug, "/akn/vn/act/a/b/undated/c", as_of=AS_OF, **options)


def test_the_questions_of_the_command_line():
    expected = """
        amended-by amends based-on-this basis carries-out changes cited-by depends-on history
        implements orphans path replaced-by replaces same-number status top-cited
    """
    assert list(questions()) == expected.split()


def test_a_question_has_one_slug_and_its_other_names():
    names = [name for asked in questions().values() for name in (asked.slug, *asked.aliases)]
    assert len(names) == len(set(names))
    assert question("implemented-by") is question("implements")
    assert question("what-depends-on").slug == "depends-on"


@pytest.mark.parametrize(
    ("slug", "name", "options", "message"),
    [
        ("nonsense", "B", {}, "'nonsense': no such question. Ask one of: amended-by, amends"),
        ("implements", "B", {"depth": 2}, "implements: no option 'depth'. Its options: transitive"),
        ("implements", "B", {"transitive": 1}, "implements: transitive=1 is no bool"),
        ("top-cited", None, {"limit": True}, "top-cited: limit=True is no int"),
        ("top-cited", None, {"limit": 0}, "top-cited: limit=0"),
        ("top-cited", "B", {}, "top-cited: asked of the whole graph, not of"),
        ("path", "B", {}, "path: 'to' is missing"),
        ("changes", None, {}, "changes: 'since' is missing"),
        ("changes", None, {"since": date(2096, 1, 1)}, "changes: since=2096-01-01 is after"),
        ("basis", None, {}, "basis: no instrument is named"),
    ],
)
def test_what_cannot_be_asked_says_what_can(drawn, slug, name, options, message):
    graph, names = drawn
    with pytest.raises(LegalGraphError, match=re.escape(message)):
        answer(graph, slug, names[name] if name else None, as_of=AS_OF, **options)
