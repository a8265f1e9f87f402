"""A thousand uploads that nobody can read, seeded; and some that look hostile and can be read."""

from __future__ import annotations

import base64
import random
import zlib
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from typing import NamedTuple

from hostile_packages import (
    WORDS,
    bad_xml,
    bombs,
    docx,
    entities,
    escaping,
    lying,
    odt,
    text_of,
    word,
    zipped,
)

_WRONG = (
    b"MZ\x90\x00",
    b"\x7fELF\x02\x01",
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff\xe0",
    b"GIF89a",
    b"Rar!\x1a\x07",
    b"\x1f\x8b\x08",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"SQLite format 3\0",
    b"%!PS-Adobe",
    b"\xca\xfe\xba\xbe",
    b"7z\xbc\xaf\x27\x1c",
)


class Upload(NamedTuple):
    """A file; ``harm`` is what it tries."""

    name: str
    content: bytes
    harm: str


def pdf(draw: random.Random, number: int) -> bytes:
    """Return a PDF that is none, or has no page."""
    noise = draw.randbytes(draw.randrange(10, 5000))
    loop = b"1 0 obj<</Type/Pages/Kids[1 0 R]/Count 9999999/Parent 1 0 R>>endobj"
    bomb = zlib.compress(bytes(20 * 2**20), 9) if number % 40 == 4 else b"x"
    kinds = (
        noise,
        loop + b"\ntrailer<</Root 1 0 R/Size 2>>",
        b"1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj",
        b"1 0 obj<</Length 99999999999/Filter/FlateDecode>>stream\n" + noise,
        b"1 0 obj<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream endobj" % (len(bomb), bomb),
        b"xref\n0 4294967295\n" + b"0000000000 65535 f \n" * 50,
        b"trailer<</Root 1 0 R/Encrypt<</Filter/Standard/V 9/R 9/O()/U()/P -1>>>>",
        b"<<" * draw.randrange(2000, 30_000),
        b"startxref\n%d\n%%%%EOF" % draw.randrange(2**31),
    )
    return b"%PDF-1.7\n" + kinds[number % len(kinds)] + noise[: number % 50]


def flipped(draw: random.Random, content: bytes, count: int) -> bytes:
    """Return a file with so many bytes changed."""
    made = bytearray(content)
    for _ in range(count):
        made[draw.randrange(len(made))] ^= draw.randrange(1, 256)
    return bytes(made)


def cut(draw: random.Random, content: bytes) -> bytes:
    """Return the beginning of a file."""
    return content[: draw.randrange(4, len(content) - 30)]


def mail(draw: random.Random, number: int) -> bytes:
    """Return a mail without a word that could be read."""
    garbage = base64.b64encode(draw.randbytes(400)).decode()
    broken = base64.b64encode(cut(draw, docx())).decode()
    nested = "".join(
        f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(500)
    )
    parts = (
        "\n\n",
        "Content-Type: multipart/mixed; boundary=x\n\n--x\n--x--",
        f"Content-Type: application/octet-stream\nContent-Transfer-Encoding: base64\n\n{garbage}",
        nested,
        "Content-Type: application/vnd.openxmlformats-officedocument.wordprocessingml.document; "
        f'name="../../x.docx"\nContent-Transfer-Encoding: base64\n\n{broken}',
    )
    return f"MIME-Version: 1.0\n{parts[number % len(parts)]}".encode()


def page(draw: random.Random, number: int) -> bytes:
    """Return a page without a word that could be read."""
    kinds = (
        "<script>alert('không có chữ')</script>",
        "<style>p{content:'không có chữ'}</style>",
        "<!-- " + WORDS + " -->",
        "<div>" * draw.randrange(10, 20_000),
        "<p>   </p>" * draw.randrange(1, 500),
        "<img src=x onerror=alert(1)>" * 20,
        "<svg onload=alert(1)></svg><iframe src=file:///etc/passwd></iframe>",
    )
    return f"<!doctype html><html><body>{kinds[number % len(kinds)]}".encode()


def text(draw: random.Random, number: int) -> bytes:
    """Return what is no text."""
    kinds = (
        b"",
        b" \n\t\r\n" * draw.randrange(1, 500),
        b"\0" * draw.randrange(1, 5000),
        draw.randbytes(draw.randrange(200, 5000)),
        b"\xff\xfe" + draw.randbytes(801),
        b"\xef\xbb\xbf",
    )
    return kinds[number % len(kinds)]


def unreadable(count: int, trap: str) -> Iterator[Upload]:
    """Yield uploads of which each must be refused.

    Args:
        count: how many.
        trap: an address that some of them would have asked.
    """
    draw = random.Random(61_2018)  # noqa: S311 - the same each time
    named = [
        (f"entity-{n}", docx(word(*reversed(e))), odt(text_of(*reversed(e))))
        for n, e in enumerate(entities(trap))
    ]
    fixed = [Upload(name, content, "bomb") for name, content in bombs()]
    fixed += [Upload(name, content, "names") for name, content in escaping()]
    for name, first, second in named:
        fixed += [Upload(f"{name}.docx", first, "entity"), Upload(f"{name}.odt", second, "entity")]
    for n, part in enumerate(bad_xml(draw)):
        fixed += [
            Upload(f"xml-{n}.docx", docx(part), "xml"),
            Upload(f"x-{n}.odt", odt(part), "xml"),
        ]
    yield from islice(fixed, count)
    makers: tuple[Callable[[int], Upload], ...] = (
        lambda n: Upload(f"cut-{n}.docx", cut(draw, docx()), "cut"),
        lambda n: Upload(f"cut-{n}.odt", cut(draw, odt()), "cut"),
        lambda n: Upload(f"cut-{n}.zip", cut(draw, zipped({"a.docx": docx()})), "cut"),
        lambda n: Upload(f"flip-{n}.docx", flipped(draw, docx(), 40), "flipped"),
        lambda n: Upload(f"flip-{n}.odt", flipped(draw, odt(), 40), "flipped"),
        lambda n: Upload(f"lie-{n}.docx", lying(draw, docx()), "lying"),
        lambda n: Upload(f"{n}.pdf", pdf(draw, n), "pdf"),
        lambda n: Upload(f"{n}.pdf", pdf(draw, n + 4), "pdf"),
        lambda n: Upload(f"{n}.eml", mail(draw, n), "mail"),
        lambda n: Upload(f"{n}.html", page(draw, n), "html"),
        lambda n: Upload(f"{n}.txt", text(draw, n), "text"),
        lambda n: Upload(
            f"wrong-{n}.{('docx', 'pdf', 'odt')[n % 3]}",
            _WRONG[n % len(_WRONG)] + draw.randbytes(draw.randrange(2000)),
            "wrong name",
        ),
    )
    yield from islice((maker(n) for n, maker in enumerate(cycle(makers))), count - len(fixed))


def readable() -> Iterator[Upload]:
    """Yield uploads with what harms pages and logs, but which can in truth be read."""
    script = f"<script>alert(1)</script><img src=x onerror=alert(1)> {WORDS}"
    yield Upload("script.txt", script.encode(), "script")
    yield Upload("script.md", script.encode(), "script")
    yield Upload("script.html", f"<html><p>{script}</p></html>".encode(), "script")
    yield Upload("rtl.txt", f"\u202e{WORDS}\u202c \u2066{WORDS}".encode(), "direction")
    yield Upload("line.txt", (WORDS * 2000).encode(), "one line")
    yield Upload("formula.txt", f'=HYPERLINK("http://x")\n@SUM(1)\n{WORDS}'.encode(), "formula")
    yield Upload("deep.html", (b"<div>" * 5000) + WORDS.encode(), "deep")
    yield Upload("../../etc/passwd", WORDS.encode(), "name")
    yield Upload("\u202ecod.txt", WORDS.encode(), "name")
    yield Upload("x" * 3000 + ".txt", WORDS.encode(), "name")
