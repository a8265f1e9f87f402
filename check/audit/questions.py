"""Questions to a graph: how each is asked, how it is named, and the digest of its answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from hashlib import blake2b
from types import MappingProxyType
from typing import Any

from kg.contract import Store
from kg.errors import IdentifierError

SOURCE = "source"

_ASK: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {
        "in": lambda store, iri: iri in store,
        "canonical": lambda store, iri: store.canonical(iri),
        "instrument": lambda store, iri: store.instrument(iri),
        "attestations": lambda store, iri: store.attestations(iri),
        "by_numbers": lambda store, numbers: store.by_numbers(tuple(numbers)),
        "by_loose_number": lambda store, number: store.by_loose_number(number),
        "near_numbers": lambda store, number: store.near_numbers(number),
        "by_number_start": lambda store, number: store.by_number_start(number),
        "by_title": lambda store, title: store.by_title(title),
        "by_type": lambda store, slug: store.by_type(slug),
        "like_title": lambda store, words, limit: store.like_title(words, limit=limit),
        "around": lambda store, tail, types, year, serial, agreed: store.around(
            tail, types=tuple(types), year=year, serial=serial, agreed=agreed
        ),
        "outgoing": lambda store, iri, kinds: store.outgoing(iri, kinds=kinds),
        "incoming": lambda store, iri, kinds: store.incoming(iri, kinds=kinds),
        SOURCE: lambda store, id_: store.sources.get(id_),
    }
)


def answer_of(store: Store, name: str, arguments: Iterable[Any]) -> Any:  # noqa: ANN401
    """Return what a store answers; that it knows no such instrument is an answer too."""
    try:
        return _ASK[name](store, *arguments)
    except IdentifierError as error:
        return error


def key_of(asked: Iterable[Any]) -> str:
    """Return the name of a question: its method and arguments in JSON."""
    return json.dumps(tuple(asked), ensure_ascii=False, separators=(",", ":"))


def id_of(key: str) -> int:
    """Return the number of a question, the same wherever it is asked: 8 bytes of a digest."""
    digest = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True)


def digest_of(answer: Any) -> bytes:  # noqa: ANN401 - any answer
    """Return what tells an answer from another one, the same for every store."""
    return _digest(answer) if answer != () else _NOTHING


def _digest(answer: Any) -> bytes:  # noqa: ANN401 - any answer
    told = repr(_plain(answer)).encode("utf-8", "surrogatepass")
    return blake2b(told, digest_size=8).digest()


def _plain(value: Any) -> Any:  # noqa: ANN401 - any answer
    """Return a value whose ``repr`` is the same in every process and for every store."""
    if isinstance(value, str | int | date | None):
        return value
    if isinstance(value, tuple | list):
        return tuple(map(_plain, value))
    if isinstance(value, dict):
        return tuple(sorted((key, _plain(inner)) for key, inner in value.items()))
    if is_dataclass(value):
        return tuple(_plain(getattr(value, field.name)) for field in fields(value))
    return repr(value)


_NOTHING = _digest(())
"""What most look-ups of a number that the graph does not have answer."""
