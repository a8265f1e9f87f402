"""F1 of numbered citations read from scans, and character errors, by resolution and by damage.

    .venv/bin/python bench/ocr.py [TEXT_DIR] [--dpi 300 150] [--damage clean office bad] [--misses]

Each text is set as offices set it (A4, a Times-like face of 14 points), rendered, damaged, wrapped
into a PDF of pictures alone and read as any file is. Citations are compared as multisets of
canonical numbers with those found in the text itself; character errors are edits per character of
the text, white space folded. Texts: ``../shared/plans``, else ``samples``.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import pypdfium2
from PIL import Image, ImageChops, ImageFilter
from rapidfuzz.distance import Levenshtein
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from cite.documents import citations_of  # noqa: E402
from cite.find import find_citations  # noqa: E402 - the checkout comes first on the path
from ingest.readers import read_bytes  # noqa: E402
from kg.contract import Store  # noqa: E402
from kg.document import Document  # noqa: E402
from kg.model import Citation  # noqa: E402
from kg.store import open_graph  # noqa: E402

Numbers = Counter[str]

FONTS = (
    "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf",
    "/usr/share/fonts/truetype/noto/NotoSerif-Regular.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf",
    "C:/Windows/Fonts/times.ttf",
)
POINTS = 14


def pages_of(text: str, dpi: int) -> list[Image.Image]:
    """Return the text set on A4 pages, grey."""
    if "serif" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("serif", next(f for f in FONTS if Path(f).exists())))
    style = ParagraphStyle(
        "plan", fontName="serif", fontSize=POINTS, leading=1.3 * POINTS, alignment=TA_JUSTIFY
    )
    story = [
        Paragraph(escape(line), style) if line.strip() else Spacer(1, POINTS / 2)
        for line in text.splitlines()
    ]
    out = io.BytesIO()
    margins = {"leftMargin": 30 * mm, "rightMargin": 15 * mm, "topMargin": 20 * mm}
    SimpleDocTemplate(out, pagesize=A4, bottomMargin=20 * mm, **margins).build(story)
    file = pypdfium2.PdfDocument(out.getvalue())
    return [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in file]


def clean(page: Image.Image, draw: random.Random) -> Image.Image:
    del draw
    return page


def office(page: Image.Image, draw: random.Random) -> Image.Image:
    """A sheet a little askew on an office scanner: 0.5°, soft edges, grain, grey paper."""
    return _jpeg(_damaged(page, draw, turn=0.5, blur=0.5, paper=235, specks=0.0002), 75)


def bad(page: Image.Image, draw: random.Random) -> Image.Image:
    """A copy of a copy: 1°, blurred, grey, speckled, hard JPEG."""
    return _jpeg(_damaged(page, draw, turn=1.0, blur=0.8, paper=205, specks=0.002), 50)


def _damaged(
    page: Image.Image, draw: random.Random, *, turn: float, blur: float, paper: int, specks: float
) -> Image.Image:
    angle = draw.choice((-1, 1)) * turn
    page = page.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    page = page.filter(ImageFilter.GaussianBlur(blur * page.width / 2480))
    page = page.point([40 + level * (paper - 40) // 255 for level in range(256)])
    grain = Image.effect_noise(page.size, 18)
    page = ImageChops.add(page, grain, scale=1, offset=-128)
    pixels = page.load()
    for _ in range(int(specks * page.width * page.height)):
        pixels[draw.randrange(page.width), draw.randrange(page.height)] = draw.choice((0, 255))
    return page


def _jpeg(page: Image.Image, quality: int) -> Image.Image:
    out = io.BytesIO()
    page.save(out, "JPEG", quality=quality)
    return Image.open(io.BytesIO(out.getvalue()))


DAMAGES: dict[str, Callable[[Image.Image, random.Random], Image.Image]] = {
    "clean": clean,
    "office": office,
    "bad": bad,
}


def scan_of(text: str, dpi: int, damage: str) -> bytes:
    """Return a PDF of pictures."""
    draw = random.Random(f"{dpi} {damage}")
    pages = [DAMAGES[damage](page, draw) for page in pages_of(text, dpi)]
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=dpi)
    return out.getvalue()


def texts(folder: Path | None) -> list[tuple[str, str]]:
    for place in (folder,) if folder else (ROOT.parent / "shared" / "plans", ROOT / "samples"):
        found = [(p.stem, p.read_text("utf-8")) for p in sorted(place.glob("*.txt"))]
        if found:
            print(f"texts: {len(found)} of {place}")
            return found
    sys.exit("no texts found")


class Score:
    """Citations of sources and scans, those in both, and edits per character."""

    def __init__(self) -> None:
        self.wanted = self.edits = self.characters = self.pages = 0
        self.seconds = 0.0
        self.found: Counter[str] = Counter()
        self.right: Counter[str] = Counter()

    def add(self, text: str, document: Document, graph: Store) -> tuple[Numbers, Numbers]:
        """Count one scan; return the numbers missed and those made up."""
        wanted = numbers(find_citations(text))
        self.wanted += wanted.total()
        for name, citations in (
            ("repaired", citations_of(document, graph)),
            ("without graph", citations_of(document)),
            ("as read", find_citations(document.text)),
        ):
            found = numbers(citations)
            self.found[name] += found.total()
            self.right[name] += (found & wanted).total()
        source, read = (" ".join(t.split()) for t in (text, document.text))
        self.edits += Levenshtein.distance(source, read)
        self.characters += len(source)
        self.pages += len(document.recognised)
        found = numbers(citations_of(document, graph))
        return wanted - found, found - wanted

    def f1(self, name: str) -> float:
        return 2 * self.right[name] / max(self.wanted + self.found[name], 1)


def numbers(citations: list[Citation]) -> Numbers:
    return Counter(c.number for c in citations if c.number)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("texts", nargs="?", type=Path)
    parser.add_argument("--dpi", nargs="+", type=int, default=[300, 150])
    parser.add_argument("--damage", nargs="+", choices=list(DAMAGES), default=list(DAMAGES))
    parser.add_argument("--misses", action="store_true", help="print what is missed or made up")
    options = parser.parse_args()
    chosen, graph = texts(options.texts), open_graph()
    print(f"{'dpi':>4} {'damage':8}{'cited':>6}{'F1':>8}{'no graph':>10}{'as read':>9}", end="")
    print(f"{'char errors':>13}{'s/page':>8}")
    for dpi in options.dpi:
        for damage in options.damage:
            score = Score()
            for name, text in chosen:
                data = scan_of(text, dpi, damage)
                begun = time.perf_counter()
                document = read_bytes(data, name=f"{name}.pdf")
                score.seconds += time.perf_counter() - begun
                missed, made_up = score.add(text, document, graph)
                if options.misses and (missed or made_up):
                    print(f"  {name}: missed {dict(missed)}, made up {dict(made_up)}")
            print(
                f"{dpi:4} {damage:8}{score.wanted:6}{score.f1('repaired'):8.3f}"
                f"{score.f1('without graph'):10.3f}{score.f1('as read'):9.3f}"
                f"{score.edits / score.characters:13.4f}{score.seconds / score.pages:8.1f}",
                flush=True,
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
