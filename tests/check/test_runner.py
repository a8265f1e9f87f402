from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from rule_cases import graph_of

from check.finding import Severity
from check.registry import all_rules, select_rules
from check.runner import check_text
from kg.model import Role

TODAY = date(2095, 5, 5)
HEAD = """UBND TỈNH LẠNG SƠN
Số: 15/KH-UBND
Lạng Sơn, ngày {} năm 2092

KẾ HOẠCH
Thử nghiệm
"""
SKETCH = {
    "instruments": {
        "10/2089/NĐ-CP": {"signed": date(2089, 1, 5), "effective": date(2089, 3, 1)},
        "20/2090/NĐ-CP": {"signed": date(2090, 1, 5), "effective": date(2090, 3, 1)},
        "15/2091/NĐ-CP": {"signed": date(2091, 1, 5), "attested": True},
        "01/2091/QĐ-UBND": {
            "type": "Quyết định",
            "issuer": "Ủy ban nhân dân tỉnh Lạng Sơn",
            "signed": date(2091, 1, 11),
            "territory": "Lạng Sơn",
        },
    },
    "relations": ["20/2090/NĐ-CP replaces 10/2089/NĐ-CP from 2090-03-01"],
}


def check(text, **options):
    options = {"rules": all_rules(), "today": TODAY} | options
    return check_text(text, graph_of(options.pop("graph", SKETCH)), **options)


def test_the_option_beats_the_header():
    report = check(HEAD.format("05 tháng 3"), on=date(2091, 1, 1))
    assert (report.date, report.date_source) == (date(2091, 1, 1), "option")


def test_the_day_of_the_header():
    report = check(HEAD.format("05 tháng 3"))
    assert (report.date, report.date_source) == (date(2092, 3, 5), "header")
    assert report.heading.precision == "day"


def test_a_header_with_a_blank_day_counts_to_the_end_of_its_month():
    report = check(HEAD.format("      tháng 02"))
    assert (report.date, report.date_source) == (date(2092, 2, 29), "header")
    assert report.heading.precision == "month"


def test_the_day_of_the_signature():
    text = "KẾ HOẠCH\n" + "Nội dung thử nghiệm.\n" * 300
    report = check(text + "\nLạng Sơn, ngày 05 tháng 3 năm 2092\nGIÁM ĐỐC\n")
    assert (report.date, report.date_source) == (date(2092, 3, 5), "signature")


def test_today_where_nothing_states_a_day():
    report = check("Thực hiện Nghị định số 20/2090/NĐ-CP.")
    assert (report.date, report.date_source) == (TODAY, "today")


def test_changes_are_told_up_to_today_and_never_before_the_document():
    assert check("Kế hoạch").as_of == TODAY
    assert check("Kế hoạch", on=date(2099, 1, 1)).as_of == date(2099, 1, 1)
    assert check("Kế hoạch", as_of=date(2093, 1, 1)).as_of == date(2093, 1, 1)


DECISION = "Căn cứ Quyết định số 01/2091/QĐ-UBND ngày 11/01/2091 của UBND tỉnh về thử nghiệm;"


def resolved(report):
    found = report.resolutions[-1].instrument
    return found.number if found else None


def test_the_province_of_the_drafts_own_issuer():
    own = check(DECISION, issuer="Sở Tư pháp tỉnh Lạng Sơn")
    assert own.heading.province is not None
    assert own.heading.province.vi == "Tỉnh Lạng Sơn"
    assert resolved(own) == "01/2091/QĐ-UBND"


def test_the_province_of_another_issuer():
    assert resolved(check(DECISION, issuer="Sở Tư pháp tỉnh Cao Bằng")) is None


def test_the_province_of_the_place_line():
    assert resolved(check(HEAD.format("05 tháng 3") + DECISION)) == "01/2091/QĐ-UBND"
    there = HEAD.replace("LẠNG SƠN", "CAO BẰNG").replace("Lạng Sơn", "Cao Bằng")
    assert resolved(check(there.format("05 tháng 3") + DECISION)) is None


def test_counts():
    report = check(
        HEAD.format("05 tháng 3")
        + "Thực hiện Nghị định số 10/2089/NĐ-CP; Nghị định số 15/2091/NĐ-CP; Nghị định số "
        "99/2091/NĐ-CP."
    )
    assert [c.number for c in report.citations if c.role is Role.SELF] == ["15/KH-UBND"]
    assert report.cited == 3
    assert report.checked == 1
    assert report.count(Severity.ERROR) == 1
    assert report.worst() is Severity.ERROR
    total = sum(report.count(severity) for severity in Severity)
    assert total == len(report.findings)


def test_nothing_found_is_no_severity():
    report = check("Không dẫn văn bản nào.")
    assert (report.cited, report.checked, report.findings, report.worst()) == (0, 0, (), None)


def test_an_ambiguous_citation_counts_as_checked():
    graph = {
        "instruments": {
            "A": {"number": "76/NQ-CP", "type": "Nghị quyết", "signed": date(2089, 6, 13)},
            "B": {"number": "76/NQ-CP", "type": "Nghị quyết", "signed": date(2091, 7, 15)},
        }
    }
    report = check("Thực hiện Nghị quyết số 76/NQ-CP.", graph=graph)
    assert (report.cited, report.checked) == (1, 1)


def test_a_citation_in_a_quoted_title_is_told_but_not_held_against_the_draft():
    report = check(
        "Nghị định số 20/2090/NĐ-CP ngày 05/01/2090 của Chính phủ sửa đổi, bổ sung một số điều của "
        "Nghị định số 10/2089/NĐ-CP ngày 05/01/2089 của Chính phủ về thử nghiệm.",
        rules=select_rules(("VD2",)),
    )
    assert report.cited == 2
    assert [(f.code, f.severity) for f in report.findings] == [("VD201", Severity.INFO)]


def test_a_bare_mention_means_the_full_one():
    graph = {
        "instruments": {
            "A": {"number": "76/NQ-CP", "type": "Nghị quyết", "signed": date(2089, 6, 13)},
            "B": {"number": "76/NQ-CP", "type": "Nghị quyết", "signed": date(2091, 7, 15)},
        }
    }
    report = check(
        "Nghị quyết số 76/NQ-CP ngày 13/6/2089; Nghị quyết số 76/NQ-CP; Nghị quyết số 76/NQ-CP "
        "ngày 15/7/2091; Nghị quyết số 76/NQ-CP.",
        graph=graph,
    )
    signed = [
        r.instrument.date.year for r in report.resolutions if r.instrument and r.instrument.date
    ]
    assert signed == [2089, 2089, 2091, 2091]


def test_a_short_name_means_what_it_was_defined_for():
    report = check(
        "Nghị định số 10/2089/NĐ-CP ngày 05/01/2089 (sau đây gọi tắt là Nghị định 10). Thực hiện "
        "Nghị định 10.",
        rules=select_rules(("VD201",)),
    )
    found = [r.instrument.number if r.instrument else None for r in report.resolutions]
    assert len(found) > 1
    assert set(found) == {"10/2089/NĐ-CP"}
    assert len(report.findings) == len(found)


FORM = "PHỤ LỤC\n{}" + "Mẫu giấy phép.\n" * 300 + "Hà Nội, ngày 05 tháng 3 năm 2092\n"
LATER = "Nghị định số 10/2094/NĐ-CP ngày 05/01/2094"


def test_one_cited_day_after_that_at_the_end_is_an_error():
    report = check(FORM.format(LATER + ".\n"), rules=select_rules(("VD107",)))
    assert report.date_source == "signature"
    assert [f.severity for f in report.findings] == [Severity.ERROR]


def test_a_day_at_the_end_that_several_cited_days_overtake_is_a_sample_forms():
    cited = LATER + "; Nghị định số 11/2094/NĐ-CP ngày 06/01/2094.\n"
    report = check(FORM.format(cited), rules=select_rules(("VD107",)))
    assert (report.date_source, report.findings) == ("today", ())


def test_an_estimated_day_holds_nothing_against_a_citation():
    text = (
        "KẾ HOẠCH\nThử nghiệm năm 2092\n\nCăn cứ Nghị định số 20/2092/NĐ-CP ngày 05/01/2092; "
        "Luật Thử nghiệm năm 2093."
    )
    report = check(text, rules=select_rules(("VD107",)))
    assert report.heading.precision == "estimated"
    assert report.findings == ()


def test_findings_stand_in_text_order_the_worst_first():
    report = check(
        "Thực hiện Nghị định số 10/2089/NĐ-CP ngày 5/1/2089; Nghị định số 99/2091/ND-CP."
    )
    keys = [(f.start, f.end, -f.severity) for f in report.findings]
    assert keys == sorted(keys)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_composed_and_decomposed_texts_are_judged_alike(form):
    text = unicodedata.normalize(form, "Thực hiện Nghị định số 10/2089/NĐ-CP của Chính phủ.")
    report = check(text, rules=select_rules(("VD201",)))
    assert [f.code for f in report.findings] == ["VD201"]
    finding = report.findings[0]
    words = unicodedata.normalize("NFC", text[finding.start : finding.end])
    assert words == "Nghị định số 10/2089/NĐ-CP của Chính phủ"


OLD = "Nghị định số 10/2089/NĐ-CP; Nghị định số 11/2089/NĐ-CP; Nghị định số 20/2090/NĐ-CP."


def test_a_text_without_a_day_that_cites_only_the_past_is_not_judged_on_today():
    rules = select_rules(("VD201", "VD501"))
    text = OLD + " UBND các huyện báo cáo."
    lenient = check(text, rules=rules, today=date(2094, 1, 1))
    assert {f.severity for f in lenient.findings} == {Severity.INFO}
    assert [f.code for f in lenient.findings] == ["VD201", "VD501"]
    recent = check(text, rules=rules, today=date(2093, 12, 31))
    assert {f.severity for f in recent.findings} == {Severity.ERROR, Severity.WARNING}
    firm = check(text, rules=rules, on=date(2094, 1, 1))
    assert {f.severity for f in firm.findings} == {Severity.ERROR, Severity.WARNING}


def test_two_old_citations_are_too_few_to_tell_a_texts_age():
    report = check(OLD[:58], rules=select_rules(("VD201",)), today=date(2094, 1, 1))
    assert [f.severity for f in report.findings] == [Severity.ERROR]


LAW = {
    "instruments": {
        "12/2091/QH20": {
            "type": "Luật",
            "issuer": "Quốc hội",
            "signed": date(2091, 6, 10),
            "effective": date(2092, 1, 1),
            "title": "Luật Thử nghiệm",
        }
    }
}


@pytest.mark.parametrize(
    ("day", "found", "severities"),
    [
        (date(2091, 6, 9), False, []),
        (date(2091, 12, 31), False, []),
        (date(2092, 1, 1), True, []),
    ],
)
def test_a_law_by_name_alone_may_mean_an_edition_that_the_graph_lacks(day, found, severities):
    report = check(
        "Căn cứ Luật Thử nghiệm;", graph=LAW, on=day, as_of=day, rules=select_rules(("VD205",))
    )
    assert (report.resolutions[0].instrument is not None) is found
    assert [f.severity for f in report.findings] == severities


def test_a_law_by_name_alone_means_the_edition_that_the_draft_cites_by_number():
    old = {"type": "Luật", "issuer": "Quốc hội", "title": "Luật Thử nghiệm"}
    old |= {"signed": date(2085, 6, 10), "effective": date(2086, 1, 1)}
    graph = {"instruments": LAW["instruments"] | {"07/2085/QH19": old}}
    text = "Căn cứ Luật Thử nghiệm số 07/2085/QH19; theo quy định của Luật Thử nghiệm."
    day = date(2092, 1, 1)
    alone = check("Theo Luật Thử nghiệm.", graph=graph, on=day).resolutions[0].instrument
    beside = check(text, graph=graph, on=day).resolutions[1].instrument
    assert (alone.number, beside.number) == ("12/2091/QH20", "07/2085/QH19")


def test_an_annex_that_names_its_own_document_casts_doubt_on_the_day_read():
    text = HEAD.format("05 tháng 3") + "(Kèm theo Hướng dẫn số 40-HD/TU, ngày 27/11/2092)"
    report = check(text, rules=select_rules(("VD107",)))
    assert [f.severity for f in report.findings] == [Severity.INFO]


def test_a_blank_day_beside_a_year_is_estimated_within_it():
    report = check(HEAD.format("     tháng    "))
    assert report.date.year == 2092
    assert report.date_precision == "estimated"
