"""Cited instruments with their status on the day, and what proves it, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from check.audit.tallies import OfInstrument
from check.wording import day, full, relation_label
from kg.contract import Store
from kg.model import Instrument, Relation
from kg.state import Fact, Proof, State, Status
from kg.status import status
from kg.timeline import event
from kg.vocab import LAWS
from queries.status import NOTES
from queries.table import addresses
from report.labels import STATES, cell_words
from report.workbook.view import View
from report.workbook.words import GROUP_OF, pick

_AT_ONCE = 400
_FIRST = ("gone", "pause", "part")
_PROOFS, _SOURCES = 4, 2
#: State of an instrument that the graph does not have any more.
_LOST = ("không còn trong dữ liệu hiện tại", "not in the present data any more")


class Judged(NamedTuple):
    """A cited instrument and its status; both ``None`` where the graph does not have it.

    Attributes:
        group: key of ``report.workbook.words.GROUPS``.
    """

    cited: OfInstrument
    instrument: Instrument | None
    status: Status | None
    group: str


def judged(view: View) -> Iterator[Judged]:
    """Yield the cited instruments, those that have ended first, then by how much they are cited."""
    # Only the counts are kept; statuses come again from what the graph remembers.
    yield from _judged(view, _ranked(view))


def _ranked(view: View) -> list[OfInstrument]:
    """Return the cited instruments in their order, found once for a report."""
    if "ranked" not in view.kept:
        found: list[tuple[int, int, OfInstrument]] = []
        for at, one in enumerate(_judged(view, view.tallies.by_instrument())):
            rank = _FIRST.index(one.group) if one.group in _FIRST else len(_FIRST)
            found.append((rank, at, one.cited))
        view.kept["ranked"] = [cited for _, _, cited in sorted(found)]
    ranked: list[OfInstrument] = view.kept["ranked"]
    return ranked


def _judged(view: View, cited: Iterable[OfInstrument]) -> Iterator[Judged]:
    waiting = iter(cited)
    while some := list(islice(waiting, _AT_ONCE)):
        view.graph.prefetch([one.iri for one in some if one.iri in view.graph])
        yield from (judge(view, one) for one in some)


def judge(view: View, cited: OfInstrument) -> Judged:
    """Return a cited instrument with its status."""
    if cited.iri not in view.graph:
        return Judged(cited, None, None, "outside")
    found = status(view.graph, cited.iri, as_of=view.as_of)
    return Judged(cited, view.graph.instrument(cited.iri), found, GROUP_OF[found.state])


def state_words(one: Judged, language: str) -> str:
    """Return the state in words, with what must be told beside it."""
    if one.status is None:
        return pick(_LOST, language)
    words = [pick(STATES[one.status.state.value], language)]
    words += [pick(NOTES[note.value], language) for note in one.status.notes]
    return "; ".join(words)


def successor_words(one: Judged, graph: Store) -> str:
    """Return what applies in its place: the chain of successors, the last of which applies."""
    if one.status is None:
        return ""
    return " → ".join(name(graph.instrument(iri)) for iri in one.status.successors)


def name(instrument: Instrument) -> str:
    """Return type, number, day and issuer, as a list of instruments names them."""
    if instrument.issuer or instrument.type in LAWS:
        return full(instrument)
    return full(instrument).removesuffix(" của ")


def proof_of(one: Judged, graph: Store, language: str) -> str:
    """Return what the status rests on: what acts, its words, where they were read."""
    if one.status is None:
        return ""
    shown = [_proof(proof, graph, language) for proof in one.status.proof[:_PROOFS]]
    if more := len(one.status.proof) - _PROOFS:
        shown += [f"(+{more})"] if more > 0 else []
    return "\n".join(shown)


def _proof(proof: Proof, graph: Store, language: str) -> str:
    where = "; ".join(addresses(graph, proof.sources[:_SOURCES]))
    if isinstance(proof, Fact):
        value = f" {day(proof.value)}" if proof.value else ""
        return f"{cell_words('field', proof.field, language)}{value} ({where})"
    quote = f": “{proof.evidence}”" if proof.evidence else ""
    label = relation_label(proof.kind, language)
    return f"{name(graph.instrument(proof.source))} – {label}{quote} ({where})"


def reasons(one: Judged, graph: Store, language: str) -> str:
    """Return why it has no effect, in the words of the official lists; empty while it has."""
    found = one.status
    if found is None:
        return ""
    if found.state is State.PERIOD_ENDED:
        return _period(found, language)
    own = one.instrument.iri if one.instrument else ""
    # A status also tells how parents ended; only what acts on the instrument is a reason.
    acts = dict.fromkeys(
        _reason(r, graph, language) for r in found.relations if graph.canonical(r.target) == own
    )
    return "\n".join(words for words in acts if words)


def _period(found: Status, language: str) -> str:
    derived = any("derived-title-period" in proof.sources for proof in found.proof)
    words = ("Hết thời hạn có hiệu lực", "Its period has ended")
    hint = (" (suy từ giai đoạn ghi trong trích yếu)", " (derived from its title)")
    return pick(words, language) + (pick(hint, language) if derived else "")


_VERBS = {
    ("replaces", "whole"): ("Được thay thế bằng {}", "Replaced by {}"),
    ("replaces", "part"): ("Được thay thế một phần bằng {}", "Replaced in part by {}"),
    ("repeals", "whole"): ("Bị bãi bỏ bởi {}", "Repealed by {}"),
    ("repeals", "part"): ("Bị bãi bỏ một phần bởi {}", "Repealed in part by {}"),
    ("suspends", "whole"): ("Ngưng hiệu lực theo {}", "Suspended by {}"),
    ("suspends", "part"): ("Ngưng hiệu lực một phần theo {}", "Suspended in part by {}"),
    ("extends", "part"): ("Chỉ còn phần được kéo dài theo {}", "Only what {} prolonged is left"),
}


def _reason(relation: Relation, graph: Store, language: str) -> str:
    verb = _VERBS.get((relation.kind, relation.scope))
    if verb is None:
        return ""
    words = pick(verb, language).format(name(graph.instrument(relation.source)))
    if relation.scope == "whole":
        return words
    since = event(graph, relation).day
    told = f", {pick(('từ ngày', 'from'), language)} {day(since)}" if since else ""
    return f"{words}{told}"
