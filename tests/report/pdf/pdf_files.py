"""Makers of PDFs with faulty citations, and independent ways to look at their annotations."""

import io
import re
import unicodedata
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageChops
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from check.registry import all_rules
from check.runner import check_document
from ingest.readers import read_bytes
from kg.store import open_graph
from report.to_pdf import checked_pdf

ROOT = Path(__file__).parents[3]
SAMPLE = ROOT / "samples" / "ke-hoach-cchc.pdf"
FONTS = (
    "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf",
    "/usr/share/fonts/truetype/noto/NotoSerif-Regular.ttf",
    "/Library/Fonts/Times New Roman.ttf",
    "C:/Windows/Fonts/times.ttf",
)
MADE_ON = datetime(2026, 11, 22, 9, 30, tzinfo=timezone(timedelta(hours=7)))
TODAY = date(2026, 11, 22)
WIDE, HIGH = 595, 842
#: Ended, misdated, of another type, and broken over lines.
FAULTY = (
    "Căn cứ Nghị định số 110/2004/NĐ-CP ngày 08/4/2004 của Chính phủ;",
    "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 06/3/2020 của Chính",
    "phủ về công tác văn thư và Nghị định số",
    "61/2018/NĐ-CP ngày 23/4/2018; Nghị định số 76/NQ-",
    "CP ngày 15/7/2021.",
)


def font() -> str:
    path = next(path for path in FONTS if Path(path).exists())
    if "Vietnamese" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Vietnamese", path))
    return "Vietnamese"


def pdf_of(*pages, sideways: bool = False, letters: bool = False) -> bytes:
    """Return a PDF with pages of ``(x, y, text)``, drawn in this order."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDE, HIGH), invariant=1)
    for page in pages:
        canvas.setFont(font(), 12)
        if sideways:
            canvas.translate(WIDE, 0)
            canvas.rotate(90)
        for x, y, text in page:
            if letters:
                for char in text:
                    canvas.drawString(x, y, char)
                    x += stringWidth(char, font(), 12) + 0.7
            else:
                canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def lines(*texts: str, top: float = 520, left: float = 72):
    return [(left, top - 18 * number, text) for number, text in enumerate(texts)]


def changed(data: bytes, change, **saved) -> bytes:
    """Return a PDF after ``change(file)``."""
    with pikepdf.open(io.BytesIO(data)) as file:
        change(file)
        out = io.BytesIO()
        file.save(out, **saved)
    return out.getvalue()


def turned(data: bytes, degrees: int, *, cut: bool = False) -> bytes:
    """Return a page that looks the same, drawn turned and turned back by the viewer."""
    back = {
        0: "1 0 0 1 0 0",
        90: f"0 1 -1 0 {HIGH} 0",
        180: f"-1 0 0 -1 {WIDE} {HIGH}",
        270: f"0 -1 1 0 0 {WIDE}",
    }

    def change(file):
        page = file.pages[0]
        wide, high = (HIGH, WIDE) if degrees in (90, 270) else (WIDE, HIGH)
        moved = "1 0 0 1 100 200 cm" if cut else ""
        page.contents_add(f"q {moved} {back[degrees]} cm".encode(), prepend=True)
        page.contents_add(b"Q")
        page.mediabox = [0, 0, wide, high]
        if cut:
            page.mediabox = [40, 90, wide + 180, high + 260]
            page.cropbox = [100, 200, wide + 100, high + 200]
        page.rotate(degrees, relative=False)

    return changed(data, change)


def type3(*texts: str) -> bytes:
    """Return a PDF whose letters are drawings, each mapped to Unicode."""
    letters = sorted(set("".join(texts)))
    file = pikepdf.new()
    file.add_blank_page(page_size=(WIDE, HIGH))
    glyphs = {
        f"/g{n}": file.make_stream(b"600 0 50 0 550 700 d1 50 0 500 700 re f")
        for n in range(len(letters))
    }
    rows = "".join(
        f"<{n:02x}> <{char.encode('utf-16-be').hex()}>\n" for n, char in enumerate(letters)
    )
    unicode_map = (
        "/CIDInit /ProcSet findresource begin begincmap /CMapName /x def 1 begincodespacerange "
        f"<00> <ff> endcodespacerange {len(letters)} beginbfchar\n{rows}endbfchar endcmap end"
    )
    drawn = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=[0, 0, 600, 700],
        FirstChar=0,
        FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
        LastChar=len(letters) - 1,
        Widths=[600] * len(letters),
        CharProcs=Dictionary(glyphs),
        Resources=Dictionary(),
        Encoding=Dictionary(Differences=Array([0, *(Name(name) for name in glyphs)])),
        ToUnicode=file.make_stream(unicode_map.encode()),
    )
    file.pages[0].Resources = Dictionary(Font=Dictionary(F=drawn))
    shown = "".join(
        f"BT /F 12 Tf 1 0 0 1 40 {700 - 20 * row} Tm "
        f"<{''.join(f'{letters.index(char):02x}' for char in text)}> Tj ET\n"
        for row, text in enumerate(texts)
    )
    file.pages[0].Contents = file.make_stream(shown.encode())
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def picture_pdf(data: bytes, dpi: int) -> bytes:
    """Return a PDF whose page is a picture of the first page of another."""
    file = pypdfium2.PdfDocument(data)
    image = file[0].render(scale=dpi / 72).to_pil().convert("L")
    file.close()
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDE, HIGH), invariant=1)
    canvas.drawImage(ImageReader(image), 0, 0, WIDE, HIGH)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def report_of(data: bytes, *, rules=None):
    document = read_bytes(data, name="kế hoạch.pdf")
    rules = all_rules() if rules is None else rules
    return check_document(document, open_graph(), rules=rules, today=TODAY)


def check_pdf(data: bytes, language: str = "vi", **more):
    report = report_of(data, **more)
    return report, checked_pdf(report, data, language=language, made_on=MADE_ON)


def annotations(data: bytes, kind: str | None = None):
    """Return the annotations of all pages as plain values, with their page."""
    found = []
    with pikepdf.open(io.BytesIO(data)) as file:
        assert file.check_pdf_syntax() == []
        for number, page in enumerate(file.pages):
            there = [one for one in page.obj.get("/Annots", []) if isinstance(one, Dictionary)]
            listed = {one.objgen for one in there}
            for one in there:
                if kind is None or one.get("/Subtype") == kind:
                    found.append((number, plain(one, listed)))
    return found


def plain(one, listed) -> dict:
    """Return what a test asks of an annotation, given which stand on its page."""
    if one.get("/Subtype") == "/Link":
        return {"/Subtype": "/Link"}
    values = {
        key: str(one[key])
        for key in ("/NM", "/T", "/Contents", "/Subj", "/M", "/CreationDate", "/Subtype")
        if key in one
    }
    for key in ("/Rect", "/QuadPoints", "/C"):
        if key in one:
            values[key] = [float(value) for value in one[key]]
    if "/IRT" in one:
        values["answers"] = str(one.IRT.NM) if one.IRT.objgen in listed else "what is gone"
    values["drawn"] = "/AP" in one and "/N" in one.AP
    if "/Parent" in one:
        values["parent"] = str(one.Parent.NM) if one.Parent.objgen in listed else "what is gone"
    return values


def boxes(highlight: dict):
    """Return ``(left, bottom, right, top)`` of each quad."""
    points = highlight["/QuadPoints"]
    for at in range(0, len(points), 8):
        xs, ys = points[at : at + 8 : 2], points[at + 1 : at + 8 : 2]
        yield min(xs), min(ys), max(xs), max(ys)


def words_under(file: pypdfium2.PdfDocument, number: int, highlight: dict) -> str:
    """Return the letters whose middle lies in a highlight, as pdfium has them."""
    page = file[number]
    text = page.get_textpage()
    quads = list(boxes(highlight))
    found = []
    for index in range(text.count_chars()):
        left, bottom, right, top = text.get_charbox(index, loose=True)
        x, y = (left + right) / 2, (bottom + top) / 2
        if right > left and any(a < x < c and b < y < d for a, b, c, d in quads):
            found.append(text.get_text_range(index, 1))
    text.close()
    page.close()
    return "".join(found)


def folded(text: str) -> str:
    """Return letters and digits alone."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFC", text))


def assert_highlights_cover_their_words(report, checked) -> int:
    """Check every span of the findings against the letters under its highlights."""
    under: dict[tuple[int, int], str] = {}
    file = pypdfium2.PdfDocument(checked.data)
    for number, one in annotations(checked.data, "/Highlight"):
        if one["/T"] != "viendan":
            continue
        start, end = one["/NM"].removeprefix("viendan:").partition("/")[0].split("-")
        span = int(start), int(end)
        under[span] = under.get(span, "") + words_under(file, number, one)
    file.close()
    spans = {(f.start, f.end) for f in report.findings}
    assert set(under) == spans
    assert checked.highlights == len(spans)
    for (start, end), words in under.items():
        assert sorted(folded(words)) == sorted(folded(report.text[start:end])), (words, start)
    return len(spans)


def pixels(data: bytes, number: int = 0, scale: float = 2):
    """Return a page as shown, and what turns its points into pixels."""
    file = pypdfium2.PdfDocument(data)
    page = file[number]
    bitmap = page.render(scale=scale)
    place = bitmap.get_posconv(page).to_bitmap
    image = bitmap.to_pil().convert("RGB").copy()
    corners = {}

    def box(points):
        left, bottom, right, top = points
        if points not in corners:
            one, other = place(left, bottom), place(right, top)
            corners[points] = (
                min(one[0], other[0]),
                min(one[1], other[1]),
                max(one[0], other[0]),
                max(one[1], other[1]),
            )
        return corners[points]

    return image, box


def difference(before: Image.Image, after: Image.Image) -> Image.Image:
    return ImageChops.difference(before, after).convert("L").point(lambda v: 255 if v > 8 else 0)
