"""Makers of PDF files; they need a font with Vietnamese letters."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONTS = (
    "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    "/usr/share/fonts/truetype/noto/NotoSerif-Regular.ttf",
    "/Library/Fonts/Times New Roman.ttf",
    "C:/Windows/Fonts/times.ttf",
)


@pytest.fixture(scope="session")
def font() -> str:
    path = next((path for path in FONTS if Path(path).exists()), None)
    if path is None:
        pytest.skip("no font with Vietnamese letters; install fonts-dejavu-core")
    pdfmetrics.registerFont(TTFont("Vietnamese", path))
    return "Vietnamese"


@pytest.fixture
def pdf_of(font: str) -> Callable[..., bytes]:
    """Return a maker of PDFs: pages of ``(x, y, size, text)``, drawn in this order."""

    def make(*pages: list[tuple[float, float, float, str]]) -> bytes:
        buffer = io.BytesIO()
        canvas = Canvas(buffer, pagesize=(595, 842))
        for page in pages:
            for x, y, size, text in page:
                canvas.setFont(font, size)
                canvas.drawString(x, y, text)
            canvas.showPage()
        canvas.save()
        return buffer.getvalue()

    return make


@pytest.fixture
def scan() -> bytes:
    """Return a PDF with a picture on its only page."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, 595, 842)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()
