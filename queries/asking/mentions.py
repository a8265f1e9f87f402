"""Instruments that a question names: by IRI, by number, by part of a number, by a law's name.

What is typed without diacritics or capitals is first given the spelling of the citation it stands
for, then read by the citation finder.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from cite.find import find_citations
from cite.resolve import resolve
from kg.contract import Store, age
from kg.model import Instrument
from kg.patterns import lazy
from kg.vocab import load_vocabulary
from queries.asking.days import Day
from queries.asking.details import WORD, Mention, Typed, apart, with_details
from queries.asking.laws import find_laws
from queries.asking.phrases import bare

_NUMERAL = r"\d{1,5}(?:\.\d{1,3})?(?:bis|[a-z])?"
_YEAR = r"(?:19|20)\d\d"
_LETTERS = r"[a-z][a-z0-9]*(?:\s?[-&.]\s?[a-z][a-z0-9]*)*"
_NUMBER = lazy(
    rf"(?<![\w/.-])(?P<number>{_NUMERAL}(?:\s?[/-]\s?{_YEAR})?\s?[/-]\s?{_LETTERS}"
    rf"(?:\s?/\s?{_LETTERS})?)(?![\w/])"
)
_PART = lazy(
    rf"(?<![\w/.-])(?P<serial>{_NUMERAL})(?:\s?[/-]\s?(?P<year>{_YEAR})|\s+(?:nam\s+|of\s+)?"
    rf"(?P<year2>{_YEAR}))?(?![\w/]|-\w|\.\d)"
)
_SO = r"(?:(?:so|so hieu|no|number|num)\s*[.:]?\s*)?"
_INNER = r"(?:\s+cua\s+[a-z ]{2,50}?\s+so)?"
_IRI = lazy(r"/akn/vn/act/[\w/-]+")
_VERBS = frozenset(map(bare, ("hướng dẫn", "quy định", "thông báo", "báo cáo", "guidance")))


def find_mentions(typed: Typed, days: list[Day], graph: Store) -> tuple[list[Mention], list[Day]]:
    """Return the instruments named, and the days that are not theirs."""
    found: list[Mention] = []
    for finder in (_by_iri, _by_number, _by_law, _by_part):
        for mention in finder(typed, graph):
            clash = [m for m in found if m.start < mention.end and mention.start < m.end]
            dated = finder is _by_part and _within_day(mention, days)
            if not clash and not dated:
                found.append(mention)
    found.sort(key=lambda mention: mention.start)
    merged = _merged(found, typed)
    for at, mention in enumerate(merged):
        done = merged[at - 1].end if at else 0
        limit = merged[at + 1].start if at + 1 < len(merged) else len(typed.bare)
        merged[at] = with_details(mention, typed.bare, days, (done, limit))
    left = [day for day in days if not any(m.start <= day.at < m.end for m in merged)]
    return merged, [apart(day, merged) for day in left]


def _within_day(mention: Mention, days: list[Day]) -> bool:
    return any(day.at <= mention.start < day.end for day in days)


def _by_iri(typed: Typed, graph: Store) -> Iterator[Mention]:
    for m in _IRI.finditer(typed.text):
        found = (graph.instrument(m.group()),) if m.group() in graph else ()
        yield Mention(*m.span(), m.group(), found)


def _by_number(typed: Typed, graph: Store) -> Iterator[Mention]:
    for m in _NUMBER.finditer(typed.bare):
        written = re.sub(r"\s", "", typed.text[m.start("number") : m.end("number")])
        known = graph.by_number(written) or graph.by_loose_number(written)
        start, type_word = _type_before(typed.bare, m.start(), written)
        number = known[0].number if known else _cased(written)
        citations = find_citations(f"{type_word} {number}".strip())
        # Without a type word the finder asks for "số" before some symbols.
        citations = citations or find_citations(f"Văn bản số {number}")
        if citations:
            resolution = resolve(citations[0], graph, as_of=None)
            candidates = _in_order(c.instrument for c in resolution.candidates) or known
            words = typed.text[start : m.end()]
            yield Mention(start, m.end(), words, candidates, citations[0].number or number)


def _by_law(typed: Typed, graph: Store) -> Iterator[Mention]:
    for start, end, candidates in find_laws(typed.bare, graph):
        yield Mention(start, end, typed.text[start:end], _in_order(candidates))


def _by_part(typed: Typed, graph: Store) -> Iterator[Mention]:
    """Yield numbers without their symbol: Nghị định 61/2018, nghị định 61 năm 2018, 61/2018."""
    for m in _PART.finditer(typed.bare):
        start, type_word = _type_before(typed.bare, m.start(), m.group())
        year = m["year"] or m["year2"]
        if not type_word and not m["year"]:
            continue
        number = f"{m['serial']}/{year}" if year else m["serial"]
        found = _of_type(graph.by_number_start(number), type_word)
        if year and not found:
            # The year of signing, where the number has none: Nghị quyết 76 năm 2021.
            same = _of_type(graph.by_number_start(m["serial"]), type_word)
            found = [i for i in same if i.date is not None and str(i.date.year) == year]
        if found or type_word:
            yield Mention(start, m.end(), typed.text[start : m.end()], _in_order(found), number)


def _of_type(instruments: Iterable[Instrument], type_word: str) -> list[Instrument]:
    kind = load_vocabulary().type_by_word(type_word) if type_word else None
    return [i for i in instruments if kind is None or i.type == kind.id]


def _in_order(instruments: Iterable[Instrument]) -> tuple[Instrument, ...]:
    return tuple(sorted({i.iri: i for i in instruments}.values(), key=age))


def _cased(number: str) -> str:
    """Return a number with its letters in capitals, the serial's own letter kept small."""
    m = re.match(r"\d+[a-zđ]?", number)
    serial = m.group() if m else ""
    return serial + number[len(serial) :].upper()


@cache
def _type_words() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return the pattern of a type word at the end of a text, and bare words to their spelling."""
    words: dict[str, str] = {}
    for kind in load_vocabulary().types.values():
        for word in (kind.vi, *kind.words, kind.en):
            words.setdefault(bare(word), kind.vi)
    words["kh"] = load_vocabulary().types["ke-hoach"].vi
    either = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(rf"(?<![\w/-])({either}){_INNER}\s+{_SO}$"), words


def _type_before(text: str, at: int, number: str) -> tuple[int, str]:
    """Return where the type word before a number begins, and its right spelling.

    Type words that are verbs too ("thông tư nào hướng dẫn 61/2018/NĐ-CP") count only where the
    symbol is theirs.
    """
    pattern, words = _type_words()
    m = pattern.search(text, max(0, at - 90), at)
    if m is None:
        return at, ""
    kind = load_vocabulary().type_by_word(words[m.group(1)])
    symbols = {bare(symbol) for symbol in kind.symbols} if kind else set()
    if m.group(1) in _VERBS and not symbols & set(WORD.findall(bare(number))):
        return at, ""
    return m.start(), words[m.group(1)]


def _merged(found: list[Mention], typed: Typed) -> list[Mention]:
    """Make a law's name and the number behind it one ("Luật Thanh tra số 84/2025/QH15")."""
    merged: list[Mention] = []
    for mention in found:
        last = merged[-1] if merged else None
        gap = typed.bare[last.end : mention.start] if last else ""
        if last and last.number is None and mention.number and re.fullmatch(rf"[\s,(]*{_SO}", gap):
            both = tuple(i for i in mention.candidates if i in last.candidates)
            candidates = both or mention.candidates
            merged[-1] = mention._replace(start=last.start, candidates=candidates)
        else:
            merged.append(mention)
    return merged
