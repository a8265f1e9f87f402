"""Scans and pictures: what Tesseract reads, where it stands, and what happens without it."""

import io
import pickle
import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFont
from reader_files import lines
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from cite.find import find_citations
from ingest.readers import read_bytes
from ingest.readers.ocr import Picture, recognise_pages
from ingest.readers.recognised import Placement, recognise_page
from ingest.readers.tesseract import RecognitionError, recognise
from kg.errors import TooLargeError, UnreadableError

TESSERACT = shutil.which("tesseract")


def has_vietnamese() -> bool:
    if TESSERACT is None:
        return False
    listed = subprocess.run([TESSERACT, "--list-langs"], capture_output=True, check=False)
    return b"vie" in listed.stdout.split()


needs_tesseract = pytest.mark.skipif(not has_vietnamese(), reason="no Tesseract with Vietnamese")
DPI = 150
WORDS = ("Căn cứ Nghị định số 61/2018/NĐ-CP", "ngày 23 tháng 4 năm 2018 của Chính phủ")
FONTS = (
    "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf",
    "/usr/share/fonts/truetype/noto/NotoSerif-Regular.ttf",
    "/Library/Fonts/Times New Roman.ttf",
    "C:/Windows/Fonts/times.ttf",
)


@pytest.fixture(scope="session")
def page_of():
    """Return a maker of pictures of a page: each line at its own height, 14 points."""
    path = next((f for f in FONTS if Path(f).exists()), None)
    if path is None:
        pytest.skip("no font with Vietnamese letters; install fonts-dejavu-core")

    def make(*words: str, dpi: int = DPI, top: int = 1) -> Image.Image:
        page = Image.new("L", (round(8.27 * dpi), round(11.69 * dpi)), 255)
        font = ImageFont.truetype(path, round(14 * dpi / 72))
        draw = ImageDraw.Draw(page)
        for number, line in enumerate(words):
            draw.text((dpi, (top + 0.4 * number) * dpi), line, fill=0, font=font)
        return page

    return make


def file_of(image: Image.Image, form: str = "PNG", **options) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def scan_of(*pages: Image.Image, dpi: int = DPI) -> bytes:
    return file_of(
        pages[0], "PDF", save_all=True, append_images=list(pages[1:]), resolution=float(dpi)
    )


def numbers(document) -> list[str]:
    return [c.number for c in find_citations(document.text)]


@pytest.fixture
def fake_tesseract(tmp_path, monkeypatch):
    """Return a maker of programs that stand for Tesseract and do as told."""
    if sys.platform == "win32":
        pytest.skip("a shell script is no program there")

    def make(does: str, languages: str = "vie") -> str:
        program = tmp_path / "có dấu cách" / "tesseract"
        program.parent.mkdir(exist_ok=True)
        program.write_text(
            f'#!/bin/sh\nif [ "$1" = --list-langs ]; then echo {languages}; exit; fi\n{does}\n'
        )
        program.chmod(0o755)
        monkeypatch.setenv("VIENDAN_TESSERACT", str(program))
        return str(program)

    return make


@needs_tesseract
@pytest.mark.parametrize("dpi", [150, 300])
def test_scanned_page(page_of, dpi):
    document = read_bytes(scan_of(page_of(*WORDS, dpi=dpi), dpi=dpi), name="a.pdf")
    assert document.text == "\n".join(WORDS) + "\n"
    assert (document.kind, document.recognised, document.unread) == ("pdf", (0,), ())


@needs_tesseract
def test_words_of_a_scan_have_their_boxes(page_of):
    data = scan_of(page_of("theo", WORDS[0], dpi=200), dpi=200)
    document = read_bytes(data, name="a.pdf")
    (citation,) = find_citations(document.text)
    again = pickle.loads(pickle.dumps(document))  # noqa: S301 - our own
    (place,) = again.locate(citation.start, citation.end)
    assert place.page == 0
    left, bottom, right, top = place.box
    # The second line begins 1.4 inches below the top; "Căn cứ " stands before the citation.
    assert 72 + 30 < left < 72 + 60
    assert 150 < right - left < 200
    assert 842 - 1.4 * 72 - 20 < bottom < top < 842 - 1.4 * 72 + 2


@needs_tesseract
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_page_scanned_on_its_side(page_of, turn):
    """The boxes are those of the page as the file has it, not as it is read."""
    page = page_of(*WORDS, "Điều 1. Phạm vi điều chỉnh của văn bản", dpi=200)
    upright = read_bytes(scan_of(page, dpi=200), name="a.pdf")
    document = read_bytes(scan_of(page.rotate(turn, expand=True), dpi=200), name="a.pdf")
    assert numbers(document) == ["61/2018/NĐ-CP"]
    at = document.text.index("Căn")
    (a,), (b,) = document.locate(at, at + 3), upright.locate(at, at + 3)
    width, height = 8.27 * 72, 11.69 * 72
    left, bottom, right, top = b.box
    turned = {
        90: (height - top, left, height - bottom, right),
        180: (width - right, height - top, width - left, height - bottom),
        270: (bottom, width - right, top, width - left),
    }[turn]
    assert a.box == pytest.approx(turned, abs=3)


@needs_tesseract
def test_rotated_page_of_a_pdf(page_of):
    """/Rotate turns the page for the viewer; boxes stay in the page's own coordinates."""
    plain = scan_of(page_of(*WORDS, dpi=200), dpi=200)
    file = pikepdf.open(io.BytesIO(plain))
    file.pages[0].Rotate = 180
    out = io.BytesIO()
    file.save(out)
    a, b = (read_bytes(data, name="a.pdf") for data in (plain, out.getvalue()))
    assert a.text == b.text
    assert a.locate(0, 3)[0].box == pytest.approx(b.locate(0, 3)[0].box, abs=2)


@needs_tesseract
def test_mixed_file_keeps_its_text_pages(page_of, pdf_of):
    both = pikepdf.open(io.BytesIO(pdf_of(lines("theo Nghị quyết số 76/NQ-CP ngày 15/7/2021"))))
    both.pages.extend(pikepdf.open(io.BytesIO(scan_of(page_of(*WORDS)))).pages)
    out = io.BytesIO()
    both.save(out)
    document = read_bytes(out.getvalue(), name="a.pdf")
    assert document.recognised == (1,)
    assert numbers(document) == ["76/NQ-CP", "61/2018/NĐ-CP"]
    citations = find_citations(document.text)
    assert [document.locate(c.start, c.end)[0].page for c in citations] == [0, 1]


def layered(page: Image.Image, text: str, *, hidden: bool, font: str = "Helvetica") -> bytes:
    """Return a scan with a text layer of these words, as OCR programs and signing tools make."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    canvas.drawImage(ImageReader(page), 0, 0, 595, 842)
    words = canvas.beginText(72, 700)
    words.setFont(font, 12)
    words.setTextRenderMode(3 if hidden else 0)
    for start in range(0, len(text), 60):
        words.textLine(text[start : start + 60])
    canvas.drawText(words)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


@needs_tesseract
def test_layer_of_an_english_ocr_is_worthless(page_of):
    layer = "Can cu Nghi djnh so 61/2018/ND-CP ngay 23 thang 4 nam 2018 cua Chinh phu " * 6
    document = read_bytes(layered(page_of(*WORDS), layer, hidden=True), name="a.pdf")
    assert document.text == "\n".join(WORDS) + "\n"
    assert document.recognised == (0,)


@needs_tesseract
def test_signature_over_a_scan_is_not_its_text(page_of):
    layer = "Ky boi: UBND tinh; ngay ky: 01/01/2090"
    document = read_bytes(layered(page_of(*WORDS), layer, hidden=False), name="a.pdf")
    assert "61/2018/NĐ-CP" in numbers(document)


def test_good_hidden_layer_is_read_and_told_to_be_of_ocr(page_of, font):
    layer = "Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ về việc ấy " * 6
    document = read_bytes(layered(page_of("khác"), layer, hidden=True, font=font), name="a.pdf")
    assert document.recognised == (0,)
    assert document.text.startswith("Căn cứ Nghị định số 61/2018/NĐ-CP")


def test_background_picture_makes_no_scan(page_of, font):
    layer = "Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ về việc ấy " * 6
    document = read_bytes(layered(page_of("nền"), layer, hidden=False, font=font), name="a.pdf")
    assert document.recognised == ()


@needs_tesseract
@pytest.mark.parametrize("form", ["PNG", "JPEG", "BMP", "GIF", "TIFF"])
def test_picture(page_of, form):
    data = file_of(page_of(*WORDS), form)
    name = f"ảnh chụp.{form.lower()}"
    document = read_bytes(data, name=name)
    assert (document.kind, document.recognised) == ("picture", (0,))
    assert numbers(document) == ["61/2018/NĐ-CP"]
    (place,) = document.locate(0, 3)
    left, bottom, right, top = place.box
    height = round(11.69 * DPI)
    assert (left, top) == pytest.approx((DPI, height - DPI), abs=12)
    assert 0 < bottom < top
    assert left < right


@needs_tesseract
def test_frames_of_a_tiff_are_pages(page_of):
    frames = [page_of(WORDS[0]), page_of("theo Nghị quyết số 76/NQ-CP")]
    data = file_of(frames[0], "TIFF", save_all=True, append_images=frames[1:], dpi=(150, 150))
    document = read_bytes(data, name="a.tif")
    assert document.recognised == (0, 1)
    citations = find_citations(document.text)
    assert [document.locate(c.start, c.end)[0].page for c in citations] == [0, 1]


@needs_tesseract
def test_transparent_paper_is_white(page_of):
    page = page_of(*WORDS)
    ink = Image.new("RGBA", page.size, (0, 0, 0, 0))
    ink.putalpha(page.point(lambda level: 255 - level))
    assert numbers(read_bytes(file_of(ink), name="a.png")) == ["61/2018/NĐ-CP"]


@needs_tesseract
def test_small_letters_are_enlarged(page_of):
    page = page_of(*WORDS, *WORDS, dpi=300).resize((620, 877), Image.Resampling.LANCZOS)
    assert "61/2018/NĐ-CP" in numbers(read_bytes(file_of(page), name="a.png"))


def test_too_many_pixels(fake_tesseract):
    fake_tesseract("exit 0")
    data = file_of(Image.new("1", (20_000, 20_000)))
    with pytest.raises(TooLargeError, match=r"a\.png: more than the [\d,]+ pixels accepted"):
        read_bytes(data, name="a.png")
    middling = file_of(Image.new("1", (10_000, 10_000)))
    with pytest.raises(TooLargeError):
        read_bytes(middling, name="a.png")


def test_truncated_picture(fake_tesseract, page_of):
    fake_tesseract("exit 0")
    data = file_of(page_of(*WORDS), "JPEG")
    with pytest.raises(UnreadableError, match="broken or only partly copied picture"):
        read_bytes(data[: len(data) // 2], name="a.jpg")
    with pytest.raises(UnreadableError, match="broken picture"):
        read_bytes(data[:20], name="a.jpg")


def test_no_words_on_a_picture(fake_tesseract):
    fake_tesseract("exit 0")
    with pytest.raises(UnreadableError, match=r"no words read \(page 1: .*no words recognised\)"):
        read_bytes(file_of(Image.new("L", (600, 800), 255)), name="a.png")


@pytest.mark.parametrize("name", ["a.png", "a.pdf"])
def test_crash_of_tesseract_is_told(fake_tesseract, page_of, name):
    fake_tesseract("kill -SEGV $$")
    page = page_of(*WORDS)
    data = file_of(page) if name == "a.png" else scan_of(page)
    with pytest.raises(UnreadableError, match="page 1: scanned, Tesseract failed"):
        read_bytes(data, name=name)


def test_hanging_tesseract_is_killed(fake_tesseract):
    program = fake_tesseract("exec sleep 600")
    with pytest.raises(RecognitionError, match="not recognised within"):
        recognise(b"P5 1 1 255 \0", program=program, dpi=200, seconds=0.2)


def test_failed_page_is_told_beside_the_others(fake_tesseract, page_of, pdf_of):
    fake_tesseract("exit 3")
    both = pikepdf.open(io.BytesIO(pdf_of(lines("theo Nghị quyết số 76/NQ-CP ngày 15/7/2021"))))
    both.pages.extend(pikepdf.open(io.BytesIO(scan_of(page_of(*WORDS)))).pages)
    out = io.BytesIO()
    both.save(out)
    document = read_bytes(out.getvalue(), name="a.pdf")
    assert document.unread == ("page 2: scanned, Tesseract failed (exit code 3)",)
    assert document.recognised == ()


def test_without_vietnamese_data(fake_tesseract, page_of):
    fake_tesseract("exit 0", languages="eng")
    with pytest.raises(UnreadableError, match=r"lacks the language data `vie`.*tesseract-ocr-vie"):
        read_bytes(scan_of(page_of(*WORDS)), name="a.pdf")


def test_without_tesseract(monkeypatch, page_of):
    monkeypatch.setenv("VIENDAN_TESSERACT", "/nowhere/tesseract")
    with pytest.raises(UnreadableError, match=r"scanned: 1 page\(s\) .*Install Tesseract"):
        read_bytes(scan_of(page_of(*WORDS)), name="a.pdf")


def test_no_more_pages_than_accepted(fake_tesseract, monkeypatch):
    program = fake_tesseract("exit 0")
    monkeypatch.setattr("ingest.readers.ocr.MAX_PAGES", 2)
    blank = Picture(Image.new("L", (10, 10)), 200.0, Placement.of_picture(10))
    done, notes = recognise_pages(range(5), lambda _: blank, program=program)
    assert not done
    assert notes[-1].startswith("pages 3 to 5: 3 scanned page(s) not recognised, only 2")


TABLE = "\n".join(
    "\t".join(map(str, (5, 1, 1, 1, line, n, left, top, width, 30, 90, word)))
    for line, n, left, top, width, word in (
        (1, 1, 100, 50, 60, "Nghị"),
        (1, 2, 170, 50, 40, "định"),
        (2, 1, 100, 100, 90, "61/2018"),
    )
)


def test_boxes_of_words_and_lines(fake_tesseract):
    """Offsets count blanks between words and breaks between lines."""
    program = fake_tesseract('cat "$(dirname "$0")/table.tsv"')
    Path(program).with_name("table.tsv").write_text(TABLE, "utf-8")
    picture = Image.new("L", (400, 200), 255)
    page = recognise_page(
        picture, number=0, dpi=200, placement=Placement.of_picture(200), program=program
    )
    assert [line.text for line in page.page.lines] == ["Nghị định", "61/2018"]
    assert page.find(0, 4) == (100, 120, 160, 150)
    assert page.find(4, 5) is None
    assert page.find(3, 6) == (100, 120, 210, 150)
    assert page.find(8, 12) == (100, 70, 210, 150)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_pixels_find_back(turn):
    picture = Image.new("L", (30, 20), 0)
    picture.putpixel((7, 3), 255)
    x, y = picture.rotate(turn, expand=True).getbbox()[:2]
    placement = Placement.turned_back(turn, 30, 20)
    assert placement.of(x + 0.5, y + 0.5) == (7.5, 3.5)
    both = Placement.of_picture(20).after(placement)
    assert both.of(x + 0.5, y + 0.5) == (7.5, 16.5)


def test_curves_are_recognised_not_read(page_of, fake_tesseract):
    """A page whose letters are drawn as curves has no text and no picture."""
    fake_tesseract("exit 7")
    out = io.BytesIO()
    canvas = Canvas(out)
    for n in range(150):
        canvas.bezier(n, 10, n + 1, 20, n + 2, 20, n + 3, 10)
    canvas.showPage()
    canvas.save()
    with pytest.raises(UnreadableError, match="Tesseract failed"):
        read_bytes(out.getvalue(), name="a.pdf")


def test_page_is_drawn_as_large_as_it_was_scanned(page_of):
    from ingest.readers.pdf_picture import draw_page

    for dpi in (120, 200, 600):
        file = pypdfium2.PdfDocument(scan_of(page_of("a", dpi=dpi), dpi=dpi))
        page = file[0]
        drawn = draw_page(page)
        assert drawn.dpi == pytest.approx(min(dpi, 300), rel=0.02)
        assert drawn.placement.of(0, 0) == pytest.approx((0, page.get_height()), abs=1)
        page.close()
        file.close()
