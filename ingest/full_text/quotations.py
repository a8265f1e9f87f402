"""Quoted passages: new wording of other instruments, names of short forms, phrases."""

from __future__ import annotations

import re
from bisect import bisect_right

from kg.model import Span
from kg.patterns import lazy

LONGEST_SKIP = 3
"""So many numbers of articles may lack between two that are the text's own."""
_ARTICLE = lazy(r"\n[ \t|*_#>]*+Điều\s{1,3}(\d{1,3})\s{0,2}[.:]")
_OPENS = frozenset(" \n\t(|:;,/")
_QUOTE = re.compile('[“”"]')
_CLOSING = lazy(r"[”\"][ \t]*+[.;,:)/]*+[ \t./]*+(?=\n|$)")
_NEXT_PAIRS = 40
_INDENT = 40
_BEGINS = lazy(r"(?:^|\n)[ \t|]*$")


def quoted_passages(text: str) -> tuple[Span, ...]:
    """Return the spans of outermost quotations, marks included.

    Straight marks open before a letter behind a blank and close otherwise. A paragraph that opens
    a quotation never closed is quoted up to the next mark that closes a paragraph.
    """
    waiting: list[int] = []
    pairs: list[Span] = []
    for m in _QUOTE.finditer(text):
        at = m.start()
        if _opens(text, at):
            waiting.append(at)
        elif waiting:
            pairs.append((waiting.pop(), at + 1))
    pairs.sort()
    for at in waiting:
        if _BEGINS.search(text, max(0, at - _INDENT), at):
            closed = _next_closing(text, pairs, at)
            if closed is not None:
                pairs.append((at, closed))
    return _outermost(sorted(pairs))


def _opens(text: str, at: int) -> bool:
    if text[at] != '"':
        return text[at] == "“"
    before = text[at - 1] if at else "\n"
    after = text[at + 1 : at + 2]
    return before in _OPENS and bool(after) and not after.isspace()


def _next_closing(text: str, pairs: list[Span], at: int) -> int | None:
    index = bisect_right(pairs, (at, len(text)))
    for _, end in pairs[index : index + _NEXT_PAIRS]:
        if _CLOSING.match(text, end - 1):
            return end
    return None


def own_articles_kept(text: str, quotes: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the quotations, those cut short that swallow an article of the text itself.

    A mark that never closes pairs with a later one. The article it swallows shows by its number:
    that of the article before plus one, while the next article outside has the one after that.
    """
    marks = [(m.start(), int(m[1])) for m in _ARTICLE.finditer(text)] if quotes else []
    kept = list(quotes)
    own = 0
    swallowed: tuple[int, int] | None = None
    for at, number in marks:
        index = bisect_right(kept, (at, len(text))) - 1
        if index >= 0 and at < kept[index][1]:
            if swallowed is None and own and number == own + 1:
                swallowed = (index, at)
            continue
        if swallowed is not None and own + 1 < number <= own + LONGEST_SKIP:
            i, cut = swallowed
            start, end = kept[i]
            inner = [(cut + a, cut + b) for a, b in quoted_passages(text[cut:end])]
            kept[i : i + 1] = [(start, cut), *inner]
        own, swallowed = number, None
    return tuple(kept)


def _outermost(pairs: list[Span]) -> tuple[Span, ...]:
    found: list[Span] = []
    for pair in pairs:
        if not found or pair[0] >= found[-1][1]:
            found.append(pair)
    return tuple(found)
