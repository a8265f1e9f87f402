"""Ready queries for Neo4j Browser, each run in a test against a real server.

Parameters are texts and numbers, so that they can be typed into the Browser; days are ISO.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NamedTuple

from kg.errors import LegalGraphError


class ReadyQuery(NamedTuple):
    """A query with its parameters.

    Attributes:
        vi, en: what it asks.
        cypher: its text; parameters stand as ``$name``.
        parameters: names of the parameters and values as examples.
    """

    vi: str
    en: str
    cypher: str
    parameters: Mapping[str, str | int]


_X = {"iri": "/akn/vn/act/nghi-quyet/chinh-phu/2021-07-15/76-nq-cp"}
_DAY = {"day": "2026-01-01"}
# A relation has effect from its own day, else from that of the instrument that acts.
_ENDED = """EXISTS {{
  MATCH ({name})<-[end:REPLACES|REPEALS {{scope: 'whole'}}]-(heir:Instrument)
  WHERE coalesce(end.valid_from, heir.effective) <= date($day)
    AND (end.valid_to IS NULL OR end.valid_to >= date($day))
}}"""
_SIGNED = "({name}.date IS NULL OR {name}.date <= date($day))"

READY: dict[str, ReadyQuery] = {
    "number": ReadyQuery(
        "Những văn bản nào mang số này?",
        "Which instruments bear this number?",
        """MATCH (i:Instrument {number: $number})
RETURN i.iri AS iri, i.type AS type, i.issuer AS issuer, i.date AS date, i.title AS title
ORDER BY date, iri""",
        {"number": "76/NQ-CP"},
    ),
    "title": ReadyQuery(
        "Văn bản nào có tên gần với những từ này? (không cần dấu)",
        "Which titles hold these words? (accents do not matter)",
        """CALL db.index.fulltext.queryNodes('viendan_titles', $words, {limit: $limit})
YIELD node AS i, score
RETURN i.iri AS iri, i.number AS number, i.title AS title, score""",
        {"words": "cai cach hanh chinh", "limit": 20},
    ),
    "implements": ReadyQuery(
        "Văn bản nào triển khai, hướng dẫn văn bản này, đã ban hành đến một ngày?",
        "What implements or guides this instrument, signed by a day?",
        f"""MATCH (:Instrument {{iri: $iri}})<-[r:IMPLEMENTS|GUIDES]-(x:Instrument)
WHERE {_SIGNED.format(name="x")}
RETURN x.iri AS iri, x.number AS number, x.date AS date, x.title AS title,
  collect(type(r)) AS relations
ORDER BY date, iri""",
        {**_X, **_DAY},
    ),
    "implements-all": ReadyQuery(
        "Như trên, qua mọi bước: văn bản triển khai của văn bản triển khai…",
        "The same over all steps: what implements what implements it, and so on",
        f"""MATCH p = SHORTEST 1 (:Instrument {{iri: $iri}})
  (()<-[:IMPLEMENTS|GUIDES]-(y:Instrument WHERE {_SIGNED.format(name="y")}))+ (x:Instrument)
WHERE x.iri <> $iri
RETURN x.iri AS iri, x.number AS number, x.date AS date, x.title AS title, length(p) AS step
ORDER BY step, date, iri""",
        {**_X, **_DAY},
    ),
    "replaced-by": ReadyQuery(
        "Chuỗi văn bản thay thế, và văn bản nào trong đó còn hiệu lực vào một ngày?",
        "The chain of replacements, and which of them have not ended on a day",
        f"""MATCH p = SHORTEST 1 (:Instrument {{iri: $iri}})
  (()<-[:REPLACES]-(:Instrument))+ (x:Instrument)
WHERE x.iri <> $iri
RETURN x.iri AS iri, x.number AS number, x.date AS date, x.title AS title, length(p) AS step,
  {_ENDED.format(name="x")} AS ended
ORDER BY step, date, iri""",
        {**_X, **_DAY},
    ),
    "amended-by": ReadyQuery(
        "Văn bản nào sửa đổi, bổ sung văn bản này, từ ngày nào?",
        "What amends this instrument, from which day on?",
        """MATCH (:Instrument {iri: $iri})<-[r:AMENDS]-(x:Instrument)
RETURN x.iri AS iri, x.number AS number, r.parts AS parts,
  coalesce(r.valid_from, x.effective) AS from_day, r.evidence AS evidence
ORDER BY from_day, iri""",
        _X,
    ),
    "history": ReadyQuery(
        "Những gì đã xảy ra với văn bản này, theo ngày?",
        "What has happened to this instrument, day by day?",
        """MATCH (i:Instrument)<-[r:AMENDS|REPLACES|REPEALS|SUSPENDS|EXTENDS]-(x:Instrument)
WHERE i.iri = $iri
RETURN coalesce(r.valid_from, x.effective) AS day, type(r) AS event, x.iri AS iri,
  x.number AS number, r.scope AS scope, r.parts AS parts
ORDER BY day, iri""",
        _X,
    ),
    "basis": ReadyQuery(
        "Văn bản này căn cứ vào văn bản nào, và căn cứ nào đã hết hiệu lực vào một ngày?",
        "On what is this instrument based, and what of it has ended on a day?",
        f"""MATCH (:Instrument {{iri: $iri}})-[:BASED_ON]->(x:Instrument)
RETURN DISTINCT x.iri AS iri, x.number AS number, x.date AS date, x.title AS title,
  {_ENDED.format(name="x")} AS ended
ORDER BY date, iri""",
        {**_X, **_DAY},
    ),
    "impact": ReadyQuery(
        "Những văn bản nào dựa vào văn bản này, trực tiếp hoặc qua nhiều bước?",
        "What rests on this instrument, directly or over several steps?",
        f"""MATCH p = SHORTEST 1 (:Instrument {{iri: $iri}})
  (()<-[:BASED_ON|GUIDES|IMPLEMENTS|AMENDS]-(y:Instrument WHERE {_SIGNED.format(name="y")}))+
  (x:Instrument)
WHERE x.iri <> $iri
RETURN x.iri AS iri, x.number AS number, x.date AS date, x.title AS title, length(p) AS step
ORDER BY step, date, iri""",
        {**_X, **_DAY},
    ),
    "orphans": ReadyQuery(
        "Văn bản nào còn dựa vào văn bản đã bị thay thế, bãi bỏ?",
        "Which instruments rest on what has been replaced or repealed?",
        f"""MATCH (x:Instrument)-[r:BASED_ON|GUIDES|IMPLEMENTS]->(ground:Instrument)
WHERE {_SIGNED.format(name="x")}
  AND {_ENDED.format(name="ground")}
  AND NOT {_ENDED.format(name="x")}
RETURN x.iri AS iri, x.number AS number, type(r) AS relation, ground.iri AS ground,
  ground.number AS ground_number
ORDER BY iri, ground
LIMIT $limit""",
        {**_DAY, "limit": 1000},
    ),
    "top-cited": ReadyQuery(
        "Văn bản nào được viện dẫn nhiều nhất?",
        "Which instruments are cited most?",
        f"""MATCH (x:Instrument)-[:CITES|BASED_ON|IMPLEMENTS|GUIDES]->(i:Instrument)
WHERE {_SIGNED.format(name="x")}
RETURN i.iri AS iri, i.number AS number, i.title AS title, count(DISTINCT x) AS citing
ORDER BY citing DESC, iri LIMIT $limit""",
        {**_DAY, "limit": 20},
    ),
    "path": ReadyQuery(
        "Hai văn bản liên quan đến nhau như thế nào? (vẽ đường ngắn nhất)",
        "How are two instruments connected? (draws a shortest way)",
        """MATCH (a:Instrument {iri: $iri}), (b:Instrument {iri: $to})
MATCH p = SHORTEST 1 (a)(()--(:Instrument))*(b)
RETURN p""",
        {**_X, "to": "/akn/vn/act/nghi-dinh/chinh-phu/2018-04-23/61-2018-nd-cp"},
    ),
    "picture": ReadyQuery(
        "Lược đồ: vẽ văn bản này và những văn bản liên quan trực tiếp",
        "Picture: draws this instrument and those related to it",
        """MATCH p = (:Instrument {iri: $iri})--(:Instrument)
RETURN p LIMIT $limit""",
        {**_X, "limit": 200},
    ),
    "changes": ReadyQuery(
        "Những gì bắt đầu có tác động giữa hai ngày?",
        "Which acts on other instruments took effect between two days?",
        """MATCH (x:Instrument)-[r:AMENDS|REPLACES|REPEALS|SUSPENDS|EXTENDS]->(i:Instrument)
WITH x, r, i, coalesce(r.valid_from, x.effective) AS from_day
WHERE from_day > date($since) AND from_day <= date($day)
RETURN from_day, x.iri AS iri, x.number AS number, type(r) AS event, i.iri AS other,
  i.number AS other_number, r.parts AS parts
ORDER BY from_day, iri, event, other""",
        {"since": "2025-01-01", **_DAY},
    ),
    "proof": ReadyQuery(
        "Mỗi quan hệ của văn bản này dựa vào nguồn nào?",
        "From which source is each relation of this instrument?",
        """MATCH (i:Instrument {iri: $iri})-[r]-(x:Instrument)
UNWIND r.sources AS id
MATCH (s:Source {id: id})
RETURN type(r) AS relation, startNode(r) = i AS acts, x.iri AS iri, x.number AS number,
  r.evidence AS evidence, s.where AS source, s.read_on AS read_on
ORDER BY relation, iri, source""",
        _X,
    ),
    "counts": ReadyQuery(
        "Có bao nhiêu quan hệ mỗi loại?",
        "How many relations of each type are there?",
        """MATCH (:Instrument)-[r]->(:Instrument)
RETURN type(r) AS relation, count(r) AS n ORDER BY n DESC, relation""",
        {},
    ),
}


def ready_query(name: str) -> ReadyQuery:
    """Return a ready query.

    Raises:
        LegalGraphError: there is none of that name.
    """
    try:
        return READY[name]
    except KeyError:
        raise LegalGraphError(f"{name!r}: no ready query. Use one of {', '.join(READY)}.") from None


def for_browser(query: ReadyQuery, values: Mapping[str, str | int] | None = None) -> str:
    """Return a query to be pasted into Neo4j Browser, with its parameters before it.

    Raises:
        LegalGraphError: a value is given for what is no parameter.
    """
    given = {**query.parameters, **(values or {})}
    if unknown := given.keys() - query.parameters.keys():
        raise LegalGraphError(
            f"{', '.join(sorted(unknown))}: no parameter. "
            f"Use {', '.join(query.parameters) or 'none'}."
        )
    # The forms of JSON for texts and numbers are those of Cypher.
    pairs = ", ".join(
        f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in given.items()
    )
    lines = [f"// {query.vi}", f"// {query.en}"]
    if pairs:
        lines.append(f":params {{{pairs}}}")
    return "\n".join((*lines, query.cypher)) + ";\n"
