"""Texts as the archive keeps them: what judging needs of a document, compressed."""

from __future__ import annotations

import json
from array import array
from dataclasses import replace
from pathlib import Path
from zlib import compress, decompress

from cite.documents import recognised_spans
from kg.document import Document, SourceMap
from kg.patterns import lazy

_HALVES = lazy("[\ud800-\udfff]")
#: Of zlib: level 6 makes texts a fifth smaller and takes four times as long.
_LEVEL = 1


def shown(name: Path | str) -> str:
    """Return a name in letters that every file can hold; those of files need not be Unicode."""
    return str(name).encode("utf-8", "backslashreplace").decode()


def storable(document: Document) -> Document:
    """Return a document without halves of letters, which no file can hold; places are kept."""
    try:
        document.text.encode()
    except UnicodeEncodeError:
        return replace(document, text=_HALVES.sub("\ufffd", document.text))
    return document


def packed(document: Document) -> bytes:
    """Return what of a document is needed to judge it again; its places in the file are not."""
    head = {
        "kind": document.kind,
        "unread": document.unread,
        "recognised": document.recognised,
        "decoded_from": document.decoded_from,
        "spans": recognised_spans(document),
    }
    lines = json.dumps(head, ensure_ascii=True) + "\n" + document.text
    return compress(lines.encode(), _LEVEL)


def unpacked(data: bytes, path: str) -> Document:
    """Return a document as ``packed`` gave it: equal but for its places."""
    line, _, text = decompress(data).decode().partition("\n")
    head = json.loads(line)
    recognised, spans = tuple(head["recognised"]), head["spans"]
    places = SourceMap(
        start=array("i", (start for start, _ in spans)),
        end=array("i", (end for _, end in spans)),
        container=array("i", recognised[:1] * len(spans)),
    )
    return Document(
        text=text,
        kind=head["kind"],
        path=path,
        places=places,
        unread=tuple(head["unread"]),
        recognised=recognised,
        decoded_from=head["decoded_from"],
    )
