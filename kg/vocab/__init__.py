"""The vocabulary: types, kinds of relations, issuers, provinces, ended bodies and dropped terms.

The entries are the YAML files of this folder; ``load_vocabulary`` checks them once and keeps the
result in the user's cache, so that no command parses YAML at its start.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.text import fold
from kg.vocab.cache import cache_folder, fingerprint, read_cache, write_cache
from kg.vocab.entries import (
    FILES,
    LAW_WORDS,
    LAWS,
    Body,
    Effect,
    InstrumentType,
    Issuer,
    Province,
    Raw,
    RelationKind,
    Successor,
    Term,
    build,
)

if TYPE_CHECKING:
    from datetime import date

__all__ = [
    "LAWS",
    "LAW_WORDS",
    "Body",
    "Effect",
    "InstrumentType",
    "Issuer",
    "Province",
    "RelationKind",
    "Successor",
    "Term",
    "Vocabulary",
    "load_vocabulary",
]

_FOLDER = Path(__file__).parent
_PREFIXES = ("tỉnh ", "thành phố ", "tp. ", "tp ", "tp.")


class Vocabulary:
    """All entries with their look-ups; each file is turned into entries when first asked for."""

    def __init__(self, raw: Raw) -> None:
        """Take checked records and index as ``kg.vocab.reading.read_folder`` makes them."""
        self._raw = raw
        self._index: dict[str, dict[str, list[str]]] = raw["index"]

    @cached_property
    def types(self) -> dict[str, InstrumentType]:
        """Types of instruments by id."""
        return _built(InstrumentType, self._raw["types"])

    @cached_property
    def relations(self) -> dict[str, RelationKind]:
        """Kinds of relations by id."""
        return _built(RelationKind, self._raw["relations"])

    @cached_property
    def issuers(self) -> dict[str, Issuer]:
        """Issuing bodies by id."""
        return _built(Issuer, self._raw["issuers"])

    @cached_property
    def provinces(self) -> dict[str, Province]:
        """Provinces, past and present, by id."""
        return _built(Province, self._raw["provinces"])

    @cached_property
    def bodies(self) -> dict[str, Body]:
        """Bodies that no longer exist, by id."""
        return _built(Body, self._raw["bodies"])

    @cached_property
    def terms(self) -> dict[str, Term]:
        """Terms the law has dropped, by id."""
        return _built(Term, self._raw["terms"])

    @cached_property
    def type_symbols(self) -> frozenset[str]:
        """Folded symbols of all types, as ``kg.ids.read_number`` takes them."""
        return frozenset(self._index["type_symbols"])

    @cached_property
    def effects(self) -> dict[str, Effect]:
        """Kind of relation to its effect on the target."""
        return {entry["id"]: entry["effect"] for entry in self._raw["relations"]}

    @cached_property
    def inverses(self) -> dict[str, str]:
        """Name of each inverse to the kind it reads backwards, ``replaced_by`` to ``replaces``."""
        return {entry["inverse"]: entry["id"] for entry in self._raw["relations"]}

    def type_by_word(self, word: str) -> InstrumentType | None:
        """Return the type that a word of a text names, in any case or spelling kept for it."""
        found = self._index["type_words"].get(fold(word))
        return self.types[found[0]] if found else None

    def types_by_symbol(self, symbol: str) -> tuple[InstrumentType, ...]:
        """Return all types with this symbol; ``QĐ`` is Quyết định and the Party's Quy định."""
        found = self._index["type_symbols"].get(fold(symbol), ())
        return tuple(self.types[id_] for id_ in found)

    def issuers_by_name(self, name: str, *, on: date | None = None) -> tuple[Issuer, ...]:
        """Return the issuers of this name or alias, those that existed ``on`` a day if given."""
        return self._living("issuer_names", name, on)

    def issuers_by_symbol(self, symbol: str, *, on: date | None = None) -> tuple[Issuer, ...]:
        """Return the issuers with this symbol, those that existed ``on`` a day if given."""
        return self._living("issuer_symbols", symbol, on)

    def _living(self, index: str, word: str, on: date | None) -> tuple[Issuer, ...]:
        found = (self.issuers[id_] for id_ in self._index[index].get(fold(word), ()))
        return tuple(issuer for issuer in found if on is None or issuer.living(on))

    def heirs(self, issuer: Issuer, *, on: date) -> tuple[Issuer, ...]:
        """Return the bodies that stand for ``issuer`` on a day: itself while it exists.

        Heirs of heirs are followed; the order is that of the vocabulary, main heir first.
        """
        found: dict[str, Issuer] = {}
        waiting, seen = [issuer], {issuer.id}
        while waiting:
            body = waiting.pop(0)
            if body.living(on):
                found[body.id] = body
                continue
            for heir in body.successors:
                if heir.id not in seen and (heir.since is None or heir.since <= on):
                    seen.add(heir.id)
                    waiting.append(self.issuers[heir.id])
        return tuple(found.values())

    def province(self, name: str) -> Province | None:
        """Return the province of a name, with or without ``tỉnh`` or ``thành phố`` before it."""
        found = self._index["provinces"].get(bare_province(name))
        return self.provinces[found[0]] if found else None

    def province_on(self, province: Province, *, on: date) -> Province:
        """Return the unit that a province belongs to on a day, after all mergers until then."""
        seen = {province.id}
        while province.successor and province.successor not in seen:
            if province.merged_on is None or on < province.merged_on:
                break
            seen.add(province.successor)
            province = self.provinces[province.successor]
        return province


def bare_province(name: str) -> str:
    """Return a province's name folded and without the word for its kind."""
    folded = fold(name)
    for prefix in _PREFIXES:
        if folded.startswith(prefix):
            return folded.removeprefix(prefix).strip()
    return folded


def _built(entry: type[Any], records: list[Raw]) -> dict[str, Any]:
    return {record["id"]: build(entry, record) for record in records}


def load_vocabulary(folder: Path | None = None, *, cache: Path | None = None) -> Vocabulary:
    """Return the vocabulary; the shipped one is read once in a process.

    Args:
        folder: folder of the YAML files; the shipped one by default.
        cache: folder of the cache; by default the custom of the system.

    Raises:
        RecordError: an entry is malformed, has unknown keys or names an entry that is absent.
    """
    return _shipped() if folder is None and cache is None else _load(folder or _FOLDER, cache)


@lru_cache(maxsize=1)
def _shipped() -> Vocabulary:
    """Return the shipped vocabulary; asked for hundreds of times in checking one draft."""
    return _load(_FOLDER, cache_folder())


@lru_cache(maxsize=4)
def _load(folder: Path, cache: Path | None) -> Vocabulary:
    key = fingerprint(folder / f"{name}.yaml" for name in FILES)
    raw = read_cache(cache, "vocabulary", key)
    if raw is None:
        from kg.vocab.reading import read_folder

        raw = read_folder(folder)
        write_cache(cache, "vocabulary", key, raw)
    return Vocabulary(raw)
