"""Laws, codes, ordinances and the Constitution by name, with or without diacritics and commas."""

from __future__ import annotations

from collections.abc import Iterator

from kg.contract import Store
from kg.model import Instrument
from kg.patterns import lazy
from kg.vocab import LAWS
from queries.asking.phrases import bare

_WORD = lazy(r"[^\W_]+")
_HEAD = lazy(r"(?<!\w)(?:bo\s+luat|luat|phap\s+lenh|hien\s+phap|constitution)(?!\w)")
_CONSTITUTION = "hien phap"
_AMENDING = ("sua", "doi", "bo", "sung", "mot", "so", "dieu", "cua")
#: A beginning of a name is taken for the name when it has so many words behind the type word.
_ENOUGH = 2


#: Type and first word of the name to the words of the name and the law.
_Names = dict[tuple[str, str], list[tuple[tuple[str, ...], Instrument]]]


def find_laws(text: str, graph: Store) -> Iterator[tuple[int, int, tuple[Instrument, ...]]]:
    """Yield start, end and candidates of each law named in a text in bare lower case.

    The longest name wins; a beginning of a name ("luật ngân sách") stands for all names that
    begin so.
    """
    names = _names(graph)
    done = 0
    for head in _HEAD.finditer(text):
        if head.start() < done:
            continue
        words = list(_WORD.finditer(text, head.end()))[:40]
        run = [m.group() for m in words]
        kind = _CONSTITUTION if head.group() == "constitution" else " ".join(head.group().split())
        size, found = _longest(names, kind, run)
        if found:
            done = words[size - 1].end() if size else head.end()
            yield head.start(), done, found


def _longest(names: _Names, kind: str, run: list[str]) -> tuple[int, tuple[Instrument, ...]]:
    if kind == _CONSTITUTION:
        return 0, tuple(instrument for _, instrument in names.get((kind, ""), ()))
    best = (0, False)
    found: list[Instrument] = []
    for name, instrument in names.get((kind, run[0] if run else ""), ()):
        n = _shared(name, run)
        whole = n == len(name)
        amending = name[:2] == _AMENDING[:2] and n <= len(_AMENDING)
        if not whole and (n < _ENOUGH or amending):
            continue
        if (n, whole) > best:
            best, found = (n, whole), []
        if (n, whole) == best:
            found.append(instrument)
    return best[0], tuple(found)


def _shared(name: tuple[str, ...], run: list[str]) -> int:
    n = 0
    while n < min(len(name), len(run)) and name[n] == run[n]:
        n += 1
    return n


def _names(graph: Store) -> _Names:
    known: _Names | None = graph.memo.get(__name__)
    if known is None:
        known = graph.memo[__name__] = {}
        for slug in sorted(LAWS):
            kind = slug.replace("-", " ")
            for instrument in graph.by_type(slug):
                title = " ".join(_WORD.findall(bare(instrument.title or "")))
                name = tuple(title.removeprefix(kind).split())
                first = "" if kind == _CONSTITUTION else "".join(name[:1])
                known.setdefault((kind, first), []).append((name, instrument))
    return known
