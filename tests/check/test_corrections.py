"""Corrections: what they cover, that they hold when accepted, and what may be written unasked."""

from __future__ import annotations

import dataclasses
import datetime
import json
import os
import re
import unicodedata
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from faulty_drafts import FAULTS, citations, drafts, other_type, plain_letter, recorded
from hypothesis import given, settings
from hypothesis import strategies as st
from rule_cases import cases, graph_of, shipped

from check.corrections import corrected, corrections
from check.finding import Severity
from check.hunks import hunks
from check.registry import all_rules, select_rules
from check.runner import check_document, check_text
from kg.document import Document, DocumentBuilder

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("VIENDAN_SHARED", ROOT.parent / "shared"))
TODAY = datetime.date(2026, 11, 22)
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared material is absent")


def check(text, *, graph="data", on=None, rules=None, today=TODAY, **options):
    return check_text(
        text, graph_of(graph), rules=rules or all_rules(), today=today, on=on, **options
    )


def written(report, **options):
    return corrected(report.text, corrections(report, **options))


def shown(report, **options):
    """Return each correction as (old, new, codes)."""
    return [
        (c.old, c.new, [report.findings[i].code for i in c.findings])
        for c in corrections(report, **options)
    ]


# What changes of a wording


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("Nghị định 76/NQ-CP", "Nghị quyết 76/NQ-CP", [("Nghị định", "Nghị quyết")]),
        ("số 61/2018/ND-CP ngày", "số 61/2018/NĐ-CP ngày", [("61/2018/ND-CP", "61/2018/NĐ-CP")]),
        ("ngày 24/2018", "ngày 23/4/2018", [("ngày 24/2018", "ngày 23/4/2018")]),
        ("5 tháng 3 năm 2090", "05 tháng 3 năm 2090",
         [("5 tháng 3 năm 2090", "05 tháng 3 năm 2090")]),
        ("9/2090/NĐ-CP của X", "9/2090/NĐ-CP ngày 05/01/2090 của X", [("", " ngày 05/01/2090")]),
        ("A của B", "A của B (được sửa đổi)", [("", " (được sửa đổi)")]),
        ("tại B", "nay tại B", [("", "nay ")]),
        ("A  của\nB", "A của B", []),
        ("61/2018/NĐ-CP\nngày 01/2/2090", "7/2090/NĐ-CP ngày 03/4/2091",
         [("61/2018/NĐ-CP", "7/2090/NĐ-CP"), ("ngày 01/2/2090", "ngày 03/4/2091")]),
        ("ngày 01\ntháng 02 năm 2090", "ngày 03/4/2091", []),
        ("của Bộ\tY tế", "của Chính phủ", []),
    ],
)  # fmt: skip
def test_whole_words_dates_and_numbers_change_and_no_more(old, new, changed):
    text = f"Xem {old}, rồi"
    found = hunks(text, 4, 4 + len(old), new)
    assert [(text[h.start : h.end], h.new) for h in found] == changed


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_letters_and_marks_apart_make_no_difference(form):
    old = unicodedata.normalize(form, "Nghị định số 61/2018/ND-CP của Chính phủ")
    (hunk,) = hunks(old, 0, len(old), "Nghị định số 61/2018/NĐ-CP của Chính phủ")
    assert (old[hunk.start : hunk.end], hunk.new) == ("61/2018/ND-CP", "61/2018/NĐ-CP")


WORDS = st.lists(
    st.sampled_from(
        ["Nghị", "định", "số", "61/2018/NĐ-CP", "ngày", "05/01/2090", "của", ",", "(", "&"]
    ),
    max_size=9,
)
BLANKS = st.lists(st.sampled_from([" ", "  ", "\n", "\t"]), min_size=10, max_size=10)


@given(WORDS, BLANKS, WORDS)
def test_the_hunks_make_the_new_wording_and_touch_no_line_break(words, blanks, wanted):
    old = "".join(w + b for w, b in zip(words, blanks, strict=False)).rstrip()
    new = " ".join(wanted)
    text = f"Đầu {old} cuối"
    found = hunks(text, 4, 4 + len(old), new)
    made, at = [], 4
    for hunk in found:
        assert 4 <= hunk.start <= hunk.end <= 4 + len(old)
        assert at <= hunk.start
        assert not re.search(r"[\n\t]", text[hunk.start : hunk.end])
        made += [text[at : hunk.start], hunk.new]
        at = hunk.end
    result = "".join([*made, text[at : 4 + len(old)]])
    if found:
        assert "".join(result.split()) == "".join(new.split())


# Accepted, they hold


def assert_they_hold(report, *, again, only_safe=False):
    """Assert that all accepted leave nothing they settle, and nothing new and grave."""
    made = corrections(report, only_safe=only_safe)
    assert [c.start for c in made] == sorted(c.start for c in made)
    for one, other in pairwise(made):
        assert one.end <= other.start
    for c in made:
        assert report.text[c.start : c.end] == c.old != c.new
        assert c.findings
        assert not re.search(r"[\t\n\r]", c.old + c.new)
        assert c.safe or not only_safe
    after = again(corrected(report.text, made))
    offsets = _offsets(made)
    for c in made:
        for index in c.findings:
            old = report.findings[index]
            assert not [
                f
                for f in after.findings
                if f.code == old.code and _same(old, report, f, after, offsets, c)
            ], (c, old.code)
    grave = [(f.code, offsets(f.start), offsets(f.end)) for f in report.findings if f.severity > 0]
    for f in after.findings:
        if f.severity > Severity.INFO:
            assert any(
                code == f.code and start < f.end and f.start < end for code, start, end in grave
            ), (f.code, after.text[f.start : f.end], made)
    return made


def _offsets(made):
    def moved(at):
        grown = 0
        for c in made:
            if c.end <= at and c.start < at:
                grown += len(c.new) - len(c.old)
            elif c.start < at:
                return c.start + grown + len(c.new)
        return at + grown

    return moved


def _same(old, report, new, after, offsets, correction):
    if old.citation is not None and new.citation is not None:
        start = report.citations[old.citation].start
        return offsets(start) == after.citations[new.citation].start
    return (
        new.start < offsets(correction.start) + len(correction.new) and offsets(old.start) < new.end
    )


def both(text, **options):
    """Assert that all corrections, and the safe ones alone, hold; return all."""
    report = check(text, **options)

    def again(changed):
        return check(changed, **options)

    assert_they_hold(report, again=again, only_safe=True)
    return assert_they_hold(report, again=again)


@pytest.mark.parametrize(("code", "case"), [c[1:] for c in cases()], ids=[c[0] for c in cases()])
def test_they_hold_in_the_cases_of_all_rules(code, case):
    both(
        case["text"],
        graph=case.get("graph"),
        on=case["date"],
        issuer=case.get("issuer"),
        kind=case.get("kind", "txt"),
    )


def test_they_hold_in_the_sample_and_are_many():
    made = both((ROOT / "samples" / "ke-hoach-cchc.txt").read_text(encoding="utf-8"))
    assert len(made) >= 6
    assert any(c.safe for c in made)


def texts(*patterns):
    return [path for pattern in patterns for path in sorted(SHARED.glob(pattern))]


@needs_shared
@pytest.mark.parametrize(
    "path",
    texts(
        "plans/*.txt", "gold/*.txt", "corpus/gazette/*sua-doi*.txt", "corpus/gazette/*-ct-ttg*.txt"
    ),
    ids=lambda path: path.stem[:40],
)
def test_they_hold_in_real_texts(path):
    both(path.read_text(encoding="utf-8"))


@needs_shared
def test_they_hold_in_the_traps():
    for trap in json.loads((SHARED / "traps" / "traps.json").read_text(encoding="utf-8")):
        on = datetime.date.fromisoformat(trap["date"])
        both(trap["text"], on=on, issuer=trap.get("issuer"))


@cache
def instruments():
    return recorded(shipped())


@settings(max_examples=120)
@given(st.data())
def test_they_hold_in_spoilt_drafts(data):
    text, on = data.draw(drafts(instruments()))
    both(text, on=on)


@settings(max_examples=150)
@given(st.data())
def test_what_is_written_unasked_is_what_had_been_spoilt(data):
    instrument, _, words = data.draw(citations(instruments(), faults=FAULTS, most=1))
    report = check(f"KẾ HOẠCH\nThử nghiệm\n\nCăn cứ {words};\n", on=datetime.date(2026, 11, 1))
    from check.wording import day, type_word

    d, month, year = day(instrument.date).split("/")
    true = {type_word(instrument), instrument.number, f"số {instrument.number}"}
    true |= {f"{lead}{d}{form}" for lead in ("", "ngày ") for form in (
        f"/{month}/{year}", f" tháng {month} năm {year}")}  # fmt: skip
    for c in corrections(report, only_safe=True):
        assert c.new in true, (words, c)


# Findings on the same words

GRAPH = {
    "instruments": {
        "10/2089/NĐ-CP": {
            "signed": datetime.date(2089, 1, 5),
            "effective": datetime.date(2089, 3, 1),
            "title": "Về thử nghiệm một cửa liên thông",
        },
        "20/2090/NĐ-CP": {
            "signed": datetime.date(2090, 1, 5),
            "effective": datetime.date(2090, 3, 1),
            "title": "Quy định việc thử nghiệm một cửa",
        },
        "76/NQ-CP": {
            "type": "Nghị quyết",
            "signed": datetime.date(2090, 7, 15),
            "title": "Ban hành Chương trình thử nghiệm",
            "kind": "administrative",
        },
        "30/2091/NĐ-CP": {
            "signed": datetime.date(2091, 1, 5),
            "effective": datetime.date(2091, 3, 1),
            "title": "Sửa đổi, bổ sung một số điều của Nghị định số 20/2090/NĐ-CP",
        },
    },
    "relations": ["20/2090/NĐ-CP replaces 10/2089/NĐ-CP from 2090-03-01"],
}
AMENDED = GRAPH | {
    "relations": [*GRAPH["relations"], "30/2091/NĐ-CP amends 20/2090/NĐ-CP from 2091-03-01"]
}
DAY = datetime.date(2092, 5, 1)


def invented(text, graph=GRAPH, **options):
    return check(text, graph=graph, on=DAY, **options)


def test_symbol_date_and_what_is_missing_of_one_citation():
    report = invented("Thực hiện Nghị định số 20/2090/ND-CP ngày 06/01/2090.")
    assert written(report) == (
        "Thực hiện Nghị định số 20/2090/NĐ-CP ngày 05/01/2090 của Chính phủ quy định việc thử "
        "nghiệm một cửa."
    )
    assert [codes for *_, codes in shown(report)] == [["VD003"], ["VD103"], ["VD005"]]


def test_what_is_missing_stands_before_what_has_amended_it():
    report = invented("Thực hiện Nghị định số 20/2090/NĐ-CP.", AMENDED)
    assert written(report) == (
        "Thực hiện Nghị định số 20/2090/NĐ-CP ngày 05/01/2090 của Chính phủ quy định việc thử "
        "nghiệm một cửa (được sửa đổi, bổ sung bởi Nghị định số 30/2091/NĐ-CP)."
    )
    assert [codes for *_, codes in shown(report)] == [["VD005", "VD208"]]


def test_the_successor_takes_the_place_of_number_date_and_title_and_what_was_wrong_with_them():
    text = (
        "Căn cứ Nghị định số 10/2089/ND-CP ngày 06/01/2089 của Chính phủ về thử nghiệm một cửa "
        "liên thông;"
    )
    report = invented(text)
    assert written(report) == (
        "Căn cứ Nghị định số 20/2090/NĐ-CP ngày 05/01/2090 của Chính phủ quy định việc thử "
        "nghiệm một cửa;"
    )
    ((_, _, codes),) = shown(report)
    assert set(codes) == {"VD201", "VD003", "VD103"}
    assert not corrections(report)[0].safe
    assert written(report, only_safe=True) == text.replace("06/01", "05/01")


def test_type_word_and_zero_of_one_citation():
    report = invented(
        "Nghị định số 76/NQ-CP ngày 15/7/2090 của Chính phủ và Chỉ thị số 5/CT-TTg ngày 5/2/2090."
    )
    assert ("Nghị định", "Nghị quyết", ["VD002"]) in shown(report)
    assert ("5/2/2090", "05/02/2090", ["VD006"]) in shown(report)


def test_a_citation_over_a_line_break_is_corrected_on_both_lines_or_not_at_all():
    text = "Căn cứ Nghị định số 10/2089/NĐ-CP\nngày 05/01/2089 của Chính phủ;"
    made = corrections(invented(text))
    assert [(c.old, c.new) for c in made] == [
        ("10/2089/NĐ-CP", "20/2090/NĐ-CP"),
        ("ngày 05/01/2089", "ngày 05/01/2090"),
    ]
    assert len({c.findings for c in made}) == 1
    cut = "Căn cứ Nghị định số 10/2089/NĐ-CP ngày 05/01/\n2089 của Chính phủ;"
    assert not [c for c in corrections(invented(cut)) if "\n" in c.old]


def test_a_correction_that_does_not_hold_is_left_to_the_reader():
    report = invented(
        "Nghị định số 20/2090/NĐ-CP ngày 06/01/2090 của Chính phủ quy định việc thử nghiệm."
    )
    (index,) = [i for i, f in enumerate(report.findings) if f.code == "VD103"]
    findings = list(report.findings)
    findings[index] = findings[index]._replace(suggestion="07/01/2090")
    assert corrections(report)
    assert not corrections(dataclasses.replace(report, findings=tuple(findings)))


def test_a_report_of_some_rules_gives_their_corrections_alone():
    text = "Nghị quyết số 76/NQ-CP ngày 16/7/2090; Nghị định số 10/2089/NĐ-CP ngày 05/01/2089."
    report = invented(text, rules=select_rules(("VD103",)))
    assert shown(report) == [("16/7/2090", "15/7/2090", ["VD103"])]


# What may be written unasked


def safe_codes(report):
    return {f.code for f in report.findings if f.safe}


def test_date_symbol_and_type_word_of_a_resolved_instrument_are_safe():
    report = invented(
        "Nghị định số 20/2090/ND-CP ngày 05/01/2090; Nghị định số 30/2091/NĐ-CP ngày 24/2091; "
        "Nghị định số 76/NQ-CP ngày 15/7/2090; Nghị định 20/2090; Nghị quyết số 76/NQ-CP ngày "
        "16/7/2090."
    )
    assert safe_codes(report) == {"VD001", "VD002", "VD003", "VD004", "VD103"}


@pytest.mark.parametrize(
    ("why", "text"),
    [
        (
            "a document's own number",
            "CHÍNH PHỦ\nSố: 76/NQ-CP\n\nNGHỊ QUYẾT\nKèm theo Nghị định số 76/NQ-CP.",
        ),
        (
            "quoted in a title",
            "Kế hoạch số 5/KH-UBND ngày 05/01/2092 của UBND tỉnh về triển khai Nghị định số "
            "20/2090/ND-CP ngày 06/01/2090.",
        ),
        ("number and year contradict each other", "Nghị định số 20/2090/NĐ-CP ngày 16/02/2089."),
        ("another issuer", "Nghị quyết số 76/NQ-CP ngày 16/7/2090 của Bộ Chính trị."),
        (
            "another title",
            "Nghị định số 20/2090/NĐ-CP ngày 06/01/2090 của Chính phủ về đê điều và phòng bão lụt.",
        ),
        ("a day that says another year", "Nghị định số 20/2090/NĐ-CP ngày 24/2091."),
        ("not in the data", "Nghị định số 99/2090/ND-CP ngày 06/01/2090."),
    ],
)  # fmt: skip
def test_nothing_is_safe_in(why, text):
    report = invented(text)
    assert report.findings, why
    assert not safe_codes(report)
    assert written(report, only_safe=True) == text


def test_nothing_is_safe_where_several_instruments_fit():
    again = {"number": "76/NQ-CP", "type": "Nghị quyết", "signed": datetime.date(2089, 6, 13)}
    graph = {"instruments": GRAPH["instruments"] | {"B": again | {"kind": "administrative"}}}
    report = invented("Thực hiện Nghị định số 76/NQ-CP của Chính phủ.", graph)
    assert {"VD002", "VD102"} <= {f.code for f in report.findings}
    assert not safe_codes(report)


def test_nothing_is_safe_in_a_consolidated_text():
    text = "BỘ TÀI CHÍNH\nSố: 12/VBHN-BTC\n\nCăn cứ Nghị định số 20/2090/NĐ-CP ngày 06/01/2090;"
    report = invented(text)
    assert "VD103" in {f.code for f in report.findings}
    assert not safe_codes(report)


def test_nothing_is_safe_that_ocr_has_read():
    builder = DocumentBuilder()
    builder.add("Nghị định số 20/2090/NĐ-CP ngày 06/01/2090 của Chính phủ.", run=0, start=0)
    document = builder.build(kind="pdf", path="scan.pdf")

    def of(read: Document):
        return check_document(read, graph_of(GRAPH), rules=all_rules(), today=TODAY, on=DAY)

    scanned = of(dataclasses.replace(document, recognised=(0,)))
    assert safe_codes(of(document)) == {"VD103"}
    assert "VD103" in {f.code for f in scanned.findings}
    assert not safe_codes(scanned)
    assert not corrections(scanned, only_safe=True)


def test_the_faults_spoil():
    """The property tests mean nothing if their faults leave the words as they were."""
    i = next(x for x in instruments() if x.number == "30/2020/NĐ-CP")
    right = "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ"
    for fault in FAULTS:
        assert fault(right, i, 1) != right
    assert plain_letter(right, i, 1).count("ND-CP") == 1
    assert other_type(right, i, 1).startswith("Nghị quyết số")
