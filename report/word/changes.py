"""Corrections written into runs, as tracked changes or as plain text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import groupby

from lxml import etree

from check.corrections import Correction
from ingest.readers.docx_names import TEXT_ELEMENTS
from kg.document import Document, Place
from report.word.names import SPACE, attributes, local, make, tags, take_out
from report.word.protected import why_not
from report.word.texts import (
    TextPart,
    cut_after,
    cut_before,
    is_empty,
    mark_as_cut,
    paragraph_of,
    properties,
    run_of,
)

_BREAKS = {"\t": "tab", "\n": "br"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A correction with the places it touches.

    Attributes:
        part: name of the part.
        places: of the words that go; empty where words are only added.
        beside: place of the character that the new words are added to; ``after`` or before it.
    """

    correction: Correction
    part: str
    places: tuple[Place, ...]
    beside: Place
    after: bool


def change_of(
    correction: Correction, document: Document, texts: Mapping[str, TextPart]
) -> Change | str:
    """Return a correction as a change, or why it cannot be made, a key of ``REASONS``."""
    if document.decoded_from:
        return "encoding"
    places = document.locate(correction.start, correction.end)
    after = True
    beside = places[-1:] or document.locate(correction.start - 1, correction.start)
    if not beside:
        beside, after = document.locate(correction.start, correction.start + 1), False
    if not beside:
        return "other"
    touched = places or beside
    part = touched[0].part
    if part is None or any(place.part != part for place in touched):
        return "paragraphs"
    reason = why_not(texts[part], touched[0].run, touched[-1].run)
    if reason is not None:
        return reason
    return Change(
        correction=correction,
        part=part,
        places=places,
        beside=beside[0],
        after=after,
    )


def cut_for(change: Change, texts: TextPart) -> None:
    """Make runs begin and end where the change's words do, so that no other words are touched."""
    for place in change.places:
        texts.cut(place.run, place.start)
        texts.cut(place.run, place.end)
    for element in _going(change, texts):
        if local(element) == "softHyphen":
            cut_before(element)
            cut_after(element)
    if not change.places:
        texts.cut(change.beside.run, change.beside.end if change.after else change.beside.start)


def _going(change: Change, texts: TextPart) -> Iterator[etree._Element]:
    """Yield the elements that go; soft hyphens among them, which are no characters of the text."""
    if not change.places:
        return
    by_number: dict[int, list[Place]] = {}
    for place in change.places:
        by_number.setdefault(place.run, []).append(place)
    paragraph = paragraph_of(texts.elements[min(by_number)])
    for number in range(min(by_number), max(by_number) + 1):
        element = texts.elements[number]
        for place in by_number.get(number, ()):
            yield from texts.pieces(number, place.start, place.end)
        if local(element) == "softHyphen" and paragraph_of(element) is paragraph:
            yield element


def write(
    change: Change, texts: TextPart, *, sign: Callable[[], dict[str, str]] | None = None
) -> None:
    """Write a change whose runs are cut.

    Args:
        change: of this part; those that stand later in the text are to be written first.
        texts: its part.
        sign: gives id, author and date of a tracked change; ``None``: not tracked.
    """
    groups = _side_by_side(list(dict.fromkeys(run_of(e) for e in _going(change, texts))))
    if not groups:
        _add(change, texts, sign)
        return
    first = groups[0][0]
    coming = (
        _new_run(first, change.correction.new, marked=sign is None)
        if change.correction.new
        else None
    )
    if sign is None:
        if coming is not None:
            groups[0][-1].addnext(coming)
        for run in (run for group in groups for run in group):
            _erase(run)
        return
    wrappers = [_wrap(group, make(group[0], "del", **sign())) for group in groups]
    for element in (e for wrapper in wrappers for e in wrapper.iter(*tags("t"))):
        element.tag = element.tag[: -len("t")] + "delText"
    if coming is not None:
        wrappers[0].addnext(_wrap([coming], make(first, "ins", **sign())))


def _add(change: Change, texts: TextPart, sign: Callable[[], dict[str, str]] | None) -> None:
    """Write a change that takes nothing away."""
    place = change.beside
    *_, last = texts.pieces(place.run, place.start, place.end)
    beside = run_of(last)
    coming = _new_run(beside, change.correction.new, marked=sign is None)
    if sign is not None:
        coming = _wrap([coming], make(beside, "ins", **sign()))
    else:
        mark_as_cut(coming if change.after else beside)
    if change.after:
        beside.addnext(coming)
    else:
        beside.addprevious(coming)


def _new_run(like: etree._Element, text: str, *, marked: bool) -> etree._Element:
    """Return a run with a text, that looks like another; ``marked``: as one cut off, too."""
    run = make(like, "r")
    space = ""
    if marked:
        for name, value in attributes(like).items():
            run.set(name, value)
        space = next((e.get(SPACE, "") for e in like.iter(*tags("t"))), "")
    if (own := properties(like)) is not None:
        look = deepcopy(own)
        look.tail = None
        for revision in list(look.iter(*tags("rPrChange", "ins", "del", "moveFrom", "moveTo"))):
            take_out(revision)
        run.append(look)
    for name, letters in groupby(text, key=lambda letter: _BREAKS.get(letter, "t")):
        for words in ["".join(letters)] if name == "t" else list(letters):
            element = make(like, name)
            if name == "t":
                element.text = words
                if space or words != words.strip():
                    element.set(SPACE, "preserve")
            run.append(element)
    return run


def _side_by_side(runs: Sequence[etree._Element]) -> list[list[etree._Element]]:
    """Return runs in groups that have nothing between them."""
    groups: list[list[etree._Element]] = []
    for run in runs:
        if groups and run.getprevious() is groups[-1][-1]:
            groups[-1].append(run)
        else:
            groups.append([run])
    return groups


def _wrap(runs: Sequence[etree._Element], wrapper: etree._Element) -> etree._Element:
    """Return a wrapper with runs that stand side by side, in their place if they have one."""
    if runs[0].getparent() is not None:
        runs[0].addprevious(wrapper)
    wrapper.extend(runs)
    return wrapper


def _erase(run: etree._Element) -> None:
    for element in list(run.iterchildren("*")):
        if local(element) in TEXT_ELEMENTS:
            take_out(element)
    if is_empty(run):
        take_out(run)
