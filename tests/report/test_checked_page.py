"""The page of a checked draft: text kept, marks and links right, nothing foreign acts."""

import re
from base64 import b64encode
from collections import Counter
from dataclasses import replace
from datetime import date
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from picture_graphs import HOSTILE, act, decree, graph_of

from check.accepted import corrected
from check.finding import Severity
from check.hunks import Correction
from check.registry import all_rules
from check.runner import check_document, check_text
from kg.document import Document
from kg.model import Source
from report.checked_page.cards import DRAWN
from report.checked_page.instrument_table import PLACES
from report.checked_page.model import NOWHERE, Noted, Place, Verdict
from report.checked_page.segments import lines, pieces, trimmed
from report.checked_page.text_pane import corrected_paragraphs, text_pane
from report.checked_page.visible import acts_unseen, shown
from report.checked_page.words import words_of
from report.to_html import check_page

CHROMIUM = "/usr/bin/chromium"
TODAY = date(2096, 6, 1)
OLD = decree(11, title="Về một cửa", signed=date(2090, 1, 5), effective=date(2090, 3, 1))
NEW = decree(12, title="Về một cửa liên thông", signed=date(2094, 5, 4))
FINE = decree(13, title="Về văn thư", signed=date(2091, 3, 5), effective=date(2091, 4, 1))
RELATIONS = (
    act("replaces", NEW, OLD, valid_from=date(2094, 7, 1), evidence="Thay thế Nghị định 11"),
    act("based_on", NEW, FINE),
)
DRAFT = (
    "ỦY BAN NHÂN DÂN TỈNH THỬ\nSố: 5/KH-UBND\nThử, ngày 20 tháng 8 năm 2095\n\nKẾ HOẠCH\n\n"
    "Căn cứ Nghị định số 11/2090/NĐ-CP ngày 05/02/2090 của Chính phủ về một cửa;\n"
    "Căn cứ Nghị định số 13/2090/NĐ-CP ngày 05/3/2091 của Chính phủ về văn thư;\n"
    "Thực hiện Quyết định số 98/QĐ-TTg ngày 03/5/2092 của Thủ tướng Chính phủ về thử;\n"
    "Nghị định nêu trên được áp dụng.\n"
)


def report_of(text=DRAFT, graph=None, path="nháp.docx", **document):
    made = Document(text=text, kind="docx", path=path, **document)
    graph = graph if graph is not None else graph_of(OLD, NEW, FINE, *RELATIONS)
    return check_document(made, graph, rules=all_rules(), today=TODAY)


def page_of(*reports, language="vi"):
    return check_page(reports, reports[0].context.graph, language=language)


class Read(HTMLParser):
    """What a page holds; also that each element is closed in its turn."""

    VOID = frozenset({"meta", "br", "input"})

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.open, self.elements, self.styles, self.words, self.pane = [], [], [], [], []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        assert len(told) == len(attrs), attrs
        if tag == "a":
            assert "a" not in (t for t, _ in self.open), "a link in a link"
        if tag == "span" and "data-c" in told and self._in_pane():
            self.pane[-1] += chr(int(told["data-c"], 16)) * int(told.get("data-n", 1))
        self.elements.append((tag, told))
        if (told.get("class") or "") == "text":
            self.pane.append("")
        if tag not in self.VOID | {"rect", "path"}:
            self.open.append((tag, told))

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if tag not in {"rect", "path"}:
            assert self.open.pop()[0] == tag

    def handle_data(self, data):
        if self.open and self.open[-1][0] == "style":
            self.styles.append(data)
            return
        self.words.append(data)
        if self._in_pane():
            self.pane[-1] += data

    def _in_pane(self):
        return any(told.get("class") == "text" for _, told in self.open)

    def ids(self):
        return [told["id"] for _, told in self.elements if "id" in told]

    def links(self):
        return [told["href"] for _, told in self.elements if "href" in told]

    def having(self, kind):
        return [told for _, told in self.elements if kind in (told.get("class") or "").split()]


def normal(text):
    """Return a text with one kind of line break, as a page can hold it."""
    return re.sub("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]", "\n", text)


LETTERS = st.text(
    st.one_of(
        st.sampled_from("ab đ<>&\"'\n\r\t\x00\x0b\x0c\x85\u2028\u202e\u2066\u2069\ud800\ufeff"),
        st.characters(exclude_categories=()),
    ),
    max_size=60,
)
SPANS = st.lists(st.tuples(st.integers(-3, 70), st.integers(-3, 70)), max_size=8)
VERDICTS = st.sampled_from([Verdict.ERROR, Verdict.WARNING, Verdict.INFO, Verdict.UNKNOWN])


WORD = st.text("ab đ<&\u202e", max_size=4)


class Final(HTMLParser):
    """The words of paragraphs as corrected, and as they were."""

    def __init__(self, body):
        super().__init__(convert_charrefs=True)
        self.tags, self.after, self.before = [], "", ""
        self.feed(body)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        told = dict(attrs)
        if "data-c" in told:
            self.handle_data(chr(int(told["data-c"], 16)) * int(told.get("data-n", 1)))

    def handle_endtag(self, tag):
        assert self.tags.pop() == tag

    def handle_data(self, data):
        self.after += "" if "del" in self.tags else data
        self.before += "" if "ins" in self.tags else data


@given(
    st.lists(st.lists(st.tuples(WORD, WORD, st.booleans()), max_size=4), max_size=4), SPANS, SPANS
)
def test_corrections_show_the_old_words_and_the_new_ones(rows, citing, found):
    text, made = "", []
    for row in rows:
        for old, new, changed in row:
            if changed and (old or new) and not (made and made[-1].end == len(text)):
                made.append(Correction(len(text), len(text) + len(old), old, new, (0,), True))
            text += old
        text += "\n"
    places = [Place(a, b, f"c{i}", Verdict.OK, "i1") for i, (a, b) in enumerate(citing)]
    noted = [Noted(a, b, n, Verdict.ERROR, "Lỗi", "d1") for n, (a, b) in enumerate(found, 1)]
    paragraphs = corrected_paragraphs(text, places, noted, words_of("vi"), made)
    lines_then = corrected(text, made).split("\n")
    read = {at: Final(body) for at, body in paragraphs.items()}
    assert {at: one.after for at, one in read.items()} == {at: lines_then[at] for at in read}
    assert {at: one.before for at, one in read.items()} == {at: text.split("\n")[at] for at in read}
    same = [at for at, line in enumerate(text.split("\n")) if at not in read]
    assert [lines_then[at] for at in same] == [text.split("\n")[at] for at in same]


# A sign between the two characters of a line break, and one behind the last line.
@example("a\r\nb\n", [], [(2, 2), (9, 3)], [Verdict.ERROR] * 8)
@given(LETTERS, SPANS, SPANS, st.lists(VERDICTS, min_size=8, max_size=8))
def test_pane_holds_the_text_and_every_sign(text, citing, found, verdicts):
    places = [Place(a, b, f"c{i}", Verdict.OK, "i1") for i, (a, b) in enumerate(citing)]
    noted = [
        Noted(a, b, n, verdict, "Lỗi VD001", "d1")
        for n, ((a, b), verdict) in enumerate(zip(found, verdicts, strict=False), 1)
    ]
    made = text_pane(text, places, noted, words_of("vi"))
    made.encode("utf-8")
    read = Read(f'<div class="text">{made}</div>')
    assert read.pane == [normal(text)]
    assert sorted(t["id"] for t in read.having("n")) == sorted(n.place for n in noted)
    assert len(read.ids()) == len(set(read.ids()))
    assert not acts_unseen(made)


def inner(span):
    return span[0], -span[1]


# The first of two that begin together is the shorter, then the longer.
@example(0, 9, [(2, 4), (2, 6), (7, 9), (7, 8)], [])
@given(st.integers(0, 20), st.integers(0, 20), SPANS, SPANS)
def test_pieces_part_the_line_and_know_what_covers_them(start, length, owners, others):
    owners, others = ([(a, b) for a, b in some if a <= b] for some in (owners, others))
    cut = pieces((start, start + length), owners, others)
    assert [at for p in cut for at in range(p.start, p.end)] == list(range(start, start + length))
    for piece in cut:
        for at in range(piece.start, piece.end):
            assert list(piece.under) == [i for i, (a, b) in enumerate(others) if a <= at < b]
            over = [i for i, (a, b) in enumerate(owners) if a <= at < b]
            assert (piece.owner is None) == (not over)
            if over:
                assert owners[piece.owner] == max((owners[i] for i in over), key=inner)


@given(LETTERS)
def test_lines_and_trimmed_spans_lie_in_the_text(text):
    assert "\n".join(text[a:b] for a, b in lines(text)) == normal(text)
    for a in range(-1, len(text) + 2):
        start, end = trimmed(text, a, a + 5)
        assert 0 <= start <= end <= len(text)
        assert text[start:end] == text[start:end].strip()


@given(LETTERS)
def test_words_come_back_from_what_is_shown(text):
    text = text.replace("\r", "")
    assert Read(f'<div class="text">{shown(text)}</div>').pane == [text]


def verdicts_by_words(page):
    """Return the marks of citations by their words, parts of one joined."""
    found = re.findall(r'<a [^>]*class="c (\w)[^>]*>(.*?)</a>', page)
    return {re.sub("<[^>]*>", "", words): verdict for verdict, words in found}


def test_citations_are_marked_by_verdict():
    report = report_of()
    page = page_of(report)
    assert Read(page).pane == [report.text]
    marks = verdicts_by_words(page)
    assert marks["Nghị định số 11/2090/NĐ-CP"] == "e"
    assert marks["Quyết định số 98/QĐ-TTg"] == "u"
    assert marks["Nghị định nêu trên"] == "r"
    assert {f.code for f in report.findings} >= {"VD103", "VD201", "VD101"}


def test_a_citation_nothing_is_said_of_is_marked_as_checked():
    text = "Căn cứ Nghị định số 13/2090/NĐ-CP ngày 05/3/2091 của Chính phủ về văn thư;\n"
    graph = graph_of(OLD, NEW, FINE, *RELATIONS)
    report = check_text(text, graph, rules=(), today=TODAY)
    assert verdicts_by_words(page_of(report)) == {"Nghị định số 13/2090/NĐ-CP": "k"}


def test_an_unknown_citation_is_never_marked_as_checked():
    """Also when the rule that tells it was not asked for."""
    text = "Thực hiện Quyết định số 98/QĐ-TTg ngày 03/5/2092;\n"
    report = check_text(text, graph_of(FINE), rules=(), today=TODAY)
    page = page_of(report)
    assert verdicts_by_words(page) == {"Quyết định số 98/QĐ-TTg": "u"}
    assert "#v-u" in Read(page).links()


def test_each_finding_leads_to_its_place_and_back():
    report = report_of()
    read = Read(page_of(report))
    by_id = {told["id"]: told for _, told in read.elements if "id" in told}
    for number, _ in enumerate(report.findings, 1):
        assert by_id[f"d1m{number}"]["href"] == f"#d1f{number}"
        assert f"#d1m{number}" in read.links()


def test_findings_tell_message_proposal_proof_and_source():
    report = report_of()
    page = page_of(report)
    words = "".join(Read(page).words)
    for finding in report.findings:
        assert finding.message("vi") in words
        assert finding.suggestion is None or finding.suggestion in words
        assert finding.code in words
    assert "Thay thế Nghị định 11" in words
    assert "01/7/2094" in words
    assert 'href="https://example.org/van-ban?a=1&amp;b=2"' in page


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("count", [0, 1, 3])
def test_links_lead_somewhere_and_ids_are_unique(language, count):
    graph = graph_of(OLD, NEW, FINE, *RELATIONS)
    reports = [report_of(graph=graph, path=f"{n}.docx") for n in range(count)]
    read = Read(check_page(reports, graph, language=language))
    assert [id_ for id_, n in Counter(read.ids()).items() if n > 1] == []
    inside = {link[1:] for link in read.links() if link.startswith("#")}
    assert inside - {NOWHERE} <= set(read.ids())
    assert NOWHERE not in read.ids()
    assert len(read.pane) == count
    for _, told in read.elements:
        for name in ("aria-labelledby", "aria-describedby"):
            assert set((told.get(name) or "").split()) <= set(read.ids())


def test_the_file_needs_and_runs_nothing():
    read = Read(page_of(report_of()))
    (style,) = read.styles
    (policy,) = [t["content"] for tag, t in read.elements if t.get("http-equiv")]
    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}';")
    assert "url(" not in style
    assert "@import" not in style
    tags = {tag for tag, _ in read.elements}
    assert tags.isdisjoint({"script", "link", "iframe", "object", "embed", "img", "form", "base"})
    for _, told in read.elements:
        assert not any(name.startswith("on") or name in {"src", "style"} for name in told)


def test_foreign_words_neither_act_nor_turn_the_text():
    evil = decree(11, title=HOSTILE, issuer=HOSTILE, signed=date(2090, 1, 5))
    graph = graph_of(
        evil, NEW, act("replaces", NEW, evil, valid_from=date(2094, 7, 1), evidence=HOSTILE)
    )
    graph.add_source(Source(id="js", where="javascript:alert(1)//https://x"))
    graph.add_source(Source(id="quote", where='https://x/"onclick="alert(1)'))
    graph.add_instrument(decree(14, title="x", signed=date(2090, 2, 2)))
    bad = decree(15, signed=date(2090, 2, 3))
    graph.add_instrument(replace(bad, sources={"date": ("js", "quote")}))
    text = f"{HOSTILE}\n{DRAFT}{HOSTILE} Nghị định số 15/2090/NĐ-CP {HOSTILE}\n"
    report = report_of(text, graph, path=f"a/{HOSTILE.replace('/', '')}.docx", unread=(HOSTILE,))
    page = page_of(report)
    page.encode("utf-8")
    assert not acts_unseen(page)
    read = Read(page)
    assert read.pane == [normal(text)]
    assert {tag for tag, _ in read.elements}.isdisjoint({"script", "b"})
    assert [
        link for link in read.links() if not re.match(r"#[\w-]+$|https?://[^\"<> ]+$", link)
    ] == []
    assert "U+202E" in page


def test_the_head_tells_what_was_not_read_and_what_the_data_covers():
    report = report_of(unread=("page 4: no text layer",), recognised=(0, 2), decoded_from="TCVN3")
    words = "".join(Read(page_of(report)).words)
    for told in ("page 4: no text layer", "OCR", "TCVN3", "20/8/2095", "01/6/2096", "3 văn bản"):
        assert told in words
    assert f"{report.count(Severity.ERROR)} lỗi" in words


def test_an_instrument_cited_many_times_has_one_card():
    text = DRAFT + "Theo Nghị định số 11/2090/NĐ-CP.\n" * 50
    read = Read(page_of(report_of(text)))
    assert len(read.having("card")) == 2
    ids = [t["id"] for t in read.having("c") if t.get("href") == "#i1" and "d1c" in t["id"]]
    assert len(ids) == 51
    links = read.links()
    assert [id_ for id_ in ids if f"#{id_}" in links] == ids[:PLACES]
    assert f"(+{51 - PLACES})" in "".join(read.words)


def test_drawings_are_bounded_and_cards_are_not():
    many = [decree(100 + n, signed=date(2090, 1, 5)) for n in range(DRAWN + 30)]
    acts = [act("replaces", NEW, m, valid_from=date(2094, 7, 1)) for m in many[-3:]]
    acts += [act("based_on", NEW, m) for m in many[:-3]]
    text = DRAFT + "".join(
        f"Căn cứ Nghị định số {m.number} ngày 05/01/2090 của Chính phủ;\n" for m in many
    )
    page = page_of(report_of(text, graph_of(NEW, *many, *acts)))
    read = Read(page)
    assert len(read.having("card")) == len(many)
    assert len(read.having("vd")) == 2 * DRAWN
    # Those with errors come first, wherever they stand.
    for one in many[-3:]:
        card = page[page.index(f">Nghị định {one.number}</h3>") :].split("</section>")[0]
        assert "<svg" in card


@pytest.fixture(scope="module")
def browser():
    if not Path(CHROMIUM).exists():
        pytest.skip("chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield started
        started.close()


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (360, True)])
def test_in_a_browser(browser, tmp_path, width, dark):
    long = "dài" * 400
    text = f"{DRAFT}{long} \u202e{HOSTILE}\n" + "Một đoạn văn.\n" * 60 + DRAFT
    path = tmp_path / "trang có dấu.html"
    report = report_of(text)
    path.write_text(page_of(report), encoding="utf-8")
    view = browser.new_page(
        viewport={"width": width, "height": 800}, color_scheme="dark" if dark else "light"
    )
    said, asked = [], []
    view.on("console", lambda message: said.append(message.text))
    view.on("pageerror", lambda error: said.append(str(error)))
    view.on("request", lambda request: asked.append(request.url))
    view.goto(path.as_uri())

    def moved():
        return view.evaluate("scrollY")

    assert view.evaluate("document.documentElement.scrollWidth") <= width
    assert view.locator(".card:visible").count() == 0
    citation = view.locator('.text a.c[href="#i1"]').last
    citation.scroll_into_view_if_needed()
    before = moved()
    citation.click()
    card = view.locator("#i1")
    assert card.is_visible()
    assert "11/2090/NĐ-CP" in card.inner_text()
    assert card.locator("svg").count() == 2
    assert moved() == before
    assert view.evaluate("document.documentElement.scrollWidth") <= width
    card.locator(".x").click()
    assert not card.is_visible()
    assert moved() == before

    sign = view.locator(".text a.n.e").first
    sign.focus()
    view.keyboard.press("Enter")
    finding = view.locator(".f:target")
    assert finding.is_visible()
    assert finding.evaluate("e => e === document.activeElement")
    box = finding.bounding_box()
    assert box["y"] >= -1
    assert box["y"] < 800
    finding.locator(".at a").click()
    assert view.evaluate("document.activeElement.id") == sign.get_attribute("id")
    assert 0 <= sign.bounding_box()["y"] < 800
    assert said == []
    assert asked == [path.as_uri()]
    view.close()
