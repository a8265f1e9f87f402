"""Findings as CSV and JSON Lines: every file has a line, nothing runs, nothing is cut."""

import csv
import io
import json
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from check.registry import all_rules
from check.runner import check_text
from kg.errors import UnreadableError
from kg.store import open_graph
from report.to_json import check_json
from report.to_lines import check_csv, check_jsonl, unread_line

TEXT = (
    "KẾ HOẠCH\n\nCăn cứ Nghị định số 110/2004/NĐ-CP ngày 08/4/2004 của Chính phủ về công tác\n"
    "văn thư; Nghị định số 76/NQ-CP và Quyết định số 999/QĐ-UBND.\n"
)
CALM = "Không viện dẫn văn bản nào.\n"


def report(text: str = TEXT, path: str = "a.txt"):
    return check_text(text, open_graph(), rules=all_rules(), today=date(2026, 11, 22), path=path)


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_csv_has_a_row_a_finding():
    of = report()
    rows = table(check_csv([of, of], "en"))
    assert len(rows) == 2 * len(of.findings) > 4
    for row, finding in zip(rows, (*of.findings, *of.findings), strict=True):
        start, end = int(row["start"]), int(row["end"])
        assert (start, end) == (finding.start, finding.end)
        assert row["words"] == " ".join(TEXT[start:end].split())
        assert int(row["line"]) == TEXT[:start].count("\n") + 1
        assert (row["code"], row["rule"]) == (finding.code, finding.rule)
        assert row["severity"] == finding.severity.slug
        assert row["message"] == finding.message("en")
    ended = next(row for row in rows if row["code"] in ("VD201", "VD202"))
    assert ended["instrument"].endswith("/110-2004-nd-cp")
    assert "30/2020/NĐ-CP" in ended["proof"]


def test_csv_passes_over_nothing():
    error = UnreadableError("b.docx: protected. Save it without.")
    calm = report(CALM, "c.txt")
    partly = replace(calm, document=replace(calm.document, unread=("page 3: no text layer",)))
    rows = table(check_csv([partly, error], "en"))
    assert rows.pop(0)["message"] == "page 3: no text layer"
    assert [(row["file"], row["severity"], row["code"]) for row in rows] == [
        ("c.txt", "none", ""),
        ("", "unread", ""),
    ]
    assert "0 citations" in rows[0]["message"]
    assert rows[1]["message"] == str(error)


@given(path=st.text(st.characters(codec="utf-8"), min_size=1, max_size=12))
def test_csv_holds_no_formula(path):
    """A spreadsheet runs a cell that begins like one; the name of a file can be anything."""
    shown = check_csv([report(CALM, path), UnreadableError(f"{path}: x")], "en")
    for row in csv.reader(io.StringIO(shown, newline="")):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


def test_csv_heads_in_vietnamese():
    heads = next(csv.reader(io.StringIO(check_csv([], "vi"))))
    assert len(heads) == len(table(check_csv([report()], "en"))[0])
    assert heads[0] == "Tệp"


def test_json_lines_are_those_of_the_whole_json():
    of = report()
    document, *findings = map(json.loads, check_jsonl(of, "vi"))
    whole = check_json(of, "vi")
    assert document["type"] == "document"
    assert all(document[key] == whole[key] for key in ("document", "summary", "coverage", "as_of"))
    assert [{k: f[k] for k in whole["findings"][0]} for f in findings] == whole["findings"]
    for one in findings:
        assert (one["type"], one["path"]) == ("finding", "a.txt")
        assert one["words"] == " ".join(TEXT[one["start"] : one["end"]].split())


def test_document_without_findings_has_its_line():
    (only,) = map(json.loads, check_jsonl(report(CALM), "vi"))
    assert only["summary"]["citations"] == 0


def test_unread_line():
    shown = json.loads(unread_line(UnreadableError("b.docx: protected. Save it without.")))
    assert shown == {
        "schema": "viendan.lines/1",
        "type": "unread",
        "error": "UnreadableError",
        "message": "b.docx: protected. Save it without.",
    }


@given(path=st.text(st.characters(codec="utf-8"), max_size=12))
def test_json_lines_are_one_line_for_every_reader(path):
    (line,) = check_jsonl(report(CALM, path), "vi")
    assert line.splitlines() == [line]
    assert json.loads(line)["document"]["path"] == path
