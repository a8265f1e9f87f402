"""Highlights stand on the words that their notes are about, however the page is made."""

import io
import re
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pdf_files import (
    FAULTY,
    FONTS,
    ROOT,
    SAMPLE,
    annotations,
    assert_highlights_cover_their_words,
    boxes,
    changed,
    check_pdf,
    difference,
    font,
    lines,
    pdf_of,
    picture_pdf,
    pixels,
    turned,
    type3,
)
from reportlab.pdfbase.pdfmetrics import stringWidth

pytestmark = pytest.mark.skipif(
    not any(Path(path).exists() for path in FONTS),
    reason="no font with Vietnamese letters; install fonts-dejavu-core",
)
GAZETTE = sorted((ROOT.parent / "shared" / "corpus" / "gazette").glob("*.pdf"))


def faulty() -> bytes:
    return pdf_of(lines(*FAULTY))


def has_vietnamese() -> bool:
    program = shutil.which("tesseract")
    if program is None:
        return False
    listed = subprocess.run([program, "--list-langs"], capture_output=True, check=False)
    return b"vie" in listed.stdout.split()


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
@pytest.mark.parametrize("cut", [False, True], ids=["whole", "cut"])
def test_page_turned_and_cut(degrees, cut):
    data = turned(faulty(), degrees, cut=cut)
    report, checked = check_pdf(data)
    assert assert_highlights_cover_their_words(report, checked) >= 4
    before, _ = pixels(data)
    after, place = pixels(checked.data)
    change = difference(before, after)
    for _, one in annotations(checked.data, "/Highlight"):
        for quad in boxes(one):
            area = change.crop(place(quad))
            # Letters stay black; everything between them takes colour.
            assert area.histogram()[255] > 0.4 * area.width * area.height
    assert_nothing_else_changed(change, checked.data, place)


def assert_nothing_else_changed(change, data, place):
    for _, one in annotations(data):
        if one["/Subtype"] == "/Popup":
            continue
        # A viewer may keep the note upright, which moves it by its own size.
        room = 40 if one["/Subtype"] == "/Text" else 2
        quads = [one["/Rect"]] if one["/Subtype"] == "/Text" else boxes(one)
        for quad in quads:
            left, top, right, bottom = place(tuple(quad))
            change.paste(0, (left - room, top - room, right + room, bottom + room))
    assert change.getbbox() is None


def test_sample():
    report, checked = check_pdf(SAMPLE.read_bytes())
    assert assert_highlights_cover_their_words(report, checked) >= 10
    assert checked.left_out == ()


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(lambda: pdf_of(lines(*FAULTY), letters=True), id="letter by letter"),
        pytest.param(lambda: pdf_of(lines(*FAULTY, top=400, left=150), sideways=True), id="side"),
        pytest.param(lambda: type3(*FAULTY), id="type 3"),
        pytest.param(lambda: pdf_of(lines(*FAULTY[:3]), lines(*FAULTY[3:])), id="two pages"),
        pytest.param(lambda: changed(faulty(), lambda file: None, linearize=True), id="linearised"),
        pytest.param(
            lambda: changed(
                faulty(),
                lambda file: None,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
            ),
            id="object streams",
        ),
        pytest.param(
            lambda: changed(
                faulty(), lambda file: None, encryption=pikepdf.Encryption(owner="x", user="")
            ),
            id="encrypted",
        ),
    ],
)
def test_ways_to_make_a_page(data):
    report, checked = check_pdf(data())
    assert assert_highlights_cover_their_words(report, checked) >= 4


def test_two_columns():
    left = [(40, 600 - 18 * n, t) for n, t in enumerate(("theo Nghị định số", "110/2004/NĐ-CP."))]
    right = [
        (320, y, t)
        for (_, y, _), t in zip(left, ("và Nghị quyết", "số 76/2020/NQ-CP"), strict=True)
    ]
    report, checked = check_pdf(pdf_of([*left, *right]))
    assert_highlights_cover_their_words(report, checked)
    over = [one for _, one in annotations(checked.data, "/Highlight")]
    assert any(len(one["/QuadPoints"]) == 16 for one in over)


def test_letters_drawn_in_rounds_give_one_quad_a_line():
    rounds, x = ([], []), 72.0
    for part in re.findall(r"[ -ÿ]+|[^ -ÿ]+", FAULTY[0]):
        rounds[part[0] > "ÿ"].append((x, 700, part))
        x += stringWidth(part, font(), 12)
    report, checked = check_pdf(pdf_of([*rounds[0], *rounds[1]]))
    assert "110/2004/NĐ-CP" in report.text
    for _, one in annotations(checked.data, "/Highlight"):
        assert len(one["/QuadPoints"]) == 8


def test_low_pieces_are_as_high_as_their_line():
    """The letters "CP" at the start of a line have no tail; those beside them have."""
    report, checked = check_pdf(faulty())
    last = report.text.index(FAULTY[-1])
    (line,) = report.document.locate(last, last + len(FAULTY[-1]))
    (letters,) = report.document.locate(last, last + 2)
    assert letters.box[1] > line.box[1] + 1
    found = [
        quad
        for _, one in annotations(checked.data, "/Highlight")
        for quad in boxes(one)
        if quad[1] < letters.box[1] < quad[3]
    ]
    assert found
    assert all(quad[1] <= line.box[1] and quad[3] >= line.box[3] for quad in found)
    assert all(quad[3] - quad[1] < 18 for quad in found)


def test_quads_begin_at_the_upper_left_as_shown():
    """The order that viewers know: two upper corners, then the two lower ones."""
    for degrees in (0, 90, 180, 270):
        _, checked = check_pdf(turned(faulty(), degrees))
        _, place = pixels(checked.data)
        for _, one in annotations(checked.data, "/Highlight"):
            corners = one["/QuadPoints"][:8]
            shown = [place((*corners[at : at + 2], *corners[at : at + 2]))[:2] for at in (0, 2, 4)]
            (x1, y1), (x2, y2), (x3, y3) = shown
            assert x1 < x2
            assert y1 < y3
            assert abs(y1 - y2) <= 1
            assert abs(x1 - x3) <= 1


@pytest.mark.skipif(not has_vietnamese(), reason="no Tesseract with Vietnamese")
@pytest.mark.parametrize("degrees", [0, 270])
def test_scan_is_marked_where_its_text_would_be(degrees):
    text = "Căn cứ Nghị định số 110/2004/NĐ-CP ngày 08/4/2004 của Chính phủ về công tác văn thư;"
    typed = pdf_of(lines(*text.split(" ngày "), "Căn cứ Luật Đất đai năm 2024", "Sở Công Thương"))
    scanned = turned(picture_pdf(typed, 150), degrees, cut=True)
    report, checked = check_pdf(scanned)
    assert report.document.recognised == (0,)
    wanted = {one["/Subj"]: one for _, one in annotations(check_pdf(typed)[1].data, "/Highlight")}
    found = {one["/Subj"]: one for _, one in annotations(checked.data, "/Highlight")}
    code = next(subject for subject in wanted if "VD202" in subject or "VD201" in subject)
    same = next(subject for subject in found if subject[:5] == code[:5])
    _, place = pixels(checked.data)
    _, plain = pixels(typed)
    pairs = list(zip(boxes(wanted[code]), boxes(found[same]), strict=True))
    assert pairs
    for one, other in pairs:
        assert all(abs(a - b) < 8 for a, b in zip(plain(one), place(other), strict=True))


@pytest.mark.skipif(not has_vietnamese(), reason="no Tesseract with Vietnamese")
def test_marked_scan_is_read_as_before():
    """OCR loses whole lines beneath a highlight, so it must not see them."""
    data = picture_pdf(pdf_of(lines("SỞ CÔNG THƯƠNG", *FAULTY)), 150)
    report, checked = check_pdf(data)
    again, second = check_pdf(checked.data)
    assert again.text == report.text
    assert annotations(second.data) == annotations(checked.data)
    assert checked.highlights > 1


CITED = ("Nghị định số 110/2004/NĐ-CP", "Nghị định 63/2010", "Nghị định số 76/NQ-CP")
WORDS = st.sampled_from(["và", "theo", "của Sở;", "(xem", "kế hoạch)", *CITED])


@settings(max_examples=30, suppress_health_check=list(HealthCheck))
@given(words=st.lists(WORDS, min_size=1, max_size=14), width=st.integers(12, 60))
def test_wherever_lines_break(words, width):
    rows, row = [], ""
    for word in " ".join(words).split():
        if row and len(row) + len(word) > width:
            rows, row = [*rows, row], ""
        row = f"{row} {word}".strip()
    report, checked = check_pdf(pdf_of(lines("Sở Công Thương", *rows, row)))
    found = assert_highlights_cover_their_words(report, checked)
    assert found > 0 or not set(words) & set(CITED)


@pytest.mark.skipif(not GAZETTE, reason="../shared is not there")
@pytest.mark.parametrize("path", GAZETTE, ids=lambda path: path.stem[-12:])
def test_gazette(path):
    data = path.read_bytes()
    report, checked = check_pdf(data)
    assert_highlights_cover_their_words(report, checked)
    assert checked.data.startswith(data)
    file = pypdfium2.PdfDocument(io.BytesIO(checked.data))
    assert len(file) == len(pypdfium2.PdfDocument(data))
    file.close()
