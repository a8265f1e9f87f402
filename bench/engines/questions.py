"""The questions: drawn from the records with a fixed seed, the same for every engine.

Instruments are half drawn at random, half as targets of random relations, that is by how often
they are referred to, as in real use. No instrument is asked about twice in one question.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from kg.ids import number_key
from kg.store.files import INSTRUMENTS, RELATIONS

SEED = 20260102
STATES_AT_ONCE = 1000
_BATCHES = 20


class Questions(NamedTuple):
    """What is asked; each list has one more than is counted, for warming up.

    Attributes:
        as_of: the day asked for, ISO.
        numbers: numbers to look up.
        implements, lineages: IRIs.
        states: lists of ``STATES_AT_ONCE`` IRIs.
        paths: pairs of IRIs.
        typos: a number with a slip, and the key of the number that was meant.
        titles: an inexact title, and the title that was meant.
    """

    as_of: str
    numbers: list[str]
    implements: list[str]
    lineages: list[str]
    states: list[list[str]]
    paths: list[tuple[str, str]]
    typos: list[tuple[str, str]]
    titles: list[tuple[str, str]]

    def write(self, path: Path) -> None:
        """Write the questions for the processes that ask them."""
        path.write_text(json.dumps(self._asdict(), ensure_ascii=False), encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> Questions:
        """Read what ``write`` wrote."""
        return cls(**json.loads(path.read_text(encoding="utf-8")))


def draw(folder: Path, count: int, *, seed: int = SEED) -> Questions:
    """Return ``count`` of each question, fewer where the graph has not so many instruments."""
    rng = Random(seed)
    wanted = (count + 1) * 8 + STATES_AT_ONCE * _BATCHES
    known = {r["iri"]: r for r in _some(folder / INSTRUMENTS, wanted, rng)}
    cited = [r["target"] for r in _some(folder / RELATIONS, wanted, rng)]
    for record in _named(folder / INSTRUMENTS, set(cited) - known.keys()):
        known[record["iri"]] = record
    iris = list(known)
    pick = _Pick(rng, iris, cited)
    numbered = [known[iri] for iri in pick(count + 1, lambda iri: bool(known[iri]["number"]))]
    mistyped = [known[iri] for iri in pick(count + 1, lambda iri: "/" in known[iri]["number"])]
    titled = [known[iri] for iri in pick(count + 1, lambda iri: bool(known[iri]["title"]))]
    days = sorted(r["date"] for r in known.values() if r["date"])
    return Questions(
        # Most is signed by then, some is not.
        as_of=days[int(0.93 * len(days))],
        numbers=list(dict.fromkeys(record["number"] for record in numbered)),
        implements=pick(count + 1),
        lineages=pick(count + 1),
        states=[pick(STATES_AT_ONCE) for _ in range(_BATCHES + 1)],
        paths=list(zip(pick(count + 1), pick(count + 1), strict=False)),
        typos=[(_slip(record["number"], rng), number_key(record["number"])) for record in mistyped],
        titles=[(_inexact(record["title"], rng), record["title"]) for record in titled],
    )


class _Pick:
    """Draws instruments, none twice in one draw."""

    def __init__(self, rng: Random, iris: list[str], cited: list[str]) -> None:
        self._rng, self._iris, self._cited = rng, iris, cited

    def __call__(self, count: int, fits: Callable[[str], bool] = lambda iri: True) -> list[str]:
        found: dict[str, None] = {}
        for _ in range(20 * count):
            if len(found) == count:
                break
            among = self._cited if self._rng.random() < 0.5 else self._iris
            iri = self._rng.choice(among)
            if fits(iri):
                found[iri] = None
        return list(found)


def _some(path: Path, count: int, rng: Random) -> list[dict[str, Any]]:
    """Return the records of some random lines."""
    with path.open(encoding="utf-8") as file:
        total = sum(1 for _ in file)
    lines = set(rng.sample(range(total), min(count, total)))
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for at, line in enumerate(file) if at in lines]


def _named(path: Path, iris: Collection[str]) -> Iterable[dict[str, Any]]:
    start = len('{"iri": "')
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line[start : line.index('"', start)] in iris:
                yield json.loads(line)


def _slip(number: str, rng: Random) -> str:
    """Return a number with one slip: a digit lost, wrong or doubled, or a letter of the symbol."""
    at = rng.randrange(len(number))
    character = number[at]
    if character in "/-":
        at, character = 0, number[0]
    if character.isdigit():
        other = str((int(character) + rng.randint(1, 9)) % 10)
        return number[:at] + rng.choice((other, character * 2)) + number[at + 1 :]
    return number[:at] + number[at + 1 :]


def _inexact(title: str, rng: Random) -> str:
    """Return a title with a word left out and a letter lost."""
    words = title.split()
    if len(words) > 4:
        del words[rng.randrange(len(words))]
    at = rng.randrange(len(words))
    words[at] = words[at][:-1] or words[at]
    return " ".join(words)
