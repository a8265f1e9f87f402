"""What stands in a draft or a full text, without judging it."""

from __future__ import annotations

from typing import Any

from cite.documents import citations_of
from ingest.full_text import read_full_text
from kg.contract import Store
from kg.document import Document
from kg.errors import LegalGraphError
from report.to_extract import extracted as in_json
from report.to_json import dumps, one_or_all
from report.to_relations import relations_text, relations_to_json
from web.answer import Answer, listed
from web.problems import ProblemError
from web.tasks.checking import UNREAD
from web.tasks.drafts import PASTED, pasted, sent
from web.tasks.tools import Tools

PLAIN = "text/plain; charset=utf-8"


class Source:
    """A draft as it came: pasted, or a file with its name."""

    def __init__(self, text: str | None = None, data: bytes = b"", name: str = PASTED) -> None:
        """Take a text, or else a file."""
        self.text, self.data, self.name = text, data, name

    def read(self) -> tuple[list[Document], list[LegalGraphError]]:
        """Return its documents, and why others cannot be read.

        Raises:
            LegalGraphError: none can be read.
        """
        found = [pasted(self.text)] if self.text is not None else list(sent(self.data, self.name))
        documents = [one for one in found if isinstance(one, Document)]
        unread = [one for one in found if isinstance(one, LegalGraphError)]
        if not documents:
            raise unread[0] if unread else ProblemError("unreadable", "holds no document.")
        return documents, unread


def extracted(tools: Tools, source: Source, form: str) -> Answer:
    """Return the citations of a draft as ``viendan extract`` does, or the text that was read."""
    documents, unread = source.read()
    headers = ((UNREAD, listed([str(error) for error in unread])),) if unread else ()
    if form == "text":
        text = _only(documents, source.name).text
        return Answer(text.encode("utf-8", "replace"), PLAIN, headers=headers)
    shown = [_extracted(document, tools.graph) for document in documents]
    return Answer(f"{dumps(one_or_all(shown, source.name))}\n".encode(), headers=headers)


def related(tools: Tools, source: Source, form: str, language: str) -> Answer:
    """Return what a full text says of itself and of others, as ``viendan relations`` does."""
    del tools
    found = read_full_text(_only(source.read()[0], source.name).text)
    if form == "text":
        return Answer(f"{relations_text(found, language)}\n".encode(), PLAIN)
    return Answer(f"{relations_to_json(found)}\n".encode())


def _only(documents: list[Document], name: str) -> Document:
    """Return the one document.

    Raises:
        ProblemError: there are several.
    """
    if len(documents) > 1:
        raise ProblemError(
            "invalid", f"{name}: holds {len(documents)} documents. Send the one that is meant."
        )
    return documents[0]


def _extracted(document: Document, graph: Store) -> dict[str, Any]:
    # Only the citations of scans need the graph to be read.
    return in_json(document, citations_of(document, graph if document.recognised else None))
