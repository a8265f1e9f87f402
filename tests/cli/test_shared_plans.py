"""The five real plans and their verdicts; skipped where the shared material is absent."""

from __future__ import annotations

import datetime
import json
import os
import re
from pathlib import Path

import pytest

from check.registry import all_rules
from check.runner import check_text
from ingest.readers import read
from kg.store import open_graph

SHARED = Path(os.environ.get("VIENDAN_SHARED", Path(__file__).parents[3] / "shared"))
PLANS = SHARED / "plans"
TODAY = datetime.date(2026, 11, 22)

pytestmark = pytest.mark.skipif(not PLANS.is_dir(), reason="the shared material is absent")

FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf")


@pytest.fixture(scope="module")
def graph():
    return open_graph()


def report_on(path, graph):
    document = read(path)
    return check_text(
        document.text, graph, rules=all_rules(), today=TODAY, path=str(path), kind=document.kind
    )


def plan(number):
    return next(PLANS.glob(f"{number}_*.txt"))


STATES = {
    "period_ended": "period_ended",
    "expired": "replaced",
    "con_hieu_luc": "in_force",
    "unknown": "unknown",
    "issuer_merged": "unknown",
}
WITHOUT_A_SOURCE = {"1847/QĐ-TTg"}
"""No source states when it took effect, so its status stays unknown, which is no fault."""


def cases():
    if not PLANS.is_dir():
        return []
    table = json.loads((SHARED / "facts" / "plan_citations.json").read_text(encoding="utf-8"))
    return [case for case in table if re.match(r"\d", case["citation"])]


@pytest.mark.parametrize("case", cases(), ids=lambda c: f"{c['plan']} {c['citation']}")
def test_verdict(case, graph):
    report = report_on(plan(case["plan"]), graph)
    number, _, rest = case["citation"].partition(" ")
    day = re.search(r"(\d+)/(\d+)/(\d{4})", rest)
    iso = f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}" if day else None
    index = next(
        i
        for i, c in enumerate(report.citations)
        if c.number == number and (iso is None or c.date in {iso, None})
    )
    found = report.resolutions[index].instrument
    rules = {f.rule for f in report.findings if f.citation == index}
    loud = {f.rule for f in report.findings if f.citation == index and f.severity > 0}
    assert found is not None
    if iso and case["verdict_on_doc_date"] != "malformed_date":
        assert found.date.isoformat() == iso
    if case["verdict_on_doc_date"] == "malformed_date":
        assert "invalid-date" in loud
    else:
        assert not loud
    if case["verdict_on_doc_date"] == "unknown":
        assert str(report.context.status(found.iri).state) == "unknown"
    if case["verdict_on_doc_date"] == "ok_missing_amendment":
        assert "amended-since" in rules
    if case["verdict_on_doc_date"] == "missing_date":
        assert "incomplete-citation" in rules
    state = report.context.status(found.iri, as_of=TODAY).state
    expected = STATES[re.match(r"\w+", case["verdict_2026_11"].split(";")[0])[0]]
    if number not in WITHOUT_A_SOURCE:
        assert str(state) == expected


def test_blank_numbers_and_dropped_terms_are_seen(graph):
    second = report_on(plan("002"), graph)
    assert sum(f.rule == "blank-reference" for f in second.findings) >= 2
    fourth = report_on(plan("004"), graph)
    assert any(f.rule == "outdated-term" and f.severity == 0 for f in fourth.findings)


def told(report):
    return sorted((f.code, f.severity, f.suggestion or "") for f in report.findings)


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_the_same_plan_as_word_file(number, graph, tmp_path):
    docx = pytest.importorskip("docx")
    text = plan(number).read_text(encoding="utf-8")
    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    path = tmp_path / f"kế hoạch {number}.docx"
    document.save(str(path))
    assert told(report_on(path, graph)) == told(report_on(plan(number), graph))


@pytest.mark.skipif(not FONT.exists(), reason="no font with Vietnamese letters")
@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_the_same_plan_as_pdf(number, graph, tmp_path):
    write_pdf(plan(number).read_text(encoding="utf-8"), tmp_path / f"{number}.pdf")
    assert told(report_on(tmp_path / f"{number}.pdf", graph)) == told(
        report_on(plan(number), graph)
    )


def write_pdf(text, path):
    from xml.sax.saxutils import escape

    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

    pdfmetrics.registerFont(TTFont("serif", str(FONT)))
    style = ParagraphStyle("plan", fontName="serif", fontSize=12, leading=17)
    story = [
        Paragraph(escape(line), style) if line.strip() else Spacer(1, 9)
        for line in text.splitlines()
    ]
    SimpleDocTemplate(str(path), pagesize=A4).build(story)
