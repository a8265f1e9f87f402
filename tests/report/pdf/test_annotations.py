"""What annotations say, what of a file stays as it was, and what cannot be marked."""

import io
import re
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from pdf_files import (
    FAULTY,
    FONTS,
    MADE_ON,
    SAMPLE,
    annotations,
    changed,
    check_pdf,
    lines,
    pdf_of,
    report_of,
    turned,
)
from pikepdf import Array, Dictionary, Name, String

from kg.errors import UnreadableError
from report.findings import told_findings
from report.to_pdf import checked_pdf

pytestmark = pytest.mark.skipif(
    not any(Path(path).exists() for path in FONTS),
    reason="no font with Vietnamese letters; install fonts-dejavu-core",
)
SOUND = ("SỞ CÔNG THƯƠNG", "Kế hoạch công tác năm 2026, ngày 02 tháng 3 năm 2026")


def faulty() -> bytes:
    return pdf_of(lines(*FAULTY))


def marked(data: bytes, findings=None, language: str = "vi"):
    """Return the file marked with some findings of its report."""
    report = report_of(data)
    if findings is not None:
        report = replace(report, findings=tuple(findings(report)))
    return report, checked_pdf(report, data, language=language, made_on=MADE_ON)


def note_of_file(data: bytes) -> str:
    ((number, note),) = annotations(data, "/Text")
    assert number == 0
    return note["/Contents"]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_notes_tell_everything(language):
    report, checked = check_pdf(faulty(), language)
    notes = {one["/NM"]: one for _, one in annotations(checked.data, "/Highlight")}
    for told in told_findings(report, language):
        note = notes[f"viendan:{told.finding.start}-{told.finding.end}"]
        for part in (told.message, told.suggestion, told.severity, *told.proof):
            assert part in note["/Contents"]
        assert f"{told.finding.code} {told.finding.rule}" in note["/Subj"]
    assert any(told.proof for told in told_findings(report, language))


def test_every_annotation_is_complete():
    _, checked = check_pdf(faulty())
    found = [one for _, one in annotations(checked.data)]
    notes = [one for one in found if one["/Subtype"] != "/Popup"]
    assert len({one["/NM"] for one in notes}) == len(notes) > 3
    for one in notes:
        assert one["/T"] == "viendan"
        assert one["/M"] == one["/CreationDate"] == "D:20261122093000+07'00"
        assert one["drawn"]
    assert sorted(one["parent"] for one in found if one["/Subtype"] == "/Popup") == sorted(
        one["/NM"] for one in notes
    )


def test_text_of_notes_is_utf_16():
    _, checked = check_pdf(faulty())
    with pikepdf.open(io.BytesIO(checked.data)) as file:
        contents = [bytes(one.Contents) for one in file.pages[0].Annots if "/Contents" in one]
    assert contents
    assert all(raw.startswith(b"\xfe\xff") for raw in contents)


def test_colour_is_that_of_the_worst_finding():
    _, checked = check_pdf(faulty())
    colours = {}
    for _, one in annotations(checked.data, "/Highlight"):
        worst = next(w for w in ("Lỗi", "Cảnh báo", "Lưu ý") if w in one["/Contents"])
        colours.setdefault(worst, set()).add(tuple(one["/C"]))
    assert len(colours) >= 2
    assert all(len(same) == 1 for same in colours.values())
    assert len(set.union(*colours.values())) == len(colours)


def test_inner_highlight_is_drawn_after_the_outer():
    def nested(report):
        first = report.findings[0]
        start, end = first.start, first.end
        spans = ((start, end + 9), (start, end), (start, end - 4), (start + 2, end))
        return sorted(first._replace(start=a, end=b) for a, b in spans)

    report, checked = marked(faulty(), nested)
    spans = [
        tuple(map(int, one["/NM"].removeprefix("viendan:").split("-")))
        for _, one in annotations(checked.data, "/Highlight")
    ]
    assert sorted(spans) == sorted(finding[3:5] for finding in report.findings)
    for at, (start, end) in enumerate(spans):
        assert not any(a <= start and end <= b for a, b in spans[at + 1 :])


def test_file_without_findings_says_so():
    report, checked = marked(pdf_of(lines(*SOUND)), findings=lambda report: ())
    assert checked.highlights == 0
    note = note_of_file(checked.data)
    assert "Không phát hiện lỗi" in note
    assert "0 lỗi, 0 cảnh báo, 0 lưu ý" in note
    assert f"{len(report.context.graph)} văn bản" in note


def test_findings_without_a_place_are_told():
    """A span of made-up characters leaves no ink."""

    def on_a_line_end(report):
        at = report.text.index("\n")
        return (report.findings[0]._replace(start=at, end=at + 1), *report.findings[1:])

    report, checked = marked(faulty(), on_a_line_end)
    (line,) = checked.left_out
    assert report.findings[0].code in line
    assert "dòng 1 " in line
    assert report.findings[0].message("vi") in note_of_file(checked.data)
    assert checked.highlights == len({f[3:5] for f in report.findings[1:]})


def test_unread_pages_are_told():
    report = report_of(faulty())
    unread = replace(report.document, unread=("page 7: no text layer",), recognised=(0,))
    checked = checked_pdf(
        replace(report, document=unread), faulty(), language="vi", made_on=MADE_ON
    )
    assert "page 7: no text layer" in note_of_file(checked.data)
    assert "OCR" in note_of_file(checked.data)


def test_hostile_words_stay_words():
    data = pdf_of(lines("Nghị định số 110/2004/NĐ-CP", ") >> /JS (app.alert(1)) << ( \\ 76/NQ-CP"))
    _, checked = check_pdf(data)
    with pikepdf.open(io.BytesIO(checked.data)) as file:
        for one in file.pages[0].Annots:
            assert not {"/A", "/AA", "/JS"} & set(one.keys())


@pytest.mark.parametrize("degrees", [0, 90])
def test_checking_again_replaces(degrees):
    data = turned(faulty(), degrees)
    _, first = check_pdf(data)
    again, second = check_pdf(first.data)
    _, third = check_pdf(second.data)
    assert again.text == report_of(data).text
    assert annotations(second.data) == annotations(first.data) == annotations(third.data)
    _, fewer = marked(first.data, findings=lambda report: report.findings[:1])
    assert len(annotations(fewer.data)) == 4
    assert annotations(fewer.data) == annotations(marked(data, lambda r: r.findings[:1])[1].data)


def with_others(data: bytes, answered: str | None = None) -> bytes:
    """Return a file in which people have left notes, one of them an answer."""

    def change(file):
        page = file.pages[0]
        there = list(page.obj.get("/Annots", []))
        about = [one for one in there if answered and str(one.get("/NM", "")) == answered]
        person = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Text,
            Rect=[10, 10, 30, 30],
            T=String("An"),
            NM=String("an-1"),
            Contents=String("Đồng ý"),
        )
        if about:
            person.IRT, person.RT = about[0], Name.R
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[1, 2, 3, 4])
        link.NM = String(b"\xef\xbb\xbf\xff")
        page.obj.Annots = file.make_indirect(
            Array([*there, file.make_indirect(person), link, None, 7])
        )

    return changed(data, change)


def test_annotations_of_others_stay():
    _, checked = check_pdf(with_others(faulty()))
    _, again = check_pdf(checked.data)
    for data in (checked.data, again.data):
        kinds = [one["/Subtype"] for _, one in annotations(data)]
        assert kinds[:2] == ["/Text", "/Link"]
        ((_, person),) = [pair for pair in annotations(data) if pair[1].get("/T") == "An"]
        assert person["/Contents"] == "Đồng ý"


def test_answers_follow_the_note_on_the_same_words():
    _, checked = check_pdf(faulty())
    name = annotations(checked.data, "/Highlight")[0][1]["/NM"]
    answered = with_others(checked.data, name)
    _, again = check_pdf(answered)
    people = [one for _, one in annotations(again.data) if one.get("/T") == "An"]
    assert [one["answers"] for one in people] == [name]
    _, none = marked(answered, findings=lambda report: ())
    people = [one for _, one in annotations(none.data) if one.get("/T") == "An"]
    assert [one.get("answers") for one in people] == [None]


def test_every_byte_of_the_file_stays():
    for data in (
        SAMPLE.read_bytes(),
        faulty(),
        changed(faulty(), lambda file: None, linearize=True),
        changed(
            faulty(),
            lambda file: None,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        ),
    ):
        _, checked = check_pdf(data)
        assert checked.data.startswith(data)
        with pikepdf.open(io.BytesIO(checked.data), attempt_recovery=False) as file:
            assert file.get_warnings() == []


def contents(data: bytes) -> list[bytes]:
    with pikepdf.open(io.BytesIO(data)) as file:
        return [page.Contents.read_raw_bytes() for page in file.pages]


def test_encrypted_file_stays_encrypted():
    data = changed(
        faulty(), lambda file: None, encryption=pikepdf.Encryption(owner="x", user="", R=6)
    )
    _, checked = check_pdf(data)
    with pikepdf.open(io.BytesIO(checked.data)) as file:
        assert file.is_encrypted
    assert contents(checked.data) == contents(data)


@pytest.mark.parametrize("damage", ["no end", "wrong size"])
def test_damaged_file_is_written_anew(damage):
    if damage == "no end":
        data = faulty().replace(b"startxref", b"startyref")
    else:
        data = re.sub(rb"/Size \d+", b"/Size 99", faulty())
        assert data != faulty()
    _, checked = check_pdf(data)
    assert not checked.data.startswith(data)
    assert len(annotations(checked.data, "/Highlight")) == checked.highlights > 3
    assert contents(checked.data) == contents(faulty())


def test_owner_who_allows_no_notes_is_respected():
    data = changed(
        faulty(),
        lambda file: None,
        encryption=pikepdf.Encryption(
            owner="x", user="", R=6, allow=pikepdf.Permissions(modify_annotation=False)
        ),
    )
    report = report_of(data)
    with pytest.raises(UnreadableError, match=r"does not allow notes.*--format html"):
        checked_pdf(report, data, language="vi", made_on=MADE_ON)


@pytest.mark.parametrize(("kind", "fits"), [("docx", "docx"), ("txt", "html"), ("picture", "html")])
def test_other_formats_are_refused(kind, fits):
    report = report_of(faulty())
    other = replace(report, document=replace(report.document, kind=kind))
    with pytest.raises(UnreadableError, match=f"--format {fits}"):
        checked_pdf(other, b"PK", language="vi", made_on=MADE_ON)
    with pytest.raises(UnreadableError, match="only a PDF"):
        checked_pdf(report, b"PK\3\4", language="vi", made_on=MADE_ON)


def test_file_too_broken_to_mark():
    report = report_of(faulty())
    with pytest.raises(UnreadableError, match="broken PDF"):
        checked_pdf(report, b"%PDF-1.7\nnothing", language="vi", made_on=MADE_ON)


def signed(level: int | None, *, longer: int = 0) -> bytes:
    """Return a file with a signature's dictionary; nobody has signed it."""
    data = faulty()

    def change(file):
        about = Dictionary(
            Type=Name.Sig,
            Filter=Name("/Adobe.PPKLite"),
            Contents=String(b"\0" * 16),
            ByteRange=[0, 10, 20, 30 + longer],
        )
        if level is not None:
            about.Reference = Array(
                [Dictionary(TransformMethod=Name.DocMDP, TransformParams=Dictionary(P=level))]
            )
        field = Dictionary(FT=Name.Sig, T=String("s"), V=file.make_indirect(about))
        file.Root.AcroForm = Dictionary(Fields=[file.make_indirect(field)], SigFlags=3)

    return changed(data, change)


@pytest.mark.parametrize(
    ("level", "longer", "words"),
    [
        (None, 0, "giữ nguyên từng byte"),
        (3, 0, "giữ nguyên từng byte"),
        (2, 0, "không còn xác thực"),
        (1, 0, "không còn xác thực"),
        (None, 10**9, "không còn xác thực"),
    ],
)
def test_signature_is_told(level, longer, words):
    data = signed(level, longer=longer)
    _, checked = check_pdf(data)
    assert any(words in line for line in checked.left_out)
    assert words in note_of_file(checked.data)
    assert checked.data.startswith(data)


def test_words_of_a_signature_in_a_text_are_none():
    _, checked = check_pdf(pdf_of(lines(*FAULTY)) + b"\n% /ByteRange\n")
    assert checked.left_out == ()
