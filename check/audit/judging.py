"""What a process of an audit does: it reads files and judges them, judges texts again, and asks.

Tasks and results are plain values that can be passed between processes and machines. Each result
stands by itself, with all questions that it names, so that it does not matter which process has
done what, or whether one was lost.
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from check.audit.asked import AskedStore
from check.audit.reason import place_and_detail, reason_of
from check.audit.record import Reason
from check.audit.rows import cited_row, found_row, particulars_row
from check.audit.texts import packed, shown, storable, unpacked
from check.audit.verdict import judge
from check.registry import select_rules
from check.rule import Rule
from kg.contract import Store
from kg.document import Document
from kg.errors import LegalGraphError
from kg.store.sqlite.reading import SqliteStore

#: Files up to this size are read once, for the digest and for their words.
_SMALL = 2**22
_BLOCK = 2**20

Read: TypeAlias = Callable[
    [Sequence[str], Sequence[bytes | None]], Iterator[Iterable[Document | LegalGraphError]]
]
"""``read(paths, contents)``: the documents of each file, in order; content where it is at hand."""


class Given(NamedTuple):
    """What a process needs; it can be passed to one.

    Attributes:
        read: reads files, see ``Read``; a function of a module.
        open_store: opens the graph; a function of a module, or a method of a plain value.
        as_of: the day compared up to.
        rules: codes of the rules to apply.
    """

    read: Read
    open_store: Callable[[], Store]
    as_of: date
    rules: tuple[str, ...]


class Reading(NamedTuple):
    """A task: files to read and judge.

    Attributes:
        paths: where they are.
        contents: what is in them, for machines that do not have them; empty for the others.
    """

    paths: tuple[str, ...]
    contents: tuple[bytes | None, ...] = ()


class Again(NamedTuple):
    """A task: texts to judge again, by number and as ``packed``."""

    texts: tuple[tuple[int, bytes], ...]


class Asking(NamedTuple):
    """A task: questions to ask again, with the digests of their answers until now."""

    questions: tuple[tuple[int, str, bytes], ...]


Task: TypeAlias = Reading | Again | Asking


class Judged(NamedTuple):
    """A text with its verdict, as rows of the archive.

    Attributes:
        member: name inside the file, empty for the file itself.
        text: as ``packed``; empty for one judged again.
        said, citations, findings: the rows.
        asked: ids of the questions that the verdict rests on, 8 bytes each.
    """

    member: str
    text: bytes
    said: list[Any]
    citations: list[list[Any]]
    findings: list[list[Any]]
    asked: bytes


class FileRead(NamedTuple):
    """What a file gave.

    Attributes:
        digest: SHA-256 of what was read; ``None`` where it could not be opened.
        unread: member, reason and detail of what gave no document.
    """

    digest: bytes | None
    texts: tuple[Judged, ...] = ()
    unread: tuple[tuple[str, str, str], ...] = ()


class Result(NamedTuple):
    """What a task gave.

    Attributes:
        files: of ``Reading``, in the order of its paths.
        texts: of ``Again``, by number.
        questions: those that the texts rest on, with key and digest of the answer; of ``Asking``
            those that are answered otherwise now.
    """

    files: tuple[FileRead, ...] = ()
    texts: tuple[tuple[int, Judged], ...] = ()
    questions: tuple[tuple[int, str, bytes], ...] = ()


def begin(given: Given, graph: Path | None) -> Callable[[Task], Result]:
    """Return the function that does one task after another.

    Args:
        given: what it is done with.
        graph: the compiled graph, ``None`` for a store that is not in a file.
    """
    # Reading makes little garbage in cycles: looking for it is a tenth of its time.
    gc.set_threshold(200_000, 20, 20)
    return Judge(given, graph).do


class Judge:
    """Does tasks with a graph that it keeps open."""

    def __init__(self, given: Given, graph: Path | None) -> None:
        """Open the graph."""
        self._read = given.read
        self._rules: tuple[Rule, ...] = select_rules(given.rules)
        # The very file that the audit began with, also when the data has changed since.
        self._graph = SqliteStore.open(graph) if graph else given.open_store()
        self._store = AskedStore(self._graph, given.as_of, graph=fingerprint_of(self._graph))

    def close(self) -> None:
        """Let go of the graph."""
        self._graph.close()

    def do(self, task: Task) -> Result:
        """Return what a task gives."""
        if isinstance(task, Reading):
            return self._reading(task)
        if isinstance(task, Again):
            return self._again(task)
        return self._asking(task)

    def _reading(self, task: Reading) -> Result:
        contents = task.contents or (None,) * len(task.paths)
        opened = [_opened(*file) for file in zip(task.paths, contents, strict=True)]
        there = [
            (path, file.data)
            for path, file in zip(task.paths, opened, strict=True)
            if isinstance(file, _File)
        ]
        given = self._read([path for path, _ in there], [data for _, data in there])
        questions: dict[int, tuple[str, bytes]] = {}
        files = []
        for path, file in zip(task.paths, opened, strict=True):
            if isinstance(file, FileRead):
                files.append(file)
            else:
                files.append(self._file(path, file.digest, next(given), questions))
        return Result(files=tuple(files), questions=_listed(questions))

    def _file(
        self,
        path: str,
        digest: bytes,
        documents: Iterable[Document | LegalGraphError],
        questions: dict[int, tuple[str, bytes]],
    ) -> FileRead:
        texts: list[Judged] = []
        unread: list[tuple[str, str, str]] = []
        names: set[str] = set()
        for found in documents:
            if isinstance(found, LegalGraphError):
                member, detail = place_and_detail(path, found)
                unread.append((_free(member, names), str(reason_of(found)), shown(detail)))
                continue
            document = storable(found)
            inside = document.path != path and document.path.startswith(f"{path}/")
            member = _free(document.path[len(path) + 1 :] if inside else "", names)
            texts.append(self._judged(document, member, packed(document), questions))
        return FileRead(digest, tuple(texts), tuple(unread))

    def _again(self, task: Again) -> Result:
        questions: dict[int, tuple[str, bytes]] = {}
        texts = [
            (number, self._judged(unpacked(text, ""), "", b"", questions))
            for number, text in task.texts
        ]
        return Result(texts=tuple(texts), questions=_listed(questions))

    def _judged(
        self,
        document: Document,
        member: str,
        text: bytes,
        questions: dict[int, tuple[str, bytes]],
    ) -> Judged:
        verdict = judge(document, self._store, self._rules)
        asked = self._store.asked()
        questions.update(self._store.facts(asked))
        return Judged(
            member,
            text,
            particulars_row(verdict.particulars),
            [cited_row(cited) for cited in verdict.citations],
            [found_row(found) for found in verdict.findings],
            asked.tobytes(),
        )

    def _asking(self, task: Asking) -> Result:
        changed = []
        for question, key, answer in task.questions:
            self._store.begin()
            now = self._store.again(key)
            if now != answer:
                changed.append((question, key, now))
        return Result(questions=tuple(changed))


def fingerprint_of(store: Store) -> str:
    """Return what tells a graph from another one, empty where a store cannot tell."""
    key = getattr(store, "key", "")
    return hashlib.sha256(key.encode()).hexdigest()[:16] if isinstance(key, str) and key else ""


class _File(NamedTuple):
    digest: bytes
    data: bytes | None


def _opened(path: str, content: bytes | None) -> _File | FileRead:
    """Return the digest of a file and, if it is small, its content."""
    file = Path(path)
    try:
        if content is not None:
            return _File(hashlib.sha256(content).digest(), content)
        if file.stat().st_size <= _SMALL:
            data = file.read_bytes()
            return _File(hashlib.sha256(data).digest(), data)
        return _File(digest_of(file), None)
    except (OSError, ValueError) as error:
        told = getattr(error, "strerror", None) or str(error)
        detail = f"cannot be opened: {told}. Check the path and your rights."
        return FileRead(None, unread=(("", str(Reason.OTHER), detail),))


def digest_of(path: Path) -> bytes:
    """Return the SHA-256 of a file.

    Raises:
        OSError: it cannot be read.
    """
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.digest()


def _free(member: str, names: set[str]) -> str:
    """Return a member's name; a second one of the name gets a number."""
    member = free = shown(member)
    count = 1
    while free in names:
        count += 1
        free = f"{member} ({count})"
    names.add(free)
    return free


def _listed(questions: dict[int, tuple[str, bytes]]) -> tuple[tuple[int, str, bytes], ...]:
    return tuple((question, *told) for question, told in questions.items())
