"""Files for ``bench/audit.py``: plans of many units in all formats, and some that nobody can read.

The plans are variations of ``samples/ke-hoach-cchc.txt``: its lines, with other units, numbers and
days, and some 25 more citations, most of instruments of the shipped graph (few of them cited often
and most seldom, as in an archive), the rest of decisions of a province, which every plan has of its
own. One in ten is misdated.
"""

from __future__ import annotations

import io
import random
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable
from datetime import date
from functools import cache
from html import escape
from pathlib import Path

from check.wording import day, type_word
from kg.model import Instrument
from kg.store import open_graph
from kg.vocab import load_vocabulary

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = (ROOT / "samples" / "ke-hoach-cchc.txt").read_text(encoding="utf-8")
#: Of 1,000 files, how many are of each format.
MIX = {"docx": 560, "pdf": 150, "doc": 100, "txt": 60, "odt": 50, "html": 40, "rtf": 38, "png": 2}
CRASH, HANG = b"bench: ends the process", b"bench: never ends"
_DEPARTMENTS = ("SỞ NỘI VỤ", "SỞ CÔNG THƯƠNG", "SỞ Y TẾ", "SỞ TƯ PHÁP", "SỞ TÀI CHÍNH", "")
_MOST, _CITED, _FILLED = 3_000, 25, 7_000
_PICTURES, _OFFICE = 2, 20
_SPACES = "http://schemas.openxmlformats.org"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"


def plan(number: int) -> str:
    """Return a plan; the same number gives the same text."""
    chance = random.Random(number)
    provinces = sorted(p.vi for p in load_vocabulary().provinces.values())
    province = provinces[number * 7 % len(provinces)].partition(" ")[2]
    signed = date(chance.randint(2019, 2026), chance.randint(1, 12), chance.randint(1, 28))
    department = chance.choice(_DEPARTMENTS)
    head = f"UBND TỈNH {province.upper()}\n{department}\nSố: {chance.randint(1, 400)}/KH-UBND\n\n"
    place = f"{province}, ngày {signed.day:02} tháng {signed.month} năm {signed.year}"
    body = SAMPLE.partition("\n\nKẾ HOẠCH")[2].replace("999/QĐ", f"{number + 1}/QĐ")
    lines = body.splitlines()
    words = " ".join(lines).split()
    more = [_sentence(words, chance) for _ in range(_CITED)]
    while sum(map(len, more)) < _FILLED:
        more.append(f"- {' '.join(chance.choices(words, k=60))}.")
    chance.shuffle(more)
    dated = "" if chance.random() < 0.1 else place
    return f"{head}{dated}\n\nKẾ HOẠCH\n" + "\n".join([*lines, *more]) + "\n"


def _sentence(words: list[str], chance: random.Random) -> str:
    said = " ".join(w for w in chance.choices(words, k=30) if w.isalpha())
    return f"- {said.capitalize()} theo {_cited(chance)}."


def _cited(chance: random.Random) -> str:
    if chance.random() < 0.1:
        on = date(chance.randint(2019, 2025), chance.randint(1, 12), chance.randint(1, 28))
        return f"Quyết định số {chance.randint(1, 3_000)}/QĐ-UBND ngày {day(on)} của UBND tỉnh"
    known = _instruments()
    one = known[min(int(chance.paretovariate(0.5)), len(known)) - 1]
    signed = one.date or date(2020, 1, 1)
    if chance.random() < 0.1:
        signed = signed.replace(day=signed.day % 28 + 1)
    title = f" về {one.title}" if one.title and chance.random() < 0.3 else ""
    return f"{type_word(one)} số {one.number} ngày {day(signed)} của {one.issuer}{title}"


@cache
def _instruments() -> tuple[Instrument, ...]:
    found = sorted(
        (i for i in open_graph().instruments if i.number and i.date and i.territory is None),
        key=lambda i: i.iri,
    )
    return tuple(random.Random(1).sample(found, min(_MOST, len(found))))


def write(path: Path, number: int) -> None:
    """Write a plan in the format of a name's suffix."""
    _WRITERS[path.suffix[1:]](path, number)


def _docx(path: Path, number: int) -> None:
    lines = (_word_line(line) for line in plan(number).split("\n"))
    _zip(
        path,
        {
            "[Content_Types].xml": f'<Types xmlns="{_SPACES}/package/2006/content-types"/>',
            "_rels/.rels": f'<Relationships xmlns="{_SPACES}/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{_SPACES}/officeDocument/2006/relationships/'
            'officeDocument" Target="word/document.xml"/></Relationships>',
            "word/document.xml": f'<w:document xmlns:w="{_SPACES}/wordprocessingml/2006/main">'
            f"<w:body>{''.join(lines)}</w:body></w:document>",
        },
    )


def _word_line(line: str) -> str:
    """Return a paragraph of three runs, as numbers often come."""
    at = line.find("/") + 1
    runs = (line[: at - 1], line[at - 1 : at], line[at:]) if at else (line,)
    return f"<w:p>{''.join(f'<w:r><w:t>{escape(run)}</w:t></w:r>' for run in runs)}</w:p>"


def _odt(path: Path, number: int) -> None:
    lines = (f"<text:p>{escape(line)}</text:p>" for line in plan(number).split("\n"))
    content = (
        f'<office:document-content xmlns:office="{_ODF}:office:1.0" xmlns:text="{_ODF}:text:1.0">'
        f"<office:body><office:text>{''.join(lines)}</office:text></office:body>"
        "</office:document-content>"
    )
    _zip(path, {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def _zip(path: Path, parts: dict[str, str]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)


def _txt(path: Path, number: int) -> None:
    path.write_text(plan(number), encoding="utf-8")


def _html(path: Path, number: int) -> None:
    lines = "".join(f"<p>{escape(line)}</p>\n" for line in plan(number).split("\n"))
    path.write_text(f"<!doctype html><meta charset=utf-8><body>{lines}", encoding="utf-8")


def _rtf(path: Path, number: int) -> None:
    lines = "\\par\n".join(_rtf_line(line) for line in plan(number).split("\n"))
    path.write_text("{\\rtf1\\ansi\\uc1 " + lines + "}", encoding="ascii")


def _rtf_line(line: str) -> str:
    return "".join(c if c.isascii() else f"\\u{ord(c)}?" for c in line)


def _doc(path: Path, number: int) -> None:
    """Write one of a few .doc that LibreOffice has made, with a number of its own."""
    base = _offices()[number % _OFFICE]
    mark = f"{number:07}".encode("utf-16-le")
    path.write_bytes(base.replace("7654321".encode("utf-16-le"), mark))


@cache
def _offices() -> list[bytes]:
    """Return a few plans as .doc, each with the number 7654321 in a line of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number in range(_OFFICE):
            text = f"Hồ sơ số 7654321 của Sở\n{plan(number)}"
            (folder / f"{number}.txt").write_text(text, encoding="utf-8-sig")
        _soffice(folder, "doc:MS Word 97", sorted(folder.glob("*.txt")))
        return [(folder / f"{number}.doc").read_bytes() for number in range(_OFFICE)]


def _soffice(folder: Path, form: str, files: list[Path]) -> None:
    program = shutil.which("soffice")
    assert program, "LibreOffice makes the .doc files"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, "--headless", profile, "--convert-to", form, "--outdir", str(folder)]
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True)


def _pdf(path: Path, number: int) -> None:
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    story = [Paragraph(escape(line) or "&nbsp;", _style()) for line in plan(number).split("\n")]
    SimpleDocTemplate(str(path), invariant=1).build(story)


@cache
def _style() -> object:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    font = "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"
    pdfmetrics.registerFont(TTFont("serif", font))
    return ParagraphStyle("plan", fontName="serif", fontSize=11, leading=16)


def _png(path: Path, number: int) -> None:
    """Write the picture of a plan's first page; what stands behind its end makes it another."""
    path.write_bytes(_pictures()[number % _PICTURES] + f"{number}".encode())


@cache
def _pictures() -> list[bytes]:
    import pypdfium2

    made = []
    with tempfile.TemporaryDirectory() as name:
        for number in range(_PICTURES):
            path = Path(name) / f"{number}.pdf"
            _pdf(path, number)
            page = pypdfium2.PdfDocument(path)[0]
            buffer = io.BytesIO()
            page.render(scale=200 / 72).to_pil().save(buffer, "PNG")
            made.append(buffer.getvalue())
    return made


_WRITERS: dict[str, Callable[[Path, int], None]] = {
    "docx": _docx,
    "pdf": _pdf,
    "doc": _doc,
    "txt": _txt,
    "odt": _odt,
    "html": _html,
    "rtf": _rtf,
    "png": _png,
}


def plant(folder: Path) -> None:
    """Write the files that cannot be read, each for another reason."""
    import pikepdf

    folder.mkdir(parents=True)
    (folder / "crash.txt").write_bytes(CRASH)
    (folder / "hang.txt").write_bytes(HANG)
    with zipfile.ZipFile(folder / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("plan.txt", "0" * 400_000_000)
    protected = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    (folder / "protected.docx").write_bytes(protected + "EncryptedPackage".encode("utf-16-le"))
    with pikepdf.open(ROOT / "samples" / "ke-hoach-cchc.pdf") as file:
        lock = pikepdf.Encryption(owner="o", user="u")
        file.save(folder / "protected.pdf", encryption=lock)
    whole = (ROOT / "samples" / "ke-hoach-cchc.docx").read_bytes()
    (folder / "cut.docx").write_bytes(whole[: len(whole) // 2])


def make(folder: Path, count: int) -> dict[str, int]:
    """Write so many plans into a folder for each format; return how many of each there are."""
    made = {form: max(1, count * share // 1_000) for form, share in MIX.items()}
    number = 0
    for form, many in made.items():
        for n in range(many):
            unit = folder / form / f"Đơn vị {n % 12:02}"
            unit.mkdir(parents=True, exist_ok=True)
            write(unit / f"kế hoạch {number:06}.{form}", number)
            number += 1
    return made
