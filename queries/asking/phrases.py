"""The pattern language of phrases, and how well a phrase explains a question.

A phrase says one way to ask a question, one phrase a line::

    "<nào> <thay thế> {x}"              văn bản nào thay thế 61/2018/NĐ-CP? what replaced …?
    "{x} <bị> <thay thế> [<bởi> <nào>]" 61/2018/NĐ-CP bị thay thế chưa? … được thay thế bởi …?
    "(tiền thân|predecessor) {x}"

``word``
    the word itself; case and diacritics do not count.
``<name>``
    any of the words of a class of ``queries.asking.words``.
``[…]``
    may be absent.
``(a|b c)``
    one of these.
``@acts <name>``, ``@acted <name>``
    alone in a phrase: all usual ways to ask on what ``{x}`` acts, and what acts on it.
``{x}``, ``{to}``
    the first and the second instrument named, in the order of the question.
``{since}``, ``{until}``
    two days in order; ``{period}`` a year or month.
``{n}``
    a number of rows.

The order of a phrase is the order of the question: this is what tells "A thay thế văn bản nào" from
"văn bản nào thay thế A". Between two words of a phrase other words may stand. Polite and empty
words cost nothing, unknown words a little, and words with a meaning in another phrase so much that
the phrase is out. Days and instruments' details (date, issuer) need no place in a phrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise, product
from typing import NamedTuple

from kg.errors import RecordError
from kg.text import fold, strip_accents
from queries.asking.words import CLASSES, COSTS, FRAMES

#: What it costs to leave a word of the question unexplained, see ``words.COSTS``.
UNKNOWN, MEANINGFUL, NEVER = 1.1, 4.0, 50.0
PLACES = frozenset({"{x}", "{to}", "{since}", "{until}", "{period}", "{n}"})
_PIECE = re.compile(r"\s*(<[^<>]+>|\{\w+\}|[\[\]()|]|[^\s\[\]()|<>{}]+)")

Atoms = tuple[str, ...]


class Phrase(NamedTuple):
    """One wording without choices: words, ``<classes>`` and ``{places}`` in order."""

    atoms: Atoms
    needs: frozenset[str]


class Match(NamedTuple):
    """How a phrase explains a question: what it leaves unexplained, and where its places stand."""

    cost: float
    phrase: Phrase


@lru_cache(maxsize=8192)
def bare(text: str) -> str:
    """Return a text folded and without diacritics, the form in which words are compared."""
    return strip_accents(fold(text))


def alike(typed: str, word: str) -> bool:
    """Return whether a word as typed can be a word: the same, or typed without diacritics."""
    return typed == word or (typed.isascii() and bare(word) == typed)


@cache
def compiled(phrase: str) -> tuple[Phrase, ...]:
    """Return the wordings of a phrase.

    Raises:
        RecordError: a bracket is open, or a class or place is unknown.
    """
    pieces = _PIECE.findall(phrase)
    wordings, rest = _choices(pieces, phrase)
    if rest:
        raise RecordError(f"phrase {phrase!r}: a bracket too many. Close what is open, no more.")
    return tuple(Phrase(atoms, frozenset(atoms)) for atoms in dict.fromkeys(wordings))


def _choices(pieces: list[str], phrase: str) -> tuple[list[Atoms], list[str]]:
    """Read alternatives up to a closing bracket; return them and the pieces that are left."""
    found: list[Atoms] = []
    parts: list[list[Atoms]] = []
    while pieces and pieces[0] not in {"]", ")"}:
        piece, pieces = pieces[0], pieces[1:]
        if piece == "|":
            found += _sequences(parts)
            parts = []
        elif piece in {"[", "("}:
            inner, pieces = _choices(pieces, phrase)
            if not pieces or pieces[0] != {"[": "]", "(": ")"}[piece]:
                raise RecordError(f"phrase {phrase!r}: a bracket is open. Close it.")
            pieces = pieces[1:]
            parts.append([*inner, ()] if piece == "[" else inner)
        else:
            parts.append([(_atom(piece, phrase),)])
    return found + _sequences(parts), pieces


def _sequences(parts: list[list[Atoms]]) -> list[Atoms]:
    return [tuple(atom for part in chosen for atom in part) for chosen in product(*parts)]


def _atom(piece: str, phrase: str) -> str:
    known = piece[1:-1] in CLASSES if piece[0] == "<" else piece[0] != "{" or piece in PLACES
    if not known:
        raise RecordError(
            f"phrase {phrase!r}: {piece!r} is unknown. Add the class to queries/asking/words.py, "
            f"or use one of {', '.join(sorted(PLACES))}."
        )
    return piece if piece[0] in "<{" else fold(piece)


class Words:
    """What the phrases of all questions know of words: classes, costs, pairs of neighbours."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        """Take the wordings of all questions."""
        #: First word, bare, to the sequences of words that begin with it, and what they stand for.
        self.heads: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        #: What stands behind (``True``) or before a word in them.
        self.beside: dict[tuple[str, bool], set[str]] = {}
        self.known: set[str] = set()
        sequences = {(atom,): atom for phrase in phrases for atom in phrase.atoms if atom[0] != "<"}
        named = [(words, f"<{name}>") for name in CLASSES for words in class_words(name)]
        for words, name in (*sequences.items(), *named):
            plain = tuple(map(bare, words))
            self.heads.setdefault(plain[0], []).append((words, name))
            self.known.update(plain)
            for first, second in pairwise(plain):
                self.beside.setdefault((first, True), set()).add(second)
                self.beside.setdefault((second, False), set()).add(first)
        #: Cost of leaving out a word, by the word as it should be written and by its bare form.
        self.costs: dict[str, float] = {}
        self.plain: dict[str, float] = {}
        for cost, line in COSTS:
            self.costs.update(dict.fromkeys(fold(line).split(), cost))
            self.plain.update(dict.fromkeys(bare(line).split(), cost))
        self.known.update(self.plain)

    def spans(self, tokens: Sequence[str]) -> dict[str, list[tuple[int, int]]]:
        """Return where each word, place and class stands among the tokens, half-open."""
        found: dict[str, list[tuple[int, int]]] = {}
        for at, token in enumerate(tokens):
            for words, name in self.heads.get(bare(token), ()):
                end = at + len(words)
                if end <= len(tokens) and all(map(alike, tokens[at:end], words)):
                    found.setdefault(name, []).append((at, end))
        return found

    def skips(
        self, tokens: Sequence[str], spans: Mapping[str, Sequence[tuple[int, int]]]
    ) -> list[float]:
        """Return the cost of leaving out all tokens before each offset."""
        classes = [found for name, found in spans.items() if name[0] == "<"]
        telling = {at for found in classes for start, end in found for at in range(start, end)}
        total = [0.0]
        for at, token in enumerate(tokens):
            costs = self.plain if token.isascii() else self.costs
            usual = NEVER if token[0] == "{" else MEANINGFUL if at in telling else UNKNOWN
            total.append(total[-1] + costs.get(token, usual))
        return total


@cache
def class_words(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the alternatives of a class, classes inside it taken in."""
    found: dict[tuple[str, ...], None] = {}
    for line in CLASSES[name].split("|"):
        parts: list[list[tuple[str, ...]]] = []
        for piece in _PIECE.findall(line):
            inner = class_words(piece[1:-1]) if piece[0] == "<" else ((fold(piece),),)
            parts.append(list(inner))
        found.update(dict.fromkeys(_sequences(parts)))
    return tuple(found)


def cheapest(
    phrases: Iterable[Phrase],
    spans: Mapping[str, Sequence[tuple[int, int]]],
    skips: Sequence[float],
) -> Match | None:
    """Return the phrase that leaves least of a question unexplained; ``None`` if none fits."""
    present = spans.keys()
    best: Match | None = None
    for phrase in phrases:
        if phrase.needs <= present:
            cost = _cost(phrase.atoms, spans, skips)
            if cost is not None and (best is None or cost < best.cost):
                best = Match(cost, phrase)
    return best


def _cost(
    atoms: Atoms, spans: Mapping[str, Sequence[tuple[int, int]]], skips: Sequence[float]
) -> float | None:
    """Return the cost of the cheapest way to lay a phrase along a question."""
    # ``gained[end]``: least cost of the words left out so far, were all before ``end`` left out.
    gained: dict[int, float] = {0: 0.0}
    for atom in atoms:
        following: dict[int, float] = {}
        for start, end in spans[atom]:
            before = [cost for at, cost in gained.items() if at <= start]
            if before:
                explained = skips[end] - skips[start]
                cost = min(before) - explained
                following[end] = min(cost, following.get(end, cost))
        gained = following
        if not gained:
            return None
    return skips[-1] + min(gained.values())


def wordings(phrases: Iterable[str]) -> Iterator[Phrase]:
    """Yield the wordings of phrases, those of frames in full."""
    for phrase in phrases:
        frame, _, action = phrase.partition(" ")
        if not frame.startswith("@"):
            yield from compiled(phrase)
            continue
        if frame not in FRAMES:
            raise RecordError(f"phrase {phrase!r}: no such frame. Use one of {', '.join(FRAMES)}.")
        for wording in FRAMES[frame]:
            yield from compiled(wording.replace("V", action))
