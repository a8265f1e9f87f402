"""All documents of several files, with one call of LibreOffice for those that need it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ingest.readers.documents import documents
from ingest.readers.office import OfficeFile, read_office_files
from ingest.readers.read import kind_of
from kg.document import Document
from kg.errors import LegalGraphError

_OFFICE = ("doc", "rtf")
_SUFFIXES = (".doc", ".dot", ".rtf")


def documents_together(
    paths: Sequence[str], contents: Sequence[bytes | None]
) -> Iterator[Iterable[Document | LegalGraphError]]:
    """Yield for each path its documents, or why they cannot be read, as ``documents`` does.

    Args:
        paths: the files; of several, .doc and .rtf cost a sixth of what each costs by itself.
        contents: the whole of each file, ``None`` where it has not been read yet.
    """
    office = {
        n: OfficeFile(data, path, kind)
        for n, (path, data) in enumerate(zip(paths, contents, strict=True))
        if data and path.lower().endswith(_SUFFIXES) and (kind := _kind(data, path)) in _OFFICE
    }
    converted = dict(zip(office, read_office_files(list(office.values())), strict=True))
    for n, (path, data) in enumerate(zip(paths, contents, strict=True)):
        yield (converted[n],) if n in converted else documents(path, data)


def _kind(data: bytes, path: str) -> str:
    try:
        return kind_of(data, name=path)
    except LegalGraphError:
        return ""
