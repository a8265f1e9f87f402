"""Reading files in the processes of an audit, within limits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache

from ingest.readers.together import documents_together
from kg.document import Document
from kg.errors import LegalGraphError
from web.audits.ending import end_with_parent


def read_within(
    memory: int, paths: Sequence[str], contents: Sequence[bytes | None]
) -> Iterator[Iterable[Document | LegalGraphError]]:
    """Yield the documents of files as ``documents_together`` does.

    Args:
        memory: address space that the process may use, in bytes; 0 for all. Windows has no such
            limit.
        paths: the files.
        contents: as of ``documents_together``.
    """
    _begin(memory)
    yield from documents_together(paths, contents)


@cache
def _begin(memory: int) -> None:
    """Make the process ready, once."""
    # A process that hangs in a file does not see that nobody waits for it any more.
    end_with_parent()
    if memory:
        with suppress(ImportError):
            import resource

            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
