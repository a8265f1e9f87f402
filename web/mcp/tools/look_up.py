"""``look_up``: instruments by number, citation, name or words of a title, as ``viendan show``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

from pydantic import Field

from kg.contract import Store
from kg.model import Instrument
from kg.status import status
from queries.table import addresses
from report.to_card import card_json, card_text
from report.to_json import brief_json, coverage_json
from web.mcp.arguments import Arguments, Day, Words
from web.mcp.coverage import coverage_words
from web.mcp.naming import absent_words, named, near, one_line, quoted, tidy_line
from web.mcp.proofs import proof_json, proof_words
from web.mcp.shapes import (
    CHOICE,
    COUNT,
    COVERAGE,
    DAY,
    MAYBE,
    PROOF,
    SOURCES,
    TEXT,
    YES_NO,
    name_of_schema,
    record,
    rows,
    told,
)
from web.mcp.tool import Answer, Asked, Tool

#: So many cards stand in the text, the rest by a line each, and so many proofs of a status.
_CARDS, _PROOFS = 5, 2


class LookUpArguments(Arguments):
    """What ``look_up`` takes."""

    words: Annotated[
        Words,
        Field(
            description="A number (76/NQ-CP), a whole citation with its date, a law's name, words "
            "of a title, or an IRI from an earlier answer. Vietnamese; accents may be missing."
        ),
    ]
    as_of: Annotated[
        Day | None,
        Field(description="Day of the status, YYYY-MM-DD: in force on that day? Default: today."),
    ] = None
    limit: Annotated[int, Field(ge=1, le=50, description="Most instruments to tell.")] = 10
    relations: Annotated[
        int, Field(ge=0, le=500, description="Most relations to tell of each instrument.")
    ] = 20


_RELATION = record(
    kind=TEXT,
    source=TEXT,
    target=TEXT,
    scope=TEXT,
    parts=MAYBE,
    valid_from=DAY,
    evidence=MAYBE,
)
_CARD = record(
    iri=TEXT,
    type=TEXT,
    number=TEXT,
    issuer=TEXT,
    date=DAY,
    title=MAYBE,
    effective=DAY,
    expires=DAY,
    kind=MAYBE,
    territory=MAYBE,
    attested=told(YES_NO, "Known only from documents that cite it: nothing of it is on record."),
    status=record(
        state=told(TEXT, "in_force, replaced, repealed, …; unknown where the data does not say."),
        as_of=DAY,
        since=DAY,
        successors=rows(TEXT),
        notes=rows(TEXT),
    ),
    relations=rows(_RELATION),
    relations_total=COUNT,
    proof=told(PROOF, "What the status rests on, the decisive one first."),
    sources=SOURCES,
)
_SHAPE = record(
    schema=name_of_schema("viendan.mcp.look_up/1"),
    words=TEXT,
    as_of=DAY,
    coverage=COVERAGE,
    total=told(COUNT, "How many instruments the words may mean; 0: none is in the data."),
    ambiguous=told(YES_NO, "Several may be meant: ask which, or narrow it by date or issuer."),
    instruments=rows(_CARD),
    near=told(rows(CHOICE), "Where nothing was found: numbers one slip away. No corrections."),
)


def _answer(given: LookUpArguments, asked: Asked) -> Answer:
    graph, as_of = asked.graph, given.as_of or asked.today
    found = named(graph, given.words)
    close = () if found else near(graph, given.words)
    content = {
        "schema": "viendan.mcp.look_up/1",
        "words": given.words,
        "as_of": as_of.isoformat(),
        "coverage": coverage_json(graph),
        "total": len(found),
        "ambiguous": len(found) > 1,
        "instruments": [_card(graph, i, as_of, given.relations) for i in found[: given.limit]],
        "near": [brief_json(i) for i in close],
    }
    if found:
        words = _in_words(graph, found, given, as_of)
    else:
        words = absent_words(given.words, close, given.language)
    return Answer(f"{words}\n\n{coverage_words(graph, given.language)}", content)


def _card(graph: Store, instrument: Instrument, as_of: date, most: int) -> dict[str, Any]:
    """Return the card that ``viendan show --format json`` gives, with its proof and sources."""
    card = card_json(graph, instrument, as_of=as_of)
    every = card["relations"]
    state = status(graph, instrument.iri, as_of=as_of)
    ids = (i for stated in instrument.sources.values() for i in stated)
    return card | {
        "relations": every[:most],
        "relations_total": len(every),
        "proof": [proof_json(graph, instrument, proof) for proof in state.proof],
        "sources": list(addresses(graph, ids)),
    }


_SEVERAL = {
    "vi": "Có {} văn bản có thể ứng với “{}”; nêu thêm ngày, cơ quan hoặc IRI để chọn một:",
    "en": "{} instruments may be meant by “{}”; add the day, the issuer or the IRI to choose one:",
}
_PROOF = {"vi": "Căn cứ của tình trạng", "en": "Proof of the status"}
_MORE = {"vi": "… và {} văn bản nữa.", "en": "… and {} more."}


def _in_words(
    graph: Store, found: Sequence[Instrument], given: LookUpArguments, as_of: date
) -> str:
    language, shown = given.language, found[: given.limit]
    blocks = []
    if len(found) > 1:
        blocks.append(_SEVERAL[language].format(len(found), quoted(given.words)))
    blocks += [_card_words(graph, i, language, as_of) for i in shown[:_CARDS]]
    rest = [f"- {one_line(i, language)}" for i in shown[_CARDS:]]
    if len(found) > len(shown):
        rest.append(_MORE[language].format(len(found) - len(shown)))
    return "\n\n".join([*blocks, *(["\n".join(rest)] if rest else [])])


def _card_words(graph: Store, instrument: Instrument, language: str, as_of: date) -> str:
    lines = card_text(graph, instrument, language, as_of=as_of).splitlines()
    for proof in status(graph, instrument.iri, as_of=as_of).proof[:_PROOFS]:
        lines.append(f"  {_PROOF[language]}: {proof_words(graph, proof, language)}")
    return "\n".join(map(tidy_line, lines))


LOOK_UP = Tool(
    name="look_up",
    title="Tra cứu văn bản / Look up an instrument",
    description=(
        "Finds Vietnamese legal instruments by number, citation, name or words of a title "
        "(typing errors forgiven) and tells each one's particulars, its status on a day with the "
        "proof and sources, and its relations. A number alone may be borne by several instruments "
        "(76/NQ-CP: 2013 and 2021): all are given and `ambiguous` is true; do not pick one "
        "silently. `total` 0 means not in the data, which says nothing of whether it was issued."
    ),
    arguments=LookUpArguments,
    shape=_SHAPE,
    answer=_answer,
)
