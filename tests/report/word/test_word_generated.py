"""Two hundred documents made at random: comments on their words, corrections that can be undone."""

import pytest
from generated import generated
from judged import (
    canonical,
    checked,
    dates,
    entries,
    local,
    looks,
    named,
    ranges,
    report_on,
    settled,
    tree,
    value,
    viendan_comments,
)

from check.corrections import corrected
from ingest.readers import read_bytes
from report.to_docx import without_marks
from report.word.notes import notes_of
from report.word.texts import TextPart

SEEDS = range(200)
FIXED = {"tab": "\t", "br": "\n", "noBreakHyphen": "-"}
MAY_CHANGE = ("[Content_Types].xml", "word/_rels/document.xml.rels", "word/comments.xml")


@pytest.mark.parametrize("seed", SEEDS)
def test_generated_document(seed):
    data = generated(seed)
    report, made = checked(data, suggest=True)
    assert_comments_stand_on_their_words(report, made)
    assert_changes_can_be_settled(report, data, made)
    assert_rest_is_unchanged(data, made, report)
    assert_is_well_formed(made.data)
    assert_is_as_before_without_marks(data, made)
    if seed % 3 == 0:
        assert_second_run_is_the_same(made)
    elif seed % 3 == 1:
        assert_fixed(data)
    else:
        assert_characters_are_found_where_the_reader_says(data)


def assert_comments_stand_on_their_words(report, made):
    comments, found = viendan_comments(made.data), ranges(made.data)
    notes = list(notes_of(report))
    assert len(comments) == len(notes) == made.comments
    for note, (key, words) in zip(notes, comments.items(), strict=True):
        cited = report.text[note.start : note.end]
        if words.split("\n")[0].split()[0] in ("LỖI", "CẢNH", "LƯU"):
            assert found[key] == cited
        else:
            assert " ".join(cited.split()) in words.split("\n")[0]


def assert_changes_can_be_settled(report, data, made):
    rejected = settled(made.data, accept=False)
    assert read_bytes(rejected, name="a.docx").text == report.text
    before, after = looks(data), looks(rejected)
    assert after == before
    accepted = read_bytes(settled(made.data, accept=True), name="a.docx").text
    assert accepted == corrected(report.text, made.changes)


def assert_rest_is_unchanged(data, made, report):
    before, after = entries(data), entries(made.data)
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {*MAY_CHANGE, *report.document.places.parts}
    assert list(after)[: len(before)] == list(before)
    assert {n: d for n, d in dates(made.data).items() if n in before} == dates(data)
    assert set(after) - set(before) <= {"word/comments.xml"}
    for name in changed - {"[Content_Types].xml", "word/_rels/document.xml.rels"}:
        assert after[name][:60] == before[name][:60]
        assert after[name][-12:] == before[name][-12:]


def assert_is_well_formed(data):
    root = tree(data)
    starts, ends, marks = (
        [value(e, "id") for e in named(root, name)]
        for name in ("commentRangeStart", "commentRangeEnd", "commentReference")
    )
    assert len(starts) == len(set(starts))
    assert sorted(starts) == sorted(ends) == sorted(marks)
    assert set(starts) >= set(viendan_comments(data))
    for mark in named(root, "commentRangeStart", "commentRangeEnd", "commentReference"):
        if value(mark, "id") in viendan_comments(data):
            around = {local(a) for a in mark.iterancestors()}
            assert not around & {"txbxContent", "fldSimple", "del", "moveFrom"}
    changes = [e for e in named(root, "ins", "del") if value(e, "author") == "viendan"]
    ids = [value(e, "id") for e in changes] + starts
    assert len(ids) == len(set(ids))
    for element in changes:
        around = {local(a) for a in element.iterancestors()}
        assert not around & {"ins", "del", "moveTo", "moveFrom", "fldSimple", "txbxContent", "r"}
        assert {local(e) for e in element} == {"r"}
        assert ("t" if local(element) == "del" else "delText") not in {
            local(e) for e in element.iter("*")
        }
    for run in named(root, "r"):
        assert "rPr" not in [local(e) for e in run][1:]
        assert len(run) or not named(run, "t")


def assert_is_as_before_without_marks(data, made):
    before, after = entries(data), entries(without_marks(made.data))
    assert list(after) == list(before)
    for name, content in before.items():
        assert after[name] == content or canonical(after[name]) == canonical(content), name
    assert without_marks(data) is data


def assert_second_run_is_the_same(made):
    again = checked(without_marks(made.data), suggest=True)[1]
    assert again._replace(data=b"") == made._replace(data=b"")
    first, second = entries(made.data), entries(again.data)
    assert {n: canonical(c) for n, c in first.items() if n.endswith(".xml")} == {
        n: canonical(c) for n, c in second.items() if n.endswith(".xml")
    }


def assert_fixed(data):
    report, made = checked(data, fix=True)
    assert all(change.safe for change in made.changes)
    assert read_bytes(made.data, name="a.docx").text == corrected(report.text, made.changes)
    for name in report.document.places.parts:
        ours = [value(e, "author") for e in named(tree(made.data, name), "ins", "del")]
        assert "viendan" not in ours
    told = {i for change in made.changes for i in change.findings}
    notes = [i for note in notes_of(report, without=frozenset(told)) for i in note.findings]
    assert sorted({*notes, *told}) == list(range(len(report.findings)))


def assert_characters_are_found_where_the_reader_says(data):
    document = read_bytes(data, name="a.docx")
    texts = {name: TextPart(tree(data, name)) for name in document.places.parts}
    for at, letter in enumerate(document.text):
        for place in document.locate(at, at + 1):
            (element,) = texts[place.part].pieces(place.run, place.start, place.end)
            shown = FIXED.get(local(element), element.text)
            assert shown[place.start : place.end] == letter


def test_what_the_generator_makes_is_worth_the_test():
    """Corrections are made in the body, in tables and notes; and refused where they must be."""
    made = [checked(generated(seed), suggest=True)[1] for seed in range(1, 200, 6)]
    assert sum(len(m.changes) for m in made) > 100
    assert sum(len(m.left_out) for m in made) > 10
    assert len({left.reason for m in made for left in m.left_out}) >= 4
    assert report_on(generated(1)).findings
