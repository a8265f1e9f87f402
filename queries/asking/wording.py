"""What is said about a question: how it was understood, what cannot be answered and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from kg.contract import Store
from kg.model import Instrument
from kg.vocab import load_vocabulary
from queries.asking.details import Mention
from queries.asking.understanding import Understanding
from queries.question import Question
from queries.registry import questions

#: For the list of what can be asked; every question is shown once with these.
_EXAMPLE, _OTHER = "61/2018/NĐ-CP", "118/2025/NĐ-CP"
_SUGGESTED, _LAST_PADDED_MONTH = 3, 2


def heading(instrument: Instrument, lang: str) -> str:
    """Return type, number and, where known, the day of an instrument in a few words."""
    kind = load_vocabulary().types.get(instrument.type)
    named = (kind.vi if lang == "vi" else kind.en) if kind else instrument.type
    name = f"{named} {instrument.number}" if instrument.number else instrument.title or named
    if instrument.date is None:
        return name
    return f"{name} ({_day(instrument.date, lang)})"


def choice(instrument: Instrument, lang: str) -> str:
    """Return the line by which an asker tells one instrument from another."""
    parts = (heading(instrument, lang), instrument.issuer, instrument.title)
    return "; ".join(part for part in parts if part)


def sentence(found: Understanding) -> tuple[str, str]:
    """Return how a question was understood, in Vietnamese and English."""
    return _sentence(found, "vi"), _sentence(found, "en")


def _sentence(found: Understanding, lang: str) -> str:
    asked = questions()[found.slug]
    named = {"number": _named(found.candidates, lang), "to": _named(found.to, lang)}
    words = [(asked.vi if lang == "vi" else asked.en).format(**named)]
    if found.options.get("transitive"):
        words.append("(kể cả gián tiếp)" if lang == "vi" else "(indirectly too)")
    if asked.subject == "graph" and found.candidates:
        words.append(f"– {named['number']}")
    since = found.options.get("since")
    if isinstance(since, date):
        words.append(f"({'sau ngày' if lang == 'vi' else 'after'} {_day(since, lang)})")
    if found.as_of:
        words.append(f"({'đến ngày' if lang == 'vi' else 'as of'} {_day(found.as_of, lang)})")
    if found.known:
        led = "theo những gì đã công bố đến" if lang == "vi" else "as known on"
        words.append(f"({led} {_day(found.known, lang)})")
    return " ".join(words)


def _named(candidates: Sequence[Instrument], lang: str) -> str:
    if len(candidates) == 1:
        return heading(candidates[0], lang)
    either = " / ".join(heading(i, lang) for i in candidates[:_SUGGESTED])
    return f"{either} / …" if len(candidates) > _SUGGESTED else either


def _day(day: date, lang: str) -> str:
    """Return a day as drafts write it (NĐ 30/2020 Phụ lục I, II.4.b), or in ISO form."""
    if lang == "en":
        return day.isoformat()
    month = f"{day.month:02d}" if day.month <= _LAST_PADDED_MONTH else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def not_understood(text: str, mentions: Sequence[Mention]) -> str:
    """Return that a question is not understood, and what can be asked."""
    seen = [candidate for m in mentions[:1] for candidate in m.candidates[:1]]
    number = (seen[0].number if seen else "") or _EXAMPLE
    lines = "\n".join(_in_words(asked, number, _OTHER) for asked in questions().values())
    return f"{text!r}: không hiểu câu hỏi (not understood). Có thể hỏi (ask, for example):\n{lines}"


def _in_words(asked: Question, number: str, other: str) -> str:
    vi, en = (words.format(number=number, to=other) for words in (asked.vi, asked.en))
    return f"  {vi}  |  {en}"


def two_readings(text: str, first: str, second: str) -> str:
    """Return that a question can be read in two ways, and which."""
    asked = (questions()[first], questions()[second])
    ways = "\n".join(_in_words(q, "A", "B") for q in asked)
    return (
        f"{text!r}: có thể hiểu theo hai cách (two readings). "
        f"Hỏi rõ một trong hai (ask one of them):\n{ways}"
    )


def not_in_graph(mention: Mention, graph: Store) -> str:
    """Return that the graph lacks an instrument, with what it covers, and near numbers asked."""
    updated = graph.updated.isoformat() if graph.updated else "?"
    size = len(graph)
    near = graph.by_numbers(graph.near_numbers(mention.number)) if mention.number else ()
    return (
        f"{mention.words!r}: không có trong dữ liệu ({size} văn bản, cập nhật {updated}); điều đó "
        "không có nghĩa là văn bản không được ban hành. Kiểm tra lại số, hoặc thêm bằng "
        f"`viendan ingest`. (Not in the graph of {size} instruments, updated {updated}; that says "
        f"nothing of whether it was issued.){_perhaps(near)}"
    )


def misdated(mentions: Iterable[Mention]) -> str:
    """Return that a date is not the instrument's, and which instruments bear the number."""
    wrong = next(m for m in mentions if m.misdated)
    return (
        f"{wrong.words!r}: ngày nêu cùng số không phải ngày ban hành ghi trong dữ liệu (the date "
        f"is not the one on record). Sửa ngày (correct it).{_perhaps(wrong.candidates)}"
    )


def _perhaps(instruments: Sequence[Instrument]) -> str:
    if not instruments:
        return ""
    lines = "".join(f"\n  {choice(i, 'vi')}" for i in instruments[:_SUGGESTED])
    return f"\nCó phải ý bạn là (did you mean)?{lines}"


def several_days(days: Sequence[date]) -> str:
    """Return that the days of a question do not make one day or one period."""
    said = ", ".join(_day(day, "vi") for day in days) or "không có ngày nào (none)"
    return (
        f"ngày trong câu hỏi: {said}. Nêu một ngày, hoặc cho câu hỏi về thay đổi: từ ngày … đến "
        "ngày … (state one day, or for changes a first and a last one)."
    )


def which_one(found: Understanding, lang: str) -> str:
    """Return the open choice as a numbered list, or nothing where none is open."""
    if found.which is None:
        return ""
    lines = [
        f"  {n}. {choice(instrument, lang)}" for n, instrument in enumerate(found.which[1], start=1)
    ]
    head = "Văn bản nào trong số này?" if lang == "vi" else "Which of these?"
    return "\n".join([head, *lines])
