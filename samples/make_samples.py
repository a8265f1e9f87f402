"""Makes the .docx and .pdf of the sample plan from its .txt: ``python samples/make_samples.py``."""

from __future__ import annotations

from pathlib import Path

from docx import Document
from docx.shared import Pt
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

FOLDER = Path(__file__).parent
FONTS = (
    Path("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"),
    Path("C:/Windows/Fonts/times.ttf"),
)


def main() -> None:
    """Write both files beside the text."""
    text = (FOLDER / "ke-hoach-cchc.txt").read_text(encoding="utf-8")
    write_docx(text, FOLDER / "ke-hoach-cchc.docx")
    write_pdf(text, FOLDER / "ke-hoach-cchc.pdf")


def write_docx(text: str, path: Path) -> None:
    """Write a Word file, a paragraph a line, with a font that offices use."""
    document = Document()
    document.styles["Normal"].font.name = "Times New Roman"
    document.styles["Normal"].font.size = Pt(13)
    for line in text.splitlines():
        paragraph = document.add_paragraph()
        # Numbers often come in several runs; the reader has to join them.
        head, mark, tail = line.partition("/")
        paragraph.add_run(head)
        paragraph.add_run(mark)
        paragraph.add_run(tail)
    document.save(str(path))


def write_pdf(text: str, path: Path) -> None:
    """Write a PDF with a text layer, lines broken by the layout."""
    font = next(f for f in FONTS if f.exists())
    pdfmetrics.registerFont(TTFont("serif", str(font)))
    style = ParagraphStyle("plan", fontName="serif", fontSize=12, leading=17)
    story: list[Paragraph | Spacer] = []
    for line in text.splitlines():
        story.append(Paragraph(line, style) if line.strip() else Spacer(1, 9))
    SimpleDocTemplate(str(path), pagesize=A4, invariant=1).build(story)


if __name__ == "__main__":
    main()
