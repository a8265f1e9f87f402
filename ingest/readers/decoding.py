"""A document with its old letters turned into Unicode, each still leading back to its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import groupby, zip_longest
from typing import NamedTuple, TypeAlias

from ingest.readers.old_texts import Stretch, decode_words, may_be_decoded, settle
from kg.document import Document, DocumentBuilder

Run: TypeAlias = tuple[int, int]
"""Container (part of a package) and number of a run, as in ``kg.document.SourceMap``."""


class _Atom(NamedTuple):
    """Characters of one run, or made-up ones; never more than one line."""

    text: str
    run: Run | None
    start: int
    width: int
    encoding: str | None

    @property
    def end(self) -> int:
        """Offset in the source after the last character."""
        return self.start + self.width

    def cut(self, start: int, end: int) -> _Atom:
        """Return a part; one whose place is only known as a whole keeps that place."""
        if self.width != len(self.text):
            return self._replace(text=self.text[start:end])
        text = self.text[start:end]
        return self._replace(text=text, start=self.start + start, width=len(text))


def decoded(
    document: Document,
    encodings: Mapping[Run, str] | None = None,
    *,
    only_old: AbstractSet[tuple[int, int, int]] = frozenset(),
) -> Document:
    """Return ``document`` with its old letters in Unicode; itself when it has none.

    Args:
        document: as read, the old letters as they are stored.
        encodings: of the runs whose fonts have one.
        only_old: characters, by container, run and offset in the run, that are letters in an old
            encoding and nothing otherwise (the soft hyphen is the ư of TCVN3).
    """
    if not encodings and not only_old and not may_be_decoded(document.text):
        return document
    lines = [
        [list(atoms) for _, atoms in groupby(line, key=lambda atom: atom.encoding)]
        for line in _lines(document, encodings or {})
    ]
    found = settle(
        [
            [Stretch("".join(atom.text for atom in atoms), atoms[0].encoding) for atoms in line]
            for line in lines
        ]
    )
    names = dict.fromkeys(name for line in found for name in line if name)
    if not names and not only_old:
        return document
    builder = DocumentBuilder()
    for line, line_encodings in zip(lines, found, strict=True):
        for atoms, encoding in zip(line, line_encodings, strict=True):
            if encoding is not None:
                _write_decoded(builder, atoms, encoding)
                continue
            for atom in atoms:
                if atom.run is None or (*atom.run, atom.start) not in only_old:
                    _add(builder, atom, atom.text)
    built = builder.build(
        kind=document.kind,
        path=document.path,
        parts=document.places.parts,
        unread=document.unread,
    )
    return replace(built, recognised=document.recognised, decoded_from=", ".join(names) or None)


def _lines(document: Document, encodings: Mapping[Run, str]) -> Iterator[list[_Atom]]:
    line: list[_Atom] = []
    for atom in _atoms(document, encodings):
        done = 0
        while (end := atom.text.find("\n", done) + 1) > 0:
            line.append(atom.cut(done, end))
            yield line
            line, done = [], end
        if done < len(atom.text):
            line.append(atom.cut(done, len(atom.text)))
    yield line


def _atoms(document: Document, encodings: Mapping[Run, str]) -> Iterator[_Atom]:
    places = document.places
    done = 0
    for index, start in enumerate(places.start):
        if done < start:
            yield _Atom(document.text[done:start], None, 0, 0, None)
        done = places.end[index]
        run = places.container[index], places.run[index]
        source = places.source_start[index]
        width = places.source_end[index] - source
        yield _Atom(document.text[start:done], run, source, width, encodings.get(run))
    if done < len(document.text):
        yield _Atom(document.text[done:], None, 0, 0, None)


def _write_decoded(builder: DocumentBuilder, atoms: list[_Atom], encoding: str) -> None:
    """Append a stretch; a letter made of two characters has one place around both."""
    letters, starts = decode_words("".join(atom.text for atom in atoms), encoding)
    letter = offset = 0
    for atom, following in zip_longest(atoms, atoms[1:]):
        first, end = letter, offset + len(atom.text)
        while letter < len(letters) and starts[letter] < end:
            after = starts[letter + 1]
            if after - starts[letter] > 1:
                _add(
                    builder,
                    atom.cut(starts[first] - offset, starts[letter] - offset),
                    letters[first:letter],
                )
                pair = atom.cut(starts[letter] - offset, after - offset)
                if after > end and following and following.run == atom.run:
                    pair = pair._replace(width=following.cut(0, 1).end - pair.start)
                _add(builder, pair, letters[letter])
                first = letter + 1
            letter += 1
        if first < letter:
            _add(
                builder,
                atom.cut(starts[first] - offset, starts[letter] - offset),
                letters[first:letter],
            )
        offset = end


def _add(builder: DocumentBuilder, atom: _Atom, text: str) -> None:
    if atom.run is None:
        builder.add_made_up(text)
    else:
        container, run = atom.run
        builder.add(text, container=container, run=run, start=atom.start, width=atom.width)
