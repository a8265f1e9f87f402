"""A draft as it is checked, which is also what its file is given back from.

Findings are named by their place in the text (``Finding.key``). So a Word file is read without what
an earlier check has written into it, as ``report.given_back`` reads it: what is accepted in one
answer is found again in the next.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import PurePosixPath

from ingest.readers.decoding import decoded
from ingest.readers.documents import documents
from ingest.readers.old_signs import may_be_old
from ingest.readers.read import read_bytes
from kg.document import Document, DocumentBuilder
from kg.errors import LegalGraphError

PASTED = "-"
"""Path of what is no file, as standard input's."""
_LONGEST_NAME = 150


def pasted(text: str) -> Document:
    """Return what was pasted, or sent as text, as a document; letters of old fonts are decoded."""
    builder = DocumentBuilder()
    builder.add(text, run=0, start=0)
    document = builder.build(kind="txt", path=PASTED)
    return decoded(document, {}) if may_be_old(text) else document


def sent(data: bytes, name: str) -> Iterator[Document | LegalGraphError]:
    """Yield the documents of a file that was sent, or why one of them cannot be read.

    Args:
        data: the file.
        name: as ``file_name`` gives it.
    """
    for document in documents(name, data):
        if isinstance(document, Document) and document.path == name:
            yield _unmarked(document, data)
        else:
            yield document


def _unmarked(document: Document, data: bytes) -> Document | LegalGraphError:
    """Return a Word document as it was before it was checked the first time."""
    if document.kind != "docx" or find_spec("lxml") is None:
        return document
    from report.to_docx import without_marks

    try:
        clean = without_marks(data, path=document.path)
        return document if clean is data else read_bytes(clean, name=document.path, kind="docx")
    except LegalGraphError as error:
        return error


def file_name(given: str | None) -> str:
    """Return the name of a file that was sent, without its folders and what no name may have."""
    last = PurePosixPath((given or "").replace("\\", "/")).name
    clean = "".join(c for c in last if unicodedata.category(c)[0] != "C")
    clean = re.sub(r'[<>:"|?*]', "_", unicodedata.normalize("NFC", clean)).strip(" .")
    stem, dot, suffix = clean.rpartition(".")
    return f"{(stem or suffix)[:_LONGEST_NAME]}{dot if stem else ''}{suffix[:16] if stem else ''}"
