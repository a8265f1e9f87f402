"""Citations of texts that OCR has read: damaged numbers are read again where that is certain.

``find_citations`` reads a text as it stands. On recognised pages each number is looked at again: a
reading of it is taken when the graph has the instrument with the stated day, when the text has the
same number elsewhere, or when one well-formed symbol alone is near (``cite.symbol_readings``). Else
the text stays as it was read. The citation keeps what the page shows in ``text`` and ``written``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cite.dates import iso_day
from cite.find import find_citations
from cite.fragments import DAY_MONTH_YEAR, SO, YEAR, fold_window
from cite.lexicon import type_ending
from cite.symbol_readings import SymbolReading, is_known, only_reading, own_letters, readings
from kg.contract import Store
from kg.model import Citation, Span
from kg.patterns import lazy
from kg.vocab import load_vocabulary

_FIGURE = r"[\dOoIlSB]"
_PIECE = r"[A-ZĐÀ-Ỹ0-9&$][\wø&$]{0,14}"
_JOIN = r"(?:\s?[.:,;]?\s?[-~]\s?-?\s?|[./])"
_SEEN = lazy(
    rf"(?:(?<!\w){SO}\s?|(?<![\w/-]))(?P<junk>[.,:;'‘’`]{{0,2}}\s?)"
    rf"(?P<serial>{_FIGURE}{{1,5}}[a-zđ]?)(?P<mark>\s?[/|\\]\s?|\s?[-~]\s?|\s?(?=[A-ZĐ]{{2}}))"
    rf"(?:(?P<year>[12Il][{_FIGURE[1:-1]}]{{3}})\s?[/|\\]\s?)?(?P<symbol>{_PIECE}(?:{_JOIN}{_PIECE}){{0,5}})"
)
_DIGITS = str.maketrans("OoIlSB", "001158")
_HYPHENS = lazy(r"[\s.:,;]*[-~][\s-]*")
_DATE = lazy(rf"\s*,?\s*(?:\(\s*)?ngày\s*{DAY_MONTH_YEAR}")
_REACH = 60
_ENOUGH = 2
"""So many times letters stand in a text before they are taken for those of a body."""


class _Seen(NamedTuple):
    """A number on the page as it was recognised: its span, figures and letters."""

    start: int
    end: int
    junk: int
    serial: str
    mark: str
    year: str | None
    symbol: str
    types: frozenset[str]
    day: str | None

    @property
    def head(self) -> str:
        """The figures, with the year if there is one."""
        return f"{self.serial}/{self.year}" if self.year else self.serial

    def number(self, symbol: str) -> str:
        """Return the number with a symbol read for its letters; Party symbols have a slash."""
        party = "/" in symbol and not self.year and self.mark != "/"
        return f"{self.head}{'-' if party else '/'}{symbol}"


class _Edit(NamedTuple):
    """What stands at ``[start, end)`` of the text, and what is read there."""

    start: int
    end: int
    new: str


def repaired(text: str, spans: Sequence[Span], graph: Store | None = None) -> list[Citation]:
    """Return the citations of ``text``, of which OCR has read the ``spans``."""
    found = find_citations(text)
    edits = _edits(text, found, spans, graph)
    if not edits:
        return found
    pieces, done = [], 0
    for edit in edits:
        pieces += [text[done : edit.start], edit.new]
        done = edit.end
    way = _Way(edits)
    return [way.back(c, text) for c in find_citations("".join(pieces) + text[done:])]


def _edits(
    text: str, found: Sequence[Citation], spans: Sequence[Span], graph: Store | None
) -> list[_Edit]:
    own = _own_letters(found)
    sure = {c.number for c in found if c.number and is_known(_symbol_of(c.number), own)}
    read = {c.end: c.number for c in found if c.number}
    edits = []
    for seen in _numbers(text, spans):
        number = _meant(seen, sure, own, graph)
        if number is None or read.get(seen.end) == number:
            continue
        if seen.junk < seen.start:
            edits.append(_Edit(seen.junk, seen.start, " "))
        edits.append(_Edit(seen.start, seen.end, number))
    return edits


def _numbers(text: str, spans: Sequence[Span]) -> Iterator[_Seen]:
    for begin, stop in spans:
        window = fold_window(text[begin:stop])
        at = 0
        while m := _SEEN.search(window, at):
            at = m.end()
            end = _letters_end(m["symbol"])
            serial, year = m["serial"].translate(_DIGITS), (m["year"] or "").translate(_DIGITS)
            kind = type_ending(window, _before(window, m.start()))
            if not end or not any(c.isdigit() for c in m["serial"]):
                at = m.start("serial") + 1
                continue
            if m["serial"][-1].islower() and m["serial"][-1] not in "ol":
                serial = serial[:-1] + m["serial"][-1]
            end += m.start("symbol")
            at = end
            yield _Seen(
                begin + m.start("serial"),
                begin + end,
                begin + m.start("junk"),
                serial,
                m["mark"].strip().replace("|", "/").replace("\\", "/"),
                year or None,
                _HYPHENS.sub("-", window[m.start("symbol") : end]),
                _symbols_of(kind[1]) if kind else frozenset(),
                _day(window, end),
            )


def _before(window: str, at: int) -> int:
    """Return where the words before ``at`` end."""
    while at and window[at - 1].isspace():
        at -= 1
    return at


def _letters_end(symbol: str) -> int:
    """Return the length of the letters at the head of what may be a symbol, 0 for none."""
    end = 0
    for piece in _LETTERS.finditer(symbol):
        letters = piece[0]
        capitals = sum(c.isupper() for c in letters)
        if 2 * capitals < sum(c.isalpha() for c in letters) or not (capitals or end):
            break
        end = piece.end()
    return end


_LETTERS = lazy(r"[\w&$]+")


def _symbols_of(word: str) -> frozenset[str]:
    kind = load_vocabulary().type_by_word(word)
    return frozenset(kind.symbols) if kind else frozenset()


def _day(window: str, at: int) -> str | None:
    m = _DATE.match(window, at, at + _REACH)
    return iso_day(m["d"], m["m"], m["y"]) if m else None


def _symbol_of(number: str) -> str:
    return _HEAD.sub("", number)


_HEAD = lazy(rf"^[\d.]+[a-zđ]?[/-](?:{YEAR}/)?")


def _own_letters(found: Sequence[Citation]) -> frozenset[str]:
    """Return letters that stand in the symbols of a text again and again."""
    numbers = [c.number for c in found if c.number]
    counts = Counter(p for n in numbers for p in _LETTERS.findall(_symbol_of(n))[1:])
    return own_letters(letters for letters, count in counts.items() if count >= _ENOUGH)


def _meant(seen: _Seen, sure: set[str], own: frozenset[str], graph: Store | None) -> str | None:
    """Return the number that is meant, ``None`` where nothing confirms a reading."""
    if is_known(seen.symbol, own):
        whole = len(_LETTERS.findall(seen.symbol)) > 1 or seen.symbol[-1].isdigit()
        return seen.number(seen.symbol) if whole else None
    far = readings(seen.symbol, types=seen.types, bodies=own, far=True)
    for confirmed in (_of_day(seen, graph), _elsewhere(seen, far, sure)):
        if confirmed:
            return confirmed
    symbol = only_reading(readings(seen.symbol, types=seen.types, bodies=own))
    return seen.number(symbol) if symbol else None


def _elsewhere(seen: _Seen, far: list[SymbolReading], sure: set[str]) -> str | None:
    """Return the one number of the text itself that may be meant."""
    same = {number for reading in far if (number := seen.number(reading.symbol)) in sure}
    return same.pop() if len(same) == 1 else None


def _of_day(seen: _Seen, graph: Store | None) -> str | None:
    """Return the one number of the graph with these figures that was signed on the stated day."""
    if graph is None or seen.day is None:
        return None
    same = {
        i.number
        for i in graph.by_number_start(seen.head)
        if i.date is not None and i.date.isoformat() == seen.day and _akin(seen.symbol, i.number)
    }
    return same.pop() if len(same) == 1 else None


def _akin(symbol: str, number: str) -> bool:
    """Return whether a damaged symbol can be the number's: it begins or ends alike."""
    other = _symbol_of(number)
    return symbol[:2] == other[:2] or symbol[-2:] == other[-2:]


class _Way:
    """The way back from the text with edits to the text as it was recognised."""

    def __init__(self, edits: list[_Edit]) -> None:
        self._edits = edits
        self._starts: list[int] = []
        shift = 0
        for edit in edits:
            self._starts.append(edit.start + shift)
            shift += len(edit.new) - (edit.end - edit.start)

    def back(self, c: Citation, text: str) -> Citation:
        """Return a citation of the edited text with the offsets and words of the recognised one."""
        start, end = self._at(c.start, end=False), self._at(c.end, end=True)

        def moved(span: Span | None) -> Span | None:
            if span is None:
                return None
            a, b = c.start + span[0], c.start + span[1]
            return self._at(a, end=False) - start, self._at(b, end=True) - start

        changed = c._replace(
            start=start,
            end=end,
            text=text[start:end],
            date_span=moved(c.date_span),
            issuer_span=moved(c.issuer_span),
            title_span=moved(c.title_span),
        )
        edit = self._inside(c)
        if edit is None or c.number is None:
            return changed
        return changed._replace(written="".join(text[edit.start : edit.end].split()))

    def _inside(self, c: Citation) -> _Edit | None:
        """Return the edit that made the citation's number."""
        index = bisect_right(self._starts, c.end - 1) - 1
        edit = self._edits[index] if index >= 0 else None
        if edit is None or self._starts[index] < c.start or edit.new == " ":
            return None
        return edit if self._starts[index] + len(edit.new) >= c.end else None

    def _at(self, offset: int, *, end: bool) -> int:
        index = bisect_right(self._starts, offset - end) - 1
        if index < 0:
            return offset
        edit, start = self._edits[index], self._starts[index]
        inside = offset - start
        if inside < len(edit.new) or (end and inside == len(edit.new)):
            return edit.end if end else edit.start
        return edit.end + inside - len(edit.new)
