"""Packages (.docx, .odt, .zip) made to harm whoever opens them; seeded, so always the same."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Iterator

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "[Content_Types].xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
WORDS = "Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của Chính phủ;"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
ODT = "application/vnd.oasis.opendocument.text"


def zipped(parts: dict[str, bytes | str], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", how) as file:
        for name, content in parts.items():
            file.writestr(zipfile.ZipInfo(name), content, how)
    return made.getvalue()


def relations(target: str = "word/document.xml", more: str = "") -> str:
    """Return the part that names the main part."""
    return (
        f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" '
        f'Type="{_R}/officeDocument" Target="{target}" {more}/></Relationships>'
    )


def docx(document: bytes | str | None = None, **others: bytes | str) -> bytes:
    """Return a .docx with this main part; a whole one by default."""
    if document is None:
        document = word(f"<w:p><w:r><w:t>{WORDS}</w:t></w:r></w:p>" * 20)
    return package({"_rels/.rels": relations(), "word/document.xml": document, **others})


def package(parts: dict[str, bytes | str]) -> bytes:
    """Return a zip that says that it is an office document."""
    return zipped({_TYPES: "<Types/>", **parts})


def word(body: str, before: str = "") -> str:
    """Return a main part."""
    head = f'<?xml version="1.0" encoding="UTF-8"?>{before}'
    return f'{head}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'


def odt(content: str | bytes | None = None) -> bytes:
    """Return an .odt."""
    if content is None:
        content = text_of(f"<text:p>{WORDS}</text:p>" * 20)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("mimetype", ODT)
        file.writestr("content.xml", content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def text_of(body: str, before: str = "") -> str:
    """Return the content of an .odt."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<office:document-content '
        f'xmlns:office="{_OFFICE}" xmlns:text="{_TEXT}"><office:body><office:text>{body}'
        "</office:text></office:body></office:document-content>"
    )


def entities(trap: str) -> Iterator[tuple[str, str]]:
    """Yield document types with entities, and what refers to them; ``trap`` must not be asked."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10))
    yield f"<!DOCTYPE x [{laughs}]>", "&l9;"
    yield f'<!DOCTYPE x [<!ENTITY e "{"a" * 50_000}">]>', "&e;" * 20_000
    yield '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', "&e;"
    yield f'<!DOCTYPE x [<!ENTITY e SYSTEM "{trap}">]>', "&e;"
    yield f'<!DOCTYPE x SYSTEM "{trap}">', "a"
    yield f'<!DOCTYPE x [<!ENTITY % p SYSTEM "{trap}"> %p;]>', "a"
    yield '<!DOCTYPE x [<!ENTITY a "&b;"><!ENTITY b "&a;">]>', "&a;"
    yield '<!DOCTYPE x [<!ENTITY a PUBLIC "p" "file:///dev/zero">]>', "&a;"


def bad_xml(draw: random.Random) -> Iterator[str | bytes]:
    """Yield bodies of parts that are no XML."""
    yield ""
    yield "<"
    yield "\0\0\0\0"
    yield b"\xff\xfe\x00"
    yield WORDS
    yield word("<w:p><w:r><w:t>a</w:r></w:p>")
    yield word("<w:p>" * 300_000)
    yield word("<w:p><w:r><w:t>\x01</w:t></w:r></w:p>")
    yield word("<w:p " + " ".join(f'a{n}="1"' for n in range(100)) + ' a1="2"/>')
    yield word("&unknown;")
    yield word("<w:p/>").encode("utf-16-le")
    yield word("<w:p/>").replace("UTF-8", "no-such-encoding")
    yield b"<?xml version='1.0' encoding='UTF-8'?><w>\xc3\x28</w>"
    yield word("").replace("</w:document>", "")
    whole = word(f"<w:p><w:r><w:t>{WORDS}</w:t></w:r></w:p>")
    for _ in range(12):
        yield whole[: draw.randrange(10, len(whole) - 1)]


def bombs() -> Iterator[tuple[str, bytes]]:
    """Yield packages that grow when they are unpacked, or say that they do."""
    zeros = bytes(250 * 2**20)
    yield "zeros.docx", docx(zeros)
    yield "zeros.odt", odt(zeros)
    yield "zeros.zip", zipped({"a.txt": zeros})
    spaces = b" " * (120 * 2**20)
    yield "spaces.docx", docx(word("<w:p/>").encode() + spaces)
    inner = zipped({"a.txt": "a" * 1000})
    for _ in range(30):
        inner = zipped({"deeper.zip": inner})
    yield "deep.zip", inner
    yield "many.zip", zipped({f"{n}.txt": b"" for n in range(12_000)}, zipfile.ZIP_STORED)
    yield "overlap.docx", overlapping(docx(), 3000)
    yield "overlap.zip", overlapping(zipped({"a.txt": bytes(10 * 2**20)}), 5000)


def overlapping(whole: bytes, count: int) -> bytes:
    """Return a zip whose directory names its first file so many times."""
    end = whole.rindex(b"PK\x05\x06")
    size, start = struct.unpack_from("<II", whole, end + 12)
    one = whole[start : start + size]
    first = one[: 46 + sum(struct.unpack_from("<HHH", one, 28))]
    directory = first * count
    told = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(directory), start, 0)
    return whole[:start] + directory + told


def lying(draw: random.Random, whole: bytes) -> bytes:
    """Return a package whose directory states other sizes, checksums, methods or flags."""
    place = [n for n in range(len(whole)) if whole.startswith(b"PK\x01\x02", n)]
    made = bytearray(whole)
    for start in place:
        offset, form = draw.choice(((8, "<H"), (10, "<H"), (16, "<I"), (20, "<I"), (42, "<I")))
        if start == place[-1]:
            # No reader does without the main part.
            offset, form = 16, "<I"
        value = draw.choice((0x1, 99, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFF0))
        struct.pack_into(
            form, made, start + offset, value & (0xFFFF if form == "<H" else 2**32 - 1)
        )
    return bytes(made)


def escaping() -> Iterator[tuple[str, bytes]]:
    """Yield archives with names that lead elsewhere, of which no member can be read."""
    names = ("../../etc/x.docx", "/etc/x.docx", "C:\\x.docx", "a\0b.docx", "..\\..\\x.docx")
    for number, name in enumerate((*names, "\u202excod.exe", "x" * 4000 + ".docx", "CON.docx")):
        yield f"names-{number}.zip", zipped({name: b"PK\x03\x04 broken"})
    yield "outside.docx", package({"_rels/.rels": relations("../../../../etc/passwd")})
    yield (
        "far.docx",
        package({"_rels/.rels": relations("http://127.0.0.1:9/x", 'TargetMode="External"')}),
    )
    yield "file.docx", package({"_rels/.rels": relations("file:///etc/passwd")})
