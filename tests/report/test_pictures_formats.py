from __future__ import annotations

import re
import shutil
import subprocess
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from picture_graphs import AS_OF, HOSTILE, MAIN, act, decree, family, graph_of

from kg.errors import LegalGraphError
from kg.graph import Graph
from kg.model import Source
from queries.registry import answer
from report.drawing.chain import chain
from report.drawing.picture import picture_of
from report.drawing.scheme import scheme
from report.to_dot import dot
from report.to_mermaid import mermaid
from report.to_page import answer_page, instruments_page
from report.to_picture import PICTURES, draw_answers, draw_instruments
from report.to_svg import NARROW, WIDE, scheme_svg, svg

GOLDEN = Path(__file__).parents[1] / "golden" / "pictures"
SVG = "{http://www.w3.org/2000/svg}"
WRITERS = {"mmd": mermaid, "dot": dot, "svg": svg}


def hostile():
    worst = decree(7, title=HOSTILE * 4, number='7"]/2090/<NĐ>-CP' + "W" * 60, issuer=HOSTILE)
    other = decree(8, title=HOSTILE, signed=None, effective=None, number="8]]>`/NĐ")
    return graph_of(
        *(worst, other, MAIN),
        act("replaces", worst, other, scope="part", parts=HOSTILE, evidence=HOSTILE),
        act("amends", other, worst, valid_from=date(2094, 1, 1)),
        act("implements", MAIN, worst),
    ), worst


def crowd():
    citing = [decree(n, title="Về việc dài " * (n % 9)) for n in range(10, 70)]
    acts = [act("cites" if n % 2 else "guides", one, MAIN) for n, one in enumerate(citing)]
    return graph_of(MAIN, *citing, *acts), MAIN


GRAPHS = {
    "family": lambda: (family(), MAIN),
    "alone": lambda: (graph_of(MAIN), MAIN),
    "hostile": hostile,
    "crowd": crowd,
}


def pictures(name, language="vi"):
    graph, asked = GRAPHS[name]()
    table = answer(graph, "cited-by", asked.iri, as_of=AS_OF)
    return [
        scheme(graph, asked.iri, as_of=AS_OF, language=language),
        chain(graph, asked.iri, as_of=AS_OF, language=language),
        picture_of(table, graph, language=language),
    ]


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("at", [0, 1, 2], ids=["scheme", "chain", "tree"])
def test_golden_pictures(form, at):
    """To write them anew: delete the file and run twice."""
    kept = GOLDEN / f"{('scheme', 'chain', 'tree')[at]}.{form}"
    drawn = WRITERS[form](pictures("family")[at])
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(drawn, encoding="utf-8", newline="\n")
        pytest.fail(f"{kept} was absent and has been written: look at it")
    assert drawn == kept.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", GRAPHS)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_svg_is_xml_whose_text_stays_inside(name, language):
    for picture in pictures(name, language):
        root = ElementTree.fromstring(svg(picture))
        assert root.get("role") == "img"
        named = {element.get("id") for element in root}
        assert set(root.get("aria-labelledby").split()) <= named
        high, wide = float(root.get("height")), float(root.get("width"))
        for text in root.iter(f"{SVG}text"):
            assert 0 <= float(text.get("x")) <= wide
            assert 0 < float(text.get("y")) <= high
        tags = {element.tag.removeprefix(SVG) for element in root.iter()}
        assert tags <= {"svg", "title", "desc", "style", "rect", "path", "text", "g", "a"}


def boxes(drawn):
    root = ElementTree.fromstring(drawn)
    for rect in root.iter(f"{SVG}rect"):
        if rect.get("class") != "paper":
            x, y, w, h = (float(rect.get(k)) for k in ("x", "y", "width", "height"))
            yield rect.get("class").split()[0], (x, y, x + w, y + h)


def overlap(a, b):
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


@pytest.mark.parametrize("name", GRAPHS)
@pytest.mark.parametrize("shape", [WIDE, NARROW], ids=["wide", "narrow"])
def test_boxes_never_overlap(name, shape):
    graph, asked = GRAPHS[name]()
    drawn = list(
        boxes(scheme_svg(scheme(graph, asked.iri, as_of=AS_OF, language="vi"), shape=shape))
    )
    for kinds in ("n", "gc"):
        same = [box for kind, box in drawn if kind in kinds]
        assert not any(overlap(a, b) for i, a in enumerate(same) for b in same[:i])
    for kind, node in drawn:
        if kind == "n":
            assert any(
                g[0] < node[0] and node[2] < g[2] and g[1] < node[1] and node[3] < g[3]
                for k, g in drawn
                if k == "g"
            ), "a node stands inside its group"


def test_lines_never_cross_a_box():
    graph, asked = crowd()
    drawn = scheme_svg(scheme(graph, asked.iri, as_of=AS_OF, language="vi"))
    nodes = [box for kind, box in boxes(drawn) if kind in "nc"]
    for d in re.findall(r'<path class="l[ d]*" d="M([^"]+)"', drawn):
        points = [tuple(map(float, p.split())) for p in d.split("L")]
        for (x1, y1), (x2, y2) in pairwise(points):
            line = (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
            assert not any(overlap(line, (a + 1, b + 1, c - 1, d - 1)) for a, b, c, d in nodes)


def test_parts_are_dashed_and_states_are_told_in_words():
    drawn = svg(pictures("family")[0])
    assert drawn.count('class="n d"') == 1
    assert "● còn hiệu lực từ 01/3/2090" in drawn
    assert "một phần: khoản 1 Điều 5" in drawn


@pytest.mark.parametrize("name", GRAPHS)
def test_mermaid_labels_cannot_be_left(name):
    for picture in pictures(name):
        text = mermaid(picture)
        assert "<script" not in text
        assert text.isprintable() or text.replace("\n", "").isprintable()
        for line in text.splitlines():
            label = re.search(r'\["(.*)"\]', line)
            if label and not line.startswith("title"):
                assert not set(label[1]) & set('"`[]{}|')
                assert set(re.findall(r"<[^>]*>?", label[1])) <= {"<br/>"}


def test_a_gantt_task_has_one_colon_and_iso_days():
    for name in GRAPHS:
        for line in mermaid(pictures(name)[1]).splitlines():
            if " :" in line:
                assert re.fullmatch(
                    r"  [^:;#]+ :(?:(?:done|active|crit|milestone), )*\w+, "
                    r"\d{4}-\d\d-\d\d, (?:\d{4}-\d\d-\d\d|0d)",
                    line,
                ), line


def drawn_by_graphviz(text):
    done = subprocess.run(
        [shutil.which("dot"), "-Tsvg"],
        input=text,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return ElementTree.fromstring(done.stdout)


needs_graphviz = pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed")


@needs_graphviz
@pytest.mark.parametrize("name", GRAPHS)
def test_graphviz_draws_it(name):
    for picture in pictures(name):
        drawn_by_graphviz(dot(picture))


def test_rows_without_a_relation_have_bare_lines():
    twins = [decree(9, signed=date(year, 1, 5)) for year in (2090, 2091)]
    graph = graph_of(*twins)
    table = answer(graph, "same-number", twins[0].iri, as_of=AS_OF)
    found = picture_of(table, graph, language="vi")
    assert "  n0 --- n1\n" in mermaid(found)
    assert "n0 -> n1 [dir=back, style=solid]" in dot(found)


def test_dot_escapes_what_titles_hold():
    text = dot(pictures("hostile")[0])
    assert "<script" not in text
    assert "&lt;script&gt;" in text


class Page(HTMLParser):
    """Checks nesting; collects ids, links, tags and attributes."""

    VOID = frozenset({"meta", "br"})

    def __init__(self, text):
        super().__init__()
        self.open, self.ids, self.links, self.tags = [], [], [], []
        self.attributes: set[str] = set()
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.ids += [value for name, value in attrs if name == "id"]
        self.links += [value for name, value in attrs if name == "href"]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.parametrize("name", GRAPHS)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_pages_are_whole_and_load_nothing(name, language):
    graph, asked = GRAPHS[name]()
    text = instruments_page(graph, [asked.iri], as_of=AS_OF, language=language)
    page = Page(text)
    assert f'<html lang="{language}">' in text
    assert len(page.ids) == len(set(page.ids))
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)
    assert all(link.startswith(("#", "https://")) for link in page.links)
    assert not set(page.tags) & {"script", "img", "link", "iframe", "object", "image", "use"}
    assert not {a for a in page.attributes if a.startswith("on")} | (page.attributes & {"src"})
    assert not re.search(r"url\(|@import", text)
    assert "default-src 'none'" in text
    levels = [int(tag[1]) for tag in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))


def test_a_page_lists_what_the_drawing_leaves_out():
    graph, asked = crowd()
    text = instruments_page(graph, [asked.iri], as_of=AS_OF, language="vi")
    assert "… và 18 văn bản khác" in text
    for n in range(10, 70):
        assert f'<th scope="row">Nghị định {n}/2090/NĐ-CP<' in text


def test_a_page_shows_evidence_and_source():
    text = instruments_page(family(), [MAIN.iri], as_of=AS_OF, language="vi")
    assert "“thay thế &lt;1/2090&gt;”" in text
    assert '<a href="https://example.org/van-ban?a=1&amp;b=2" rel="noreferrer noopener">' in text


def test_only_addresses_of_the_web_become_links():
    graph = Graph()
    graph.add_source(Source(id="web", where='javascript:alert("1")'))
    graph.add_instrument(MAIN)
    text = instruments_page(graph, [MAIN.iri], as_of=AS_OF, language="vi")
    assert Page(text).links == []
    assert "javascript:alert(&quot;1&quot;)" in text


def test_several_bearers_of_a_number():
    twins = [decree(9, signed=date(year, 1, 5)) for year in (2090, 2091)]
    graph = graph_of(*twins)
    found = graph.by_number("9/2090/NĐ-CP")
    text = draw_instruments(graph, found, "html", as_of=AS_OF, language="vi")
    page = Page(text)
    assert "9/2090/NĐ-CP: 2 văn bản mang số này" in text
    assert page.tags.count("section") == 2
    assert len(page.ids) == len(set(page.ids))
    tables = [answer(graph, "basis", one.iri, as_of=AS_OF) for one in found]
    for form in PICTURES[:-1]:
        with pytest.raises(LegalGraphError, match=r"05/01/2090.*05/01/2091.*ngày"):
            draw_instruments(graph, found, form, as_of=AS_OF, language="vi")
        with pytest.raises(LegalGraphError, match="Add the date"):
            draw_answers(graph, tables, form, language="en")
        assert draw_instruments(graph, found[:1], form, as_of=AS_OF, language="vi")
    assert draw_answers(graph, tables, "html", language="vi").count("<section") == 2


@pytest.mark.parametrize("slug", ["implements", "history", "path", "top-cited", "orphans"])
def test_answers_as_pages_and_pictures(slug):
    graph, asked = hostile()
    whole = slug in {"top-cited", "orphans"}
    options = {"to": MAIN.iri} if slug == "path" else {}
    table = answer(graph, slug, None if whole else asked.iri, as_of=AS_OF, **options)
    for form in PICTURES:
        text = draw_answers(graph, [table], form, language="vi")
        assert "<script" not in text
    Page(text)
    assert answer_page(graph, [table], language="vi") == text
    assert ElementTree.fromstring(draw_answers(graph, [table], "svg", language="en")) is not None
