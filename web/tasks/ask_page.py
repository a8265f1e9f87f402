"""Questions in plain words: how they are understood, what is left open, the answer with proof."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from kg.contract import Store
from kg.errors import LegalGraphError
from queries.asking.answering import answered
from queries.asking.understanding import Understanding
from queries.registry import questions
from queries.table import Table
from report.drawing.chain import Chain
from report.drawing.nodes import clean
from report.drawing.picture import picture_of
from report.to_svg import chain_svg, tree_svg
from report.to_table import table_csv, tables_json
from web.answer import HTML, Answer
from web.problems import ProblemError
from web.rendering import render
from web.tasks.answer_rows import SHOWN, asked_on, lines
from web.tasks.cards import cards, covered
from web.tasks.heard import Heard, heard
from web.tasks.tools import Tools

PATH = "/ask"
_PHONE = 360
_NUMBER, _OTHER = "61/2018/NĐ-CP", "118/2025/NĐ-CP"
EXAMPLES = {
    "vi": (
        "Nghị định 61/2018/NĐ-CP còn hiệu lực không?",
        "61/2018/NĐ-CP còn hiệu lực ngày 30/6/2025 không?",
        "Văn bản nào thay thế 61/2018/NĐ-CP?",
        "van ban nao trien khai nghi quyet 76/nq-cp nam 2021",
        "Lịch sử hiệu lực của Luật Tổ chức chính quyền địa phương",
        "118/2025/NĐ-CP căn cứ vào văn bản nào?",
        "61/2018/NĐ-CP liên quan đến 118/2025/NĐ-CP như thế nào?",
        "Văn bản nào được viện dẫn nhiều nhất?",
    ),
    "en": (
        "Is 61/2018/NĐ-CP in force?",
        "Was 61/2018/NĐ-CP in force on 30/6/2025?",
        "What replaced 61/2018/NĐ-CP?",
        "what implements 76/NQ-CP of 2021",
        "What is the history of 61/2018/NĐ-CP?",
        "What is 118/2025/NĐ-CP based on?",
        "How is 61/2018/NĐ-CP connected with 118/2025/NĐ-CP?",
        "Which instruments are cited most?",
    ),
}
"""Questions that the shipped data answers."""


@dataclass(frozen=True, slots=True)
class Asking:
    """A question as a person asks it.

    Attributes:
        words: the question.
        chosen: instruments chosen where it left several open, in order.
        as_of: the day asked for; it goes before the one that the words state.
        known: show only what was public by this day.
        language: of the page.
        today: of the office.
    """

    words: str
    language: str
    today: date
    chosen: tuple[str, ...] = ()
    as_of: date | None = None
    known: date | None = None

    def address(self, path: str = PATH, **more: str) -> str:
        """Return where the same is asked, with further parameters."""
        asked: list[tuple[str, str]] = [("q", self.words)]
        asked += [("which", iri) for iri in self.chosen]
        days = (("as_of", self.as_of), ("known", self.known))
        asked += [(name, day.isoformat()) for name, day in days if day]
        return f"{path}?{urlencode([*asked, *more.items()])}"


def ask_page(tools: Tools, asking: Asking) -> Answer:
    """Return the page of a question with its answer; without words the form alone."""
    graph, language = tools.graph, asking.language
    words = asking.words.strip()
    how = heard(words, graph, chosen=asking.chosen, today=asking.today) if words else Heard()
    found = how.found
    table, trouble = _table(graph, asking, found)
    page = render(
        "ask.html",
        language,
        path=PATH,
        switch=asking.address(lang="en" if language == "vi" else "vi"),
        coverage=covered(graph, language),
        asking=asking,
        words=clean(words),
        how=how,
        trouble=trouble,
        understood=clean(getattr(found, language)) if found else "",
        choices=_choices(graph, asking, found),
        near=cards(graph, how.near, as_of=asking.today, language=language),
        examples=EXAMPLES[language],
        askable=_askable(language) if how.trouble == "words" else [],
        table=table,
        shown=SHOWN,
        on=asked_on(table, language) if table else "",
        lines=lines(graph, table, language) if table else None,
        notes=[clean(note[language == "en"]) for note in table.notes] if table else [],
        picture=_picture(graph, table, language),
    )
    return Answer(page, HTML)


def ask_file(tools: Tools, asking: Asking, form: str) -> Answer:
    """Return the answer as a file, ``csv`` or ``json``.

    Raises:
        ProblemError: the question is not understood or leaves several instruments open.
    """
    how = heard(asking.words, tools.graph, chosen=asking.chosen, today=asking.today)
    if how.found is not None and how.found.which:
        raise ProblemError("ambiguous", "several instruments fit. Choose one on the page first.")
    table, trouble = _table(tools.graph, asking, how.found)
    if table is None:
        raise ProblemError("invalid", trouble or how.told or "the question is not understood.")
    if form == "json":
        return Answer(f"{tables_json([table])}\n".encode(), name=f"{table.question}.json")
    # Excel takes a file for UTF-8 by its byte order mark.
    text = table_csv(table, asking.language)
    return Answer(text.encode("utf-8-sig"), "text/csv; charset=utf-8", name=f"{table.question}.csv")


def _table(graph: Store, asking: Asking, found: Understanding | None) -> tuple[Table | None, str]:
    """Return the answer, or why there is none."""
    if found is None or found.which:
        return None, ""
    try:
        days = {"as_of": asking.as_of, "known": asking.known}
        return answered(found, graph, today=asking.today, **days), ""
    except LegalGraphError as error:
        return None, str(error)


def _choices(graph: Store, asking: Asking, found: Understanding | None) -> list[tuple[object, str]]:
    """Return the instruments that a question leaves open, and where each choice leads."""
    if found is None or found.which is None:
        return []
    shown = cards(graph, found.which[1], as_of=asking.today, language=asking.language)
    return [(card, asking.address(which=card.node.iri)) for card in shown]


def _askable(language: str) -> list[str]:
    named = {"number": _NUMBER, "to": _OTHER}
    return [
        (question.vi if language == "vi" else question.en).format(**named)
        for question in questions().values()
        if not any(option in question.options for option in ("since",))
    ]


def _picture(graph: Store, table: Table | None, language: str) -> dict[str, str] | None:
    """Return the picture of an answer for a desk and for a phone."""
    if table is None or not table.rows:
        return None
    picture = picture_of(table, graph, language=language)
    if isinstance(picture, Chain):
        return {
            "desk": chain_svg(picture, key="answer-desk", inside=True),
            "phone": chain_svg(picture, width=_PHONE, key="answer-phone", inside=True),
        }
    return {
        "desk": tree_svg(picture, key="answer-desk", inside=True),
        "phone": tree_svg(picture, width=_PHONE, key="answer-phone", inside=True),
    }
